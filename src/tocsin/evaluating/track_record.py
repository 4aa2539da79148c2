"""How good the forecasts of a ledger were: those whose window has closed, against their baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tocsin.amounts import noun_for, number_of
from tocsin.evaluating.verification import (
    Bin,
    Clusters,
    Skill,
    Verification,
    count_crps,
    poisson_crps,
    reliability,
    skill_of,
    verify,
)
from tocsin.forecasting.outcomes import FORECAST, RESOLUTION, VOID, YES
from tocsin.records import Record

FEWEST_ALIKE = 10
"""Earlier forecasts of about the same chance from which on it is told how many came true."""
FEWEST = 20
"""Resolved forecasts before figures are shown: fewer tell of luck."""
Entry = dict[str, Any]


class CountRecord(Record, frozen=True):
    """How good the forecasts of the number of acts were; the baseline is a Poisson of their mean rate."""

    n: int
    crps: float
    crps_baseline: float
    skill: Skill | None


class TrackRecord(Record, frozen=True):
    """What came of the forecasts. ``why`` says why there are no figures, where there are none.

    ``live`` are resolved forecasts made before their window closed, ``void`` those nobody can resolve. Skill
    is against the climatology with partial pooling of the day of the forecast; dyads are re-sampled.
    """

    forecasts: int
    open: int
    resolved: int
    live: int
    void: int
    combined: Verification | None = None
    baseline: Verification | None = None
    by_horizon: dict[str, Verification] = {}  # noqa: RUF012 - msgspec copies it
    counts: CountRecord | None = None
    reliability: tuple[Bin, ...] = ()
    why: str | None = None


def track_record(entries: Sequence[Entry]) -> TrackRecord:
    """Score the resolved forecasts of a ledger."""
    forecasts = {entry["number"]: entry for entry in entries if entry["kind"] == FORECAST}
    closed = [entry for entry in entries if entry["kind"] == RESOLUTION]
    pairs = [(forecasts[entry["forecast"]], entry) for entry in closed if entry["outcome"] != VOID]
    frame = TrackRecord(
        forecasts=len(forecasts),
        open=len(forecasts) - len(closed),
        resolved=len(pairs),
        live=sum(bool(forecast["live"]) for forecast, _ in pairs),
        void=len(closed) - len(pairs),
        why=None
        if len(pairs) >= FEWEST
        else f"{number_of(len(pairs), 'forecast')} {noun_for(len(pairs), 'is', 'are')} resolved, "
        f"{FEWEST} are needed for figures",
    )
    return frame if frame.why else _scored(frame, pairs)


def bin_of(record: TrackRecord, chance: float | None) -> Bin | None:
    """Return what came of the earlier forecasts of about this chance; None where there were none."""
    if chance is None:
        return None
    return next(
        (one for one in record.reliability if one.low <= chance < one.high or chance == one.high == 1), None
    )


def _scored(frame: TrackRecord, pairs: Sequence[tuple[Entry, Entry]]) -> TrackRecord:
    yes = np.array([float(entry["outcome"] == YES) for _, entry in pairs])
    chances = np.array([float(forecast["chance"]) for forecast, _ in pairs])
    base = np.array([float(forecast["baseline"]) for forecast, _ in pairs])
    horizons = np.array([int(forecast["rule"]["horizon"]) for forecast, _ in pairs])
    dyads = np.unique(
        [f"{one['rule']['source']} {one['rule']['target']}" for one, _ in pairs], return_inverse=True
    )[1]
    by_horizon = {
        str(horizon): verify(yes[there], chances[there], base[there], dyads[there])
        for horizon in np.unique(horizons).tolist()
        if (there := horizons == horizon).sum() >= FEWEST
    }
    return TrackRecord(
        forecasts=frame.forecasts,
        open=frame.open,
        resolved=frame.resolved,
        live=frame.live,
        void=frame.void,
        combined=verify(yes, chances, base, dyads),
        baseline=verify(yes, base),
        by_horizon=by_horizon,
        counts=_counts(pairs, dyads),
        reliability=reliability(yes, chances),
    )


def _counts(pairs: Sequence[tuple[Entry, Entry]], dyads: Clusters) -> CountRecord | None:
    there = np.array([forecast["expected"] is not None for forecast, _ in pairs])
    told = [pair for pair, is_there in zip(pairs, there, strict=True) if is_there]
    if len(told) < FEWEST:
        return None
    counts = np.array([float(entry["count"]) for _, entry in told])
    expected = np.array([float(forecast["expected"]) for forecast, _ in told])
    sizes = np.array([float(forecast["size"]) for forecast, _ in told])
    usual = -np.log1p(-np.minimum([float(forecast["baseline"]) for forecast, _ in told], 0.999))
    mine, theirs = count_crps(counts, expected, sizes), poisson_crps(counts, usual)
    return CountRecord(
        n=len(told),
        crps=float(mine.mean()),
        crps_baseline=float(theirs.mean()),
        skill=skill_of(mine, theirs, dyads[there]),
    )
