"""Logistic regression with shrinkage, over features; optionally around the recent rate, or of all columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.outlook.filters import Floats, sigmoid
from tocsin.outlook.models import BURN, Reason
from tocsin.outlook.signals import Signals

STEPS = 12
CLOSE = 1e-5
FREE = 0.01  # shrinkage of an intercept that has to find the base rate
ANCHORED = 5.0  # of one that only corrects the anchor
FAR = 4.0  # features further from their mean than so many deviations are cut
SHOWN = 6


def fit_logistic(design: Floats, won: Floats, offset: Floats, centre: Floats, shrinkage: Floats) -> Floats:
    """Return weights by Newton's method, each pulled to ``centre`` with its ``shrinkage``."""
    weights = centre.copy()
    for _ in range(STEPS):
        chance = sigmoid(design @ weights + offset)
        slope = design.T @ (won - chance) - shrinkage * (weights - centre)
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(shrinkage)
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
    anchor: int | None
    standards: tuple[Standard, ...]
    weights: tuple[Floats, ...]

    def _parts(self, past: Signals, column: int) -> Floats:
        row = past.features[-1:, column][:, list(self.places)]
        parts = self.standards[column].design(row)[0] * self.weights[column]
        start = 0.0 if self.anchor is None else float(past.features[-1, column, self.anchor])
        return np.concatenate([[parts[0] + start], parts[1:]])

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

    With ``anchor``, the name of a feature in log-odds, it starts there and learns only what to change;
    ``pooled`` learns one set of weights for all columns.
    """

    name: str
    wanted: tuple[str, ...]
    shrinkage: float
    anchor: str | None = None
    pooled: bool = False

    def fit(self, past: Signals) -> FittedLogistic:
        """Fit on all outcomes of the past but the first few."""
        columns = list(range(past.values.shape[1]))
        places = tuple(past.places(*self.wanted))
        anchor = None if self.anchor is None else past.names.index(self.anchor)
        if self.pooled:
            made = [self._weights(past, places, anchor, columns)] * len(columns)
        else:
            made = [self._weights(past, places, anchor, [column]) for column in columns]
        names = tuple(past.names[place] for place in places)
        standards, weights = zip(*made, strict=True)
        return FittedLogistic(names, places, anchor, standards, weights)

    def _weights(
        self, past: Signals, places: tuple[int, ...], anchor: int | None, columns: list[int]
    ) -> tuple[Standard, Floats]:
        won = past.low[BURN:][:, columns].T.ravel()
        there = ~np.isnan(won)
        rows = np.concatenate([past.features[BURN - 1 : -1, column] for column in columns])[there]
        offset = np.zeros(len(rows)) if anchor is None else rows[:, anchor]
        standard = Standard.of(rows[:, list(places)])
        design = standard.design(rows[:, list(places)])
        shrinkage = np.full(design.shape[1], self.shrinkage)
        shrinkage[0] = FREE if anchor is None else ANCHORED
        centre = np.zeros(design.shape[1])
        return standard, fit_logistic(design, won[there], offset, centre, shrinkage)
