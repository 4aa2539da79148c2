"""Many models, one chance: a linear pool whose weights past forecasts taught, then beta calibration.

Both learn from forecasts that were made from the past alone and whose windows have closed since; both are
pulled to doing nothing (equal weights, chances as they are), so that little experience changes little. A
linear pool keeps a warning that one model gives and the others do not; the curve makes up for its being too
timid (Ranjan and Gneiting 2010).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.forecasting.facts import Floats
from tocsin.outlook.filters import sigmoid
from tocsin.outlook.logistic import fit_logistic

LEAST = 0.002
EQUAL_PULL = 500.0
"""How many forecasts the equal weights are worth."""
CURVE_PULL = 10.0
"""How strongly the curve is pulled to the identity, for windows of one day; overlapping ones tell less."""
ROUNDS = 60
FEWEST = 20
"""Answers of the rarer kind, of windows after one another, that are needed before anything is learnt."""
WEEK = 7
IDENTITY = np.array([0.0, 1.0, 1.0])


@dataclass(frozen=True, slots=True)
class Pool:
    """Weights of the models, which add up to 1, and the three numbers of the calibration curve."""

    weights: Floats
    curve: Floats

    @property
    def has_learnt(self) -> bool:
        """Whether answers have moved the weights or the curve."""
        return bool(np.ptp(self.weights) > 0) or not np.array_equal(self.curve, IDENTITY)

    def __call__(self, chances: Floats) -> Floats:
        """Return the pooled chance of chances [..., model], between LEAST and 1 - LEAST."""
        return np.clip(_curved(chances @ self.weights, self.curve), LEAST, 1 - LEAST)


def equal_pool(models: int) -> Pool:
    """Return the pool that has learnt nothing."""
    return Pool(np.full(models, 1 / models), IDENTITY)


def fitted_pool(chances: Floats, yes: Floats, horizon: int) -> Pool:
    """Learn from chances [forecast, model] and their answers; equal weights where there are too few."""
    if min(yes.sum(), (1 - yes).sum()) < FEWEST * min(horizon, WEEK):
        return equal_pool(chances.shape[1])
    weights = _weights(chances, yes)
    return Pool(weights, _curve(chances @ weights, yes, horizon))


def _weights(chances: Floats, yes: Floats) -> Floats:
    """Return the likeliest weights by expectation and maximisation, pulled to equal ones."""
    models = chances.shape[1]
    likely = np.clip(np.where(yes[:, None] > 0, chances, 1 - chances), LEAST, 1)
    weights = np.full(models, 1 / models)
    for _ in range(ROUNDS):
        shares = likely * weights
        shares /= shares.sum(axis=1, keepdims=True)
        weights = shares.sum(axis=0) + EQUAL_PULL / models
        weights /= weights.sum()
    return weights


def _curve(chances: Floats, yes: Floats, horizon: int) -> Floats:
    """Fit the three numbers of beta calibration (Kull et al. 2017), pulled to the identity."""
    pulls = np.full(3, CURVE_PULL * horizon)
    return fit_logistic(_beta(chances), yes, np.zeros(len(yes)), IDENTITY, pulls)


def _curved(chances: Floats, curve: Floats) -> Floats:
    return sigmoid(_beta(chances) @ curve)


def _beta(chances: Floats) -> Floats:
    kept = np.clip(chances, LEAST, 1 - LEAST)
    return np.stack([np.ones(kept.shape), np.log(kept), -np.log(1 - kept)], axis=-1)
