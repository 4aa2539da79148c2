"""A query in SQL, by a user: it can read, and nothing else."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from tocsin.errors import StoreError, UsageError
from tocsin.storing.failures import UNKNOWN, failure

BATCH = 500


class Table(NamedTuple):
    """The answer to a query: names of columns, and rows as they come; close them if you do not take all."""

    columns: tuple[str, ...]
    rows: Generator[tuple[Any, ...]]


class ForSql(Protocol):
    """What a query needs of a database."""

    @property
    def where(self) -> str:
        """The file, or the URL without its password."""

    def connection_for_sql(self) -> Connection:
        """Return a connection on which nothing but reading is possible."""


def sql_answer(database: ForSql, query: str) -> Table:
    """Run a query. UsageError, with what the database says, where it is wrong or would change anything."""
    connection = None
    try:
        connection = database.connection_for_sql()
        connection.begin()
        cursor: Any = connection.connection.cursor()
        # What psycopg prepares is a single statement.
        prepared = {"prepare": True} if connection.dialect.name == "postgresql" else {}
        cursor.execute(query, **prepared)
    except Exception as error:
        if connection is not None:
            connection.close()
        raise _wrong(database.where, error) from None
    columns = tuple(str(column[0]) for column in cursor.description or ())
    return Table(columns, _fetched(database.where, connection, cursor))


def _fetched(where: str, connection: Connection, cursor: Any) -> Generator[tuple[Any, ...]]:
    try:
        while found := cursor.fetchmany(BATCH):
            yield from found
    except Exception as error:
        raise _wrong(where, error) from None
    finally:
        with suppress(SQLAlchemyError):
            connection.close()


def _wrong(where: str, error: Exception) -> UsageError | StoreError:
    """Tell a wrong query from a database that cannot be read."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
    if "readonly" in lines[0] or "read-only" in lines[0]:
        return UsageError("--sql reads and nothing else: write a SELECT")
    said = failure(where, error)
    if not said.reason.startswith(UNKNOWN) and "no such" not in lines[0]:
        return said
    return UsageError(f"--sql: {lines[0]}: correct the query")
