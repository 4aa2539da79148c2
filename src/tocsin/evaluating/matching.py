"""Which dyads of the coder answer which dyads of the annotation.

An event stands for its dyads. A gold dyad is found when an event whose evidence touches the same sentence
has an accepted type and the same two countries, either way round where the gold row is symmetric. A coder's
dyad answers one gold dyad; a further one that would have answered it too is excused, and so is one that
answers a row that is not required. What is neither used nor excused is wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product

from tocsin.evaluating.annotation import NO_COUNTRY, GoldEvent
from tocsin.records import Actor, Event, Record

Dyad = tuple[str, str]
Window = Callable[[int, int], tuple[int, int]]

_SENTENCE_END = re.compile(r"[.!?][”’\"]?\s+(?=[A-Z“‘])|\n")


class Prediction(Record, frozen=True):
    """One dyad of one event; ``index`` is its place among all of them."""

    index: int
    event: Event
    dyad: Dyad


class Matching(Record, frozen=True):
    """What was found with which prediction, what was missed, and which predictions are wrong."""

    found: tuple[tuple[GoldEvent, Prediction], ...]
    missed: tuple[tuple[GoldEvent, Dyad], ...]
    wrong: tuple[Prediction, ...]


def match(rows: Sequence[GoldEvent], events: Iterable[Event], text: str) -> Matching:
    """Match the events of one article with its gold rows, in the order of both."""
    claims = predictions(events)
    window = sentence_window(text)
    found: list[tuple[GoldEvent, Prediction]] = []
    missed: list[tuple[GoldEvent, Dyad]] = []
    used: set[int] = set()
    excused: set[int] = set()
    for row, pair in _in_order(rows):
        fitting = [p for p in claims if p.index not in used and answers(p, row, pair, window)]
        excused.update(p.index for p in fitting)
        if not row.required:
            continue
        if not fitting:
            missed.append((row, pair))
            continue
        used.add(fitting[0].index)
        found.append((row, fitting[0]))
    wrong = tuple(p for p in claims if p.index not in used | excused)
    return Matching(found=tuple(found), missed=tuple(missed), wrong=wrong)


def predictions(events: Iterable[Event]) -> list[Prediction]:
    """Return the dyads of all events that the article does not say did *not* happen."""
    told = ((event, dyad) for event in events if event.modality != "negated" for dyad in dyads(event))
    return [Prediction(index=index, event=event, dyad=dyad) for index, (event, dyad) in enumerate(told)]


def dyads(event: Event) -> list[Dyad]:
    """Return actor country × recipient country; a meeting without a host pairs its actors."""
    actors, recipients = _codes(event.actors), _codes(event.recipients)
    if event.type == "CONSULT" and recipients == [NO_COUNTRY] and len(actors) > 1:
        sides = sorted(set(actors))
        return list(combinations(sides, 2)) or [(sides[0], NO_COUNTRY)]
    return list(product(actors, recipients))


def answers(prediction: Prediction, row: GoldEvent, pair: Dyad, window: Window) -> bool:
    """Tell whether a prediction is the row's act between the two sides of ``pair``."""
    event = prediction.event
    if event.type not in row.types:
        return False
    low, high = window(row.start, row.end)
    if not (event.evidence.start < high and event.evidence.end > low):
        return False
    return _same_sides(prediction.dyad, pair) or (row.symmetric and _same_sides(prediction.dyad[::-1], pair))


def sentence_window(text: str) -> Window:
    """Return a function from a span to the bounds of the sentences that it lies in."""
    bounds = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]

    def window(start: int, end: int) -> tuple[int, int]:
        return bounds[bisect_right(bounds, start) - 1], bounds[bisect_left(bounds, end)]

    return window


def _in_order(rows: Sequence[GoldEvent]) -> Iterable[tuple[GoldEvent, Dyad]]:
    """Yield each row's dyads, the required rows first: what they need must not be taken by others."""
    for row in sorted(rows, key=lambda row: not row.required):
        for pair in row.pairs:
            yield row, pair


def _codes(parties: Sequence[Actor]) -> list[str]:
    return [party.country or NO_COUNTRY for party in parties] or [NO_COUNTRY]


def _same_sides(got: Dyad, want: Dyad) -> bool:
    return all(code in accepted.split("|") for code, accepted in zip(got, want, strict=True))
