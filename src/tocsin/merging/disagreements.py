"""Where the reports of one incident do not agree: numbers, opposite accounts, claims, days, doers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Literal

from tocsin.merging.accounts import WHOLE, Account, Field, accounts, fields
from tocsin.merging.again import same_verb
from tocsin.merging.independence import Report
from tocsin.records import Claimed, Disagreement, Event

Kind = Literal["update", "conflict"]
Pair = Callable[[Event, Event], bool]
CLAIMED = ("asserted", "alleged", "historical")
# Lengths that are so many times as long as another one measure something else.
MEASURES = ("duration", "deadline", "distance")
FAR = 8
# A denial is of an act that is told by the same verb, or with so many long words in common.
SHARED = 3
_LONG = re.compile(r"[a-z]{5,}")
# A place in the waters or the territory of nobody knows whom, and of a country that is named behind.
ANYBODYS, SOMEBODYS = "inside", "in"
# The field of details that call what is told false.
DENIED = "claim"
BLAMING = ("ASSAULT", "COERCE")


def disagreements(
    events: Sequence[Event],
    reports: Mapping[str, Report],
    sources: Mapping[str, str] | None = None,
    surely_one: Pair = lambda one, other: True,
) -> tuple[Disagreement, ...]:
    """Return the fields on which the events of one incident differ; they are in the order of publication.

    ``sources`` names the independent source of each article; without it each article is one. ``surely_one``
    tells whether two events by themselves are of one act, for a denial of the one to be of the other.
    """
    by_article = sources or {}
    there = {one.field for event in events for one in event.details}
    there |= {kind for event in events for kind in event.magnitude or ()}
    told = {
        field: accounts(field.field, events, reports, by_article)
        for field in fields().values()
        if field.field in there
    }
    found = [COMPARED[field.how](field, accounts) for field, accounts in told.items()]
    none_at_all = (_none(accounts) for field, accounts in told.items() if field.denies)
    claim = _claim(events, by_article, surely_one) or next(
        (one for one in none_at_all if one is not None), None
    )
    made = [one for one in (*found, claim, _doer(events), _date(events, by_article)) if one is not None]
    return tuple({one.field: one for one in reversed(made)}.values())[::-1]


def magnitudes(events: Sequence[Event]) -> dict[str, tuple[int, int]] | None:
    """Return the least and the greatest number of each kind that events give."""
    found: dict[str, tuple[int, int]] = {}
    for event in events:
        for kind, value in (event.magnitude or {}).items():
            low, high = found.get(kind, (value, value))
            found[kind] = (min(low, value), max(high, value))
    return found or None


def history(events: Sequence[Event], reports: Mapping[str, Report]) -> tuple[str, ...]:
    """Return the claim status by day, a line a change: "2024-05-01 alleged"."""
    lines: list[str] = []
    last = None
    for event in events:
        if event.modality != last:
            report = reports.get(event.article)
            day = (report.published or "")[:10] if report is not None else ""
            lines.append(f"{day} {event.modality}".strip())
            last = event.modality
    return tuple(lines)


def _counts(field: Field, told: Sequence[Account]) -> Disagreement | None:
    """Return how the numbers of a field differ: an update where later ones raise or mend earlier ones."""
    found = [(pair, _differ(field, *pair)) for pair in combinations(told, 2)]
    apart = {id(one) for pair, way in found if way is not None for one in pair}
    if not apart:
        return None
    kind: Kind = "conflict" if any(way == "conflict" for _, way in found) else "update"
    return _made(field.field, kind, [(one.event, one.value) for one in told if id(one) in apart], told)


def _differ(field: Field, one: Account, other: Account) -> Kind | None:
    """Tell whether two counts cannot both be right, and whether the later one may only have been updated."""
    if one.event.article == other.event.article and not _are_two(one, other):
        return None
    first, second = sorted((one, other), key=lambda account: (account.day, account.event.id))
    if first.of != second.of:
        # A part is at most the whole, whoever counts.
        part, whole = (first, second) if second.of == WHOLE else (second, first)
        if whole.of != WHOLE or part.low <= whole.high * (1 + (field.apart or 0.0)):
            return None
    low, high = sorted((first, second), key=lambda account: account.low)
    if field.field in MEASURES and high.low > FAR * max(low.high, 1e-9):
        return None  # two hours and ten days are not lengths of the same thing
    later = first.day < second.day
    if high.low - (field.apart or 0.0) * high.low <= low.high:
        return (
            None
            if low is not first or not later or low.low == high.low or low.high != float("inf")
            else "update"
        )
    if first.voice == second.voice and field.field in MEASURES:
        return None  # what one speaker measures twice are two things
    if first.voice == second.voice or (later and field.grows and second is high):
        return "update"
    return "conflict"


def _stances(field: Field, told: Sequence[Account]) -> Disagreement | None:
    """Return opposite things that two named voices say; who says both says neither."""
    values: dict[str, set[str]] = {}
    for one in told:
        values.setdefault(one.voice, set()).add(one.value)
    sure = [one for one in told if len(values[one.voice]) == 1]
    opposed = any(
        _are_opposed(one.value, other.value) and _may_oppose(one, other)
        for one, other in combinations(sure, 2)
    )
    return _made(field.field, "conflict", [(one.event, one.value) for one in sure], sure) if opposed else None


def _are_opposed(one: str, other: str) -> bool:
    """Tell whether two values cannot both hold: *in its waters*, whose ever, may be *in Iranian waters*."""
    somewhere = ANYBODYS in (one, other) and any(value.startswith(f"{SOMEBODYS} ") for value in (one, other))
    return one != other and not somewhere


def _each(field: Field, told: Sequence[Account]) -> Disagreement | None:
    """Return that speakers of two sides say the same of each other: that it was the other one that began."""
    sides = {one.side for one in told if one.speaker is not None and one.side is not None}
    if len(sides) < 2:
        return None
    values = [(one.event, f"{one.value} ({one.side})") for one in told if one.side is not None]
    return _made(field.field, "conflict", values)


def _are_two(one: Account, other: Account) -> bool:
    """Tell whether one article names two speakers of different sides; *he* may be either of them."""
    if one.speaker is None or other.speaker is None or one.voice == other.voice:
        return False
    return one.side is None or one.side != other.side


def _may_oppose(one: Account, other: Account) -> bool:
    """Tell whether two accounts are those of two who are named: a reporter's own words take no side."""
    return one.speaker is not None and other.speaker is not None


def _claim(events: Sequence[Event], sources: Mapping[str, str], surely_one: Pair) -> Disagreement | None:
    """Return that an act is said to have happened by one voice and denied by another."""
    told = [
        (event, "denied" if _is_denied(event) else "happened")
        for event in events
        if event.modality in (*CLAIMED, "denied") or _is_denied(event)
    ]
    denials = [event for event, value in told if value == "denied"]
    claims = [event for event, value in told if value == "happened"]
    for denial, claim in product(denials, claims):
        of_two = _voice(denial, sources) != _voice(claim, sources)
        if of_two and _same_act(denial, claim) and surely_one(denial, claim):
            return _made("claim", "conflict", told)
    return None


def _is_denied(event: Event) -> bool:
    """Tell whether an event is denied, or those who told it are called liars."""
    return event.modality == "denied" or any(one.field == DENIED for one in event.details)


def _none(told: Sequence[Account]) -> Disagreement | None:
    """Return that by one account there was nothing at all of what another counts: *not a euro was paid*."""
    nothing = [one for one in told if one.high == 0]
    some = [one for one in told if one.low > 0]
    if not any(one.event.article != other.event.article for one, other in product(nothing, some)):
        return None
    values = [*((one.event, "happened") for one in some), *((one.event, "denied") for one in nothing)]
    return _made("claim", "conflict", values)


def _same_act(denial: Event, claim: Event) -> bool:
    """Tell whether a denial is of what is claimed, and not of something else that happened then and there."""
    if same_verb(denial, claim):
        return True
    here, there = (set(_LONG.findall(event.evidence.text.lower())) for event in (denial, claim))
    return len(here & there) >= SHARED


def _doer(events: Sequence[Event]) -> Disagreement | None:
    """Return that two sides name each other as the doer."""
    told = [
        (event, frozenset(actor.country for actor in event.actors if actor.country))
        for event in events
        if event.type in BLAMING and event.modality in CLAIMED
    ]
    for (one, here), (other, there) in combinations(told, 2):
        if here.isdisjoint(there) and _side(one) in there and _side(other) in here:
            return _made("doer", "conflict", [(event, ", ".join(sorted(who))) for event, who in told if who])
    return None


def _date(events: Sequence[Event], sources: Mapping[str, str]) -> Disagreement | None:
    told = [
        (event, day) for event in events if event.modality != "denied" and (day := _day(event)) is not None
    ]
    voices: dict[str, set[str]] = {}
    for event, day in told:
        voices.setdefault(sources.get(event.article, event.article), set()).add(day)
    sure = [
        (event, day) for event, day in told if len(voices[sources.get(event.article, event.article)]) == 1
    ]
    apart = any(
        day != other_day and same_verb(event, other)
        for (event, day), (other, other_day) in combinations(sure, 2)
    )
    return _made("date", "conflict", sure) if apart else None


def _made(
    field: str, kind: Kind, told: Iterable[tuple[Event, str]], said: Sequence[Account] = ()
) -> Disagreement:
    values: dict[str, list[Event]] = {}
    for event, value in told:
        if event not in values.setdefault(value, []):
            values[value].append(event)
    return Disagreement(
        field=field,
        kind=kind,
        values=tuple(
            Claimed(
                value=value,
                events=tuple(event.id for event in group),
                said_by=_speakers(value, group, said),
            )
            for value, group in values.items()
        ),
    )


def _speakers(value: str, events: Sequence[Event], said: Sequence[Account]) -> tuple[str, ...]:
    ids = {event.id for event in events}
    voices = [one.speaker for one in said if one.value == value and one.event.id in ids and one.speaker]
    if not said:
        voices = [event.attribution.source for event in events if event.attribution is not None]
    return tuple(dict.fromkeys(voices))


def _voice(event: Event, sources: Mapping[str, str]) -> str:
    if event.attribution is not None:
        return event.attribution.source.lower()
    return sources.get(event.article, event.article)


def _side(event: Event) -> str | None:
    return event.attribution.country if event.attribution is not None else None


def _day(event: Event) -> str | None:
    """Return the day of an event that words of its report name, if it is one day."""
    when = event.date
    return when.start if when is not None and when.text and when.start == when.end else None


COMPARED = {"count": _counts, "stance": _stances, "each": _each}
