"""Named patterns: an act that is told, alone or after another, that has a name in crises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from tocsin import tables
from tocsin.records import Record
from tocsin.watching.acts import Act
from tocsin.watching.index import Point
from tocsin.watching.series import HAPPENED
from tocsin.watching.weighing import Weighing

ANY = "*"


class Pattern(Record, frozen=True):
    """A row of patterns.tsv, which says what its columns mean."""

    name: str
    first: tuple[str, ...]
    first_words: str
    within: float | None
    last: tuple[str, ...]
    words: str
    sides: str
    index: float | None
    sources: float | None
    anew: bool
    grave: float | None
    tells: str


class Match(Record, frozen=True):
    """A pattern that was completed: the acts that make it, in their order."""

    pattern: Pattern
    acts: tuple[Act, ...]


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the patterns of the table. DataError for a row that cannot be read."""
    return tuple(tables.records(Pattern, tables.table(__package__, "patterns.tsv")))


def matches_on(point: Point, weighing: Weighing) -> Iterator[Match]:
    """Yield each pattern that a report of the point's day completes, once, with the first acts that do.

    Of several matches with acts before, it is the one that follows the latest of them.
    """
    told = [act for act in weighing.told_on(point.day) if act.modality(point.day) in HAPPENED]
    for pattern in patterns():
        if point.index is None or point.index < (pattern.index or 0):
            continue
        completed = (_completed(pattern, act, point.day, weighing) for act in told)
        found = [one for one in completed if one is not None]
        if found:
            yield max(found, key=lambda one: one.acts[0].day) if pattern.first else found[0]


def _completed(pattern: Pattern, act: Act, day: str, weighing: Weighing) -> Match | None:
    if not _is_step(act, pattern.last, pattern.words) or act.independent(day) < (pattern.sources or 1):
        return None
    # An act of long ago that is told again completes nothing now.
    if act.day < _before(day, 7):
        return None
    if not pattern.first:
        return Match(pattern=pattern, acts=(act,))
    earlier = [
        one
        for one in weighing.told_between(_before(day, int(pattern.within or 0)), day)
        # Of two acts of one day nobody knows which came first: force may have led to the truce of its day.
        if one.day < act.day
        and one.modality(day) in HAPPENED
        and _is_step(one, pattern.first, pattern.first_words)
        and _fit(one, act, pattern.sides)
    ]
    if not earlier:
        return None
    return Match(pattern=pattern, acts=(max(reversed(earlier), key=lambda one: one.day), act))


def _is_step(act: Act, kinds: tuple[str, ...], words: str) -> bool:
    named = (ANY, act.type, f"{act.type}/{act.mode}")
    return any(kind in named for kind in kinds) and (not words or _seen(words, act.words))


def _seen(words: str, text: str) -> bool:
    return re.search(words, text, re.IGNORECASE) is not None


def _fit(one: Act, other: Act, sides: str) -> bool:
    if sides == "same":
        return one.actor[:3] == other.actor[:3]
    if sides == "either":
        return other.recipient is not None and _countries(one) == _countries(other)
    return True


def _countries(act: Act) -> set[str]:
    return {act.actor[:3], (act.recipient or "")[:3]}


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
