"""What a project keeps beside articles and events: coder versions, problems, urls that were fetched."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, insert, select, update

from tocsin.storing import schema
from tocsin.storing.answers import CoderVersion, Problem, Seen
from tocsin.storing.days import now


def run_key(connection: Connection, coder: CoderVersion) -> int:
    """Return the key of a version of the coder, which is entered when it first codes."""
    found = found_run(connection, coder)
    if found is not None:
        return found
    row = {**_coder_row(coder), "started": now()}
    key: int = connection.scalars(insert(schema.runs).returning(schema.runs.c.key), row).one()
    return key


def found_run(connection: Connection, coder: CoderVersion) -> int | None:
    """Return the key of a version of the coder; None where it has not coded here yet."""
    row = _coder_row(coder)
    found: int | None = connection.scalar(_where(select(schema.runs.c.key), row))
    return found


def put_problem(connection: Connection, problem: Problem) -> None:
    """Enter a problem, or count another try of it."""
    table = schema.problems
    known = connection.execute(select(table.c.tries).where(table.c.source == problem.source)).first()
    row = {**problem.to_dict(), "options": _json(problem.options), "last": now()}
    if known is None:
        connection.execute(insert(table).values(**row | {"first": row["last"], "tries": 1}))
    else:
        del row["first"]
        row["tries"] = known.tries + 1
        connection.execute(update(table).where(table.c.source == problem.source).values(**row))


def drop_problems(connection: Connection, *, source: str | None, given: str | None, before: str) -> int:
    """Delete the problems of a source, of an input, or both, that were last met before a time."""
    table = schema.problems
    equal = {table.c.source: source, table.c.input: given}
    conditions = [column == value for column, value in equal.items() if value is not None]
    return connection.execute(delete(table).where(*conditions, table.c.last < before)).rowcount


def put_source(connection: Connection, seen: Seen) -> None:
    """Enter what a server said about a url."""
    table = schema.sources
    row = {"url": seen.url, "etag": seen.etag, "last_modified": seen.last_modified, "seen": seen.at or now()}
    connection.execute(delete(table).where(table.c.url == seen.url))
    connection.execute(insert(table).values(**row))


def _coder_row(coder: CoderVersion) -> dict[str, Any]:
    return {"tocsin": coder.tocsin, "fingerprint": coder.fingerprint, "options": _json(coder.options)}


def _where(query: Select[Any], row: dict[str, Any]) -> Select[Any]:
    return query.where(*(schema.runs.c[name] == value for name, value in row.items()))


def _json(data: dict[str, str]) -> str:
    return msgspec.json.encode(data, order="sorted").decode()
