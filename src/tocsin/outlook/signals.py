"""What the models look at: the question's outcomes, and features of each column and of the others.

Row t of everything here is made of the values until and with period t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.outlook.filters import Floats, expanding_mean, fading_mean, logit

LOW = 0.10
HALF_LIVES = (2, 6, 12, 20, 60)
LEVELS = (0.01, 1.5, 4, 12, 40)
RANKS = (0.01, 3, 10, 30)
UNREST = 8
ACTIVITY = (3, 20)
RANK_START = -0.9  # the mean of the log rank below
RANK_FLOOR = 0.02


@dataclass(frozen=True, slots=True)
class Signals:
    """The series until some period, and what is made of them; all arrays have periods as rows.

    ``limits`` is the 10 % quantile of the values so far, the limit for the *next* value. ``low`` is 1 where
    a value was below the limit before it, 0 where not, NaN where it is missing or has nothing before it.
    ``rates`` is (period, column, half-life), the mean of ``low`` by age for each of ``HALF_LIVES``, begun at
    0.1 with the weight of one period; ``ever`` is the mean of all. ``features`` is (period, column, feature):
    a column's own, then the mean of the other columns'.
    """

    values: Floats
    limits: Floats
    low: Floats
    rates: Floats
    ever: Floats
    features: Floats
    names: tuple[str, ...]

    def until(self, periods: int) -> Signals:
        """Return what was known when so many periods had passed."""
        return Signals(
            self.values[:periods],
            self.limits[:periods],
            self.low[:periods],
            self.rates[:periods],
            self.ever[:periods],
            self.features[:periods],
            self.names,
        )

    def places(self, *starts: str) -> list[int]:
        """Return the places of the features whose name starts so."""
        return [i for i, name in enumerate(self.names) if name.startswith(starts)]


def signals_of(values: Floats) -> Signals:
    """Make signals of values (period, column); NaN is a missing value."""
    limits, levels, ranks = _against_past(values)
    before = np.concatenate([np.full((1, values.shape[1]), np.nan), limits[:-1]])
    unknown = np.isnan(values) | np.isnan(before)
    low = np.where(unknown, np.nan, np.less(values, before))
    rates = {half: fading_mean(low, half, LOW) for half in HALF_LIVES}
    ever = expanding_mean(low, LOW)
    own = {f"rate {half}": logit(rates[half], 0.02) for half in HALF_LIVES}
    own["rate ever"] = logit(ever, 0.02)
    own |= _features(values, levels, ranks)
    made = np.stack(list(own.values()), axis=2)
    names = tuple(f"own {name}" for name in own)
    columns = values.shape[1]
    if columns > 1:
        others = (made.sum(axis=1, keepdims=True) - made) / (columns - 1)
        made = np.concatenate([made, others], axis=2)
        names += tuple(f"other {name}" for name in own)
    return Signals(values, limits, low, np.stack(list(rates.values()), axis=2), ever, made, names)


def _features(values: Floats, levels: Floats, ranks: Floats) -> dict[str, Floats]:
    found = {f"level {half:g}": fading_mean(levels, half) for half in LEVELS}
    shown = np.log(ranks + RANK_FLOOR)
    found |= {f"rank {half:g}": fading_mean(shown, half, RANK_START) for half in RANKS}
    steps = np.abs(np.diff(levels, axis=0, prepend=levels[:1]))
    found["unrest"] = fading_mean(steps, UNREST)
    acts = np.log1p(np.abs(values))
    found |= {f"activity {half}": fading_mean(acts, half) for half in ACTIVITY}
    return found


def _against_past(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the limit after each value, and each value's level and rank among all until then.

    The level is asinh of (value - median) / (median - 10 % quantile); the rank is 0 to 1.
    """
    limits, levels, ranks = (np.full(values.shape, np.nan) for _ in range(3))
    for column in range(values.shape[1]):
        seen = values[:0, column]
        for row, value in enumerate(values[:, column]):
            if not np.isnan(value):
                seen = np.insert(seen, np.searchsorted(seen, value), value)
                low, middle = np.quantile(seen, [LOW, 0.5])
                levels[row, column] = np.arcsinh((value - middle) / scale(middle, low))
                ranks[row, column] = np.searchsorted(seen, [value], "left")[0] / len(seen)
                ranks[row, column] += np.searchsorted(seen, [value], "right")[0] / len(seen)
                ranks[row, column] /= 2
            if len(seen):
                limits[row, column] = np.quantile(seen, LOW)
    return limits, levels, ranks


def scale(middle: float, low: float) -> float:
    """Return the distance of median and 10 % quantile, and 1 for a series that hardly moves."""
    gap = middle - low
    return float(gap) if gap > 1e-9 else 1.0
