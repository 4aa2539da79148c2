"""Forecasts of the ledger -> what came of them, by their rule and what was known soon after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
import numpy as np

from tocsin.forecasting.asking import Forecast
from tocsin.forecasting.history import GRACE, History
from tocsin.forecasting.ledger import Entry
from tocsin.forecasting.questions import Rule, hits_of

FORECAST, RESOLUTION = "forecast", "resolution"
YES, NO, VOID = "yes", "no", "void"

HistoryUntil = Callable[[str], History]
"""Gives the history as it was known at the end of an ISO date."""


def forecast_entry(forecast: Forecast, made: str, version: str) -> Entry:
    """Return the entry of a forecast with a number; ``made`` is the moment (ISO, UTC) at which it was made.

    ``live`` tells whether it was made before its window closed; one of old data was not, and says so.
    """
    data: dict[str, Any] = msgspec.to_builtins(forecast)
    name = f"{forecast.origin} {forecast.question}"
    return {
        **data,
        "kind": FORECAST,
        "name": name,
        "made": made,
        "live": made[:10] <= forecast.end,
        "version": version,
    }


def is_new(entry: Entry, held: Iterable[Entry]) -> bool:
    """Tell whether no forecast of the same question on the same day from the same data is held."""
    marks = ("name", "digest", "version")
    return not any(
        one["kind"] == FORECAST and all(one[mark] == entry[mark] for mark in marks) for one in held
    )


def open_forecasts(entries: Sequence[Entry]) -> list[Entry]:
    """Return the forecasts that have no resolution."""
    done = {one["forecast"] for one in entries if one["kind"] == RESOLUTION}
    return [one for one in entries if one["kind"] == FORECAST and one["number"] not in done]


def resolutions(entries: Sequence[Entry], known: str, until: HistoryUntil, made: str) -> list[Entry]:
    """Return the resolutions of all open forecasts whose window, with GRACE days, lies before ``known``.

    ``known`` is the last day read, as an ISO date.
    """
    found = []
    for entry in open_forecasts(entries):
        closing = (date.fromisoformat(entry["end"]) + timedelta(days=GRACE)).isoformat()
        if closing <= known:
            found.append(_resolution(entry, closing, until(closing), made))
    return found


def _resolution(entry: Entry, closing: str, history: History, made: str) -> Entry:
    rule = msgspec.convert(entry["rule"], Rule)
    count, ids, read = _in_window(history, rule, entry["start"], entry["end"])
    outcome, why = (YES if count >= rule.count else NO), ""
    if outcome == NO and read < 0.5:
        outcome, why = VOID, f"only {read:.0%} of the days of the window were read: silence is not peace"
    return {
        "kind": RESOLUTION,
        "forecast": entry["number"],
        "outcome": outcome,
        "count": None if outcome == VOID else count,
        "evidence": ids,
        "known": closing,
        "made": made,
        "why": why,
    }


def _in_window(history: History, rule: Rule, start: str, end: str) -> tuple[int, list[str], float]:
    """Return how many acts count, the ids of their incidents, and the share of the days that were read."""
    first = history.first
    if first is None:
        return 0, [], 0.0
    one, last = ((date.fromisoformat(day) - first).days for day in (start, end))
    hits, since = hits_of(history, rule)
    source, target = history.place.get(rule.source, -1), history.place.get(rule.target, -1)
    between = (history.source == source) & (history.target == target)
    if rule.either:
        between |= (history.source == target) & (history.target == source)
    there = hits & between & (history.day >= one) & (history.day <= last) & (since < history.days)
    ids = sorted({history.names[act] for act in np.flatnonzero(there).tolist()}) if history.names else []
    read = float(history.read[max(one, 0) : last + 1].sum()) / rule.horizon
    return int(there.sum()), ids, read
