"""Who held an office on a day, and which leaders bear a name."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import TypeVar

from tocsin.knowledge.world import Leader, leaders

K = TypeVar("K", bound=Hashable)


def in_office(leader: Leader, day: str | None) -> bool:
    """Tell whether the term covers ``day`` (ISO date; None matches open terms only)."""
    if day is None:
        return not leader.end
    return leader.start <= day and (not leader.end or day <= leader.end or leader.end.startswith(day[:7]))


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


def leader_of(country: str, office: str, day: str | None) -> Leader | None:
    """Return who held ``office`` in ``country`` on ``day``; None where nobody or several are known."""
    found = {lead.name: lead for lead in _by_office().get((country, office), ()) if in_office(lead, day)}
    return next(iter(found.values())) if len(found) == 1 else None


def leaders_named(name: str, day: str | None = None) -> tuple[Leader, ...]:
    """Return terms of people so named (full name or one part of it), those in office on ``day`` first."""
    found = _by_name().get(name, ())
    return tuple(sorted(found, key=lambda lead: (not in_office(lead, day), lead.start)))
