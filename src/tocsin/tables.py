"""FOUNDATION: reading the tab-separated tables in which Tocsin keeps its knowledge.

A table is UTF-8 with a header line; lines that start with ``#`` and empty lines are skipped;
``|`` separates alternatives inside a cell. Errors name the file and the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from tocsin.errors import DataError


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


def alternatives(cell: str) -> tuple[str, ...]:
    """Split a cell at ``|``, without empty parts."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
