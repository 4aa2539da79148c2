"""``tocsin evaluate dates``: a file of date expressions with gold days -> how many come out right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tocsin.errors import InputError
from tocsin.evaluating.gold_table import gold_rows
from tocsin.records import Record
from tocsin.resolving.dates import find_dates

COLUMNS = ("text", "published", "start", "end")


@dataclass(frozen=True, slots=True)
class GoldDate:
    """One row: its line in the file, a text with a date expression, and the days it means, both inclusive."""

    line: int
    text: str
    published: str
    start: str
    end: str


class DateScores(Record, frozen=True):
    """What was measured.

    ``accuracy`` is the share of rows whose first and last day are both right, ``found`` the share of rows in
    which any date was found. ``wrong`` tells the rows that are not right, for people.
    """

    n: int
    accuracy: float
    found: float
    wrong: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the figures for ``--json``."""
        data = self.to_dict()
        del data["wrong"]
        return data


def read_dates(path: str) -> list[GoldDate]:
    """Read a tab-separated file of date expressions. InputError names the line of a row that is amiss."""
    return [_gold(path, line, cells) for line, cells in gold_rows(path, COLUMNS)]


def _gold(path: str, line: int, cells: dict[str, str]) -> GoldDate:
    if not cells["text"]:
        raise InputError(path, "no text", "every row needs its date expression", line)
    days = {name: _day(path, line, name, cells[name]) for name in COLUMNS[1:]}
    if days["start"] > days["end"]:
        raise InputError(path, f"{days['start']} lies behind {days['end']}", "exchange start and end", line)
    return GoldDate(line, cells["text"], **{name: day.isoformat() for name, day in days.items()})


def _day(path: str, line: int, name: str, cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise InputError(path, f"{name} is {cell!r}", "write the day as 2025-04-22", line) from error


def measure_dates(rows: Sequence[GoldDate]) -> DateScores:
    """Resolve each row against its publication date and compare; the first date of a text is the answer."""
    answers = [_answer(row) for row in rows]
    wrong = [(row, said) for row, said in zip(rows, answers, strict=True) if said != (row.start, row.end)]
    return DateScores(
        n=len(rows),
        accuracy=1 - len(wrong) / len(rows) if rows else 0.0,
        found=sum(said is not None for said in answers) / len(rows) if rows else 0.0,
        wrong=tuple(_shown(row, said) for row, said in wrong),
    )


def _answer(row: GoldDate) -> tuple[str, str] | None:
    for expression in find_dates(row.text, row.published):
        return expression.first.isoformat(), expression.last.isoformat()
    return None


def _shown(row: GoldDate, said: tuple[str, str] | None) -> str:
    """Return a row that is wrong in one line: what it is, and what was said instead."""
    told = _stretch(*said) if said else "no date"
    wanted = _stretch(row.start, row.end)
    return f"line {row.line}: {row.text} (published {row.published}): {told} instead of {wanted}"


def _stretch(start: str, end: str) -> str:
    return start if start == end else f"{start} to {end}"
