"""The word lists of the coding room, by name, from ``words.tsv``."""

from __future__ import annotations

from functools import cache

from tocsin.errors import DataError
from tocsin.tables import alternatives, rows, table


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of lemmas or lower-case forms. Raises DataError where the table has no such list."""
    found = _lists().get(name)
    if found is None:
        raise DataError(f"words.tsv: no list {name!r}; add a row of that name")
    return found


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {}
    for number, row in rows(table("tocsin.coding", "words.tsv"), ("name", "words")):
        if row["name"] in lists:
            raise DataError(f"words.tsv: line {number}: {row['name']} is defined twice")
        lists[row["name"]] = frozenset(alternatives(row["words"]))
    return lists
