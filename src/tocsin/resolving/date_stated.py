"""Dates that need no publication: "2025-04-22", "April 22, 2025", "in 2011", "the 1990s"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tocsin.resolving.date_cores import Core, in_year, month_number
from tocsin.resolving.date_spans import Days, one

# Before these words a bare number of four digits is a year ("in 2011", "the 2011 war").
_YEAR_WORDS = frozenset(
    "since by until till through throughout from between in over during of for before after around "
    "about".split()
)
# Before this year a number is likelier a count ("in 1848 villages").
_SURE_YEARS = 1900


def full(core: Core) -> Days | None:
    """Return the days of a core that names its year, None for another; ValueError if there is no such day."""
    if core.year is not None:
        return in_year(core, core.year)
    reader = _READERS.get(core.kind)
    return reader(core) if reader else None


def _iso(core: Core) -> Days | None:
    return one(date.fromisoformat(core.found["iso"]), "stated")


def _numeric(core: Core) -> Days | None:
    """Read "22.04.2025", "22-Apr-2025", "2025/04/22"; "3/4/2025" may be two days and is left out."""
    found = core.found
    if found["n4"]:
        return one(date(int(found["n4"]), int(found["n5"]), int(found["n6"])), "stated")
    if found["n7"]:
        return one(date(int(found["n9"]), month_number(found["n8"]), int(found["n7"])), "stated")
    a, b, year = int(found["n1"]), int(found["n2"]), int(found["n3"])
    if found["nsep"] == "." or a > 12:
        return one(date(year, b, a), "stated")
    return one(date(year, a, b), "stated") if b > 12 or a == b else None


def _year(core: Core) -> Days | None:
    first, rest = core.found["y5"], core.found["y6"]
    if rest is None:
        return whole_years(int(first), int(first))
    last = int(first[: 4 - len(rest)] + rest)
    return whole_years(int(first), last) if last > int(first) else None


def is_year(core: Core) -> bool:
    """Whether the words before a number of four digits make it a year."""
    if core.found["y6"]:
        return True
    sure = int(core.found["y5"]) >= _SURE_YEARS or core.word("prep") in ("since", "in", "of", "until")
    return sure and bool(core.word("prep") in _YEAR_WORDS or core.word("the") or core.word("part"))


def _decade(core: Core) -> Days | None:
    found = core.found
    first = int(found["decade"]) if found["decade"] else 1900 + int(found["decade2"])
    return whole_years(first, first + 9)


def _century(core: Core) -> Days | None:
    first = (int(core.found["century"]) - 1) * 100 + 1
    return whole_years(first, first + 99)


def whole_years(first: int, last: int) -> Days:
    """Return the days from one year to another."""
    return Days(date(first, 1, 1), date(last, 12, 31), "stated")


_READERS: dict[str, Callable[[Core], Days | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "year": _year,
    "decade": _decade,
    "century": _century,
}
