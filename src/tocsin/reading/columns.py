"""Which column of a table fills which field of an article: the user's mapping, else well-known names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from tocsin import tables
from tocsin.errors import UsageError
from tocsin.reading.article_records import FIELDS
from tocsin.reading.given import Given

FEWEST_COLUMNS = 2
_DELIMITERS = ("\t", ",", ";", "|")


def checked_mapping(mapping: Mapping[str, str] | None) -> dict[str, str]:
    """Return the mapping of field to column; UsageError for a field that articles do not have."""
    found = dict(mapping or {})
    for field in found:
        if field not in FIELDS:
            raise UsageError(f"{field!r} is no field of an article: map one of {', '.join(FIELDS)}")
    return found


def column_of_field(header: Sequence[str], given: Given) -> dict[str, str]:
    """Return the column of each field that has one. InputError where no column holds the text."""
    for field, column in given.mapping.items():
        if column not in header:
            raise given.refused(
                f"has no column {column!r} for {field}", f"map one of its columns: {_shown(header)}"
            )
    found = _columns(header, given.mapping)
    if "text" not in found:
        raise given.refused(
            f"no column holds the text; there are {_shown(header)}",
            f"map the one that does, as with --map text={_as_argument(header)}",
        )
    guesses = [field for field, name in found.items() if _is_guess(field, name, given.mapping)]
    guessed = [f"{found[field]!r} as {field}" for field in guesses]
    if guessed:
        given.warn(f"read column {', '.join(guessed)}: if that is wrong: --map {guesses[0]}=COLUMN")
    return found


def looks_like_table(head: str, mapping: Mapping[str, str]) -> bool:
    """Tell whether the first line is the header of a table with a text in it."""
    line = head.lstrip("\ufeff").split("\n", 1)[0].strip("\r")
    names = [name.strip().strip('"') for name in line.split(delimiter_of(line))]
    if len(names) < FEWEST_COLUMNS or any(len(name) > 40 or name.count(" ") > 3 for name in names):
        return False
    found = _columns(names, mapping)
    return "text" in found and len(found) >= FEWEST_COLUMNS


def delimiter_of(line: str) -> str:
    """Return the delimiter that cuts a header into most names."""
    return max(_DELIMITERS, key=line.count)


def _columns(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    plain = {_plain(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for field in FIELDS:
        known = (field, *_known_names().get(field, ()))
        name = mapping.get(field) or next((plain[name] for name in known if name in plain), None)
        if name is not None and name in header:
            found[field] = name
    return found


def _as_argument(header: Sequence[str]) -> str:
    """Return a column's name as it is written on a command line."""
    name = next((name for name in header if name), "COLUMN")[:40]
    return f'"{name}"' if re.search(r"[^\w.-]", name) else name


def _is_guess(field: str, name: str, mapping: Mapping[str, str]) -> bool:
    return field not in mapping and _plain(name) != field


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name.strip().lower())


def _shown(header: Sequence[str]) -> str:
    return ", ".join(repr(name[:40]) for name in header[:20]) or "none"


@cache
def _known_names() -> dict[str, tuple[str, ...]]:
    source = tables.table(__package__, "columns.tsv")
    return {
        row["field"]: tables.alternatives(row["columns"])
        for _, row in tables.rows(source, ("field", "columns"))
    }
