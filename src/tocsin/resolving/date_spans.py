"""Arithmetic of days: weeks, months, years and parts of them, as first and last day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.records import Basis

WEEKDAYS = {
    name: number
    for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
# What "recent weeks" and "a few months" may mean, in days or months.
VAGUE_DAYS = {"hour": 1, "day": 7, "night": 7, "week": 28, "weekend": 28, "fortnight": 28}
VAGUE_COUNT = {"month": 6, "quarter": 4, "year": 5, "decade": 3, "century": 3}
# Where the parts of a week begin and end, counted from its Monday.
_WEEK_PARTS = {"early": (0, 2), "mid": (1, 3), "late": (3, 6), "end": (4, 6)}


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both inclusive, and whether the text states it or counts it from another day."""

    first: date
    last: date
    basis: Basis = "relative"

    @property
    def single(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


def one(day: date, basis: Basis = "relative") -> Days:
    """Return a single day."""
    return Days(day, day, basis)


def days_after(day: date, count: int) -> date:
    """Return the day ``count`` days later, or earlier if negative."""
    return day + timedelta(days=count)


def months_after(day: date, count: int) -> date:
    """Return the same day of the month ``count`` months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shifted(day: date, unit: str, count: int) -> date:
    """Return the day ``count`` units later; hours are less than a day up to 24, then whole days."""
    if unit == "hour":
        whole = -(-abs(count) // 24)
        return days_after(day, whole if count > 0 else -whole)
    if unit in _DAYS_IN:
        return days_after(day, count * _DAYS_IN[unit])
    return months_after(day, count * _MONTHS_IN[unit])


def months(year: int, first: int, count: int = 1, basis: Basis = "stated") -> Days:
    """Return ``count`` months from the month ``first`` (1 to 12) on."""
    start = date(year, first, 1)
    return Days(start, days_after(months_after(start, count), -1), basis)


def calendar_unit(day: date, unit: str, steps: int) -> Days:
    """Return the calendar week, weekend, month... ``steps`` after the one that holds the day."""
    if unit in _DAYS_IN:
        monday = days_after(day, -day.weekday() + 7 * steps)
        if unit == "weekend":
            return Days(days_after(monday, 5), days_after(monday, 6))
        if unit == "week":
            return Days(monday, days_after(monday, 6))
        return one(days_after(day, steps * _DAYS_IN[unit]))
    size = _MONTHS_IN[unit]
    start = day.year * 12 + day.month - 1
    year, month = divmod((start // size + steps) * size, 12)
    return months(year, month + 1, size, "relative")


def weekday_before(day: date, number: int, strictly: bool = False) -> date:
    """Return the last such weekday on or before a day, or strictly before it."""
    back = (day.weekday() - number) % 7
    return days_after(day, -(back or 7) if strictly else -back)


def weekday_after(day: date, number: int, strictly: bool = False) -> date:
    """Return the next such weekday on or after a day, or strictly after it."""
    ahead = (number - day.weekday()) % 7
    return days_after(day, (ahead or 7) if strictly else ahead)


def nth_weekday(days: Days, number: int, nth: int) -> date:
    """Return the nth such weekday of a stretch; -1 is the last. Raises ValueError if there is none."""
    if nth < 0:
        return weekday_before(days.last, number)
    found = days_after(weekday_after(days.first, number), 7 * (nth - 1))
    if found > days.last:
        raise ValueError(f"from {days.first} to {days.last} there is no weekday {number} number {nth}")
    return found


def part_of(days: Days, part: str) -> Days:
    """Return the ``early``, ``mid`` or ``late`` part of a stretch, or its ``start`` or ``end``.

    A month has thirds of ten days (1-10, 11-20, 21-end), whatever is longer has thirds of whole months; start
    and end are the first and the last month of what is longer than a month. A day has no parts.
    """
    length = _length(days)
    if length == 7:
        begin, end = _WEEK_PARTS["early" if part == "start" else part]
        return Days(days_after(days.first, begin), days_after(days.first, end), days.basis)
    if length < 28:
        return days
    if part == "start" and length > 31:
        return Days(days.first, days_after(months_after(days.first, 1), -1), days.basis)
    if part == "end" and length > 31:
        return Days(days.last.replace(day=1), days.last, days.basis)
    edges = (days.first, *_thirds(days), days_after(days.last, 1))
    at = {"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}[part]
    return Days(edges[at], days_after(edges[at + 1], -1), days.basis)


def _length(days: Days) -> int:
    return (days.last - days.first).days + 1


def _thirds(days: Days) -> tuple[date, date]:
    """Return the first days of the second and the third third."""
    if _length(days) <= 31:
        return days_after(days.first, 10), days_after(days.first, 20)
    count = _months_between(days)
    if count == _MONTHS_IN["decade"]:
        # "the early 1990s" are four years, the mid and the late ones three each.
        return months_after(days.first, 48), months_after(days.first, 84)
    third = max(1, count // 3)
    return months_after(days.first, third), months_after(days.first, 2 * third)


def _months_between(days: Days) -> int:
    end = days_after(days.last, 1)
    return (end.year - days.first.year) * 12 + end.month - days.first.month


def nth_of(days: Days, unit: str, nth: int) -> Days | None:
    """Return the nth half, quarter, week or weekend of a stretch (-1 the last), None where there is none."""
    if unit in ("half", "quarter", "third"):
        return _fraction(days, {"half": 2, "third": 3, "quarter": 4}[unit], nth)
    if unit in WEEKDAYS:
        return one(nth_weekday(days, WEEKDAYS[unit], nth), days.basis)
    if unit == "weekend":
        saturday = nth_weekday(days, WEEKDAYS["saturday"], nth)
        return Days(saturday, days_after(saturday, 1), days.basis)
    return edge_of(days, unit, nth)


def _fraction(days: Days, parts: int, nth: int) -> Days | None:
    nth = parts if nth < 0 else nth
    if parts == 2 and 28 <= _length(days) <= 31:
        middle = days.first.replace(day=16)
        first, last = (days.first, days_after(middle, -1)) if nth == 1 else (middle, days.last)
        return Days(first, last, days.basis)
    size, rest = divmod(_months_between(days), parts)
    if nth > parts or rest or not size:
        return None
    first, behind = (months_after(days.first, size * k) for k in (nth - 1, nth))
    return Days(first, days_after(behind, -1), days.basis)


def edge_of(days: Days, unit: str, nth: int, count: int = 1) -> Days | None:
    """Return ``count`` units from the nth on, counted from the first day; -1 is the end of the stretch."""
    behind = days_after(days.last, 1)
    first = shifted(behind, unit, -count) if nth < 0 else shifted(days.first, unit, nth - 1)
    last = days.last if nth < 0 else min(days_after(shifted(first, unit, count), -1), days.last)
    return Days(first, last, days.basis) if days.first <= first <= last else None
