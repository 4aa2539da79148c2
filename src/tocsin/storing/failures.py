"""What a database says, in the words of ``errors``: what is wrong with which project, and the way out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from tocsin.errors import StoreError

_Said = tuple[str, str]
UNKNOWN = "the database refused"
_DAMAGED: _Said = ("is damaged, or no database of Tocsin", "restore a copy, or try `sqlite3 FILE .recover`")
_READ_ONLY: _Said = ("is read-only", "copy the project to a folder that you may write to")
_FULL: _Said = ("the disk is full", "make room and run the same again: it goes on where it stopped")
_LOCKED: _Said = ("is locked by another program", "close the program that writes to it, and try again")
_SQLITE: dict[str, _Said] = {
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CANTOPEN": ("cannot be opened", "check that the folder is there and that you may write to it"),
    "SQLITE_IOERR": ("cannot be read or written", "check the disk, then run the same again"),
    "SQLITE_PERM": _READ_ONLY,
}
_POSTGRES: dict[str, _Said] = {
    "28": ("the server does not let you in", "check user and password (PGPASSWORD or ~/.pgpass)"),
    "3D": ("the server has no such database", "create it: createdb NAME"),
    "53100": _FULL,
    "53": ("the server has no room or connections left", "try again later"),
    "55P03": _LOCKED,
    "42501": ("the server does not let you do that", "ask for the rights on this database"),
    "25006": _READ_ONLY,
    "57": ("the server stopped", "start it and run the same again: it goes on where it stopped"),
    "08": ("the server cannot be reached", "check that it runs, and host and port of the URL"),
}


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what a database raises into a StoreError about ``where``."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise failure(where, error) from error


def failure(where: str, error: BaseException) -> StoreError:
    """Return the StoreError for what a database raised."""
    cause: object = getattr(error, "orig", None) or error
    reason, remedy = _said(cause)
    return StoreError(where, reason, remedy)


def _said(cause: object) -> _Said:
    if isinstance(cause, sqlite3.Error):
        return _sqlite(cause)
    state = getattr(cause, "sqlstate", None)
    if state is None and type(cause).__name__ == "OperationalError":
        return _unreachable(str(cause))
    for length in (5, 2):
        if state and state[:length] in _POSTGRES:
            return _POSTGRES[state[:length]]
    return _other(cause)


def _sqlite(cause: sqlite3.Error) -> _Said:
    name = getattr(cause, "sqlite_errorname", "")
    for known, said in _SQLITE.items():
        if name == known or name.startswith(f"{known}_"):
            return said
    if "no such table" in str(cause) or "no such column" in str(cause):
        return _DAMAGED
    return _other(cause)


def _unreachable(message: str) -> _Said:
    """Tell what a server that was not reached, or refused us, said in its last line."""
    for words, state in (("password", "28"), ("authentication", "28"), ("does not exist", "3D")):
        if words in message:
            return _POSTGRES[state]
    return _POSTGRES["08"]


def _other(cause: object) -> _Said:
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    return f"{UNKNOWN} ({lines[0]})", "check the project with `tocsin query`, or restore a copy"
