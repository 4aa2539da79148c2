"""Bringing the incidents of a project up to date, some articles and one transaction at a time.

The marked articles become members that have no incident yet; some of those are brought into incidents, and
only the incidents that they touch are made anew (``merging/growing.py``). How many go together changes
nothing of what comes out, so that a job may be stopped, and begun again, at any moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, bindparam, delete, func, insert, select, update

from tocsin.merging.building import incident_of
from tocsin.merging.growing import Grown, grow
from tocsin.merging.pairs import profile
from tocsin.merging.parents import INSIDE, MEETING, parent_of
from tocsin.records import Event, Incident
from tocsin.storing import rows, schema
from tocsin.storing.candidates import Candidates, Remembered, leave_traces, report_of_row
from tocsin.storing.chunks import chunks
from tocsin.storing.copied import copied
from tocsin.storing.glimpsed import glimpses_of
from tocsin.storing.incident_rows import SHOWN, incident_row

ARTICLES, EVENTS = 20, 120
"""Marked articles, and events without an incident, that go together at most; an article goes whole."""

MEMBER, INCIDENT, WAITING = schema.members.c, schema.incidents.c, schema.unmerged.c
OWNED = update(schema.members).where(MEMBER.key == bindparam("member")).values(incident=bindparam("own"))


class Member(NamedTuple):
    """An event in merging: its key, its article and its position there."""

    key: int
    article: int
    position: int


def waiting(connection: Connection) -> int:
    """Return how many articles are to be merged; more than 0 also where only events are left."""
    marked = connection.scalar(select(func.count()).select_from(schema.unmerged)) or 0
    if marked:
        return marked
    return int(connection.scalar(select(MEMBER.key).where(MEMBER.incident.is_(None)).limit(1)) is not None)


def step(connection: Connection, remembered: Remembered) -> bool:
    """Merge some of what is waiting; return whether there was anything."""
    remembered.make_room()
    entered = _enter(connection, remembered)
    loose = select(MEMBER.event).where(MEMBER.incident.is_(None)).order_by(MEMBER.key)
    fresh = list(connection.scalars(loose.limit(max(EVENTS, entered))))
    if not fresh:
        return _is_marked(connection)
    known = Candidates(connection, remembered)
    grown = grow(fresh, known)
    made = _replace(connection, remembered, known, grown)
    _set_parents(connection, known, made)
    return True


def _is_marked(connection: Connection) -> bool:
    return connection.execute(select(WAITING.article).limit(1)).first() is not None


def _enter(connection: Connection, remembered: Remembered) -> int:
    """Make members of the events of some marked articles; return how many events these are."""
    count = 0
    marked = select(WAITING.article).order_by(WAITING.article).limit(ARTICLES)
    for article in list(connection.scalars(marked)):
        count += _enter_article(connection, remembered, article)
        connection.execute(delete(schema.unmerged).where(WAITING.article == article))
        if count >= EVENTS:
            break
    return count


def _enter_article(connection: Connection, remembered: Remembered, article: int) -> int:
    shown, kept = schema.events.c, schema.articles.c
    told = connection.execute(
        select(shown.position, shown.data).where(shown.article == article).order_by(shown.position)
    ).all()
    seen = [*map(tuple, told), *glimpses_of(connection, article).items()]
    events: dict[str, tuple[int, Event]] = {}
    for position, data in seen:
        event = rows.event_of(data)
        events.setdefault(event.id, (position, event))
    known = set(connection.scalars(select(MEMBER.event).where(MEMBER.event.in_(list(events)))))
    fresh = {name: found for name, found in events.items() if name not in known}
    if not fresh:
        return 0
    columns = (kept.id, kept.published, kept.publisher, kept.more)
    report = report_of_row(connection.execute(select(*columns).where(kept.key == article)).one())
    remembered.reports[report.article] = report
    profiles = {
        name: profile(event, report.published, position >= schema.GLIMPSED)
        for name, (position, event) in fresh.items()
    }
    remembered.profiles |= profiles
    keys = _free(connection, MEMBER.key, len(fresh))
    made = [
        {"key": key, "article": article, "position": position, "event": name}
        for key, (name, (position, _)) in zip(keys, fresh.items(), strict=True)
    ]
    connection.execute(insert(schema.members), made)
    leave_traces(connection, dict(zip(keys, profiles.values(), strict=True)))
    return len(fresh)


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
    members = _members(connection, (event for group in made for event in group))
    known.profiles(members)
    copies = copied(connection, [list({members[event].article for event in group}) for group in made])
    incidents = [
        _made(remembered, {event: members[event] for event in group}, pairs)
        for group, pairs in zip(made, copies, strict=True)
    ]
    _insert(connection, incidents, members)
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


def _insert(connection: Connection, incidents: Sequence[Incident], members: Mapping[str, Member]) -> None:
    if not incidents:
        return
    keys = _free(connection, INCIDENT.key, len(incidents))
    made = [{**incident_row(one), "key": key} for one, key in zip(incidents, keys, strict=True)]
    connection.execute(insert(schema.incidents), made)
    owned = [
        {"member": members[event].key, "own": key}
        for one, key in zip(incidents, keys, strict=True)
        for event in (*one.events, *(echo.id for echo in one.echoes))
    ]
    connection.execute(OWNED, owned)


def _free(connection: Connection, key: Column[int], count: int) -> range:
    """Return so many keys behind all others; nobody else writes meanwhile, and all keys come from here."""
    last: int = connection.scalar(select(func.max(key))) or 0
    return range(last + 1, last + 1 + count)


def _members(connection: Connection, events: Iterable[str]) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for some in chunks(events):
        wanted = select(MEMBER.event, MEMBER.key, MEMBER.article, MEMBER.position).where(
            MEMBER.event.in_(some)
        )
        found |= {event: Member(*row) for event, *row in connection.execute(wanted)}
    return found


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
    for some in chunks(sorted(inside), ARTICLES):
        _hang(connection, known, some)


def _hang(connection: Connection, known: Candidates, incidents: Sequence[str]) -> None:
    columns = (INCIDENT.id, INCIDENT.type, INCIDENT.parent, MEMBER.event, MEMBER.article)
    wanted = select(*columns).join_from(schema.members, schema.incidents)
    wanted = wanted.where(INCIDENT.id.in_(incidents), MEMBER.position < schema.GLIMPSED)
    found = connection.execute(wanted.order_by(MEMBER.key)).all()
    meetings, incident_of_event = _meetings(connection, sorted({row.article for row in found}))
    profiles = known.profiles(row.event for row in found)
    for name in incidents:
        own = [row for row in found if row.id == name]
        events = [profiles[row.event].event for row in own]
        parent = parent_of(own[0].type, events, meetings, incident_of_event)
        if parent != own[0].parent:
            connection.execute(update(schema.incidents).where(INCIDENT.id == name).values(parent=parent))


def _meetings(
    connection: Connection, articles: Sequence[int]
) -> tuple[dict[str, list[Event]], dict[str, str]]:
    """Return the meetings that articles tell of, by the article's id, and the incident of each of them."""
    told = schema.events.c
    same: Any = (told.article == MEMBER.article) & (told.position == MEMBER.position)
    meetings: dict[str, list[Event]] = {}
    incidents: dict[str, str] = {}
    for some in chunks(articles):
        wanted = select(INCIDENT.id, told.data).join_from(schema.members, schema.incidents)
        wanted = wanted.join(schema.events, same)
        for name, data in connection.execute(wanted.where(MEMBER.article.in_(some), told.type == MEETING)):
            event = rows.event_of(data)
            meetings.setdefault(event.article, []).append(event)
            incidents[event.id] = name
    return meetings, incidents
