"""Running means that see the past alone, and the way between chances and log-odds."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

EDGE = 12.0


def sigmoid(odds: Floats) -> Floats:
    """Return chances for log-odds, which are cut at 12 so that nothing overflows."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -EDGE, EDGE))))


def logit(chance: Floats, floor: float = 0.01) -> Floats:
    """Return log-odds; chances nearer to 0 or 1 than ``floor`` are moved there."""
    kept = np.clip(chance, floor, 1 - floor)
    return np.asarray(np.log(kept / (1 - kept)))


def fading_mean(values: Floats, half_life: float, start: float = 0.0, weight: float = 1.0) -> Floats:
    """Return at each row the mean of the rows until and with it, weighted by age.

    A value counts half of one that is ``half_life`` rows younger. The mean starts at ``start``, as if seen
    with ``weight``. A missing value (NaN) leaves the mean as it was.
    """
    kept = 0.5 ** (1 / half_life)
    total = np.full(values.shape[1:], start * weight)
    mass = np.full(values.shape[1:], weight)
    means = np.empty(values.shape)
    for row, now in enumerate(values):
        there = ~np.isnan(now)
        total = np.where(there, total * kept + np.where(there, now, 0.0), total)
        mass = np.where(there, mass * kept + 1, mass)
        means[row] = total / mass
    return means


def expanding_mean(values: Floats, start: float) -> Floats:
    """Return at each row the mean of all rows until and with it; ``start`` before the first value."""
    there = ~np.isnan(values)
    count = np.cumsum(there, axis=0)
    total = np.cumsum(np.where(there, values, 0.0), axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), start)


def known(means: Floats, start: float) -> Floats:
    """Shift running means by a row, to what is known *before* each row; one row longer than ``means``."""
    return np.concatenate([np.full((1, *means.shape[1:]), start), means])
