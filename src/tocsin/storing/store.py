"""The store of a project: what is written, and one transaction for each thing that belongs together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, Protocol, Self

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from tocsin.errors import StoreError
from tocsin.records import Article, Document, Event
from tocsin.storing import correcting, glimpsed, keeping, ledger, recoding, rows, schema
from tocsin.storing.answers import Added, CoderVersion, Outcome, Problem, Recoded, Seen
from tocsin.storing.asking import Database, Reads, coded_document
from tocsin.storing.corrections import Correction, Fields, What
from tocsin.storing.days import now
from tocsin.storing.event_rows import insert_events
from tocsin.storing.failures import told
from tocsin.storing.remembered import Remembered
from tocsin.storing.unmerging import forget_text, unmerge

SECONDS_TO_WAIT = 30.0


class Lock(Protocol):
    """What makes a project have one writer."""

    def take(self, what: str, wait: float) -> None:
        """Take it; StoreError after ``wait`` seconds."""

    def release(self) -> None:
        """Give it back."""

    def close(self) -> None:
        """Give it back, and all that goes with it."""


class Writable(Database, Protocol):
    """What a store needs of a database to write it."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""

    @property
    def lock(self) -> Lock:
        """What makes it have one writer."""

    def count_anew(self, connection: Connection) -> None:
        """Renew the statistics by which queries are planned."""

    def index(self, connection: Connection, name: str, texts: Mapping[int, Mapping[str, str]]) -> None:
        """Write the words of rows, by key and column, into the index of ``name``."""


class Store(Reads):
    """The articles, events and statements of a project. Made by ``open_store``; a context manager.

    Reading is described in ``Reads``. Any number of stores may read while one writes.
    """

    def __init__(self, database: Writable, wait: float = SECONDS_TO_WAIT) -> None:
        super().__init__(database)
        self._writable = database
        self._wait = wait
        self._depth = 0
        self._thread = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written, since its folder cannot."""
        return self._writable.read_only

    def close(self) -> None:
        """Close all connections."""
        self._writable.lock.close()
        self._writable.engine.dispose()

    @contextmanager
    def writing(self, what: str = "a Python program", wait: float | None = None) -> Iterator[None]:
        """Be the one writer until the end of the block; ``what`` is told to others who want to write.

        StoreBusyError, which names the other one, where another does not finish in ``wait`` seconds, or those
        of the store. Single writes do this themselves; a job of many does it around them.
        """
        with self._thread:
            if self.read_only:
                remedy = "copy the project to a folder that you may write to"
                raise StoreError(self.where, "is read-only", remedy)
            if self._depth == 0:
                self._writable.lock.take(what, self._wait if wait is None else wait)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._writable.lock.release()

    def add_article(self, article: Article) -> Added:
        """Store an article, or a new version of it: the same id or url with another content.

        The earlier version is kept with its events (``versions``), and the article waits to be coded again.
        An article that is there, or was there before, changes nothing.
        """
        with self.transaction() as connection:
            return self._put(connection, article)[1]

    def save_document(self, document: Document, coder: CoderVersion) -> bool:
        """Store the events and statements of one article, in the place of those it had.

        All or nothing, and the same when it is done twice. The article is added where it is missing. Returns
        False, and stores nothing, for an article that has a newer version in the store.
        """
        with self.transaction() as connection:
            key, added = self._put(connection, document.article)
            if added.outcome == "earlier":
                return False
            self._replace(connection, key, document, ledger.run_key(connection, coder))
            return True

    def report_problem(self, problem: Problem) -> None:
        """Keep what could not be read or coded; the same source again counts as another try."""
        with self.transaction() as connection:
            ledger.put_problem(connection, problem)

    def settle_problems(
        self, *, source: str | None = None, given: str | None = None, before: str = "~"
    ) -> int:
        """Forget problems of a source or of an input (``given``), last met before a time; return how many."""
        with self.transaction() as connection:
            return ledger.drop_problems(connection, source=source, given=given, before=before)

    def remember_source(self, seen: Seen) -> None:
        """Keep what a server said about a url, in the place of what it said before."""
        with self.transaction() as connection:
            ledger.put_source(connection, seen)

    def begin_recoding(self, coder: CoderVersion) -> None:
        """Forget what a coder other than this one has made for ``recode``."""
        with self.transaction() as connection:
            recoding.begin(connection, ledger.run_key(connection, coder))

    def to_recode(self, coder: CoderVersion) -> Iterator[Article]:
        """Yield the articles that another coder has coded, and this one not yet."""
        last = 0
        while True:
            with told(self.where), self._database.engine.connect() as connection:
                batch = recoding.waiting(connection, coder, last)
            if not batch:
                return
            last = batch[-1].key
            yield from (rows.article_of(row._mapping) for row in batch)

    def save_recoded(self, document: Document, coder: CoderVersion) -> None:
        """Store what a newer coder makes of an article beside what is there."""
        with self.transaction() as connection:
            recoding.put(connection, document, ledger.run_key(connection, coder))

    def recoded(self) -> Iterator[Recoded]:
        """Yield the events of each article that was coded anew: those that it has and those it would have."""
        with told(self.where), self._database.engine.connect() as connection:
            for key, document in recoding.made(connection):
                before = coded_document(connection, key).events
                yield Recoded(article=document.article.id, before=before, after=document.events)

    def count_anew(self) -> None:
        """Renew the statistics by which queries are planned; worth it after many articles."""
        with self.transaction() as connection:
            self._writable.count_anew(connection)

    def accept_recoded(self) -> int:
        """Put what was coded anew in the place of what is there: all articles or none; return how many."""
        count = 0
        with self.transaction() as connection:
            for key, run, document in list(recoding.keys_and_runs(connection)):
                self._replace(connection, key, document(), run)
                count += 1
            connection.execute(delete(schema.recoded))
        return count

    def merge(
        self,
        what: str = "tocsin incidents",
        *,
        wait: float | None = None,
        before: Callable[[int], None] = lambda left: None,
    ) -> None:
        """Bring the incidents up to date, some articles in each transaction.

        ``before`` is told before each how many articles are left, and may raise. StoreBusyError where another
        writes for longer than ``wait`` seconds.
        """
        with self.writing(what, wait):
            remembered = Remembered(self.pairings())
            while left := self.unmerged():
                before(left)
                with self.transaction() as connection:
                    keeping.step(connection, remembered)

    def correct(
        self, what: What, event: Event, after: Fields | None, who: str, other: Event | None = None
    ) -> Correction:
        """Enter a correction of an event of this store, or of one to add, and show the event as it makes it.

        ``after`` are the fields that change (all of an added event); ``checks`` makes them of what is asked.
        """
        with self.transaction() as connection:
            return correcting.enter(connection, self._writable.index, what, event, after, who, other)

    def undo_correction(self, number: int, who: str) -> Correction:
        """Show an event as it was before a correction.

        UsageError for one that is unknown, undone, or followed by another on the same event.
        """
        with self.transaction() as connection:
            return correcting.undo(connection, self._writable.index, number, who)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Do all of a block or nothing of it, as the one writer; for the rooms of this package."""
        with self.writing(), told(self.where), self._begun() as connection:
            yield connection

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        with self._writable.engine.connect().execution_options(writes=True) as connection:
            begun: AbstractContextManager[Any] = connection.begin()
            with begun:
                yield connection

    def _put(self, connection: Connection, article: Article) -> tuple[int, Added]:
        content, found = rows.content_hash(article), _stored(connection, article)
        if found is None:
            key = self._insert(connection, article, content)
            return key, Added(id=article.id, outcome="new")
        key, outcome = found.key, _outcome(connection, found, content)
        if outcome == "updated":
            self._update(connection, key, article, content)
        return key, Added(id=found.id, outcome=outcome)

    def _insert(self, connection: Connection, article: Article, content: str) -> int:
        row = {**rows.article_row(article), "hash": content, "version": 1, "added": now()}
        key: int = connection.scalars(insert(schema.articles).returning(schema.articles.c.key), row).one()
        self._index_article(connection, key, article)
        return key

    def _update(self, connection: Connection, key: int, article: Article, content: str) -> None:
        table = schema.articles
        old = connection.execute(select(table).where(table.c.key == key)).one()
        earlier = {name: old._mapping[name] for name in ("version", "hash", "added", "run")}
        data = rows.document_data(coded_document(connection, key))
        connection.execute(insert(schema.versions).values(**earlier, article=key, replaced=now(), data=data))
        row = {**rows.article_row(article), "id": old.id, "hash": content, "version": old.version + 1}
        fresh = {"added": now(), "run": None, "coded": None, "warnings": None}
        connection.execute(update(table).where(table.c.key == key).values(**row, **fresh))
        unmerge(connection, key)
        forget_text(connection, key)
        _clear(connection, key)
        glimpsed.replace_glimpses(connection, key, ())
        self._index_article(connection, key, article)

    def _index_article(self, connection: Connection, key: int, article: Article) -> None:
        texts = {"words": f"{article.title or ''} {article.text}"}
        self._writable.index(connection, "articles", {key: texts})

    def _replace(self, connection: Connection, key: int, document: Document, run: int) -> None:
        before = correcting.shown_events(connection, key)
        _clear(connection, key)
        insert_events(connection, self._writable.index, key, dict(enumerate(document.events)))
        self._insert_statements(connection, key, document)
        glimpses_differ = glimpsed.replace_glimpses(connection, key, document.glimpses)
        correcting.settle(connection, self._writable.index, key)
        if correcting.shown_events(connection, key) != before or glimpses_differ:
            unmerge(connection, key)
        warnings = msgspec.json.encode(document.warnings).decode() if document.warnings else None
        coded = {"run": run, "coded": now(), "warnings": warnings}
        connection.execute(update(schema.articles).where(schema.articles.c.key == key).values(**coded))

    def _insert_statements(self, connection: Connection, key: int, document: Document) -> None:
        made = [rows.statement_row(said, key, at) for at, said in enumerate(document.statements)]
        keys = _inserted(connection, schema.statements, made)
        texts = [{name: row[name] or "" for name in ("text", "speaker", "addressee")} for row in made]
        self._writable.index(connection, "statements", dict(zip(keys, texts, strict=True)))


def _stored(connection: Connection, article: Article) -> Any:
    """Return the row of the article that has the id, else of the one that has the url; None for a new one."""
    table = schema.articles.c
    wanted = select(table.key, table.id, table.hash)
    found = connection.execute(wanted.where(table.id == article.id)).first()
    if found is None and article.url:
        found = connection.execute(wanted.where(table.url == article.url).order_by(table.key)).first()
    return found


def _outcome(connection: Connection, found: Any, content: str) -> Outcome:
    if found.hash == content:
        return "same"
    earlier = schema.versions.c
    known = select(earlier.version).where(earlier.article == found.key, earlier.hash == content)
    return "updated" if connection.execute(known).first() is None else "earlier"


def _clear(connection: Connection, key: int) -> None:
    correcting.forget_coded(connection, key)
    connection.execute(delete(schema.statements).where(schema.statements.c.article == key))
    connection.execute(delete(schema.recoded).where(schema.recoded.c.article == key))


def _inserted(connection: Connection, table: Any, made: list[rows.Row]) -> list[int]:
    if not made:
        return []
    wanted = insert(table).returning(table.c.key, sort_by_parameter_order=True)
    return list(connection.scalars(wanted, made))
