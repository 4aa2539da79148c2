"""Many models, one chance: a log-opinion pool whose weights past forecasts taught, then beta calibration.

Both learn from forecasts that were made from the past alone and whose windows have closed since; both are
pulled to doing nothing (equal weights, chances as they are), so that little experience changes little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.forecasting.facts import Floats
from tocsin.outlook.filters import logit, sigmoid
from tocsin.outlook.logistic import fit_logistic

LEAST = 0.002
POOL_PULL = 20.0
"""How strongly the weights are pulled to equal ones, for windows of one day; overlapping ones tell less."""
FREE_PULL = 100.0
CURVE_PULL = 100.0
FEWEST = 20
"""Answers of the rarer kind that are needed before anything is learnt."""
IDENTITY = np.array([0.0, 1.0, 1.0])


@dataclass(frozen=True, slots=True)
class Pool:
    """Weights of the models on the log-odds, the first of them a constant, and the calibration curve."""

    weights: Floats
    curve: Floats

    def __call__(self, chances: Floats) -> Floats:
        """Return the pooled chance of chances [..., model], between LEAST and 1 - LEAST."""
        pooled = self.weights[0] + logit(chances, LEAST) @ self.weights[1:]
        return np.clip(_curved(sigmoid(pooled), self.curve), LEAST, 1 - LEAST)

    def shares(self) -> Floats:
        """Return the weights of the models without the constant."""
        return self.weights[1:]


def equal_pool(models: int) -> Pool:
    """Return the pool that has learnt nothing."""
    return Pool(np.concatenate([[0.0], np.full(models, 1 / models)]), IDENTITY)


def fitted_pool(chances: Floats, yes: Floats, horizon: int) -> Pool:
    """Learn from chances [forecast, model] and their answers; equal weights where there are too few."""
    models = chances.shape[1]
    start = equal_pool(models)
    if min(yes.sum(), (1 - yes).sum()) < FEWEST * min(horizon, 7):
        return start
    said = logit(chances, LEAST)
    design = np.concatenate([np.ones((len(said), 1)), said], axis=1)
    pulls = np.full(models + 1, POOL_PULL * horizon)
    pulls[0] = FREE_PULL * horizon
    weights = fit_logistic(design, yes, np.zeros(len(yes)), start.weights, pulls)
    pooled = sigmoid(design @ weights)
    return Pool(weights, _curve(pooled, yes, horizon))


def _curve(chances: Floats, yes: Floats, horizon: int) -> Floats:
    """Fit the three numbers of beta calibration (Kull et al. 2017), pulled to the identity."""
    pulls = np.full(3, CURVE_PULL * horizon)
    return fit_logistic(_beta(chances), yes, np.zeros(len(yes)), IDENTITY, pulls)


def _curved(chances: Floats, curve: Floats) -> Floats:
    return sigmoid(_beta(chances) @ curve)


def _beta(chances: Floats) -> Floats:
    kept = np.clip(chances, LEAST, 1 - LEAST)
    return np.stack([np.ones(kept.shape), np.log(kept), -np.log(1 - kept)], axis=-1)
