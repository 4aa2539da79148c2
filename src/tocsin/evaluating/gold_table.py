"""Reading a tab-separated gold file with a header; complaints name the file and the line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import InputError


def gold_rows(path: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, cells by column). Raises InputError for what cannot be read, and for a missing column."""
    form = f"give a tab-separated file in UTF-8 with the header {', '.join(columns)}"
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows = [(lines.line_num, row) for row in lines]
            header = list(lines.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, f"cannot be read ({error})", form) from error
    missing = [name for name in columns if name not in header]
    if missing:
        raise InputError(
            path, f"no column {', '.join(missing)}", f"its columns are {', '.join(header) or 'none'}", 1
        )
    if not rows:
        raise InputError(path, "has no rows", "give at least one row behind the header")
    for line, row in rows:
        yield line, {key: (value or "").strip() for key, value in row.items() if key is not None}
