"""Opening a project: find its database, see whose it is, bring it up to date."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text

from tocsin.errors import StoreError
from tocsin.storing import schema
from tocsin.storing.failures import told
from tocsin.storing.postgres import SCHEMES, Postgres
from tocsin.storing.sqlite import Sqlite
from tocsin.storing.store import SECONDS_TO_WAIT, Store

DATABASE = "tocsin.db"
MIGRATIONS = Path(__file__).parent / "migrations"


def is_url(where: str | Path) -> bool:
    """Tell the address of a server from a path."""
    return str(where).startswith(SCHEMES)


def open_store(where: str | Path, create: bool = False, wait: float = SECONDS_TO_WAIT) -> Store:
    """Open the store of a project: a folder with ``tocsin.db``, such a file, or ``postgresql://user@host/name``.

    With ``create`` it is made where there is none. ``wait`` is how many seconds to wait for another writer.
    A store of an older Tocsin is brought up to date. StoreError where that cannot be done, or for one that is
    missing, damaged, or of a newer Tocsin.
    """
    database = Postgres(str(where), wait=wait) if is_url(where) else _file(Path(where), create, wait)
    store = Store(database, wait)
    try:
        _check(store, database, create)
    except BaseException:
        store.close()
        raise
    return store


def _file(path: Path, create: bool, wait: float) -> Sqlite:
    file = path / DATABASE if path.is_dir() or (create and not path.suffix) else path
    if not file.exists():
        if not create:
            raise StoreError(str(file), "there is no such database", _way_out(file))
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise StoreError(str(file.parent), reason, "choose another folder") from None
    return Sqlite(file, create=create, wait=wait)


def _way_out(file: Path) -> str:
    """Return what to do about a missing database: of a folder that has settings, init makes none again."""
    if (file.parent / "tocsin.toml").is_file():
        return (
            f"restore it from a copy, or remove {file.parent / 'tocsin.toml'} and make a new one: tocsin init"
        )
    return f"make one: tocsin init {file.parent}"


def _check(store: Store, database: Sqlite | Postgres, create: bool) -> None:
    with told(store.where), database.engine.connect() as connection:
        found = _revision(connection)
        maker = _maker(connection) if found and found > schema.REVISION else ""
    if found == schema.REVISION:
        return
    if found is None and not create:
        remedy = _way_out(Path(store.where)) if isinstance(database, Sqlite) else "make one: tocsin init"
        raise StoreError(store.where, "is no project of Tocsin", remedy)
    if found is not None and found > schema.REVISION:
        reason = f"was made by a newer Tocsin{maker}"
        raise StoreError(store.where, reason, "bring this one up to date: pip install -U tocsin")
    _migrate(store)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _maker(connection: Connection) -> str:
    if not inspect(connection).has_table("about"):
        return ""
    version = connection.scalar(select(schema.about.c.value).where(schema.about.c.name == "tocsin"))
    return f" ({version})" if version else ""


def _migrate(store: Store) -> None:
    """Run the migrations that are missing, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    about = schema.about
    with store.writing("making the tables"), store.transaction() as connection:
        if _revision(connection) == schema.REVISION:
            return  # another process has done it meanwhile
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.execute(about.delete().where(about.c.name == "tocsin"))
        connection.execute(about.insert().values(name="tocsin", value=version("tocsin")))
