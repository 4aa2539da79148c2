"""Movements of a period: read from the words of events once for each state of a project, joined to ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.briefing.movements import MOVING, Movement, movement_of
from tocsin.knowledge.claims import read_borders
from tocsin.records import Place, Record
from tocsin.serving.periods import Days
from tocsin.serving.site import Site
from tocsin.storing.telling import told_events

MOST_READ = 5_000
"""Events of a period whose words are read for movements: those stored last."""
NOT_TOLD = "-"
"""In an address: the end that nobody tells."""


class Moved(NamedTuple):
    """The movements of a period by their days, and how many events were too many to be read."""

    found: list[Movement]
    unread: int


class Act(Record, frozen=True):
    """So many movements that were acts of a type and mode."""

    type: str
    mode: str | None
    count: int


class Way(Record, frozen=True):
    """All movements from one place to another; None is an end that is not told.

    ``acts`` and ``claims`` say what they were and how they are claimed, the commonest first; ``only`` is the
    one event of a single movement.
    """

    origin: Place | None
    goal: Place | None
    count: int
    claims: dict[str, int]
    acts: tuple[Act, ...]
    first: str | None
    last: str | None
    only: str | None


def moved_in(site: Site, days: Days) -> Moved:
    """Return the movements of events that lasted into a period."""
    return site.kept(("movements", days), lambda: _read(site, days))


def ways_of(movements: Sequence[Movement]) -> list[Way]:
    """Return the ways, those with both ends told first, then those gone most often."""
    by_way: dict[tuple[object, object], list[Movement]] = defaultdict(list)
    for one in movements:
        by_way[_key(one.origin), _key(one.goal)].append(one)
    made = [_way(group) for group in by_way.values()]
    return sorted(made, key=lambda way: (None in (way.origin, way.goal), -way.count, name_of(way.goal)))


def name_of(place: Place | None) -> str:
    """Return how an end is asked for."""
    return NOT_TOLD if place is None else place.name


def _read(site: Site, days: Days) -> Moved:
    borders = read_borders(site.project.settings.borders)
    events, unread = told_events(site.store, MOVING, days.since, days.until, MOST_READ)
    told = (movement_of(event, text, borders) for event, text in events)
    found = [one for one in told if one is not None]
    found.sort(key=lambda one: one.event.date.start if one.event.date is not None else "")
    return Moved(found, unread)


def _key(place: Place | None) -> object:
    return None if place is None else (place.name, place.country, place.precision)


def _way(group: Sequence[Movement]) -> Way:
    first = group[0]
    days = [one.event.date.start for one in group if one.event.date is not None]
    return Way(
        origin=first.origin,
        goal=first.goal,
        count=len(group),
        claims=dict(Counter(one.event.modality for one in group).most_common()),
        acts=tuple(
            Act(type=kind, mode=mode, count=count)
            for (kind, mode), count in Counter(
                (one.event.type, one.event.mode) for one in group
            ).most_common()
        ),
        first=min(days, default=None),
        last=max(days, default=None),
        only=first.event.id if len(group) == 1 else None,
    )
