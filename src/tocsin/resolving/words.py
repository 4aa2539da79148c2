"""The word lists of the room, from ``words.tsv``."""

from __future__ import annotations

from functools import cache

from tocsin.tables import alternatives, rows, table


@cache
def words(name: str) -> frozenset[str]:
    """Return the set ``name``; KeyError for a name that the table lacks."""
    sets = {
        row["set"]: row["words"] for _, row in rows(table("tocsin.resolving", "words.tsv"), ("set", "words"))
    }
    return frozenset(alternatives(sets[name]))
