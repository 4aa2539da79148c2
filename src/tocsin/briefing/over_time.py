"""The incidents by day, or by week or month where there are too many days for a page."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from tocsin import ontology
from tocsin.briefing.model import Period
from tocsin.briefing.register import Register
from tocsin.records import Incident

MOST_BY_DAY, MOST_BY_WEEK, MOST_BY_MONTH = 62, 62 * 7, 3700
MOST_LISTED, MOST_LISTED_OF_MANY = 5, 3
MANY = 31


def periods_of(
    ranked: Sequence[Incident], first: str | None, last: str | None, register: Register
) -> tuple[Period, ...]:
    """Return the periods between two days without gaps, with the incidents that are said to have happened.

    Days up to two months, weeks from Monday up to a year and a bit, months up to ten years, years beyond. No
    days give no periods.
    """
    if first is None or last is None:
        return ()
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    found = bounds(start, end)
    told: dict[str, list[Incident]] = defaultdict(list)
    most = MOST_LISTED if len(found) <= MANY else MOST_LISTED_OF_MANY
    begins = [low.isoformat() for low, _ in found]
    for one in ranked:
        if one.date is not None and register.is_told(one):
            day = one.date.start[:10]
            if first <= day <= last:
                told[_at(begins, day)].append(one)
    return tuple(
        Period(
            first=low.isoformat(),
            last=high.isoformat(),
            counts=_counts(told[low.isoformat()]),
            incidents=register.lines(f"t-{low.isoformat()}", told[low.isoformat()], most),
        )
        for low, high in found
    )


def bounds(start: date, end: date) -> list[tuple[date, date]]:
    """Return the first and last day of each period from start to end, both inclusive, without gaps."""
    days = (end - start).days + 1
    found: list[tuple[date, date]] = []
    low = start
    while low <= end:
        high = min(_last_day(low, days), end)
        found.append((low, high))
        low = high + timedelta(days=1)
    return found


def _last_day(low: date, days: int) -> date:
    """Return the last day of the period that ``low`` is in, of a time of so many days."""
    if days <= MOST_BY_DAY:
        return low
    if days <= MOST_BY_WEEK:
        return low + timedelta(days=6 - low.weekday())
    if days <= MOST_BY_MONTH:
        return (low.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return low.replace(month=12, day=31)


def _at(begins: Sequence[str], day: str) -> str:
    return begins[bisect_right(begins, day) - 1]


def _counts(incidents: Sequence[Incident]) -> tuple[int, int, int, int]:
    counts = [0, 0, 0, 0]
    for one in incidents:
        quad = ontology.quad_class(one.type) if one.type in ontology.types() else None
        if quad is not None:
            counts[quad - 1] += 1
    return counts[0], counts[1], counts[2], counts[3]
