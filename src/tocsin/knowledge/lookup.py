"""Who held an office on a day, and which leaders bear a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import TypeVar

from tocsin.knowledge.world import Leader, leaders, offices

K = TypeVar("K", bound=Hashable)


# A term without a start was running on 1 January 2020, and is taken to have begun at most a year before.
UNKNOWN_START = "2019-01-01"
# A full name in a report means a leader who left office at most so many years before it.
REMEMBERED_YEARS = 25
# ... and at most so many where nothing else in the report speaks of his country: later it may be a namesake.
LATE_YEARS = 10


def in_office(leader: Leader, day: str | None) -> bool:
    """Tell whether the term covers ``day`` (ISO date; None matches open terms only)."""
    if day is None:
        return not leader.end
    ended = leader.end and day > leader.end and not leader.end.startswith(day[:7])
    return (leader.start or UNKNOWN_START) <= day and not ended


def _indexed(keys: Callable[[Leader], Iterable[K]]) -> dict[K, tuple[Leader, ...]]:
    index: dict[K, list[Leader]] = {}
    for leader in leaders():
        for key in keys(leader):
            index.setdefault(key, []).append(leader)
    return {key: tuple(found) for key, found in index.items()}


@cache
def _by_office() -> dict[tuple[str, str], tuple[Leader, ...]]:
    return _indexed(lambda leader: [(leader.country, leader.office)])


@cache
def _by_name() -> dict[str, tuple[Leader, ...]]:
    return _indexed(_names)


def _names(leader: Leader) -> set[str]:
    """Return the full names and their parts; parts of one or two letters are too many people's."""
    parts = {part for written in leader.written for part in written.split() if len(part) > 2}
    return {*leader.written, *parts}


def remembered(leader: Leader, day: str | None) -> bool:
    """Tell whether a report of ``day`` may mean the leader: not before the term, nor long after it."""
    if day is None:
        return True
    year = int(day[:4])
    begun = int(leader.start[:4]) - 1 if leader.start else 0
    return begun <= year and (not leader.end or year <= int(leader.end[:4]) + REMEMBERED_YEARS)


def lately(leader: Leader, day: str | None) -> bool:
    """Tell whether the leader left office so few years before ``day`` that his name alone means him."""
    return (
        bool(day and leader.end)
        and leader.end <= str(day)
        and int(str(day)[:4]) - int(leader.end[:4]) <= LATE_YEARS
    )


@cache
def _sectors() -> dict[str, str]:
    """Return the commonest sector of the words for each office."""
    counts: dict[str, Counter[str]] = {}
    for row in offices():
        counts.setdefault(row.office, Counter())[row.sector] += 1
    return {office: count.most_common(1)[0][0] for office, count in counts.items()}


def sector_of(office: str) -> str | None:
    """Return the PLOVER sector of an office; None for one that the tables lack."""
    return _sectors().get(office) or None


def leader_of(country: str, office: str, day: str | None) -> Leader | None:
    """Return who held ``office`` in ``country`` on ``day``; None where nobody or several are known.

    On the day of a change it is the one who comes.
    """
    holders = [lead for lead in _by_office().get((country, office), ()) if in_office(lead, day)]
    staying = [lead for lead in holders if lead.end != day]
    found = {lead.name: lead for lead in staying or holders}
    return next(iter(found.values())) if len(found) == 1 else None


def leaders_named(name: str, day: str | None = None) -> tuple[Leader, ...]:
    """Return terms of people so named (full name or one part of it), those in office on ``day`` first.

    Terms that a report of that day hardly means are left out; of the others the latest comes first.
    """
    found = [lead for lead in _by_name().get(name, ()) if remembered(lead, day)]
    latest = sorted(found, key=lambda lead: lead.start, reverse=True)
    return tuple(sorted(latest, key=lambda lead: not in_office(lead, day)))
