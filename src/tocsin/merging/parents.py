"""Incidents inside incidents: what was agreed, asked or said at a meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tocsin.records import Event, Incident

MEETING = "CONSULT"
INSIDE = frozenset(
    ("AGREE", "COOPERATE", "CONCEDE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "RETREAT", "THREATEN")
)
# The words of what was said at a meeting stand so many sentences from those of the meeting.
REACH = 2
# In so many of its reports an incident must stand beside the meeting.
SHARE = 0.5


def parents(
    incidents: Sequence[Incident], events: Mapping[str, Event], by_event: Mapping[str, str]
) -> dict[str, str]:
    """Return for an incident the meeting in which it took place: of the same countries, told beside it."""
    meetings: dict[str, list[Event]] = {}
    for event in events.values():
        if event.type == MEETING:
            meetings.setdefault(event.article, []).append(event)
    found: dict[str, str] = {}
    for incident in incidents:
        if incident.type not in INSIDE:
            continue
        beside: Counter[str] = Counter()
        for key in incident.events:
            here = {
                by_event[other.id]
                for other in meetings.get(events[key].article, ())
                if _is_at(events[key], other)
            }
            beside.update(here)
        best = min(beside, key=lambda one: (-beside[one], one)) if beside else None
        if best is not None and beside[best] >= SHARE * len(incident.events):
            found[incident.id] = best
    return found


def _is_at(event: Event, meeting: Event) -> bool:
    if abs(event.sentence - meeting.sentence) > REACH:
        return False
    here = {party.country for party in (*event.actors, *event.recipients) if party.country}
    there = {party.country for party in (*meeting.actors, *meeting.recipients) if party.country}
    return len(here) > 1 and here <= there
