"""Many models, one chance: weights by how likely each made the past, then calibration by past chances.

Both go through the periods in order and use outcomes only after the forecast for them was made.
"""

from __future__ import annotations

import numpy as np

from tocsin.outlook.filters import Floats
from tocsin.outlook.logistic import fit_logistic

SHARE = 0.03  # of the weight is dealt out anew each period, so that no model is ever gone
FLOOR = 0.01
TRUST = 40.0  # shrinkage of the calibration to "as it is", in log-odds units
PATIENCE = 50  # periods before anything is calibrated
AGAIN = 8


def mixed(chances: Floats, low: Floats) -> tuple[Floats, Floats]:
    """Mix chances (period, column, model) by the likelihood that each gave the past, with a fixed share.

    ``chances`` has one period more than ``low``, the one that is open. Returns the chances (period, column)
    and the last weights (column, model). The update is that of Herbster and Warmuth 1998.
    """
    periods, columns, models = chances.shape
    kept = np.clip(chances, FLOOR, 1 - FLOOR)
    weights = np.full((columns, models), 1 / models)
    found = np.empty((periods, columns))
    for period in range(periods):
        found[period] = (weights * kept[period]).sum(axis=1)
        if period < len(low):
            weights = _learnt(weights, kept[period], low[period])
    return found, weights


def _learnt(weights: Floats, chances: Floats, low: Floats) -> Floats:
    """Return the weights after an outcome; those of a column whose outcome is not known stay."""
    known = ~np.isnan(low)[:, None]
    said = np.where(low[:, None] > 0, chances, 1 - chances)
    moved = weights * said
    moved /= moved.sum(axis=1, keepdims=True)
    moved = (1 - SHARE) * moved + SHARE / weights.shape[1]
    return np.where(known, moved, weights)


def calibrated(chances: Floats, low: Floats) -> Floats:
    """Return chances after beta calibration (Kull et al. 2017) on those before them, of all columns together.

    The three numbers of the curve are pulled to the identity, so that little data changes little.
    """
    kept = np.clip(chances, FLOOR, 1 - FLOOR)
    design = np.stack([np.ones(kept.shape), np.log(kept), -np.log(1 - kept)], axis=2)
    identity = np.array([0.0, 1.0, 1.0])
    found = kept.copy()
    for period in range(PATIENCE, len(kept), AGAIN):
        won = low[:period].ravel()
        there = ~np.isnan(won)
        rows = design[:period].reshape(-1, 3)[there]
        curve = fit_logistic(rows, won[there], np.zeros(len(rows)), identity, np.full(3, TRUST))
        ahead = design[period : period + AGAIN]
        found[period : period + AGAIN] = 1 / (1 + np.exp(-(ahead @ curve)))
    return np.clip(found, FLOOR, 1 - FLOOR)
