"""Bringing the incidents of a project up to date, some articles and one transaction at a time.

The marked articles become members that have no incident yet; some of those are brought into incidents, and
only the incidents that they touch are made anew (``merging/growing.py``). How many go together changes
nothing of what comes out, so that a job may be stopped, and begun again, at any moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from tocsin.merging.building import incident_of
from tocsin.merging.growing import Grown, grow
from tocsin.merging.parents import INSIDE, MEETING, parent_of
from tocsin.records import Event, Incident
from tocsin.storing import schema
from tocsin.storing.candidates import Candidates
from tocsin.storing.chunks import chunks
from tocsin.storing.copied import copied
from tocsin.storing.entering import enter, free_keys
from tocsin.storing.incident_rows import SHOWN, incident_row
from tocsin.storing.remembered import Member, Remembered

ARTICLES, EVENTS = 50, 300
"""Marked articles, and events without an incident, that go together at most; an article goes whole."""

MEMBER, INCIDENT = schema.members.c, schema.incidents.c
OWNED = update(schema.members).where(MEMBER.key == bindparam("member")).values(incident=bindparam("own"))


def waiting(connection: Connection) -> int:
    """Return how many articles are to be merged; more than 0 also where only events are left."""
    marked = connection.scalar(select(func.count()).select_from(schema.unmerged)) or 0
    if marked:
        return marked
    return int(connection.scalar(select(MEMBER.key).where(MEMBER.incident.is_(None)).limit(1)) is not None)


def step(connection: Connection, remembered: Remembered) -> bool:
    """Merge some of what is waiting; return whether there was anything."""
    remembered.make_room()
    known = Candidates(connection, remembered)
    marked = remembered.marked(connection, ARTICLES)
    entered = enter(connection, remembered, marked)
    remembered.scores.enter(entered, known)
    loose = select(MEMBER.event).where(MEMBER.incident.is_(None)).order_by(MEMBER.key)
    fresh = list(connection.scalars(loose.limit(max(EVENTS, len(entered)))))
    if fresh:
        grown = grow(fresh, known)
        made = _replace(connection, remembered, known, grown)
        _set_parents(connection, known, made)
    return bool(marked or fresh)


def _replace(
    connection: Connection, remembered: Remembered, known: Candidates, grown: Grown
) -> list[Incident]:
    """Put the groups that were made in the place of those that are gone; return the incidents that are new.

    A group that came out as it was stays what it is.
    """
    same = {tuple(sorted(events)) for events in grown.gone.values()} & set(map(tuple, grown.made))
    gone = [key for key, events in grown.gone.items() if tuple(sorted(events)) not in same]
    for some in chunks(gone):
        connection.execute(delete(schema.incidents).where(INCIDENT.key.in_(some)))
    made = [group for group in grown.made if tuple(group) not in same]
    told = {event for group in made for event in group}
    known.profiles(told)
    members = remembered.members(connection, told)
    copies = copied(connection, [list({members[event].article for event in group}) for group in made])
    incidents = [
        _made(remembered, {event: members[event] for event in group}, pairs)
        for group, pairs in zip(made, copies, strict=True)
    ]
    keys = _insert(connection, incidents, members)
    remembered.settle(gone, dict(zip(keys, made, strict=True)))
    return incidents


def _made(
    remembered: Remembered, members: Mapping[str, Member], copies: Iterable[tuple[int, int]]
) -> Incident:
    """Return the incident of some events, with its id from the one that came first into the project."""
    profiles = {event: remembered.profiles[event] for event in members}
    names = {member.article: profiles[event].article for event, member in members.items()}
    pairs = [(names[one], names[other]) for one, other in copies]
    told = [event for event in members if members[event].position < schema.GLIMPSED] or members
    first = min(told, key=lambda event: (members[event].article, members[event].position))
    return incident_of(profiles.values(), remembered.reports, pairs, first)


def _insert(
    connection: Connection, incidents: Sequence[Incident], members: Mapping[str, Member]
) -> Sequence[int]:
    if not incidents:
        return ()
    keys = free_keys(connection, INCIDENT.key, len(incidents))
    made = [{**incident_row(one), "key": key} for one, key in zip(incidents, keys, strict=True)]
    connection.execute(insert(schema.incidents), made)
    owned = [
        {"member": members[event].key, "own": key}
        for one, key in zip(incidents, keys, strict=True)
        for event in (*one.events, *(echo.id for echo in one.echoes))
    ]
    connection.execute(OWNED, owned)
    return keys


def _set_parents(connection: Connection, known: Candidates, made: Sequence[Incident]) -> None:
    """Hang new incidents, and those that stand beside a new meeting, into the meetings they took place in."""
    profiles = known.profiles(event for one in made for event in one.events)
    told = {event: profiles[event] for one in made for event in one.events}
    articles = {one.article for one in told.values() if one.event.type == MEETING}
    inside = {one.id for one in made if one.type in INSIDE and one.events}
    for some in chunks(sorted(articles)):
        wanted = (
            select(INCIDENT.id)
            .distinct()
            .join_from(schema.members, schema.incidents)
            .join(schema.articles, schema.articles.c.key == MEMBER.article)
        )
        wanted = wanted.where(schema.articles.c.id.in_(some), INCIDENT.type.in_(INSIDE), SHOWN)
        inside |= set(connection.scalars(wanted))
    for some in chunks(sorted(inside)):
        _hang(connection, known, some)


def _hang(connection: Connection, known: Candidates, incidents: Sequence[str]) -> None:
    columns = (INCIDENT.id, INCIDENT.type, INCIDENT.parent, MEMBER.event, MEMBER.article)
    wanted = select(*columns).join_from(schema.members, schema.incidents)
    wanted = wanted.where(INCIDENT.id.in_(incidents), MEMBER.position < schema.GLIMPSED)
    found = connection.execute(wanted).all()
    meetings, incident_of_event = _meetings(connection, known, sorted({row.article for row in found}))
    profiles = known.profiles(row.event for row in found)
    told: dict[str, list[Any]] = {}
    for row in found:
        told.setdefault(row.id, []).append(row)
    for name, own in told.items():
        events = [profiles[row.event].event for row in own]
        parent = parent_of(own[0].type, events, meetings, incident_of_event)
        if parent != own[0].parent:
            connection.execute(update(schema.incidents).where(INCIDENT.id == name).values(parent=parent))


def _meetings(
    connection: Connection, known: Candidates, articles: Sequence[int]
) -> tuple[dict[str, list[Event]], dict[str, str]]:
    """Return the meetings that articles tell of, by the article's id, and the incident of each of them.

    All events of the articles are looked at: a project has far more meetings than they have events.
    """
    incidents: dict[str, str] = {}
    for some in chunks(articles):
        wanted = select(MEMBER.event, INCIDENT.id).join_from(schema.members, schema.incidents)
        wanted = wanted.where(MEMBER.article.in_(some), MEMBER.position < schema.GLIMPSED)
        incidents |= dict(tuple(row) for row in connection.execute(wanted))
    profiles = known.profiles(incidents)
    meetings: dict[str, list[Event]] = {}
    for name in incidents:
        event = profiles[name].event
        if event.type == MEETING:
            meetings.setdefault(event.article, []).append(event)
    return meetings, {event.id: incidents[event.id] for told in meetings.values() for event in told}
