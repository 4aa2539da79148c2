"""Models that learn from all dyads together: a logistic regression with shrinkage, and boosted trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from tocsin.forecasting.facts import Floats, Scores
from tocsin.forecasting.models import Past
from tocsin.outlook.filters import logit, sigmoid
from tocsin.outlook.logistic import FREE, Standard, fit_logistic
from tocsin.outlook.models import Reason

SHRINKAGE = 300.0
SHOWN = 8
TREES = 250
RATE = 0.02
LEAVES = 8
FEWEST_IN_LEAF = 100
LEAF_SHRINKAGE = 20.0
FEATURES_TRIED = 0.3
SEED = 0


@dataclass(frozen=True, slots=True)
class FittedLogistic:
    """Weights of the features, brought to mean 0 and deviation 1 as they were in the past that was fitted."""

    standard: Standard
    weights: Floats

    def predict(self, past: Past, features: Scores) -> Floats:
        """Return the chance of each dyad."""
        return sigmoid(self.standard.design(features.astype(np.float64)) @ self.weights)

    def explain(self, past: Past, row: int) -> tuple[Reason, ...]:
        """Return the start and the features that move it most, in log-odds."""
        parts = self.standard.design(past.now[row : row + 1].astype(np.float64))[0] * self.weights
        moved = [Reason(name, float(part)) for name, part in zip(past.signals.names, parts[1:], strict=True)]
        moved.sort(key=lambda reason: -abs(reason.value))
        return (Reason("start", float(parts[0])), *moved[:SHOWN])


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over all features, its weights pulled to zero."""

    name: str = "logistic"
    shrinkage: float = SHRINKAGE

    def fit(self, past: Past) -> FittedLogistic:
        """Fit on all lessons."""
        rows = past.rows.astype(np.float64)
        standard = Standard.of(rows)
        design = standard.design(rows)
        pulls = np.full(design.shape[1], self.shrinkage)
        pulls[0] = FREE
        centre = np.zeros(design.shape[1])
        return FittedLogistic(
            standard, fit_logistic(design, past.answers, np.zeros(len(rows)), centre, pulls)
        )


@dataclass(frozen=True, slots=True)
class FittedTrees:
    """Boosted trees, and the usual value of each feature, against which an explanation holds it."""

    trees: Any
    usual: Scores

    def predict(self, past: Past, features: Scores) -> Floats:
        """Return the chance of each dyad."""
        with threadpool_limits(limits=1):  # waiting for one another costs more than it gains
            return np.asarray(self.trees.predict_proba(features)[:, 1], dtype=np.float64)

    def explain(self, past: Past, row: int) -> tuple[Reason, ...]:
        """Return by how much each feature alone moves the chance from where its usual value would put it."""
        now = past.now[row]
        changed = np.repeat(now[None], len(now) + 1, axis=0)
        changed[np.arange(len(now)), np.arange(len(now))] = self.usual
        chances = logit(self.predict(past, changed), 0.001)
        moved = [
            Reason(name, float(chances[-1] - chance))
            for name, chance in zip(past.signals.names, chances[:-1], strict=True)
        ]
        return tuple(sorted(moved, key=lambda reason: -abs(reason.value))[:SHOWN])


@dataclass(frozen=True, slots=True)
class Trees:
    """Gradient-boosted trees with many small steps; each split looks at three features in ten."""

    name: str = "boosted trees"

    def fit(self, past: Past) -> FittedTrees:
        """Fit on all lessons."""
        from sklearn.ensemble import HistGradientBoostingClassifier  # half a second to load

        trees = HistGradientBoostingClassifier(
            max_iter=TREES,
            learning_rate=RATE,
            max_leaf_nodes=LEAVES,
            min_samples_leaf=FEWEST_IN_LEAF,
            l2_regularization=LEAF_SHRINKAGE,
            max_features=FEATURES_TRIED,
            early_stopping=False,
            random_state=SEED,
        )
        with threadpool_limits(limits=1):
            trees.fit(past.rows, past.answers.astype(np.int64))
        return FittedTrees(trees, np.median(past.rows, axis=0))
