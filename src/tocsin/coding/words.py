"""The word lists of the coding room, by name, from ``words.tsv``."""

from __future__ import annotations

from functools import cache

from tocsin.errors import DataError
from tocsin.tables import table, word_sets


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of lemmas or lower-case forms. Raises DataError where the table has no such list."""
    found = _lists().get(name)
    if found is None:
        raise DataError(f"words.tsv: no list {name!r}; add a row of that name")
    return found


@cache
def _lists() -> dict[str, frozenset[str]]:
    return word_sets(table("tocsin.coding", "words.tsv"))
