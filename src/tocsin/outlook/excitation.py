"""Excitation in the manner of Hawkes: each low value makes more of them likely, in its column and others.

The rate of low values is a base and a sum of traces, one by column and half-life, each of which jumps with a
low value and fades. All weights are zero or more; they are fitted by expectation and maximisation
(Veen and Schoenberg 2008) with a weak gamma prior. The chance is 1 - exp(-rate).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.outlook.filters import Floats
from tocsin.outlook.models import BURN, Reason
from tocsin.outlook.signals import HALF_LIVES, Signals

PLACES = [HALF_LIVES.index(half) for half in (1, 4, 15, 60)]
NAMES = (
    "base",
    *(f"own low values, half-life {HALF_LIVES[place]}" for place in PLACES),
    *(f"low values of the others, half-life {HALF_LIVES[place]}" for place in PLACES),
)
ROUNDS = 60
PRIOR = 0.1
PRIOR_TIME = 1.0


def _traces(rates: Floats, column: int) -> Floats:
    """Return (period, trace): ones, the column's own traces, and the mean traces of the other columns."""
    kept = rates[:, :, PLACES]
    parts = [np.ones((len(rates), 1)), kept[:, column]]
    if rates.shape[1] > 1:
        parts.append(np.delete(kept, column, axis=1).mean(axis=1))
    return np.concatenate(parts, axis=1)


def fit_rates(traces: Floats, won: Floats, count: bool = False) -> Floats:
    """Return weights of zero or more, so that ``traces @ weights`` is a rate.

    ``won`` tells whether anything happened (0 or 1), or with ``count`` how often.
    """
    weights = np.full(traces.shape[1], PRIOR)
    time = traces.sum(axis=0) + PRIOR_TIME
    for _ in range(ROUNDS):
        rate = traces @ weights
        expected = won if count else np.where(won > 0, rate / -np.expm1(-rate), 0.0)
        shares = traces * weights / rate[:, None]
        weights = (expected @ shares + PRIOR) / time
    return weights


@dataclass(frozen=True, slots=True)
class FittedExcitation:
    """Weights of the traces, by column."""

    weights: tuple[Floats, ...]

    def predict(self, past: Signals, column: int) -> float:
        """Return the chance of at least one low value in the next period."""
        traces = _traces(past.rates[-1:], column)
        return float(-np.expm1(-traces[-1] @ self.weights[column]))

    def explain(self, past: Signals, column: int) -> tuple[Reason, ...]:
        """Return what each trace adds to the rate (not log-odds)."""
        parts = _traces(past.rates[-1:], column)[0] * self.weights[column]
        found = [Reason(name, float(part)) for name, part in zip(NAMES, parts, strict=False)]
        return tuple(sorted(found, key=lambda reason: -reason.value))


@dataclass(frozen=True, slots=True)
class Excitation:
    """Self- and cross-excitation with exponential kernels of four half-lives."""

    name: str = "excitation"

    def fit(self, past: Signals) -> FittedExcitation:
        """Fit each column on all outcomes of the past but the first few."""
        return FittedExcitation(tuple(self._column(past, column) for column in range(past.low.shape[1])))

    @staticmethod
    def _column(past: Signals, column: int) -> Floats:
        won = past.low[BURN:, column]
        there = ~np.isnan(won)
        traces = _traces(past.rates[BURN - 1 : -1], column)
        return fit_rates(traces[there], won[there])
