"""Self- and cross-excitation in the manner of Hawkes: acts make more acts likely, between the two and beyond.

The rate of a window is a base (the dyad's own pooled rate) and a sum of traces that jump with an act and
fade: acts of the same kind, those of the other side, those of the neighbours. All weights are zero or more
and common to all dyads; they are fitted by expectation and maximisation. The chance of one act is 1 -
exp(-rate); of more, the tail of a Poisson count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.forecasting.facts import Floats, Scores
from tocsin.forecasting.models import Past
from tocsin.forecasting.signals import FLOOR, LONG, MEDIUM, SHORT, Signals
from tocsin.outlook.excitation import fit_rates
from tocsin.outlook.filters import sigmoid
from tocsin.outlook.models import Reason

TRACES = (
    *(f"hits, half-life {life}" for life in (2, 10, 45)),
    *(f"reverse hits, half-life {life}" for life in (2, 10, 45)),
    *(f"its hits on others, half-life {life}" for life in (SHORT, LONG)),
    *(f"hits of others on the recipient, half-life {life}" for life in (SHORT, LONG)),
    *(f"hits of others on the actor, half-life {life}" for life in (MEDIUM,)),
    *(f"verbal conflict, half-life {life}" for life in (SHORT, LONG)),
    *(f"reverse verbal conflict, half-life {life}" for life in (SHORT, LONG)),
)
BASE = "rate of yes, ever"


def _traces(signals: Signals, rows: Scores) -> Floats:
    """Return [row, trace]: a constant, the pooled rate, and the traces, all zero or more."""
    chance = np.minimum(sigmoid(rows[:, signals.place(BASE)].astype(np.float64)), 0.99)
    places = [signals.place(name) for name in TRACES]
    kept = np.maximum(np.exp(rows[:, places].astype(np.float64)) - FLOOR, 0)
    return np.concatenate([np.ones((len(rows), 1)), -np.log1p(-chance)[:, None], kept], axis=1)


@dataclass(frozen=True, slots=True)
class FittedHawkes:
    """Weights of the traces: for the chance of any act and for the number of acts."""

    weights: Floats
    count_weights: Floats
    size: float

    def predict(self, past: Past, features: Scores) -> Floats:
        """Return the chance of as many acts as the question asks for."""
        traces = _traces(past.signals, features)
        if past.rule.count == 1:
            return np.asarray(-np.expm1(-(traces @ self.weights)))
        from scipy.stats import poisson  # a second to load, which only a forecast should wait for

        return np.asarray(poisson.sf(past.rule.count - 1, traces @ self.count_weights))

    def counts(self, past: Past, features: Scores) -> Floats:
        """Return the expected number of acts in the window of each dyad."""
        return np.asarray(_traces(past.signals, features) @ self.count_weights)

    def explain(self, past: Past, row: int) -> tuple[Reason, ...]:
        """Return what each trace adds to the rate (not log-odds)."""
        weights = self.weights if past.rule.count == 1 else self.count_weights
        parts = _traces(past.signals, past.now[row : row + 1])[0] * weights
        names = ("any dyad", "its own past", *TRACES)
        found = [Reason(name, float(part)) for name, part in zip(names, parts, strict=True)]
        return tuple(sorted(found, key=lambda reason: -reason.value))


@dataclass(frozen=True, slots=True)
class Hawkes:
    """Self- and cross-excitation, weights common to all dyads."""

    name: str = "Hawkes"

    def fit(self, past: Past) -> FittedHawkes:
        """Fit on all lessons."""
        traces = _traces(past.signals, past.rows)
        any_act = np.minimum(past.counts, 1.0)
        counts = fit_rates(traces, past.counts, count=True)
        return FittedHawkes(fit_rates(traces, any_act), counts, dispersion(past.counts, traces @ counts))


def dispersion(counts: Floats, expected: Floats) -> float:
    """Return the size of a negative binomial of these means: variance is mean + mean^2 / size."""
    beyond = float(((counts - expected) ** 2 - expected).sum())
    square = float((expected**2).sum())
    return 1e6 if beyond <= 0 or not square else max(square / beyond, 0.05)
