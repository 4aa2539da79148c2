"""Change points: since when a series lies at another level."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tocsin.records import Record

SHORTEST = 3
"""Days that a level must have lasted to be one."""
FEWEST = 20
"""Days below which nothing is said."""
SPREAD = 0.05
"""The least standard deviation that noise is taken to have, so that the first act ever is no change point."""


class Change(Record, frozen=True):
    """A change of level: the day on which the new one began, and the mean value a day before and since."""

    day: str
    before: float
    after: float


def last_change(days: Sequence[str], values: Sequence[float], penalty: float) -> Change | None:
    """Return the last change of level of a series, None where there is none or fewer than 20 days are given.

    Optimal partitioning of the mean of the values' signed square roots (ruptures' KernelCPD with the linear
    kernel): a change must explain more than ``penalty`` * log(days) * variance, where the variance is that of
    the older three quarters, so that a crisis does not raise its own bar.
    """
    if len(values) < FEWEST:
        return None
    from ruptures import KernelCPD

    raw = np.array(values, dtype=np.float64)
    signal = np.sign(raw) * np.sqrt(np.abs(raw))
    older = signal[: len(signal) * 3 // 4]
    scaled = signal / max(float(older.std()), SPREAD)
    found = KernelCPD(kernel="linear", min_size=SHORTEST).fit(scaled.reshape(-1, 1))
    ends = [0, *(int(end) for end in found.predict(pen=penalty * math.log(len(values))))]
    if len(ends) < 3:
        return None
    at = ends[-2]
    before, after = float(raw[ends[-3] : at].mean()), float(raw[at:].mean())
    return Change(day=days[at], before=before, after=after)
