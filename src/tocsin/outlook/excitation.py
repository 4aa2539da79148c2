"""Excitation in the manner of Hawkes: a rate that is a base and a sum of traces, which jump and fade.

All weights are zero or more; they are fitted by expectation and maximisation (Veen and Schoenberg 2008), with
a weak gamma prior. The chance of anything is 1 - exp(-rate).
"""

from __future__ import annotations

import numpy as np

from tocsin.outlook.filters import Floats

ROUNDS = 60
PRIOR = 0.1
PRIOR_TIME = 1.0


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
