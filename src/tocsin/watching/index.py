"""The escalation index: what incidents add up to on each day, set against the past of the same crisis."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from tocsin.amounts import number_of
from tocsin.records import Record
from tocsin.watching.acts import Act
from tocsin.watching.coverage import Coverage
from tocsin.watching.series import Key, bounds, days_between
from tocsin.watching.weighing import Contribution, Weighing, total, weight

SAME = 1e-9
"""Values closer than this are the same: what is left of an act of long ago is no escalation."""


class Point(Record, frozen=True):
    """The index on one day, from what was reported by that day.

    ``value`` is the sum of ``contributions``, ``fresh`` that of what was first told on the day, unfaded.
    ``index`` is the percentage of earlier read days with a lower value, 0 to 100. It is None,
    and ``why`` says so, where too little was read to tell. ``low`` and ``high`` bound it when sources are
    re-sampled, None where a single source tells everything. ``read`` is False for a day of which nothing was
    read.
    """

    day: str
    value: float
    fresh: float
    index: float | None
    low: float | None = None
    high: float | None = None
    read: bool = True
    why: str | None = None
    contributions: tuple[Contribution, ...] = ()


class Escalation:
    """The points of one dyad or crisis, a day at a time; each sees only what lay before it.

    With ``seed`` None no bands are made, which is much faster; with ``since``, an ISO date, only from it on.
    """

    def __init__(self, seed: int | None = 0, since: str = "") -> None:
        self._seed = seed
        self._since = since
        self._past: list[float] = []

    def step(self, day: str, weighing: Weighing) -> Point:
        """Return the point of a day and take it into the past; days must come in their order.

        ``weighing`` may be another one each day, with what was known by then.
        """
        found = weighing.on(day)
        value = total(found)
        why = self._why_not(day, weighing.coverage)
        read = weighing.coverage.is_read(day)
        index = self._rank(value) if why is None else None
        low, high = (None, None) if index is None else self._band(day, found)
        if read:
            insort(self._past, value)
        return Point(
            day=day,
            value=value,
            fresh=math.fsum(one.value / one.decay for one in found if one.known == day),
            index=index,
            low=low,
            high=high,
            read=read,
            why=why,
            contributions=tuple(found),
        )

    def _rank(self, value: float) -> float:
        return 100 * bisect_left(self._past, value - SAME) / len(self._past)

    def _why_not(self, day: str, coverage: Coverage) -> str | None:
        if not coverage.is_read(day):
            return "nothing was read of this day"
        needed, days = int(weight("baseline")), int(weight("reading"))
        if len(self._past) < needed:
            return f"{number_of(len(self._past), 'day')} read before, {needed} are needed to compare with"
        start = date.fromisoformat(day)
        here = sum(coverage.is_read((start - timedelta(days=back)).isoformat()) for back in range(days))
        if here < weight("reading", "share") * days:
            return f"only {here} of the last {number_of(days, 'day')} were read"
        return None

    def _band(self, day: str, found: Sequence[Contribution]) -> tuple[float | None, float | None]:
        """Return the index's band when each family weighs at random: exponential, 1 in the mean."""
        families = sorted({family for one in found for family in one.families})
        if self._seed is None or day < self._since or len(families) < 2:
            return None, None
        place = {family: at for at, family in enumerate(families)}
        shares = np.zeros((len(found), len(families)))
        for row, one in enumerate(found):
            for family in one.families:
                shares[row, place[family]] = 1 / len(one.families)
        generator = np.random.default_rng([self._seed, date.fromisoformat(day).toordinal()])
        drawn = generator.exponential(size=(int(weight("band", "draws")), len(families)))
        values = (drawn @ shares.T) @ np.array([one.value for one in found])
        ranks = [self._rank(float(value)) for value in values]
        low, high = np.quantile(ranks, [weight("band", "low"), weight("band", "high")])
        return float(low), float(high)


def points(
    acts: Iterable[Act],
    coverage: Coverage,
    key: Key = Key(),  # noqa: B008 - immutable
    until: str | None = None,
    seed: int | None = 0,
) -> Iterator[Point]:
    """Yield the points from the first read day to ``until`` (the last one). UsageError if none was read."""
    first, last = bounds(coverage, None, until, None)
    escalation, weighing = Escalation(seed), Weighing(acts, coverage, key)
    for day in days_between(first, last):
        yield escalation.step(day, weighing)
