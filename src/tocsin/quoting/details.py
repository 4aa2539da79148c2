"""What a report says of its events beside who did what: counts and stances, with who says so."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import msgspec

from tocsin.language.model import Parsed
from tocsin.quoting.quantities import Quantity, quantities
from tocsin.quoting.stances import Stance, stances
from tocsin.records import Detail, Event, Statement

# A detail stands so many sentences behind its event at most, and so many before it.
BEHIND, BEFORE = 5, 2
# A detail belongs to what was told before it, unless what comes is so much nearer.
AHEAD = 1.5
# What has not happened has no numbers of its own.
UNREAL = ("planned", "hypothetical", "negated")


def with_details(
    parsed: Parsed, events: Sequence[Event], statements: Sequence[Statement]
) -> tuple[Event, ...]:
    """Return the events of an article, each with the details that the text gives of it."""
    found: dict[str, list[Detail]] = {}
    for one in (*quantities(parsed), *stances(parsed)):
        start = one.number.start if isinstance(one, Quantity) else one.start
        event = _event_of(one, start, events)
        if event is not None:
            speaker = _speaker(start, statements)
            detail = _counted(parsed, one) if isinstance(one, Quantity) else _taken(parsed, one)
            found.setdefault(event.id, []).append(
                msgspec.structs.replace(detail, said_by=speaker[0], side=speaker[1])
            )
    return tuple(
        msgspec.structs.replace(event, details=tuple(sorted(found[event.id], key=lambda one: one.start)))
        if event.id in found
        else event
        for event in events
    )


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


def _event_of(one: Quantity | Stance, at: int, events: Sequence[Event]) -> Event | None:
    """Return the event that a detail is about: the one in whose words it stands, else the nearest before."""
    fitting = [
        event for event in events if event.modality not in UNREAL and (not one.types or event.type in one.types)
    ]
    inside = [event for event in fitting if event.evidence.start <= at < event.evidence.end]
    if inside:
        return min(inside, key=lambda event: (event.evidence.end - event.evidence.start, event.id))
    near = [(way, event) for event in fitting for way in _ways(one.sentence, event)]
    return min(near, key=lambda pair: (pair[0], pair[1].id))[1] if near else None


def _ways(sentence: int, event: Event) -> Iterator[float]:
    """Yield how far a sentence lies from an event, where that is near enough: what comes after it is nearer."""
    behind = sentence - event.sentence
    if 0 <= behind <= BEHIND:
        yield behind
    elif -BEFORE <= behind < 0:
        yield AHEAD - behind


def _speaker(at: int, statements: Sequence[Statement]) -> tuple[str | None, str | None]:
    """Return who says what stands at a character, and that one's code: the innermost statement counts."""
    around = [one for one in statements if one.start <= at < one.end and one.speaker is not None]
    if not around:
        return None, None
    speaker = min(around, key=lambda one: one.end - one.start).speaker
    assert speaker is not None
    return speaker.name or speaker.text, speaker.code or speaker.country
