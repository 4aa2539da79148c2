"""Forecasts by rolling origin: at each period every model is asked with the data until then alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.outlook.combining import calibrated, mixed
from tocsin.outlook.filters import Floats
from tocsin.outlook.logistic import Logistic
from tocsin.outlook.margins import Margins
from tocsin.outlook.models import Climatology, Fitted, Model, Reason, Recency
from tocsin.outlook.signals import Signals, signals_of

WARM_UP = 150  # periods before the first forecast
REFIT = 8

# Only counted, to compare with.
COUNTERS: tuple[Model, ...] = (Climatology(), Recency(6), Recency(12), Recency(20))
# In the mixture.
MIXED: tuple[Model, ...] = (
    Logistic("logistic, both", ("own", "other"), 100.0),
    Logistic("logistic, pooled", ("own", "other"), 100.0, pooled=True),
    Logistic("logistic, fading", ("own", "other"), 30.0, memory=400.0),
    Logistic("logistic, levels", ("own level", "other level", "own rank", "other rank"), 30.0),
    Margins(("own rank", "other rank")),
)


@dataclass(frozen=True, slots=True)
class Rolling:
    """Chances for the periods from ``first`` on; the last row is of the period after the series, still open.

    ``combined`` and each of ``models`` are (period, column); ``low`` are the outcomes, without the open one.
    ``weights`` (column, model of ``mixed``) are those of the open period, ``reasons`` by model and column.
    """

    first: int
    low: Floats
    combined: Floats
    models: dict[str, Floats]
    mixed: tuple[str, ...]
    weights: Floats
    reasons: dict[str, tuple[tuple[Reason, ...], ...]]


def rolling_forecasts(values: Floats) -> Rolling:
    """Forecast every period after the warm-up. ``values`` is (period, column), NaN where missing."""
    signals = signals_of(values)
    models: dict[str, Floats] = {}
    reasons: dict[str, tuple[tuple[Reason, ...], ...]] = {}
    for model in (*COUNTERS, *MIXED):
        models[model.name], last = _walk(model, signals)
        reasons[model.name] = tuple(last.explain(signals, column) for column in range(values.shape[1]))
    low = signals.low[WARM_UP:]
    names = tuple(model.name for model in MIXED)
    mixture, weights = mixed(np.stack([models[name] for name in names], axis=2), low)
    # Calibration is one more expert: it gains weight only where it has paid.
    combined, _ = mixed(np.stack([mixture, calibrated(mixture, low)], axis=2), low)
    return Rolling(WARM_UP, low, combined, models, names, weights, reasons)


def _walk(model: Model, signals: Signals) -> tuple[Floats, Fitted]:
    periods, columns = signals.values.shape
    found = np.empty((periods + 1 - WARM_UP, columns))
    fitted = model.fit(signals.until(WARM_UP))
    for passed in range(WARM_UP, periods + 1):
        past = signals.until(passed)
        if (passed - WARM_UP) % REFIT == 0:
            fitted = model.fit(past)
        found[passed - WARM_UP] = [fitted.predict(past, column) for column in range(columns)]
    return found, fitted
