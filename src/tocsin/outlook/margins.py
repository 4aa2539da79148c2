"""The next value itself, with its spread: how much of that lies below the limit.

Ridge regression on the values (asinh of their distance from the median) gives the expected one; the errors of
the past, each divided by what errors were then, give the shape around it, and recent errors its width.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.outlook.filters import Floats, fading_mean, known, sigmoid
from tocsin.outlook.logistic import Standard
from tocsin.outlook.models import BURN, Reason
from tocsin.outlook.signals import LOW, Signals, scale

SHRINKAGE = 30.0
MEMORY = 250.0  # half-life of a row's weight in the fit, in periods
WIDTH = 8.0  # half-life of the width of the errors
WIDTH_WEIGHT = 10.0
RECENT = 100  # errors that are looked at for the width; older ones weigh next to nothing
SMOOTH = 0.15  # how much the shape is blurred, in widths
EDGE = 0.005


@dataclass(frozen=True, slots=True)
class Fit:
    """One column: the scale of its values, the regression, the errors' usual size and their shape."""

    middle: float
    unit: float
    standard: Standard
    weights: Floats
    usual: float
    shape: Floats
    shares: Floats

    def scaled(self, values: Floats) -> Floats:
        """Return values on the scale of the regression."""
        return np.asarray(np.arcsinh((values - self.middle) / self.unit))

    def widths(self, errors: Floats) -> Floats:
        """Return the expected size of the error before each period and after the last."""
        return known(fading_mean(np.abs(errors), WIDTH, self.usual, WIDTH_WEIGHT), self.usual)

    def width(self, errors: Floats) -> float:
        """Return the expected size of the next error: the last of ``widths``."""
        there = errors[~np.isnan(errors)]
        shares = 0.5 ** (np.arange(len(there) - 1, -1, -1) / WIDTH)
        start = WIDTH_WEIGHT * 0.5 ** (len(there) / WIDTH)
        return float((self.usual * start + np.abs(there) @ shares) / (start + shares.sum()))


@dataclass(frozen=True, slots=True)
class FittedMargins:
    """Fits by column."""

    places: tuple[int, ...]
    fits: tuple[Fit, ...]

    def _outlook(self, past: Signals, column: int) -> tuple[float, float, float]:
        """Return expected value, limit and width, on the scale of the regression."""
        fit = self.fits[column]
        rows = past.features[-RECENT - 1 :, column][:, list(self.places)]
        expected = fit.standard.design(rows) @ fit.weights
        errors = fit.scaled(past.values[-len(rows) + 1 :, column]) - expected[:-1]
        width = fit.width(errors)
        limit = fit.scaled(past.limits[-1:, column])[0]
        return float(expected[-1]), float(limit), float(width)

    def predict(self, past: Signals, column: int) -> float:
        """Return the share of possible next values that lie below the limit."""
        expected, limit, width = self._outlook(past, column)
        fit = self.fits[column]
        below = sigmoid(((limit - expected) / width - fit.shape) / SMOOTH)
        return float(np.clip(below @ fit.shares, EDGE, 1 - EDGE))

    def explain(self, past: Signals, column: int) -> tuple[Reason, ...]:
        """Return the expected value, the limit and the width (no log-odds)."""
        names = ("expected value, scaled", "limit, scaled", "expected size of the error")
        pairs = zip(names, self._outlook(past, column), strict=True)
        return tuple(Reason(name, value) for name, value in pairs)


@dataclass(frozen=True, slots=True)
class Margins:
    """The distribution of the next value, from features whose names start with ``wanted``."""

    wanted: tuple[str, ...]
    name: str = "margins"

    def fit(self, past: Signals) -> FittedMargins:
        """Fit each column on the values of the past but the first few."""
        places = tuple(past.places(*self.wanted))
        columns = range(past.values.shape[1])
        return FittedMargins(places, tuple(_fit(past, places, column) for column in columns))


def _fit(past: Signals, places: tuple[int, ...], column: int) -> Fit:
    values = past.values[BURN:, column]
    low, middle = np.nanquantile(past.values[:, column], [LOW, 0.5])
    unit = scale(middle, low)
    aim = np.arcsinh((values - middle) / unit)
    there = ~np.isnan(aim)
    rows = past.features[BURN - 1 : -1, column][:, list(places)]
    standard = Standard.of(rows[there])
    design = standard.design(rows)
    shares = np.where(there, 0.5 ** (np.arange(len(aim), 0, -1) / MEMORY), 0.0)
    weights = _ridge(design[there], aim[there], shares[there])
    errors = aim - design @ weights
    usual = max(float(np.nanmean(np.abs(errors))), 1e-3)
    fit = Fit(middle, unit, standard, weights, usual, errors[:0], shares[:0])
    shape = errors / np.maximum(fit.widths(errors)[:-1], 1e-6)
    kept = shares[there] / shares[there].sum()
    return Fit(middle, unit, standard, weights, usual, shape[there], kept)


def _ridge(design: Floats, aim: Floats, shares: Floats) -> Floats:
    shrinkage = np.full(design.shape[1], SHRINKAGE)
    shrinkage[0] = 1e-6
    weighted = design * shares[:, None]
    return np.asarray(np.linalg.solve(weighted.T @ design + np.diag(shrinkage), weighted.T @ aim))
