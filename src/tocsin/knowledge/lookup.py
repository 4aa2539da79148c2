"""Who held an office on a day, and which leaders bear a name."""

from __future__ import annotations

from functools import cache

from tocsin.knowledge.world import Leader, leaders, offices


def in_office(leader: Leader, day: str | None) -> bool:
    """Tell whether the term covers ``day`` (ISO date; None matches open terms only)."""
    if day is None:
        return not leader.end
    return leader.start <= day and (not leader.end or day <= leader.end or leader.end.startswith(day[:7]))


@cache
def _by_office() -> dict[tuple[str, str], tuple[Leader, ...]]:
    index: dict[tuple[str, str], list[Leader]] = {}
    for leader in leaders():
        index.setdefault((leader.country, leader.office), []).append(leader)
    return {key: tuple(found) for key, found in index.items()}


@cache
def _by_name() -> dict[str, tuple[Leader, ...]]:
    index: dict[str, list[Leader]] = {}
    for leader in leaders():
        for written in {leader.name, *leader.names}:
            index.setdefault(written, []).append(leader)
            for part in set(written.split()):
                if len(part) > 2:
                    index.setdefault(part, []).append(leader)
    return {key: tuple(found) for key, found in index.items()}


def leader_of(country: str, office: str, day: str | None) -> Leader | None:
    """Return who held ``office`` in ``country`` on ``day``; None where nobody or several are known."""
    found = {lead.name: lead for lead in _by_office().get((country, office), ()) if in_office(lead, day)}
    return next(iter(found.values())) if len(found) == 1 else None


def leaders_named(name: str, day: str | None = None) -> tuple[Leader, ...]:
    """Return terms of people so named (full name or one part of it), those in office on ``day`` first."""
    found = _by_name().get(name, ())
    return tuple(sorted(found, key=lambda lead: (not in_office(lead, day), lead.start), reverse=False))


@cache
def office_sector(office: str) -> str:
    """Return the PLOVER sector of an office key, GOV where the table is silent."""
    for row in offices():
        if row.office == office:
            return row.sector
    return "GOV"
