"""Days that have a name: "Christmas Eve", "Good Friday" -> the day of a year, from ``holidays.tsv``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from tocsin.errors import DataError
from tocsin.records import Record
from tocsin.resolving.date_spans import WEEKDAYS, months, nth_weekday
from tocsin.tables import records, table

PACKAGE = "tocsin.resolving"
TABLE = "holidays.tsv"
_RULE = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)|(?P<feast>easter|orthodox)(?P<shift>[+-]\d+)"
    r"|(?P<of>\d\d)/(?P<weekday>[a-z]+)/(?P<nth>-?\d)"
)


class Holiday(Record, frozen=True):
    """One row of the table."""

    names: tuple[str, ...]
    rule: str
    in_2025: str


@cache
def holidays() -> dict[str, Holiday]:
    """Return the rows by each of their names, written as ``plain`` writes them."""
    rows = records(Holiday, table(PACKAGE, TABLE))
    return {plain(name): row for row in rows for name in row.names}


def names_pattern() -> str:
    """Return a pattern of all names, the longer before the shorter; either apostrophe, or none, fits."""
    names = sorted({name for row in holidays().values() for name in row.names}, key=len, reverse=True)
    return "|".join(re.escape(name).replace("'", "['’]?").replace(r"\ ", r"\s+") for name in names)


def plain(name: str) -> str:
    """Return a name in lower case with single spaces and without apostrophes and full stops."""
    return " ".join(re.sub(r"['’.]", "", name).lower().split())


def holiday(name: str, year: int) -> date:
    """Return the day of a holiday in a year. ``name`` is one that ``names_pattern`` fits."""
    row = holidays()[plain(name)]
    rule = _RULE.fullmatch(row.rule)
    if rule is None:
        raise DataError(f"{TABLE}: {row.names[0]}: {row.rule!r} is no rule: see the head of the file")
    if rule["month"]:
        return date(year, int(rule["month"]), int(rule["day"]))
    if rule["feast"]:
        return _FEASTS[rule["feast"]](year) + timedelta(days=int(rule["shift"]))
    return nth_weekday(months(year, int(rule["of"])), WEEKDAYS[rule["weekday"]], int(rule["nth"]))


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    week = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * week) // 451
    month, day = divmod(h + week - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the Julian calendar as a Gregorian day (1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


_FEASTS: dict[str, Callable[[int], date]] = {"easter": easter, "orthodox": orthodox_easter}
