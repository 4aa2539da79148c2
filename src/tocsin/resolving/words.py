"""The word lists of the room, from ``words.tsv``."""

from __future__ import annotations

from functools import cache

from tocsin.tables import table, word_sets


@cache
def words(name: str) -> frozenset[str]:
    """Return the set ``name``; KeyError for a name that the table lacks."""
    return _sets()[name]


@cache
def _sets() -> dict[str, frozenset[str]]:
    return word_sets(table("tocsin.resolving", "words.tsv"))
