"""ROOM: a project keeps articles, events and statements, in SQLite (a file) or PostgreSQL (a server).

``open_store`` opens one. ``schema`` has the tables and ``migrations`` the way to them; ``store`` writes,
``asking`` reads, ``filters`` turns what is asked into conditions. Only this room sees SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.storing.answers import (
    Added,
    CoderVersion,
    Counts,
    Problem,
    Recoded,
    Seen,
    Version,
)

if TYPE_CHECKING:
    from tocsin.storing.opening import open_store
    from tocsin.storing.store import Store

__all__ = [
    "Added",
    "CoderVersion",
    "Counts",
    "Problem",
    "Recoded",
    "Seen",
    "Store",
    "Version",
    "open_store",
]


def __getattr__(name: str) -> Any:
    """Import what needs SQLAlchemy when it is first used."""
    if name == "open_store":
        from tocsin.storing.opening import open_store

        return open_store
    if name == "Store":
        from tocsin.storing.store import Store

        return Store
    raise AttributeError(f"module 'tocsin.storing' has no attribute {name!r}")
