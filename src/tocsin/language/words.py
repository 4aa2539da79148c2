"""The word lists of the rules of this room, by name; the lists and their reasons are in ``words.tsv``."""

from __future__ import annotations

from functools import cache

from tocsin.tables import table, word_sets


@cache
def words(name: str) -> frozenset[str]:
    """Return the set ``name``; KeyError where there is none of that name."""
    return _sets()[name]


@cache
def _sets() -> dict[str, frozenset[str]]:
    return word_sets(table("tocsin.language", "words.tsv"))
