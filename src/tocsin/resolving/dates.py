"""Dates in words -> days: "March 9", "on Wednesday", "yesterday", "last week", against the publication date.

Own rules, since the libraries miss the ways of news ("late on Wednesday", "the previous day"). Nothing is
invented: without a publication date only full dates are resolved.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.records import Basis
from tocsin.resolving.date_patterns import PATTERN

_MONTH_NAMES = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
WEEKDAYS = {
    name: number
    for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"a": 1, "an": 1, "couple of": 2}
BACK = timedelta(days=1)
DAY_BEFORE = frozenset(
    (
        "yesterday",
        "last night",
        "the previous day",
        "the preceding day",
        "the previous night",
        "the previous evening",
        "a day earlier",
        "a day before",
        "the day before",
    )
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A date in words: characters, and what kind of statement it is; ``resolve`` gives the days."""

    start: int
    end: int
    text: str
    first: date
    last: date
    basis: Basis
    weekday: int | None = None


def find_dates(text: str, published: str | None) -> list[Expression]:
    """Return the dates of a text in order, resolved against ``published`` (ISO date or None)."""
    day = date.fromisoformat(published[:10]) if published else None
    return [e for e in _expressions(text, day) if e is not None]


def _expressions(text: str, day: date | None) -> Iterator[Expression | None]:
    for found in PATTERN.finditer(text):
        days = _days(found, day)
        if days is None:
            continue
        first, last, basis = days
        lead = len(found.group()) - len(found.group().lstrip())
        start = found.start() + lead
        weekday = WEEKDAYS[found["wd"].lower()] if found["wd"] else None
        yield Expression(start, found.end(), text[start : found.end()], first, last, basis, weekday)


def _days(found: re.Match[str], day: date | None) -> tuple[date, date, Basis] | None:
    try:
        if found["iso"]:
            one = date.fromisoformat(found["iso"])
            return one, one, "stated"
        if found["m1"]:
            return _stated(found["m1"], found["d1"], found["d1b"], found["y1"], day)
        if found["m2"]:
            return _stated(found["m2"], found["d2"], found["d2b"], found["y2"], day)
        if found["m3"]:
            return _month(int(found["y3"]), _month_number(found["m3"]))
        if found["y5"] is not None:
            year = int(found["y5"])
            return date(year, 1, 1), date(year, 12, 31), "stated"
    except ValueError:
        return None
    return _relative(found, day) if day else None


def _relative(found: re.Match[str], day: date) -> tuple[date, date, Basis] | None:
    if found["m4"]:
        if found["m4"].islower():
            return None
        if found["m4"] == "May" and not found.group().lower().startswith(
            ("in", "last", "since", "early", "late", "by", "of", "until", "during")
        ):
            return None
        month = _month_number(found["m4"])
        year = (
            day.year
            if month < day.month or (month == day.month and found["mm4"].lower() != "last")
            else day.year - 1
        )
        return _month(year, month)
    if found["wd"]:
        return _weekday(WEEKDAYS[found["wd"].lower()], (found["wmod"] or "").lower(), day)
    if found["rel"]:
        return _near(" ".join(found["rel"].lower().split()), day)
    if found["n"]:
        return _counted(found, day)
    if found["pmod"]:
        return _period(" ".join(found["pmod"].lower().split()), found["period"], day)
    return None


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _stated(
    month: str, first: str, last: str | None, year: str | None, day: date | None
) -> tuple[date, date, Basis] | None:
    number = _month_number(month)
    start, end = (int(re.sub(r"\D", "", one or first)) for one in (first, last))
    if year:
        return date(int(year), number, start), date(int(year), number, end), "stated"
    if day is None:
        return None
    nearest = min(
        (
            date(y, number, start)
            for y in (day.year - 1, day.year, day.year + 1)
            if start <= monthrange(y, number)[1]
        ),
        key=lambda one: abs((one - day).days) + (60 if one > day else 0),
    )
    return nearest, date(nearest.year, number, max(start, end)), "stated"


def _month(year: int, month: int) -> tuple[date, date, Basis]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "stated"


def _weekday(number: int, word: str, day: date) -> tuple[date, date, Basis]:
    back = (day.weekday() - number) % 7
    if word == "next":
        ahead = (number - day.weekday()) % 7 or 7
        one = day + timedelta(days=ahead)
    elif word == "last" and back == 0:
        one = day - timedelta(days=7)
    else:
        one = day - timedelta(days=back)
    return one, one, "relative"


def _near(words: str, day: date) -> tuple[date, date, Basis]:
    if words in DAY_BEFORE:
        one = day - BACK
    elif words == "the day before yesterday":
        one = day - 2 * BACK
    elif words in ("tomorrow", "the next day", "the following day", "a day later", "a day after"):
        one = day + BACK if words == "tomorrow" else day
    elif words == "overnight":
        return day - BACK, day, "relative"
    else:
        one = day
    return one, one, "relative"


def _counted(found: re.Match[str], day: date) -> tuple[date, date, Basis] | None:
    word = found["n"].lower()
    count = int(word) if word.isdigit() else NUMBERS.get(word, NUMBERS.get(word.removeprefix("a "), 1))
    days = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}[found["unit"]] * count
    if found["dir"] == "later":
        return None
    if days > 365 * 300:
        return None
    one = day - timedelta(days=days)
    if found["unit"] == "day":
        return one, one, "relative"
    if found["unit"] == "week":
        return one - timedelta(days=3), one + timedelta(days=3), "relative"
    if found["unit"] == "month":
        first, last, _ = _month(one.year, one.month)
        return first, last, "relative"
    return date(one.year, 1, 1), date(one.year, 12, 31), "relative"


def _period(word: str, period: str, day: date) -> tuple[date, date, Basis] | None:
    monday = day - timedelta(days=day.weekday())
    if period in ("week", "weekend"):
        shift = {"last": -7, "the past": -7, "the previous": -7, "past": -7, "next": 7, "the coming": 7}.get(
            word, 0
        )
        first = monday + timedelta(days=shift + (5 if period == "weekend" else 0))
        if period == "weekend" and word in ("this", "the past", "past", "last") and first > day:
            first -= timedelta(days=7)
        last = first + timedelta(days=1 if period == "weekend" else 6)
        return first, min(last, day) if word in ("this", "earlier this") else last, "relative"
    if period == "month":
        shift = (
            -1
            if word in ("last", "the past", "the previous", "past")
            else 1
            if word in ("next", "the coming")
            else 0
        )
        month = (day.year * 12 + day.month - 1) + shift
        first, last, _ = _month(month // 12, month % 12 + 1)
        return first, min(last, day) if word in ("this", "earlier this") else last, "relative"
    if period == "year":
        shift = (
            -1
            if word in ("last", "the past", "the previous", "past")
            else 1
            if word in ("next", "the coming")
            else 0
        )
        first, last = date(day.year + shift, 1, 1), date(day.year + shift, 12, 31)
        return first, min(last, day) if word in ("this", "earlier this") else last, "relative"
    return None
