"""What a report says of its events beside who did what: counts and stances, with who says so."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tocsin.language.model import Parsed
from tocsin.quoting.quantities import Quantity, quantities
from tocsin.quoting.stances import OWN, Stance, stances
from tocsin.records import Detail, Event, Statement

# A detail stands so many sentences behind its event at most, and so many before it.
BEHIND, BEFORE = 8, 3
# A detail belongs to what was told before it, unless what comes is so much nearer.
AHEAD = 1.5
# What has not happened has no numbers of its own.
UNREAL = ("planned", "hypothetical", "negated")
# Types of acts of words, by which somebody takes a stance.
TELLING = ("ACCUSE", "CONCEDE", "REJECT")
# What stands for a place of one's own where nobody knows whose.
ANYBODYS = "inside"
# What is said of the words of a report themselves: it belongs to what stands in the same sentence.
OF_WORDS = "claim"


Said = tuple[Quantity | Stance, Detail]


def with_details(
    parsed: Parsed, events: Sequence[Event], glimpses: Sequence[Event], statements: Sequence[Statement]
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Return the events of an article and what is glimpsed of it, each with the details that the text gives.

    A glimpse has what stands nearer to it than to the events; what the events have does not depend on it.
    """
    everything = sorted([*events, *glimpses], key=lambda one: (one.evidence.start, one.id))
    told = list(_said(parsed, statements, everything))
    faint = {one.id for one in glimpses}
    shared = _given(told, everything) if glimpses else ()
    return _given(told, events), tuple(one for one in shared if one.id in faint)


def _said(parsed: Parsed, statements: Sequence[Statement], events: Sequence[Event]) -> Iterator[Said]:
    """Yield what an article says, with who says it: who is quoted, or whom the words tell to have said it."""
    for one in quantities(parsed):
        speaker, side = _speaker(one.number.start, statements)
        yield one, replace(_counted(parsed, one), said_by=speaker, side=side)
    for stance in stances(parsed):
        speaker, side = _speaker(stance.start, statements)
        if speaker is None:
            speaker, side = _teller(stance, events)
        value = stance.value if not stance.value.endswith(OWN) else _own(stance.value, side)
        yield stance, replace(_taken(parsed, stance), value=value, said_by=speaker, side=side)


def _given(told: Sequence[Said], events: Sequence[Event]) -> tuple[Event, ...]:
    found: dict[str, list[Detail]] = {}
    for one, detail in told:
        for event in _about(one, detail.start, events):
            found.setdefault(event.id, []).append(detail)
    return tuple(
        replace(event, details=tuple(sorted(found[event.id], key=lambda one: one.start)))
        if event.id in found
        else event
        for event in events
    )


def _teller(stance: Stance, events: Sequence[Event]) -> tuple[str | None, str | None]:
    """Return who does what a stance says, and that one's country: who *claimed responsibility*."""
    inside = (
        event
        for event in events
        if event.type in TELLING and stance.start <= event.trigger.start < stance.end and event.actors
    )
    actor = next((event.actors[0] for event in inside), None)
    return (None, None) if actor is None else (actor.name or actor.text, actor.country)


def _own(value: str, side: str | None) -> str:
    """Return a value with the speaker's country in the place of ``OWN``; what is anybody's without one."""
    return f"{value.removesuffix(OWN)}{side}" if side is not None else ANYBODYS


def _counted(parsed: Parsed, one: Quantity) -> Detail:
    number = one.number
    return Detail(
        field=one.field,
        value=f"{number.stated:g}" if number.stated < 1e6 else f"{number.stated:.0f}",
        text=parsed.text[number.start : number.end],
        start=number.start,
        end=number.end,
        low=number.low,
        high=None if math.isinf(number.high) else number.high,
        of=one.of if one.of != "any" else one.unit or one.of,
    )


def _taken(parsed: Parsed, one: Stance) -> Detail:
    return Detail(
        field=one.field, value=one.value, text=parsed.text[one.start : one.end], start=one.start, end=one.end
    )


def _about(one: Quantity | Stance, at: int, events: Sequence[Event]) -> list[Event]:
    """Return the events that a detail may be about: those in whose words it stands, else those near it.

    An article tells one happening by several events, and which of them will be brought together with those of
    other reports is not known yet: so all that are near and of the nearest one's days have it. Where no event
    is of a type that such a detail is told of, the coder may have named the act otherwise: any may have it.
    """
    if one.field == OF_WORDS:
        return [event for event in events if event.sentence == one.sentence]
    real = [event for event in events if event.modality not in UNREAL]
    fitting = [event for event in real if not one.types or event.type in one.types] or real
    inside = [event for event in fitting if event.evidence.start <= at < event.evidence.end]
    if inside:
        return inside
    near = [event for event in fitting if -BEFORE <= one.sentence - event.sentence <= BEHIND]
    if not near:
        return []
    nearest = min(near, key=lambda event: (_way(one.sentence, event), event.id))
    return [event for event in near if _days(event) == _days(nearest)]


def _way(sentence: int, event: Event) -> float:
    """Return how far a sentence lies from an event: what comes after it is nearer."""
    behind = sentence - event.sentence
    return behind if behind >= 0 else AHEAD - behind


def _days(event: Event) -> tuple[str, str] | None:
    return (event.date.start, event.date.end) if event.date is not None else None


def _speaker(at: int, statements: Sequence[Statement]) -> tuple[str | None, str | None]:
    """Return who says what stands at a character, and that one's country: the innermost statement counts."""
    around = [one for one in statements if one.start <= at < one.end and one.speaker is not None]
    if not around:
        return None, None
    speaker = min(around, key=lambda one: one.end - one.start).speaker
    assert speaker is not None
    return speaker.name or speaker.text, speaker.country
