"""Faint acts -> records: those at whose word the article tells nothing as an event."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.coding.coded import Coded
from tocsin.records import Event
from tocsin.resolving.events import Resolver


def glimpses_of(
    resolver: Resolver, told: list[Coded], faint: list[Coded], events: Sequence[Event]
) -> tuple[Event, ...]:
    """Return what is glimpsed of an article, in text order; ``events`` are those that it tells.

    The acts of the article are resolved together, since what has no day of its own takes that of others.
    """
    words = {event.trigger.start for event in events}
    acts = sorted([*told, *faint], key=lambda one: one.trigger)
    made = (event for event, _ in resolver.all_events(acts))
    unique = {event.id: event for event in made if event.trigger.start not in words}
    return tuple(unique.values())
