"""An article cut into paragraphs and stretches, each with the events and statements that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tocsin.records import Document, Event, Record
from tocsin.storing.sentences import sentence_around

_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
ORDER = ("statement", "evidence", "actor", "recipient", "trigger")


class Stretch(Record, frozen=True):
    """Characters of a text that are marked alike: ``kinds`` says how, ``events`` whose they are.

    ``claims`` are the claim statuses of the events whose words these are.
    """

    text: str
    kinds: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


class Paragraph(Record, frozen=True):
    """A paragraph with the events whose words begin in it."""

    start: int
    stretches: tuple[Stretch, ...]
    events: tuple[Event, ...]


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    event: str | None
    claim: str | None


def paragraphs(document: Document) -> list[Paragraph]:
    """Return an article's text, all of it but the empty lines, with its marks."""
    text = document.article.text
    marks = sorted(_marks(document.events), key=lambda mark: mark.start)
    marks += [_Mark(said.start, said.end, "statement", None, None) for said in document.statements]
    made = []
    for start, end in _bounds(text):
        inside = [event for event in document.events if start <= event.evidence.start < end]
        here = [mark for mark in marks if mark.start < end and mark.end > start]
        inside.sort(key=lambda event: (event.evidence.start, event.trigger.start))
        stretches = tuple(_stretches(text, start, end, here))
        made.append(Paragraph(start=start, stretches=stretches, events=tuple(inside)))
    return made


def in_sentence(text: str, event: Event) -> tuple[Stretch, ...]:
    """Return the sentence, or sentences, of an event with its words marked."""
    start, end = sentence_around(text, event.evidence.start, event.evidence.end)
    return tuple(_stretches(text, start, end, list(_marks([event]))))


def _marks(events: Iterable[Event]) -> Iterable[_Mark]:
    for event in events:
        spans = [(event.evidence, "evidence"), (event.trigger, "trigger")]
        for span, kind in spans:
            yield _Mark(span.start, span.end, kind, event.id, event.modality)
        for kind, side in (("actor", event.actors), ("recipient", event.recipients)):
            for party in side:
                yield _Mark(party.start, party.end, kind, event.id, None)


def _bounds(text: str) -> list[tuple[int, int]]:
    edges, at = [], 0
    for gap in (*_BREAK.finditer(text), None):
        end = len(text) if gap is None else gap.start()
        if text[at:end].strip():
            edges.append((at, end))
        at = end if gap is None else gap.end()
    return edges


def _stretches(text: str, start: int, end: int, marks: Sequence[_Mark]) -> Iterable[Stretch]:
    edges = {start, end}
    for mark in marks:
        edges |= {min(max(mark.start, start), end), min(max(mark.end, start), end)}
    for first, last in pairwise(sorted(edges)):
        here = [mark for mark in marks if mark.start <= first and mark.end >= last]
        kinds = {mark.kind for mark in here}
        yield Stretch(
            text=text[first:last],
            kinds=tuple(kind for kind in ORDER if kind in kinds),
            events=tuple(dict.fromkeys(mark.event for mark in here if mark.event is not None)),
            claims=tuple(
                dict.fromkeys(
                    mark.claim for mark in here if mark.kind == "trigger" and mark.claim is not None
                )
            ),
            begins=tuple(
                mark.event
                for mark in here
                if mark.kind == "trigger" and mark.start == first and mark.event is not None
            ),
        )
