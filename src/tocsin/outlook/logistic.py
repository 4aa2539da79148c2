"""Logistic regression with shrinkage, over features; optionally of all columns, or by the age of the rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.outlook.filters import Floats, sigmoid
from tocsin.outlook.models import BURN, Reason
from tocsin.outlook.signals import Signals

STEPS = 12
CLOSE = 1e-5
FREE = 0.01  # shrinkage of an intercept that has to find the base rate
FAR = 4.0  # features further from their mean than so many deviations are cut
SHOWN = 6


def fit_logistic(
    design: Floats,
    won: Floats,
    offset: Floats,
    centre: Floats,
    shrinkage: Floats,
    shares: Floats | None = None,
) -> Floats:
    """Return weights by Newton's method, each pulled to ``centre`` with its ``shrinkage``.

    ``shares`` says how much each row counts, 1 where it is None.
    """
    weights = centre.copy()
    counted = np.ones(len(won)) if shares is None else shares
    for _ in range(STEPS):
        chance = sigmoid(design @ weights + offset)
        slope = design.T @ (counted * (won - chance)) - shrinkage * (weights - centre)
        bend = (design * (counted * chance * (1 - chance))[:, None]).T @ design + np.diag(shrinkage)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < CLOSE:
            break
    return weights


@dataclass(frozen=True, slots=True)
class Standard:
    """Features brought to mean 0 and deviation 1, as they were in the past that was fitted."""

    mean: Floats
    deviation: Floats

    @classmethod
    def of(cls, rows: Floats) -> Standard:
        """Take mean and deviation of rows."""
        return cls(rows.mean(axis=0), rows.std(axis=0) + 1e-6)

    def design(self, rows: Floats) -> Floats:
        """Return the rows as a design matrix with a leading 1."""
        cut = np.clip((rows - self.mean) / self.deviation, -FAR, FAR)
        return np.concatenate([np.ones((len(rows), 1)), cut], axis=1)


@dataclass(frozen=True, slots=True)
class FittedLogistic:
    """Weights by column."""

    names: tuple[str, ...]
    places: tuple[int, ...]
    standards: tuple[Standard, ...]
    weights: tuple[Floats, ...]

    def _parts(self, past: Signals, column: int) -> Floats:
        row = past.features[-1:, column][:, list(self.places)]
        return np.asarray(self.standards[column].design(row)[0] * self.weights[column])

    def predict(self, past: Signals, column: int) -> float:
        """Return the chance."""
        return float(sigmoid(self._parts(past, column).sum()))

    def explain(self, past: Signals, column: int) -> tuple[Reason, ...]:
        """Return the start and the features that move it most, in log-odds."""
        start, *parts = self._parts(past, column)
        moved = [Reason(name, float(part)) for name, part in zip(self.names, parts, strict=True)]
        moved.sort(key=lambda reason: -abs(reason.value))
        return (Reason("start", float(start)), *moved[:SHOWN])


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model of the features whose names start with ``wanted``.

    ``pooled`` learns one set of weights for all columns; ``memory`` is the half-life of what a row teaches,
    in periods, None where old rows teach as much as young ones.
    """

    name: str
    wanted: tuple[str, ...]
    shrinkage: float
    pooled: bool = False
    memory: float | None = None

    def fit(self, past: Signals) -> FittedLogistic:
        """Fit on all outcomes of the past but the first few."""
        columns = list(range(past.values.shape[1]))
        places = tuple(past.places(*self.wanted))
        if self.pooled:
            made = [self._weights(past, places, columns)] * len(columns)
        else:
            made = [self._weights(past, places, [column]) for column in columns]
        names = tuple(past.names[place] for place in places)
        standards, weights = zip(*made, strict=True)
        return FittedLogistic(names, places, standards, weights)

    def _weights(self, past: Signals, places: tuple[int, ...], columns: list[int]) -> tuple[Standard, Floats]:
        won = past.low[BURN:][:, columns].T.ravel()
        there = ~np.isnan(won)
        rows = np.concatenate([past.features[BURN - 1 : -1, column] for column in columns])[there]
        shares = np.tile(self._shares(len(past.low) - BURN), len(columns))[there]
        standard = Standard.of(rows[:, list(places)])
        design = standard.design(rows[:, list(places)])
        shrinkage = np.full(design.shape[1], self.shrinkage)
        shrinkage[0] = FREE
        centre = np.zeros(design.shape[1])
        return standard, fit_logistic(design, won[there], np.zeros(len(rows)), centre, shrinkage, shares)

    def _shares(self, periods: int) -> Floats:
        """Return how much each of the last periods teaches, the oldest first."""
        ages = np.arange(periods, 0, -1)
        return np.ones(periods) if self.memory is None else np.asarray(0.5 ** (ages / self.memory))
