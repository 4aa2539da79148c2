"""The store in trouble: every failure is one clear error, and what was stored is still there."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from conftest import python
from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from fakes import FakeCoder
from tocsin.errors import StoreError, UsageError
from tocsin.reading import article_from_text
from tocsin.storing import CoderVersion, Store, open_store
from tocsin.storing.schema import METADATA

CODER = CoderVersion(tocsin="1", fingerprint="a", options={})
EXTRA = ("_words", "events_places", "alembic_version", "ix_events_coordinates", "ix_events_review")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one coded article."""
    with open_store(tmp_path, create=True) as store:
        fill(store, "Norway met Chile in Oslo.")
    return tmp_path


def fill(store: Store, words: str) -> None:
    store.save_document(FakeCoder().code(article_from_text(words)), CODER)


def connection_of(store: Store) -> Connection:
    return store._database.engine.connect()


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.parametrize("kind", KINDS)
def test_the_migrations_make_the_tables_of_the_schema(kind: str, tmp_path: Path) -> None:
    with open_store(empty_place(kind, tmp_path), create=True) as store, connection_of(store) as connection:
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
    named = [f"{one[1].table.name if hasattr(one[1], 'table') else ''} {one[1].name}" for one in found]
    assert [one for one in named if not any(part in one for part in EXTRA)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_project_of_a_newer_tocsin_is_not_touched(kind: str, tmp_path: Path) -> None:
    place = empty_place(kind, tmp_path)
    with open_store(place, create=True) as store, store.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9000'"))
        connection.execute(text("UPDATE about SET value = '7.5'"))
    with pytest.raises(StoreError, match=r"newer Tocsin \(7\.5\): .*pip install -U"):
        open_store(place)


@pytest.mark.parametrize("kind", KINDS)
def test_there_must_be_a_project(kind: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="tocsin init"):
        open_store(empty_place(kind, tmp_path))


def test_a_file_of_something_else_is_no_project(tmp_path: Path) -> None:
    other = tmp_path / "tocsin.db"
    sqlite3.connect(other).execute("CREATE TABLE mine (x)").connection.close()
    with pytest.raises(StoreError, match="no project of Tocsin"):
        open_store(tmp_path)
    other.write_bytes(b"not a database, but long enough to be looked at" * 50)
    with pytest.raises(StoreError, match=r"damaged.*recover"):
        open_store(tmp_path)


def test_a_damaged_database_is_named(folder: Path) -> None:
    path = folder / "tocsin.db"
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"tocsin\.db: .*damaged"), open_store(folder) as store:
        list(store.events())


def test_a_locked_database_is_told(folder: Path) -> None:
    other = sqlite3.connect(folder / "tocsin.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(folder, wait=0.1) as store:
        with pytest.raises(StoreError, match="locked by another program"):
            fill(store, "Guinea attacked Liberia.")
        assert store.count() == 1
        other.execute("ROLLBACK")
        fill(store, "Guinea attacked Liberia.")
        assert store.count() == 2
    other.close()


def test_a_project_in_a_read_only_folder_can_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "tocsin.db.lock").unlink()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    before = sorted(path.name for path in folder.iterdir())
    with open_store(folder) as store:
        assert store.read_only
        assert [one.type for one in store.events(words="norway")] == ["CONSULT"]
        with pytest.raises(StoreError, match=r"read-only.*copy"):
            fill(store, "Guinea attacked Liberia.")
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_full_disk_loses_nothing(folder: Path) -> None:
    with open_store(folder) as store:
        with connection_of(store) as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match=r"disk is full.*goes on"):
            fill(store, "Guinea attacked Liberia. " * 50_000)
        assert store.count() == 1
    with open_store(folder) as store:
        fill(store, "Guinea attacked Liberia.")
        assert store.count() == 2


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="choose another folder"):
        open_store(tmp_path / "file" / "project", create=True)


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        open_store("postgresql://me:secret@127.0.0.1:1/none", wait=1)
    assert "secret" not in str(caught.value)


def test_a_url_that_is_none_is_told() -> None:
    with pytest.raises(UsageError, match="URL"):
        open_store("postgresql://host:notaport/x")


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    place = empty_place("postgresql", tmp_path)
    with pytest.raises(StoreError, match="createdb"):
        open_store(place.replace("/postgres?", "/no_such_database?"))


def test_a_writer_that_dies_leaves_no_lock(folder: Path) -> None:
    code = (
        "import os, sys; from tocsin.storing import open_store\n"
        "with open_store(sys.argv[1]).writing('a job'): os._exit(9)"
    )
    assert python(str(folder), code=code).returncode == 9
    with open_store(folder, wait=0.1) as store:
        fill(store, "Guinea attacked Liberia.")
        assert store.count() == 2


def test_two_processes_make_one_project(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True), open_store(tmp_path, create=True) as second:
        assert second.count() == 0
