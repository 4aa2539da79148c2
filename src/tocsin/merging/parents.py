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
    """Return for an incident the meeting in which it took place: of the same countries, told beside it.

    ``by_event`` has the id of the incident of each event.
    """
    meetings: dict[str, list[Event]] = {}
    for event in events.values():
        if event.type == MEETING:
            meetings.setdefault(event.article, []).append(event)
    found: dict[str, str] = {}
    for incident in incidents:
        best = parent_of(incident.type, [events[key] for key in incident.events], meetings, by_event)
        if best is not None:
            found[incident.id] = best
    return found


def parent_of(
    kind: str, events: Sequence[Event], meetings: Mapping[str, Sequence[Event]], by_event: Mapping[str, str]
) -> str | None:
    """Return the id of the meeting in which the incident of a type and of some events took place, or None.

    ``meetings`` has the meetings that each article tells of. Of two that stand beside as many of the events
    it is the one whose event there has the lowest id, so that the names of incidents decide nothing.
    """
    if kind not in INSIDE:
        return None
    beside: Counter[str] = Counter()
    least: dict[str, str] = {}
    for event in events:
        here = [one for one in meetings.get(event.article, ()) if one.id in by_event and _is_at(event, one)]
        for one in here:
            name = by_event[one.id]
            least[name] = min(least.get(name, one.id), one.id)
        beside.update({by_event[one.id] for one in here})
    best = min(beside, key=lambda one: (-beside[one], least[one])) if beside else None
    return best if best is not None and beside[best] >= SHARE * len(events) else None


def _is_at(event: Event, meeting: Event) -> bool:
    if abs(event.sentence - meeting.sentence) > REACH:
        return False
    here = {party.country for party in (*event.actors, *event.recipients) if party.country}
    there = {party.country for party in (*meeting.actors, *meeting.recipients) if party.country}
    return len(here) > 1 and here <= there
