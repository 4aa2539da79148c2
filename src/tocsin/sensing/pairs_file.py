"""Files of marked pairs with labels: tab-separated with a header, or JSONL with the same keys."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import InputError, UsageError
from tocsin.sensing.marking import Pair, locate, read_tags

MARKED = "marked_sentence"
PLAIN = ("sentence", "source", "target")
FORM = "give a tab-separated file in UTF-8 with a header, or JSONL"


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """One row: its line in the file, the pair, its label, and all its cells by column."""

    line: int
    pair: Pair
    label: str
    cells: dict[str, str]


def read_labelled(path: str, label: Sequence[str]) -> list[LabelledPair]:
    """Read the rows of a file; ``label`` names the columns that may hold the label, the first found counts.

    Parties are taken from ``marked_sentence`` (``<s>source</s>``, ``<t>target</t>``) where a row has it, else
    from ``sentence``, ``source`` and ``target``. Raises InputError naming the line of a row that is amiss.
    """
    try:
        rows = list(_rows(path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, f"cannot be read ({error})", FORM) from error
    if not rows:
        raise InputError(path, "has no rows", "give at least one row behind the header")
    column = _check_columns(path, list(rows[0][1]), label)
    return [_labelled(path, line, cells, column) for line, cells in rows]


def _rows(path: str) -> Iterator[tuple[int, dict[str, str]]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        if path.endswith((".jsonl", ".json", ".ndjson")):
            yield from ((i, _object(path, i, line)) for i, line in enumerate(stream, 1) if line.strip())
            return
        lines = csv.DictReader(stream, delimiter="\t")
        for row in lines:
            yield lines.line_num, {key: value or "" for key, value in row.items() if key is not None}


def _object(path: str, line: int, text: str) -> dict[str, str]:
    try:
        data: Any = json.loads(text)
    except ValueError as error:
        raise InputError(path, f"is no JSON ({error})", FORM, line) from error
    if not isinstance(data, dict):
        raise InputError(path, "is no JSON object", FORM, line)
    return {key: "" if value is None else str(value) for key, value in data.items()}


def _check_columns(path: str, columns: Sequence[str], label: Sequence[str]) -> str:
    """Return the column of the label."""
    found = next((name for name in label if name in columns), None)
    named = ", ".join(columns) or "none"
    if found is None:
        raise InputError(path, f"no column {' or '.join(label)}", f"its columns are {named}", 1)
    if MARKED not in columns and not set(PLAIN) <= set(columns):
        missing = ", ".join(name for name in PLAIN if name not in columns)
        remedy = f"give {MARKED} with <s>...</s> and <t>...</t>, or {', '.join(PLAIN)}"
        raise InputError(path, f"no column {missing}", f"{remedy}; its columns are {named}", 1)
    return found


def _labelled(path: str, line: int, cells: dict[str, str], column: str) -> LabelledPair:
    label = cells.get(column, "").strip()
    if not label:
        raise InputError(path, f"no {column}", "every row needs its label", line)
    try:
        marked = cells.get(MARKED, "")
        pair = read_tags(marked) if marked.strip() else locate(*(cells.get(name, "") for name in PLAIN))
    except UsageError as error:
        raise InputError(path, str(error), "mend the row", line) from error
    return LabelledPair(line, pair, label, cells)
