"""Incidents as rows, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypedDict

import msgspec
from sqlalchemy import Select, select

from tocsin.errors import UsageError
from tocsin.knowledge.gazetteer import key_of
from tocsin.merging.building import with_parent
from tocsin.records import Incident
from tocsin.storing import rows, schema
from tocsin.storing.days import first_day, last_day
from tocsin.storing.filters import Condition, Searches, dyad_events, in_place, party_events

COLUMNS = (schema.incidents.c.data, schema.incidents.c.parent)
SHOWN = schema.incidents.c.reports > 0
"""What holds of incidents of which an event tells, and not of glimpses that are kept together only."""


class IncidentFilters(TypedDict, total=False):
    """The keywords of ``incidents``; None asks for nothing."""

    type: str | None
    actor: str | None
    recipient: str | None
    dyad: str | None
    since: str | None
    until: str | None
    place: str | None


def incident_row(incident: Incident) -> rows.Row:
    """Return the row of an incident that is part of no other."""
    day, place = incident.date, incident.place
    return {
        "id": incident.id,
        "type": incident.type,
        "mode": incident.mode,
        "modality": incident.modality,
        "day": day.start if day else "",
        "date_end": day.end if day else None,
        "place": place.name if place else None,
        "place_key": key_of(place.name) if place else None,
        "place_country": place.country if place else None,
        "reports": len(incident.articles),
        "sources": incident.independent_sources,
        "parent": None,
        "data": rows.json_of(incident),
    }


def incident_from(data: str, parent: str | None) -> Incident:
    """Return the incident of a row."""
    return with_parent(msgspec.json.decode(data, type=Incident), parent)


def incidents_query(filters: IncidentFilters, database: Searches, limit: int | None) -> Select[Any]:
    """Return the query for incidents, in the order of their days. UsageError for what makes no sense."""
    if limit is not None and limit < 0:
        raise UsageError("limit counts incidents: give 0 or more")
    kept = schema.incidents.c
    query = select(*COLUMNS).where(SHOWN, *_conditions(filters, database)).order_by(kept.day, kept.id)
    return query if limit is None else query.limit(limit)


def _conditions(filters: IncidentFilters, database: Searches) -> Iterator[Condition]:
    kept = schema.incidents.c
    if (kind := filters.get("type")) is not None:
        yield kept.type == kind.upper().replace("-", "_")
    if (actor := filters.get("actor")) is not None:
        yield _with_events(party_events(actor, "actor", database))
    if (recipient := filters.get("recipient")) is not None:
        yield _with_events(party_events(recipient, "recipient", database))
    if (dyad := filters.get("dyad")) is not None:
        yield _with_events(dyad_events(dyad, database))
    yield from _when(filters.get("since"), filters.get("until"))
    if (place := filters.get("place")) is not None:
        yield in_place(place, schema.incidents)


def _with_events(events: Any) -> Condition:
    """Return what incidents fulfil that have one of some events, given as a query for their keys."""
    told, member = schema.events.c, schema.members.c
    same = (told.article == member.article) & (told.position == member.position)
    found = select(member.incident).join_from(schema.events, schema.members, same)
    return schema.incidents.c.key.in_(found.where(told.key.in_(events), member.incident.is_not(None)))


def _when(since: str | None, until: str | None) -> Iterator[Condition]:
    kept = schema.incidents.c
    first = None if since is None else first_day(since)
    last = None if until is None else last_day(until)
    if first is not None and last is not None and first > last:
        raise UsageError(f"since {since} is after until {until}: exchange them")
    if first is not None:
        yield kept.date_end >= first
    if last is not None:
        yield kept.day <= last
        yield kept.date_end.is_not(None)
