"""A project in a file: SQLite with write-ahead log, FTS5 for words and an R-tree for coordinates.

Readers see the state at which they began, beside one writer. The indexes are kept by triggers, so that they
hold what the tables hold. A project in a folder that cannot be written to is opened for reading.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, column, create_engine, event, func, literal, select, table
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.elements import ColumnElement

from tocsin.storing.distance import Box, kilometres
from tocsin.storing.failures import told
from tocsin.storing.lock import FileLock
from tocsin.storing.words import for_fts5

OPEN_READERS = 5
RARE = 20_000
"""Rows that are sooner looked up one by one than found on the way through a whole table."""
_STEPS_BETWEEN_SIGNALS = 200_000

WRITERS_CACHE = "PRAGMA cache_size = -200000"
"""Kilobytes for who writes: the upper parts of all indexes of 100,000 articles. Readers have 64 MB."""


class Sqlite:
    """One database file, and how to ask it."""

    def __init__(self, path: Path, *, create: bool, wait: float) -> None:
        self.path = path
        self.where = str(path)
        self.read_only = not create and not _is_writable(path)
        self._wait = wait
        self._mode = "rwc" if create else "rw"
        if self.read_only:
            closed = not path.with_name(f"{path.name}-wal").exists()
            self._mode = "ro&immutable=1" if closed else "ro"
        self.engine = self._engine()
        self.lock = FileLock(path.with_name(f"{path.name}.lock"), self.where)

    def connection_for_sql(self) -> Connection:
        """Return a connection on which nothing but reading is possible."""
        connection = self.engine.connect()
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA query_only = ON")
        raw.set_progress_handler(lambda: 0, _STEPS_BETWEEN_SIGNALS)  # lets Ctrl-C through
        connection.detach()  # it is closed after use, and not lent to a writer
        return connection

    def matching(self, name: str, column_name: str | None, query: str) -> Select[Any]:
        """Return the keys of the rows of ``name`` in which the words stand, in one column or in any."""
        index = table(f"{name}_words", column("rowid"))
        asked = for_fts5(query)
        asked = asked if column_name is None else f"{{{column_name}}} : ({asked})"
        whole: ColumnElement[Any] = column(f"{name}_words")
        return select(index.c.rowid).where(whole.op("MATCH")(asked))

    def inside(self, box: Box) -> Select[Any]:
        """Return the keys of the events in a box."""
        tree = table("events_places", *map(column, ("key", "south", "north", "west", "east")))
        return select(tree.c.key).where(
            tree.c.north >= box.south,
            tree.c.south <= box.north,
            tree.c.east >= box.west,
            tree.c.west <= box.east,
        )

    def distance(self, latitude: Any, longitude: Any, near: tuple[float, float]) -> ColumnElement[float]:
        """Return the kilometres between two columns and a point."""
        return func.tocsin_km(latitude, longitude, literal(near[0]), literal(near[1]))

    def is_rare(self, keys: Select[Any]) -> bool:
        """Tell whether it is faster to look up these rows than to pass through all until there are enough."""
        with told(self.where), self.engine.connect() as connection:
            found = connection.scalar(select(func.count()).select_from(keys.limit(RARE).subquery()))
        return (found or 0) < RARE

    def count_anew(self, connection: Connection) -> None:
        """Do nothing: the plans of SQLite do well without statistics."""

    def index(self, connection: Connection, name: str, texts: Mapping[int, Mapping[str, str]]) -> None:
        """Do nothing: triggers keep the indexes."""

    def _engine(self) -> Engine:
        uri = f"{self.path.absolute().as_uri()}?mode={self._mode}"

        def connected() -> sqlite3.Connection:
            return sqlite3.connect(uri, uri=True, timeout=self._wait, check_same_thread=False)

        engine = create_engine(
            "sqlite+pysqlite://",
            creator=connected,
            poolclass=QueuePool,
            pool_size=OPEN_READERS,
            pool_use_lifo=True,  # each has a cache of its own: the one used last has it full
            max_overflow=-1,
        )
        event.listen(engine, "connect", self._prepare)
        event.listen(engine, "begin", _begin)
        return engine

    def _prepare(self, connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun by us, see _begin
        connection.create_function("tocsin_km", 4, kilometres, deterministic=True)
        if not self.read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            # An article touches pages all over a large file: moving them seldom saves most of the writes.
            connection.execute("PRAGMA wal_autocheckpoint = 20000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -64000")


def _begin(connection: Connection) -> None:
    """Begin a writer's transaction with the lock, so that it cannot fail in the middle for want of it."""
    writes = connection.get_execution_options().get("writes")
    if writes:
        connection.exec_driver_sql(WRITERS_CACHE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _is_writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
