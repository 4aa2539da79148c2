"""``tocsin backtest``: what each model would have said of past windows, against climatology.

The data have a part to learn from and a later one; forecasts are made on each day of the later part whose
window closes in it, each from the days before it alone. Models, weights and calibration learn from earlier
windows.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.amounts import number_of
from tocsin.errors import InputError, UsageError
from tocsin.evaluating.links import RELATIONS, read_links, read_names
from tocsin.evaluating.verification import (
    Bin,
    Skill,
    Verification,
    count_crps,
    poisson_crps,
    reliability,
    skill_of,
    verify,
)
from tocsin.forecasting.facts import TIME, Ints
from tocsin.forecasting.history import History
from tocsin.forecasting.icews import HOURS, Imported, from_ids, from_table
from tocsin.forecasting.models import POOLED
from tocsin.forecasting.questions import Rule
from tocsin.forecasting.rolling import COMBINED, Rolling, rolling_forecasts
from tocsin.records import Record

FEWEST = 20
"""Acts in the part to learn from that a dyad needs to be forecast."""
TAUGHT_BY = 5
"""Acts that a dyad needs to teach."""
LEAST_DAYS = 90
FEW_WINDOWS = 10
"""Windows after one another below which the figures come with a warning."""
SPLIT = 0.9
"""Where a table without parts is split, as a share of its days."""


@dataclass(frozen=True)
class Parts:
    """A history and the last day of the part to learn from."""

    history: History
    last: int
    notes: tuple[str, ...]


class CountScore(Record, frozen=True):
    """Forecasts of the number of acts: CRPS, that of a Poisson of the dyad's mean so far, and the skill."""

    crps: float
    crps_climatology: float
    skill: Skill | None


class Backtest(Record, frozen=True):
    """What was measured; ``models`` has the skill over the expanding climatology of the dyad.

    ``over_pooled`` is the skill of the combined chances over climatology with partial pooling.
    """

    question: str
    horizon: int
    first: str
    last: str
    origins: int
    dyads: int
    n: int
    base_rate: float
    models: dict[str, Verification]
    over_pooled: Skill | None
    weights: dict[str, float]
    counts: CountScore | None
    reliability: tuple[Bin, ...]
    seconds: float
    notes: tuple[str, ...] = ()

    @property
    def combined(self) -> Verification:
        """The figures of the combined chances."""
        return self.models[COMBINED]

    def to_json(self) -> dict[str, Any]:
        """Return the figures for ``--json``."""
        return self.to_dict()


def read_data(where: str, start: str | None = None) -> Imported:
    """Read all parts of a folder of ids, or a table. Raises InputError."""
    if not Path(where).is_dir():
        return from_table(where)
    links = read_links(where)
    return _imported(where, np.concatenate([links.known.rows, links.asked]), links.known.entities, start)


def read_parts(where: str, since: str | None = None) -> Parts:
    """Read data with the part to learn from: of a folder the earlier parts, of a table the first days.

    ``since`` is the first day to forecast from: a date, or for a folder of ids the number of a day. Raises
    InputError, and UsageError for a day that is none.
    """
    if Path(where).is_dir():
        links = read_links(where)
        made = _imported(where, np.concatenate([links.known.rows, links.asked]), links.known.entities, None)
        last = int(links.known.rows[:, TIME].max()) // HOURS
        return Parts(made.history, last if since is None else _day(since), made.notes)
    made = from_table(where)
    first = made.history.first
    if since is not None and first is not None:
        return Parts(made.history, (_date(since) - first).days, made.notes)
    return Parts(made.history, int(made.history.days * SPLIT) - 1, made.notes)


def _day(written: str) -> int:
    if not written.isdecimal():
        raise UsageError(f"--from {written!r}: a folder of ids has no dates, give the number of a day")
    return int(written)


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"--from {written!r} is no date: write it as 2014-01-01") from error


def _imported(where: str, rows: Ints, entities: Sequence[str], start: str | None) -> Imported:
    relations = read_names(Path(where) / RELATIONS)
    return from_ids(rows, entities, relations, None if start is None else date.fromisoformat(start))


def backtest(where: str, parts: Parts, rule: Rule, fewest: int = FEWEST) -> Backtest:
    """Forecast the later part of the data day by day. InputError for too little of it."""
    started = time.perf_counter()
    history, last = parts.history, parts.last
    origins = list(range(last, history.days - rule.horizon - history.grace))
    _check(where, history, last, origins, rule)
    dyads = history.dyads(min(TAUGHT_BY, fewest), last)
    chosen = {tuple(dyad) for dyad in history.dyads(fewest, last).tolist()}
    asked = np.array(
        [row for row, dyad in enumerate(dyads.tolist()) if tuple(dyad) in chosen], dtype=np.int64
    )
    if not len(asked):
        reason = f"no dyad of countries has {fewest} acts in the part to learn from"
        raise InputError(where, reason, "give more data, or ask for fewer with --min-events")
    rolling = rolling_forecasts(history, rule, dyads, asked, origins)
    return _scored(rolling, parts, rule, time.perf_counter() - started)


def _check(where: str, history: History, last: int, origins: Sequence[int], rule: Rule) -> None:
    if last >= history.days:
        reason = f"ends on {history.date_of(history.days - 1)}, before the first day to forecast from"
        raise InputError(where, reason, "name an earlier day with --from")
    if last < LEAST_DAYS:
        reason = f"{number_of(max(last + 1, 0), 'day')} to learn from"
        raise InputError(where, reason, f"{LEAST_DAYS} are needed at least: no forecast is made from fewer")
    if not origins:
        left = history.days - 1 - last
        reason = f"no window of {rule.horizon} days closes in the {number_of(left, 'day')} "
        reason += "after the part to learn from"
        raise InputError(where, reason, "give a longer later part, or a shorter --horizon")


def _scored(rolling: Rolling, parts: Parts, rule: Rule, seconds: float) -> Backtest:
    there = ~np.isnan(rolling.yes)
    yes = rolling.yes[there]
    clusters = np.broadcast_to(np.arange(len(rolling.dyads)), rolling.yes.shape)[there]
    base = rolling.base[there]
    models = {
        name: verify(yes, chances[there], base, clusters)
        for name, chances in rolling.chances.items()
        if not np.isnan(chances[there]).any()
    }
    combined, pooled = rolling.chances[COMBINED][there], rolling.chances[POOLED.name][there]
    return Backtest(
        question=rule.words,
        horizon=rule.horizon,
        first=parts.history.date_of(int(rolling.origins[0])),
        last=parts.history.date_of(int(rolling.origins[-1])),
        origins=len(rolling.origins),
        dyads=len(rolling.dyads),
        n=len(yes),
        base_rate=float(yes.mean()),
        models=models,
        over_pooled=skill_of((combined - yes) ** 2, (pooled - yes) ** 2, clusters),
        weights=dict(zip(rolling.pooled, rolling.pool.weights.tolist(), strict=True)),
        counts=_counts(rolling, parts.history, rule, clusters),
        reliability=reliability(yes, combined),
        seconds=seconds,
        notes=(*parts.notes, *rolling.notes, *_overlap(rolling.origins, rule.horizon)),
    )


def _overlap(origins: Ints, horizon: int) -> tuple[str, ...]:
    """Say how few windows after one another there are, where one odd month may make the figures."""
    windows = int(origins[-1] - origins[0]) // horizon + 1
    if windows >= FEW_WINDOWS:
        return ()
    return (
        f"windows overlap: these days are worth {number_of(windows, 'window')} after one another, and the "
        "interval, of re-sampled dyads, knows nothing of how months differ; --from takes in more days",
    )


def _counts(rolling: Rolling, history: History, rule: Rule, clusters: Ints) -> CountScore | None:
    if np.isnan(rolling.expected).any():
        return None
    there = ~np.isnan(rolling.counts)
    sizes = np.broadcast_to(rolling.sizes[:, None], rolling.counts.shape)[there]
    crps = count_crps(rolling.counts[there], rolling.expected[there], sizes)
    base = poisson_crps(rolling.counts[there], rolling.usual[there])
    return CountScore(
        crps=float(crps.mean()), crps_climatology=float(base.mean()), skill=skill_of(crps, base, clusters)
    )
