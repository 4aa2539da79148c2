"""A project on a server: PostgreSQL through psycopg, tsvectors for words and a b-tree for coordinates."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    column,
    create_engine,
    func,
    literal,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.sql.elements import ColumnElement

from tocsin.errors import StoreError, UsageError
from tocsin.knowledge.globe import EARTH_KM
from tocsin.storing import schema
from tocsin.storing.days import now
from tocsin.storing.distance import Box
from tocsin.storing.failures import told
from tocsin.storing.lock import busy, wait_for
from tocsin.storing.words import for_tsquery, indexed

OPEN_READERS = 5
SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
_LOCK = "hashtext('tocsin ' || current_schema())"
_HOLDER = (
    "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
    "WHERE l.locktype = 'advisory' AND l.granted AND a.application_name LIKE 'tocsin|%' "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_LONGEST_NAME = 63
"""Characters of an ``application_name`` that a server keeps."""


class Postgres:
    """One database on a server, and how to ask it."""

    read_only = False

    def __init__(self, address: str, *, wait: float) -> None:
        self.url = _url(address)
        self.where = self.url.set(drivername="postgresql").render_as_string(hide_password=True)
        self.engine: Engine = create_engine(
            self.url,
            pool_size=OPEN_READERS,
            max_overflow=-1,
            connect_args={"connect_timeout": max(2, round(min(wait, 10)))},
        )
        self.lock = ServerLock(self.engine, self.where)

    def connection_for_sql(self) -> Connection:
        """Return a connection on which nothing but reading is possible."""
        return self.engine.connect().execution_options(postgresql_readonly=True)

    def matching(self, name: str, column_name: str | None, query: str) -> Select[Any]:
        """Return the keys of the rows of ``name`` in which the words stand, in one column or in any."""
        column_name = column_name or "words"
        index = table(f"{name}_words", column("key"), column(column_name))
        asked = func.to_tsquery(text("'simple'"), for_tsquery(query))
        return select(index.c.key).where(index.c[column_name].op("@@")(asked))

    def inside(self, box: Box) -> Select[Any]:
        """Return the keys of the events in a box."""
        events = schema.events.c
        return select(events.key).where(
            events.latitude.between(box.south, box.north), events.longitude.between(box.west, box.east)
        )

    def distance(self, latitude: Any, longitude: Any, near: tuple[float, float]) -> ColumnElement[float]:
        """Return the kilometres between two columns and a point."""
        north = func.power(func.sin(func.radians(literal(near[0]) - latitude) / 2), 2)
        east = func.power(func.sin(func.radians(literal(near[1]) - longitude) / 2), 2)
        both = func.cos(func.radians(latitude)) * func.cos(func.radians(literal(near[0])))
        return 2 * EARTH_KM * func.asin(func.sqrt(func.least(1.0, north + both * east)))

    def is_rare(self, keys: Select[Any]) -> bool:
        """Leave it to the server, which keeps statistics."""
        return False

    def count_anew(self, connection: Connection) -> None:
        """Renew the statistics by which queries are planned; the server does it too, but later."""
        for name in schema.METADATA.tables:
            connection.execute(text(f"ANALYZE {name}"))

    def index(self, connection: Connection, name: str, texts: Mapping[int, Mapping[str, str]]) -> None:
        """Write the words of rows, by key and column, into the index of ``name``."""
        if not texts:
            return
        index = table(f"{name}_words", column("key"), *map(column, next(iter(texts.values()))))
        made = [
            {"key": key}
            | {part: func.to_tsvector(text("'simple'"), indexed(said)) for part, said in row.items()}
            for key, row in texts.items()
        ]
        connection.execute(index.delete().where(index.c.key.in_(list(texts))))
        connection.execute(index.insert().values(made))


class ServerLock:
    """The lock of a project on a server: an advisory lock, which ends with its connection."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where
        self._connection: Connection | None = None

    def take(self, what: str, wait: float) -> None:
        """Take the lock; StoreError after ``wait`` seconds, which names who has it."""
        with told(self._where):
            connection = self._opened()
            if not wait_for(
                lambda: bool(connection.scalar(text(f"SELECT pg_try_advisory_lock({_LOCK})"))), wait
            ):
                raise busy(self._where, _who(connection.scalar(text(_HOLDER))))
            name = f"tocsin|{os.getpid()}|{socket.gethostname()[:18]}|{now()}|{what}"[:_LONGEST_NAME]
            connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": name})

    def release(self) -> None:
        """Let the next one in."""
        if self._connection is not None:
            with suppress(SQLAlchemyError):  # what has lost its connection has lost its lock
                self._connection.execute(text(f"SELECT pg_advisory_unlock({_LOCK})"))

    def close(self) -> None:
        """Let the next one in, for good."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> Connection:
        """Return the connection that holds the lock, made anew where it was lost."""
        if self._connection is not None and (self._connection.closed or self._connection.invalidated):
            self.close()
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._connection.detach()
        return self._connection


def _who(name: str | None) -> dict[str, object] | None:
    parts = (name or "").split("|", 4)
    if len(parts) < 5:
        return None
    return {"pid": parts[1], "host": parts[2], "since": parts[3], "what": parts[4]}


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise UsageError("the project's URL is none: write postgresql://user@host:5432/database") from None
    try:
        import psycopg  # noqa: F401
    except ImportError:
        where = url.render_as_string(hide_password=True)
        raise StoreError(where, "psycopg is missing", "pip install 'psycopg[binary]'") from None
    return url.set(drivername="postgresql+psycopg")
