"""A project from above: days, parties, places and publishers, counted in the database and not in Python.

Days are those on which events began (``date_start``), of publication for articles. ``mark`` tells whether
anything has changed since.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from tocsin.errors import UsageError
from tocsin.reading.dates import CLOCKS_BEGIN, last_believable
from tocsin.records import Article, Event, Record
from tocsin.storing import rows, schema
from tocsin.storing.asking import Reads
from tocsin.storing.days import first_day, last_day
from tocsin.storing.failures import told

SAID_TO_HAVE_HAPPENED = ("asserted", "alleged")
_NOT_BEYOND = "~"
"""Sorts after every time of the day before it."""


class DayCount(Record, frozen=True):
    """Events of one day, quad class and claim."""

    day: str
    quad: int | None
    modality: str
    count: int


class Tie(Record, frozen=True):
    """What one country or organisation did to another: events of one quad class and claim."""

    actor: str
    recipient: str
    quad: int | None
    modality: str
    count: int


class PlaceCount(Record, frozen=True):
    """Events of one place; degrees are WGS84, None where the place has none."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    count: int
    conflict: int


class Publisher(Record, frozen=True):
    """What a project has of one publisher; ``name`` is None for articles that name none."""

    name: str | None
    articles: int
    events: int
    first: str | None
    last: str | None


class Listed(Record, frozen=True):
    """An article without its text, and how many events it has; ``coded`` tells whether it was coded yet."""

    article: Article
    events: int
    coded: bool


class Overview:
    """Counts of a store. Safe to use from several threads."""

    def __init__(self, store: Reads) -> None:
        self._store = store
        self._database = store._database
        self._lock = threading.Lock()
        self._watching: Any = None

    def close(self) -> None:
        """Close the connection that watches for changes."""
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None

    def mark(self) -> str:
        """Return a word that is another one after every change of the project, whoever made it.

        SQLite: the data version that one connection sees; PostgreSQL: the snapshot of the server. It means
        nothing to another process.
        """
        with self._lock, told(self._store.where):
            if self._database.engine.dialect.name == "sqlite":
                if self._watching is None:
                    self._watching = self._database.engine.raw_connection()
                    self._watching.detach()
                cursor = self._watching.cursor()
                found = cursor.execute("PRAGMA data_version").fetchone()[0]
                cursor.close()
                return str(found)
        with told(self._store.where), self._database.engine.connect() as connection:
            return str(connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar())

    def published(self) -> tuple[str, str] | None:
        """Return the first and the last day on which an article was published; None where none says so.

        Those of the future, and of a clock that was never set, count where there are no others.
        """
        column = schema.articles.c.published
        asked = select(func.min(column), func.max(column))
        last = last_believable(dt.date.today()) + _NOT_BEYOND
        (row,) = self._all(
            asked.where(column > "", column <= last, func.substr(column, 1, 10) != CLOCKS_BEGIN)
        )
        if row[0] is None:
            (row,) = self._all(asked)
        if row[0] is None:
            return None
        try:
            return first_day(row[0][:10]), last_day(row[1][:10])
        except UsageError:  # a record that was given another kind of date
            return None

    def days(self, since: str, until: str) -> list[DayCount]:
        """Return the counts of the events that began from one day to another, both inclusive."""
        events = schema.events.c
        grouped = (events.date_start, events.quad, events.modality)
        query = select(*grouped, func.count())
        query = query.where(_began(since, until)).group_by(*grouped).order_by(events.date_start)
        return [
            DayCount(day=day, quad=quad, modality=modality, count=count)
            for day, quad, modality, count in self._all(query)
        ]

    def first_begun(self, since: str, until: str) -> str | None:
        """Return the first day from one to another on which an event began; None where none did."""
        (row,) = self._all(select(func.min(schema.events.c.date_start)).where(_began(since, until)))
        return None if row[0] is None else str(row[0])

    def undated(self) -> int:
        """Return how many events have no day."""
        (row,) = self._all(select(func.count()).where(schema.events.c.date_start.is_(None)))
        return int(row[0])

    def leading(self, since: str, until: str, each: int) -> dict[str, list[Event]]:
        """Return the weightiest events that are said to have happened, by the day on which they began."""
        events = schema.events.c
        place = func.row_number().over(partition_by=events.date_start, order_by=(*_weightiest(), events.key))
        ranked = select(events.key, place.label("place")).where(_began(since, until), _happened()).subquery()
        # The records are read of those few alone: to sort them all would take many times as long.
        query = (
            select(events.date_start, events.data)
            .join(ranked, ranked.c.key == events.key)
            .where(ranked.c.place <= each)
        )
        found: dict[str, list[Event]] = {}
        for day, data in self._all(query.order_by(events.date_start, ranked.c.place)):
            found.setdefault(day, []).append(rows.event_of(data))
        return found

    def of_day(
        self,
        day: str | None,
        *,
        quad: int | None = None,
        modality: str | None = None,
        happened: bool | None = None,
        limit: int,
        offset: int,
    ) -> tuple[int, list[Event]]:
        """Return how many events began on a day (None: on no day), and some of them, the weightiest first.

        ``quad`` 0 asks for types without a class; ``happened`` for what is said to have happened, or for the
        rest.
        """
        events = schema.events.c
        conditions = [events.date_start == day if day is not None else events.date_start.is_(None)]
        conditions += [] if quad is None else [events.quad == quad if quad else events.quad.is_(None)]
        conditions += [] if modality is None else [events.modality == modality]
        conditions += [] if happened is None else [_happened() if happened else ~_happened()]
        (row,) = self._all(select(func.count()).select_from(schema.events).where(*conditions))
        query = select(events.data).where(*conditions).order_by(*_weightiest(), events.key)
        found = self._all(query.limit(limit).offset(offset))
        return int(row[0]), [rows.event_of(one[0]) for one in found]

    def ties(self, since: str | None, until: str | None) -> list[Tie]:
        """Return who did how much of which class to whom, among countries and organisations.

        The days are those of ``Store.events``: an event counts that lasts into the period.
        """
        events = schema.events.c
        one, other = schema.parties.alias("one"), schema.parties.alias("other")
        # Materialized: the events of the period come first, and then their parties, not the other way round.
        within = (
            select(events.key, events.quad, events.modality)
            .where(*_lasted(since, until))
            .cte("within")
            .prefix_with("MATERIALIZED")
        )
        grouped = (one.c.country, other.c.country, within.c.quad, within.c.modality)
        query = (
            select(*grouped, func.count(within.c.key.distinct()))
            .select_from(within)
            .join(one, and_(one.c.event == within.c.key, one.c.side == "actor"))
            .join(other, and_(other.c.event == within.c.key, other.c.side == "recipient"))
            .where(one.c.country.is_not(None), other.c.country.is_not(None))
            .group_by(*grouped)
            .order_by(*grouped)
        )
        return [
            Tie(actor=actor, recipient=recipient, quad=quad, modality=modality, count=count)
            for actor, recipient, quad, modality, count in self._all(query)
        ]

    def of_pair(
        self,
        one: str,
        other: str,
        *,
        quads: Sequence[int],
        since: str | None,
        until: str | None,
        limit: int,
        offset: int,
    ) -> tuple[int, list[Event]]:
        """Return how many events two countries or organisations have with one another, and some of them.

        One is the actor and the other the recipient, in either direction; ``quads`` are the classes that
        count. The days are those of ``ties``; the first to be stored come first.
        """
        events = schema.events.c
        conditions = [
            or_(_acts_on(one, other), _acts_on(other, one)),
            events.quad.in_(quads),
            *_lasted(since, until),
        ]
        (row,) = self._all(select(func.count()).select_from(schema.events).where(*conditions))
        query = select(events.data).where(*conditions).order_by(events.key)
        found = self._all(query.limit(limit).offset(offset))
        return int(row[0]), [rows.event_of(each[0]) for each in found]

    def places(self, since: str | None, until: str | None) -> list[PlaceCount]:
        """Return the places of events, those with most events first; days as in ``ties``."""
        events = schema.events.c
        grouped = (events.place, events.place_country, events.latitude, events.longitude)
        conflict = func.sum(case((events.quad.in_((3, 4)), 1), else_=0))
        query = (
            select(*grouped, func.count(), conflict, func.min(events.key))
            .where(events.place.is_not(None), *_lasted(since, until))
            .group_by(*grouped)
            .order_by(func.count().desc(), events.place)
        )
        found = self._all(query)
        precisions = self._precisions([row[6] for row in found])
        return [
            PlaceCount(
                name=row[0], country=row[1], latitude=row[2], longitude=row[3],
                precision=precisions[row[6]], count=row[4], conflict=int(row[5]),
            )
            for row in found
        ]  # fmt: skip

    def publishers(self) -> list[Publisher]:
        """Return the publishers, the one with most articles first."""
        articles, events = schema.articles.c, schema.events.c
        counted = select(events.article, func.count().label("events")).group_by(events.article).subquery()
        query = (
            select(
                articles.publisher,
                func.count(),
                func.coalesce(func.sum(counted.c.events), 0),
                func.min(articles.published),
                func.max(articles.published),
            )
            .select_from(schema.articles)
            .outerjoin(counted, counted.c.article == articles.key)
            .group_by(articles.publisher)
            .order_by(func.count().desc(), articles.publisher)
        )
        return [
            Publisher(name=name, articles=count, events=int(told_), first=first, last=last)
            for name, count, told_, first, last in self._all(query)
        ]

    def articles(
        self, *, words: str | None, publisher: str | None, since: str | None, until: str | None,
        limit: int, offset: int,
    ) -> list[Listed]:  # fmt: skip
        """Return articles without their text, the newest first. UsageError as of ``Store.articles``."""
        kept, events = schema.articles.c, schema.events.c
        count = select(func.count()).where(events.article == kept.key).scalar_subquery()
        query = select(*(column for column in kept if column.name != "text"), count.label("events"))
        if publisher is not None:
            query = query.where(kept.publisher == publisher if publisher else kept.publisher.is_(None))
        if since is not None:
            query = query.where(kept.published >= first_day(since))
        if until is not None:
            query = query.where(kept.published < last_day(until) + _NOT_BEYOND)
        if words is not None:
            query = query.where(kept.key.in_(self._database.matching("articles", None, words)))
        order = (kept.published.desc().nulls_last(), kept.key.desc())
        return [
            Listed(
                article=rows.article_of(row._mapping),
                events=row._mapping["events"],
                coded=row._mapping["run"] is not None,
            )
            for row in self._all(query.order_by(*order).limit(limit).offset(offset))
        ]

    def titles(self, names: Sequence[str], with_text: bool = False) -> dict[str, Article]:
        """Return articles by their ids, without their text unless it is asked for."""
        kept, found = schema.articles.c, {}
        columns = [column for column in kept if with_text or column.name != "text"]
        for at in range(0, len(names), 500):
            for row in self._all(select(*columns).where(kept.id.in_(names[at : at + 500]))):
                article = rows.article_of(row._mapping)
                found[article.id] = article
        return found

    def _precisions(self, keys: Sequence[int]) -> dict[int, str | None]:
        events, found = schema.events.c, {}
        for at in range(0, len(keys), 500):
            for key, data in self._all(
                select(events.key, events.data).where(events.key.in_(keys[at : at + 500]))
            ):
                place = rows.event_of(data).place
                found[key] = place.precision if place else None
        return found

    def _all(self, query: Select[Any]) -> Sequence[Any]:
        with told(self._store.where), self._database.engine.connect() as connection:
            return connection.execute(query).all()


def _began(since: str, until: str) -> ColumnElement[bool]:
    # Not BETWEEN: PostgreSQL does not take the collations of its bounds.
    day = schema.events.c.date_start
    return and_(day >= since, day <= until)


def _lasted(since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    events = schema.events.c
    bounds = [] if since is None else [events.date_end >= first_day(since)]
    return bounds + ([] if until is None else [events.date_start <= last_day(until)])


def _acts_on(actor: str, recipient: str) -> ColumnElement[bool]:
    parties, key = schema.parties.c, schema.events.c.key
    sides = (("actor", actor), ("recipient", recipient))
    return and_(
        *(
            key.in_(select(parties.event).where(parties.country == country, parties.side == side))
            for side, country in sides
        )
    )


def _happened() -> ColumnElement[bool]:
    """Return what events fulfil that are said to have happened.

    It is no plain column, so that no index of claims is gone through where the days have a much shorter one.
    """
    return func.coalesce(schema.events.c.modality, "").in_(SAID_TO_HAVE_HAPPENED)


def _weightiest() -> tuple[ColumnElement[Any], ...]:
    """Return the order of consequence: what hurts or helps most, weighed by how sure it is."""
    events = schema.events.c
    return ((func.abs(func.coalesce(events.intensity, 0.0)) * events.confidence).desc(),)
