"""Marked articles become members of merging: their events, and what is glimpsed of them, with traces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, delete, func, insert, select

from tocsin.merging.pairs import profile
from tocsin.records import Event
from tocsin.storing import rows, schema
from tocsin.storing.candidates import leave_traces, report_of_row
from tocsin.storing.chunks import chunks
from tocsin.storing.remembered import Member, Remembered

MEMBER, WAITING = schema.members.c, schema.unmerged.c


class Told(NamedTuple):
    """An event of an article: the article's key and the event's position there."""

    article: int
    position: int
    event: Event


def enter(connection: Connection, remembered: Remembered, articles: Iterable[int]) -> list[str]:
    """Make members of the events of marked articles, and unmark them; return the ids of these events."""
    entered: list[str] = []
    for some in chunks(sorted(articles)):
        entered += _enter(connection, remembered, some)
        connection.execute(delete(schema.unmerged).where(WAITING.article.in_(some)))
    return entered


def free_keys(connection: Connection, key: Column[int], count: int) -> range:
    """Return so many keys behind all others; nobody else writes meanwhile, and all keys come from here."""
    last: int = connection.scalar(select(func.max(key))) or 0
    return range(last + 1, last + 1 + count)


def _enter(connection: Connection, remembered: Remembered, articles: Sequence[int]) -> list[str]:
    fresh: dict[str, Told] = {}
    for one in _told(connection, articles):
        fresh.setdefault(one.event.id, one)
    for some in chunks(list(fresh)):
        for name in connection.scalars(select(MEMBER.event).where(MEMBER.event.in_(some))):
            del fresh[name]
    if not fresh:
        return []
    kept = schema.articles.c
    columns = (kept.key, kept.id, kept.published, kept.publisher, kept.more)
    found = connection.execute(select(*columns).where(kept.key.in_(articles)))
    reports = {row.key: report_of_row(row) for row in found}
    remembered.reports |= {one.article: one for one in reports.values()}
    profiles = {
        name: profile(one.event, reports[one.article].published, one.position >= schema.GLIMPSED)
        for name, one in fresh.items()
    }
    remembered.profiles |= profiles
    keys = free_keys(connection, MEMBER.key, len(fresh))
    members = [Member(key, one.article, one.position) for key, one in zip(keys, fresh.values(), strict=True)]
    made = [{**member._asdict(), "event": name} for name, member in zip(fresh, members, strict=True)]
    connection.execute(insert(schema.members), made)
    leave_traces(connection, dict(zip(keys, profiles.values(), strict=True)))
    for name, member in zip(fresh, members, strict=True):
        remembered.enter(name, member)
    return list(fresh)


def _told(connection: Connection, articles: Sequence[int]) -> Iterator[Told]:
    """Yield what articles tell, one article after the other, each in the order of positions."""
    found: list[Any] = []
    for table in (schema.events, schema.glimpses):
        told = table.c
        wanted = select(told.article, told.position, told.data).where(told.article.in_(articles))
        found += connection.execute(wanted)
    for article, position, data in sorted(found, key=lambda row: (row.article, row.position)):
        yield Told(article, position, rows.event_of(data))
