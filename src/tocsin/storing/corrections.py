"""Corrections as records, and what they make of the events of one article.

A correction is tied to the id of an event. Where a newer coder, or a new version of the article, has no such
event, it is tied to the event of that type with the same words as evidence; where there is none either, it is
kept as ``orphaned``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

import msgspec

from tocsin.records import Event, Record

What = Literal["change", "accept", "reject", "add", "join", "split"]
State = Literal["applied", "undone", "orphaned", "waiting"]
Fields = dict[str, Any]
OF_PAIRS = frozenset(("join", "split"))


class Target(Record, frozen=True):
    """By what an event is known: its id, else article, type, and the characters and words of its evidence.

    ``type`` is the one that the coder gave it.
    """

    event: str
    article: str
    type: str
    start: int
    end: int
    words: str


class Correction(Record, frozen=True):
    """What somebody has put right. ``before`` and ``after`` are fields of the event.

    A rejected event has no ``after``, an added one no ``before``; ``other`` is the second event of a join or
    a split. ``undone`` is when it was undone. ``state``: ``orphaned`` where its event is gone, ``waiting``
    until its article is coded again.
    """

    id: int
    made: str
    who: str
    what: What
    target: Target
    other: Target | None = None
    before: Fields | None = None
    after: Fields | None = None
    undone: str | None = None
    undone_by: str | None = None
    state: State = "applied"


class Pairing(Record, frozen=True):
    """Two events that somebody has joined or split; both are there, with these ids."""

    one: str
    other: str
    together: bool


class Slot(NamedTuple):
    """An event at its position: as the coder wrote it, or a person added it, and as it is shown, or not."""

    base: Event
    shown: Event | None


class Corrected(NamedTuple):
    """The events of an article by position, and the position that each correction has found."""

    slots: dict[int, Slot]
    found: dict[int, int]

    @property
    def shown(self) -> dict[int, Event]:
        """The events that are shown."""
        return {at: slot.shown for at, slot in self.slots.items() if slot.shown is not None}

    def position_of(self, target: Target, text: str) -> int | None:
        """Return where the event of a target is; None where it is gone."""
        return _position(self.slots, target, frozenset((target.type,)), text)


def corrected(coded: Mapping[int, Event], corrections: Iterable[Correction], text: str) -> Corrected:
    """Return what corrections, in their order, make of the events of an article with this text.

    Those that are undone, and joins and splits, change nothing.
    """
    slots = {at: Slot(event, event) for at, event in coded.items()}
    found: dict[int, int] = {}
    for one in corrections:
        if one.undone is not None or one.what in OF_PAIRS:
            continue
        at = _added(slots, one, text) if one.what == "add" else _changed(slots, one, text)
        if at is not None:
            found[one.id] = at
    return Corrected(slots, found)


def target_of(event: Event) -> Target:
    """Return by what an event, as the coder wrote it, is known."""
    evidence = event.evidence
    return Target(
        event=event.id,
        article=event.article,
        type=event.type,
        start=evidence.start,
        end=evidence.end,
        words=evidence.text,
    )


def event_from(fields: Fields) -> Event:
    """Return the event of its fields."""
    return msgspec.convert(fields, Event)


def _changed(slots: dict[int, Slot], one: Correction, text: str) -> int | None:
    """Change the event of a correction and return its position; None where it is gone."""
    types = frozenset((one.target.type, (one.after or {}).get("type", one.target.type)))
    at = _position(slots, one.target, types, text)
    if at is None:
        return None
    base, shown = slots[at]
    assert shown is not None
    if one.what == "reject":
        slots[at] = Slot(base, None)
    else:
        moved = _moved(one.after or {}, base.evidence.start - one.target.start, base.evidence.start, text)
        slots[at] = Slot(base, event_from(shown.to_dict() | moved))
    return at


def _added(slots: dict[int, Slot], one: Correction, text: str) -> int | None:
    """Put an event that a person has added behind the others, or in the place of the coder's."""
    assert one.after is not None
    event, target = event_from(one.after), one.target
    if not _is_there(target, text):
        start = text.find(target.words)
        if text.count(target.words) != 1:
            return None
        event = event_from(_moved(one.after, start - target.start, start, text))
    same = (
        at
        for at, slot in slots.items()
        if slot.shown and (slot.base.evidence, slot.base.type) == (event.evidence, event.type)
    )
    at = next(same, max(slots, default=-1) + 1)
    slots[at] = Slot(event, event)
    return at


def _position(slots: Mapping[int, Slot], target: Target, types: frozenset[str], text: str) -> int | None:
    shown = [(at, slot.base) for at, slot in slots.items() if slot.shown is not None]
    if _is_there(target, text):
        for at, event in shown:
            if event.id == target.event:
                return at
        span = (target.start, target.end)
        for at, event in shown:
            if event.type in types and (event.evidence.start, event.evidence.end) == span:
                return at
    same = [at for at, event in shown if event.type in types and event.evidence.text == target.words]
    return same[0] if len(same) == 1 else None


def _is_there(target: Target, text: str) -> bool:
    """Tell whether an article still has the words of a target at their place."""
    return text[target.start : target.end] == target.words


def _moved(fields: Fields, by: int, start: int, text: str) -> Fields:
    """Return fields whose words stand so many characters further on; ``start`` is where the evidence begins.

    A party or place whose words are no longer there keeps its name and has no words.
    """
    if not by:
        return fields

    def move(value: Any) -> Any:
        if isinstance(value, list):
            return [move(one) for one in value]
        if not isinstance(value, dict) or not {"text", "start", "end"} <= set(value):
            return value
        if not isinstance(value["start"], int):
            return value  # a date, whose start is a day
        first, last = value["start"] + by, value["end"] + by
        if text[first:last] == value["text"]:
            return {**value, "start": first, "end": last}
        return {**value, "text": "", "start": start, "end": start}

    return {name: move(value) for name, value in fields.items()}


def differing(before: Event, after: Event) -> Iterator[str]:
    """Yield the fields in which two events differ."""
    return (name for name in Event.__struct_fields__ if getattr(before, name) != getattr(after, name))
