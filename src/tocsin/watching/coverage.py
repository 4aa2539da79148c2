"""How much was read on which day, so that more reporting is not more conflict and silence is not peace."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from statistics import median

from tocsin.records import Article

WINDOW = 90
"""Days before a day from which its usual coverage is taken."""
FEWEST = 7
"""Days that must have been read in them before anything is corrected."""
ELASTICITY = 0.5
"""How far incidents follow coverage: a day read twice as widely tells of 2 ** 0.5 as many."""
BOUNDS = (0.5, 2.0)


def day_of(published: str | None) -> str | None:
    """Return the day of a date of publication, an ISO date; None where there is none or it is no date."""
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


class Coverage:
    """The articles read, by the day of their publication and by publisher family; copies count once.

    A day without any article is *missing*; a read day on which nothing happened is *quiet*.
    """

    def __init__(self, read: Mapping[str, Mapping[str, int]]) -> None:
        self.read = {day: dict(families) for day, families in sorted(read.items()) if any(families.values())}
        self._days = list(self.read)
        self._factors: dict[str, float] = {}

    @classmethod
    def of(cls, articles: Iterable[Article], copies: Iterable[tuple[str, str]] = ()) -> Coverage:
        """Count articles: those that copy one another (pairs of ids) once, on the first day of any of them.

        Undated articles are left out. Which of the articles of one day is the original nobody can tell, so
        no name decides: the report counts for the family that has had most reports of its own until then.
        """
        by_id = {one.id: one for one in articles}
        days = {key: day for key, one in by_id.items() if (day := day_of(one.published)) is not None}
        reports = _Reports(days, copies)
        own: Counter[str] = Counter()
        shared: Counter[str] = Counter()
        read: dict[str, Counter[str]] = {}
        for day in sorted(set(days.values())):
            # A day on which only copies came was read all the same.
            counts = read[day] = Counter()
            told = [_families([by_id[key] for key in keys]) for keys in reports.new_on(day)]
            for families in told:
                (own if len(families) == 1 else shared).update(families)
            for families in told:
                counts[min(families, key=lambda name: (-own[name], shared[name], name))] += 1
        return cls({day: counts or {"copies": 1} for day, counts in read.items()})

    @classmethod
    def everywhere(cls, first: str, last: str) -> Coverage:
        """Return the coverage of data that come complete (a database): each day read alike."""
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        days = ((start + timedelta(days=at)).isoformat() for at in range((end - start).days + 1))
        return cls({day: {"data": 1} for day in days})

    @cached_property
    def first(self) -> str | None:
        """The first day that was read."""
        return self._days[0] if self._days else None

    @cached_property
    def last(self) -> str | None:
        """The last day that was read."""
        return self._days[-1] if self._days else None

    def is_read(self, day: str) -> bool:
        """Tell whether anything was read of a day."""
        return day in self.read

    def articles(self, day: str) -> int:
        """Return how many articles of a day were read, copies not counted."""
        return sum(self.read.get(day, {}).values())

    def reach(self, day: str) -> float:
        """Return how widely a day was read: over families, log2(1 + articles). 0 for a missing day.

        The tenth article of a family tells less that is new than the first of another.
        """
        return sum(math.log2(1 + count) for count in self.read.get(day, {}).values())

    def factor(self, day: str) -> float:
        """Return by what counts of a day are multiplied to be those of a usually read one.

        (median reach of the read days among the 90 before / reach of the day) ** 0.5, between 0.5 and 2. It
        is 1 for a missing day and where fewer than 7 such days were read. Later days do not change it.
        """
        if day not in self._factors:
            self._factors[day] = self._factor(day)
        return self._factors[day]

    def _factor(self, day: str) -> float:
        here = self.reach(day)
        if not here:
            return 1.0
        start = (date.fromisoformat(day) - timedelta(days=WINDOW)).isoformat()
        before = self._days[bisect_left(self._days, start) : bisect_left(self._days, day)]
        if len(before) < FEWEST:
            return 1.0
        usual = median(self.reach(one) for one in before)
        factor: float = (usual / here) ** ELASTICITY
        return min(max(factor, BOUNDS[0]), BOUNDS[1])


class _Reports:
    """Articles joined with their copies day by day, so that what comes later joins no two days before it."""

    def __init__(self, days: Mapping[str, str], copies: Iterable[tuple[str, str]]) -> None:
        self._of_day: dict[str, list[str]] = {}
        for key, day in sorted(days.items()):
            self._of_day.setdefault(day, []).append(key)
        self._pairs: dict[str, list[tuple[str, str]]] = {}
        for one, other in copies:
            if one in days and other in days:
                self._pairs.setdefault(max(days[one], days[other]), []).append((one, other))
        self._parent: dict[str, str] = {key: key for key in days}
        self._told: set[str] = set()

    def new_on(self, day: str) -> list[list[str]]:
        """Return the articles of each report that is new on a day; days are asked for in their order."""
        for pair in self._pairs.get(day, ()):
            # A report that was told before stays what its copies are known by.
            old, new = sorted(map(self._root, pair), key=lambda root: root not in self._told)
            self._parent[new] = old
        found: dict[str, list[str]] = {}
        for key in self._of_day[day]:
            if (root := self._root(key)) not in self._told:
                found.setdefault(root, []).append(key)
        self._told.update(found)
        return list(found.values())

    def _root(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = key = self._parent[self._parent[key]]
        return key


def _families(report: Sequence[Article]) -> tuple[str, ...]:
    """Return the families that may have told a report first: those of its earliest articles by the hour."""
    hours = [one.published or "" for one in report]
    timed = all(len(hour) > len("2025-05-07") for hour in hours)
    first = [one for one, hour in zip(report, hours, strict=True) if not timed or hour == min(hours)]
    return tuple(sorted({one.family or one.publisher or "?" for one in first}))
