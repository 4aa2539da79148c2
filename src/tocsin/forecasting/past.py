"""What was known before a time: facts by a key, each key's facts in the order of time.

Nobody in this room can see the facts of the time that is asked about or of later ones but through ``before``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.forecasting.facts import RELATION, TIME, Floats, Ints

LONGEST = 4000


class Past:
    """Facts, in the order of time, grouped by ``keys``: a number below ``size`` for each of the rows."""

    def __init__(self, rows: Ints, keys: Ints, size: int, targets: Ints) -> None:
        order = np.argsort(keys, kind="stable")
        self._times = rows[order, TIME]
        self._relations = rows[order, RELATION]
        self._targets = targets[order]
        self._starts = np.searchsorted(keys[order], np.arange(size + 1))

    def before(self, key: int, time: int, latest: int | None = None) -> Seen:
        """Return the facts of a key at times before ``time``, the ``latest`` of them where that is given."""
        start, end = int(self._starts[key]), int(self._starts[key + 1])
        stop = start + int(np.searchsorted(self._times[start:end], time))
        part = slice(start if latest is None else max(start, stop - latest), stop)
        return Seen(self._targets[part], self._relations[part], time - self._times[part])


@dataclass(frozen=True)
class Seen:
    """Facts before a time, the oldest first; ``ages`` are in the file's unit of time and above 0."""

    targets: Ints
    relations: Ints
    ages: Ints


class Decay:
    """Weights exp(-age / scale), age and scale in steps of time; scale 0 never forgets."""

    def __init__(self, step: int, scales: tuple[int, ...]) -> None:
        self._step = step
        ages = np.arange(LONGEST + 1)
        self._tables = {scale: np.exp(-ages / scale) if scale else np.ones(len(ages)) for scale in scales}

    def steps(self, ages: Ints) -> Ints:
        """Return ages in whole steps, at most LONGEST."""
        return np.minimum(ages // self._step, LONGEST)

    def __call__(self, steps: Ints, scale: int) -> Floats:
        """Return the weight of facts that are so many steps old."""
        return self._tables[scale][steps]
