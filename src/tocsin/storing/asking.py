"""Reading a project: queries whose answers are records, streamed as they are read.

A query sees the project as it was when its first record came, whatever is written meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, TypedDict, Unpack

import msgspec
from sqlalchemy import Connection, Engine, Select, func, select
from sqlalchemy.sql.elements import ColumnElement

from tocsin.errors import UsageError
from tocsin.records import Article, Document, Event, Incident, Statement
from tocsin.storing import correcting, keeping, reviewing, rows, schema
from tocsin.storing.answers import Counts, Problem, Seen, Version
from tocsin.storing.corrections import Correction, Pairing
from tocsin.storing.days import first_day, last_day
from tocsin.storing.failures import told
from tocsin.storing.filters import Asked, Near, Searches, event_conditions, party_conditions
from tocsin.storing.incident_rows import SHOWN, IncidentFilters, incident_from, incidents_query
from tocsin.storing.sql import Table, sql_answer
from tocsin.storing.training_rows import Judged

BATCH = 200
_READS = ("select", "with", "values")


class Database(Searches, Protocol):
    """What a store needs of a database to read it."""

    @property
    def where(self) -> str:
        """The file, or the URL without its password."""

    @property
    def engine(self) -> Engine:
        """What gives connections."""

    def connection_for_sql(self) -> Connection:
        """Return a connection on which nothing but reading is possible."""


class EventFilters(TypedDict, total=False):
    """The keywords of ``events``: the fields of ``filters.Asked``."""

    actor: str | None
    recipient: str | None
    dyad: str | None
    type: str | None
    mode: str | None
    quad: int | None
    since: str | None
    until: str | None
    place: str | None
    near: Near | None
    within_km: float | None
    modality: str | None
    words: str | None
    min_confidence: float | None
    article: str | None
    publisher: str | None


class Reads:
    """The reading half of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.where = database.where

    def events(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[EventFilters]
    ) -> Iterator[Event]:
        """Yield the events that fulfil all filters, in the order in which they were stored.

        The filters are the fields of ``filters.Asked``. UsageError, at once, for one that makes no sense.
        """
        query = self._event_query([schema.events.c.data], filters, limit, offset)
        return (rows.event_of(row[0]) for row in self._rows(query))

    def documents(
        self, *, text: bool = True, limit: int | None = None, offset: int = 0, **filters: Unpack[EventFilters]
    ) -> Iterator[Document]:
        """Yield the events of ``events`` with their article, grouped where one article's follow each other.

        Without ``text`` the article's text is empty, which is faster. Statements are left out.
        """
        wanted = [column for column in schema.articles.c if text or column.name != "text"]
        labelled = [column.label(f"a_{column.name}") for column in wanted]
        query = self._event_query([schema.events.c.data, *labelled], filters, limit, offset)
        query = query.join(schema.articles, schema.articles.c.key == schema.events.c.article)
        return _grouped(self._rows(query))

    def count(self, **filters: Unpack[EventFilters]) -> int:
        """Return how many events fulfil all filters."""
        conditions = event_conditions(Asked(**filters), self._database)
        query = select(func.count()).select_from(schema.events).where(*conditions)
        return int(next(self._rows(query))[0])

    def statements(
        self,
        *,
        speaker: str | None = None,
        addressee: str | None = None,
        since: str | None = None,
        until: str | None = None,
        words: str | None = None,
        direct: bool | None = None,
        channel: str | None = None,
        article: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Statement]:
        """Yield the statements that fulfil all filters; days are those on which the article was published."""
        said = schema.statements.c
        query = select(said.data).join(schema.articles, schema.articles.c.key == said.article)
        for side, party in (("speaker", speaker), ("addressee", addressee)):
            if party is not None:
                query = query.where(party_conditions(side, party, self._database, "statements"))
        if words is not None:
            query = query.where(said.key.in_(self._database.matching("statements", "text", words)))
        equal = {said.direct: direct, said.channel: channel, schema.articles.c.id: article}
        query = query.where(*(column == value for column, value in equal.items() if value is not None))
        query = query.where(*_published(since, until))
        return (rows.statement_of(row[0]) for row in self._rows(_cut(query, said.key, limit, offset)))

    def articles(
        self,
        *,
        words: str | None = None,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        language: str | None = None,
        url: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Article]:
        """Yield the articles, as they are now, that fulfil all filters; days are those of publication."""
        kept = schema.articles.c
        equal = {kept.publisher: publisher, kept.language: language, kept.url: url}
        query = select(schema.articles).where(
            *(column == value for column, value in equal.items() if value is not None),
            *_published(since, until),
        )
        if words is not None:
            query = query.where(kept.key.in_(self._database.matching("articles", None, words)))
        return (rows.article_of(row._mapping) for row in self._rows(_cut(query, kept.key, limit, offset)))

    def article(self, name: str) -> Article | None:
        """Return one article as it is now; ``name`` is its id, None where there is none."""
        for row in self._rows(select(schema.articles).where(schema.articles.c.id == name)):
            return rows.article_of(row._mapping)
        return None

    def document(self, name: str) -> Document | None:
        """Return one article with its events and statements; ``name`` is its id, None where there is none."""
        with told(self.where), self._database.engine.connect() as connection:
            key = connection.scalar(select(schema.articles.c.key).where(schema.articles.c.id == name))
            return None if key is None else stored_document(connection, key)

    def event(self, name: str) -> Event:
        """Return the event with this id, or whose id begins so. UsageError for none, or several."""
        table, least = schema.events.c, name.strip()
        begins = (table.id >= least) & (table.id < f"{least}~")
        query = select(table.id, table.data).where(begins).order_by(table.id).limit(BATCH)
        found = list(self._rows(query))
        exact = [row for row in found if row.id == least]
        if least and len(exact or found) == 1:
            return rows.event_of((exact or found)[0].data)
        if not found or not least:
            raise UsageError(f"there is no event {name!r}: tocsin query --format jsonl prints their ids")
        some = ", ".join(row.id for row in found[:5])
        raise UsageError(f"{len(found)} events begin with {name!r}: write more of the id: {some}")

    def corrections(self) -> Iterator[Correction]:
        """Yield what people have put right, the first correction first, with what has become of each."""
        with told(self.where), self._database.engine.connect() as connection:
            yield from correcting.listed(connection)

    def pairings(self) -> list[Pairing]:
        """Return which events people have joined or split, for merging, in the order in which they did so."""
        with told(self.where), self._database.engine.connect() as connection:
            return correcting.pairings(connection)

    def judged(self) -> Iterator[Judged]:
        """Yield the events that somebody has accepted, changed, added or rejected."""
        with told(self.where), self._database.engine.connect() as connection:
            yield from correcting.judged(connection)

    def to_review(self, limit: int) -> Iterator[reviewing.ToReview]:
        """Yield events that nobody has looked at, the least certain and most consequential first."""
        with told(self.where), self._database.engine.connect() as connection:
            found = reviewing.waiting(connection, limit)
        yield from found

    def incidents(
        self, *, limit: int | None = None, **filters: Unpack[IncidentFilters]
    ) -> Iterator[Incident]:
        """Yield the incidents in the order of their days, as they were when they were last merged.

        UsageError, at once, for a filter that makes no sense.
        """
        query = incidents_query(filters, self._database, limit)
        return (incident_from(row.data, row.parent) for row in self._rows(query))

    def incident(self, name: str) -> Incident:
        """Return the incident with this id, or whose id begins so. UsageError for none, or several."""
        table, least = schema.incidents.c, name.strip()
        begins = (table.id >= least) & (table.id < f"{least}~") & SHOWN
        query = select(table.id, table.data, table.parent).where(begins).order_by(table.id).limit(BATCH)
        found = list(self._rows(query))
        if len(found) == 1 and least:
            return incident_from(found[0].data, found[0].parent)
        ids = ", ".join(row.id for row in found[:5]) or "none"
        raise UsageError(f"{len(found)} incidents begin with {name!r}: there are {ids}")

    def unmerged(self) -> int:
        """Return how many articles wait to be merged: 0 where the incidents are up to date."""
        with told(self.where), self._database.engine.connect() as connection:
            return keeping.waiting(connection)

    def versions(self, name: str) -> Iterator[Version]:
        """Yield the earlier versions of the article with the id ``name``, the first one first."""
        table = schema.versions.c
        query = select(table.version, table.added, table.replaced, table.data).join(schema.articles)
        query = query.where(schema.articles.c.id == name).order_by(table.version)
        for version, added, replaced, data in self._rows(query):
            document = rows.document_of(data)
            yield Version(version=version, added=added, replaced=replaced, document=document)

    def uncoded(self) -> Iterator[Article]:
        """Yield the articles that no coder has coded as they are now, in the order in which they came.

        What is coded or added meanwhile is seen; no transaction stays open between two articles.
        """
        last = 0
        query = select(schema.articles).where(schema.articles.c.run.is_(None)).order_by(schema.articles.c.key)
        while True:
            batch = list(self._rows(query.where(schema.articles.c.key > last).limit(BATCH)))
            if not batch:
                return
            last = batch[-1].key
            yield from (rows.article_of(row._mapping) for row in batch)

    def problems(self) -> Iterator[Problem]:
        """Yield what could not be read or coded, and has not been since."""
        table = schema.problems
        for row in self._rows(select(table).order_by(table.c.key)):
            yield rows.problem_of(row._mapping)

    def source(self, url: str) -> Seen | None:
        """Return what is known of a url that was fetched; None where it never was."""
        for row in self._rows(select(schema.sources).where(schema.sources.c.url == url)):
            return Seen(url=row.url, etag=row.etag, last_modified=row.last_modified, at=row.seen)
        return None

    def counts(self) -> Counts:
        """Return how much there is."""
        tables = {table.name: table for table in schema.METADATA.sorted_tables}
        names = ("articles", "versions", "events", "statements", "problems")
        wanted = [select(func.count()).select_from(tables[name]).scalar_subquery() for name in names]
        open_ones = select(func.count()).select_from(schema.articles).where(schema.articles.c.run.is_(None))
        found = next(self._rows(select(*wanted, open_ones.scalar_subquery())))
        return Counts(**dict(zip((*names, "uncoded"), map(int, found), strict=True)))

    def sql(self, query: str) -> Table:
        """Answer a query in SQL, which can read and nothing else. UsageError for any other statement."""
        first = query.lstrip(" \n\t(").split(None, 1)[:1]
        if not first or first[0].lower() not in _READS:
            raise UsageError("--sql reads and nothing else: write SELECT …, WITH … or VALUES …")
        return sql_answer(self._database, query)

    def _event_query(
        self, columns: list[ColumnElement[Any]], filters: EventFilters, limit: int | None, offset: int
    ) -> Select[Any]:
        key = schema.events.c.key
        conditions = event_conditions(Asked(**filters), self._database)
        query = select(*columns).select_from(schema.events)
        if not offset:
            return _cut(query.where(*conditions), key, limit, 0)
        # What is skipped is skipped in an index, without reading its rows.
        wanted = _cut(select(key).where(*conditions), key, limit, offset)
        return query.where(key.in_(wanted)).order_by(key)

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        with (
            told(self.where),
            self._database.engine.connect().execution_options(yield_per=BATCH) as connection,
            connection.execute(query) as found,
        ):
            yield from found


def stored_document(connection: Connection, key: int) -> Document:
    """Return the article of a key with its events and statements."""
    article = connection.execute(select(schema.articles).where(schema.articles.c.key == key)).one()
    return rows.document_from(
        dict(article._mapping),
        events=_data(connection, schema.events, key),
        statements=_data(connection, schema.statements, key),
        glimpses=_data(connection, schema.glimpses, key),
    )


def coded_document(connection: Connection, key: int) -> Document:
    """Return the article of a key with its events and statements as the coder wrote them."""
    shown = stored_document(connection, key)
    coded = tuple(correcting.coded_events(connection, key).values())
    return msgspec.structs.replace(shown, events=coded)


def _data(connection: Connection, table: Any, article: int) -> list[str]:
    query = select(table.c.data).where(table.c.article == article).order_by(table.c.position)
    return list(connection.scalars(query))


def _grouped(found: Iterator[Any]) -> Iterator[Document]:
    """Join the events of one article that follow each other."""
    article, events = None, list[Event]()
    for row in found:
        mapping = row._mapping
        if article is None or article.id != mapping["a_id"]:
            if article is not None:
                yield Document(article=article, events=tuple(events), statements=())
            article, events = rows.article_of({name[2:]: value for name, value in mapping.items()}), []
        events.append(rows.event_of(mapping["data"]))
    if article is not None:
        yield Document(article=article, events=tuple(events), statements=())


def _published(since: str | None, until: str | None) -> Iterator[ColumnElement[bool]]:
    published = schema.articles.c.published
    if since is not None:
        yield published >= first_day(since)
    if until is not None:
        yield published < f"{last_day(until)}~"  # which is after every time of that day


def _cut(query: Select[Any], key: ColumnElement[Any], limit: int | None, offset: int) -> Select[Any]:
    if (limit is not None and limit < 0) or offset < 0:
        raise UsageError("limit and offset count records: give 0 or more")
    query = query.order_by(key)
    if limit is not None:
        query = query.limit(limit)
    return query.offset(offset) if offset else query
