"""FOUNDATION: reading the tab-separated tables in which Tocsin keeps its knowledge.

A table is UTF-8 with a header line; lines that start with ``#`` and empty lines are skipped;
``|`` separates alternatives inside a cell. Errors name the file and the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec

from tocsin.errors import DataError

R = TypeVar("R", bound=msgspec.Struct)


def table(package: str, name: str) -> Traversable:
    """Return the table ``name`` that ships inside ``package``."""
    return files(package).joinpath(name)


def rows(source: Traversable, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, cells by column name); the header must hold ``columns`` in any order.

    Raises DataError for a missing column or a row that is too long. Missing cells at the end are empty.
    """
    header: list[str] | None = None
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = [cell.strip() for cell in cells]
            missing = [column for column in columns if column not in header]
            if missing:
                raise DataError(f"{source.name}: line {number}: no column {', '.join(missing)}")
            continue
        if len(cells) > len(header):
            raise DataError(f"{source.name}: line {number}: {len(cells)} cells, the header has {len(header)}")
        cells += [""] * (len(header) - len(cells))
        yield number, dict(zip(header, (cell.strip() for cell in cells), strict=True))


def weights(source: Traversable) -> dict[str, float]:
    """Return the weights of a learnt rule by feature, from the columns ``feature`` and ``weight``."""
    return {row["feature"]: float(row["weight"]) for _, row in rows(source, ("feature", "weight"))}


def alternatives(cell: str) -> tuple[str, ...]:
    """Split a cell at ``|``, without empty parts."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def records(kind: type[R], source: Traversable) -> Iterator[R]:
    """Yield one ``kind`` a row; its fields are the columns, and their types say how a cell is read.

    ``str`` is the cell as it stands, a tuple its alternatives, ``bool`` whether it holds anything,
    ``float | None`` a number or nothing. Raises DataError as ``rows`` does, and for a number that is none.
    """
    readers = {field.name: _READERS[field.type] for field in msgspec.structs.fields(kind)}
    for number, row in rows(source, tuple(readers)):
        try:
            yield kind(**{name: read(row[name]) for name, read in readers.items()})
        except ValueError as error:
            raise DataError(f"{source.name}: line {number}: {error}") from error


def word_sets(source: Traversable) -> dict[str, frozenset[str]]:
    """Return the word lists of a table with the columns ``set`` and ``words``, by name.

    Raises DataError as ``rows`` does, and for a name that has two rows.
    """
    found: dict[str, frozenset[str]] = {}
    for number, row in rows(source, ("set", "words")):
        if row["set"] in found:
            raise DataError(f"{source.name}: line {number}: the set {row['set']} is there twice")
        found[row["set"]] = frozenset(alternatives(row["words"]))
    return found


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


_READERS: dict[object, Callable[[str], Any]] = {
    str: str,
    tuple[str, ...]: alternatives,
    bool: bool,
    float | None: _number,
}
