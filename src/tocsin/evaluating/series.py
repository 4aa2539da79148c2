"""``tocsin evaluate series``: dated series in, the worth of forecasts by rolling origin out."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError, UsageError
from tocsin.evaluating.classes import calibration_error
from tocsin.outlook.filters import expanding_mean, fading_mean, known
from tocsin.outlook.rolling import WARM_UP, rolling_forecasts
from tocsin.outlook.signals import LOW, signals_of
from tocsin.records import Record

FIRST = 300
BEFORE = WARM_UP + 50
SCORED = 30
HALF_LIFE = 6
MISSING = frozenset({"", "na", "nan"})
FORM = "give a CSV file in UTF-8: a header, the date first, then one column for each series"

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Series:
    """Dates in order, the names of the columns and the values (period, column), NaN where missing."""

    path: str
    days: tuple[date, ...]
    names: tuple[str, ...]
    values: Floats


class SeriesScore(Record, frozen=True):
    """How good the forecasts of one column are, or the mean of all columns; None where it has no meaning."""

    n: int
    base_rate: float
    brier: float
    skill_climatology: float | None
    skill_recency: float | None
    average_precision: float | None
    ece: float


class SeriesScores(Record, frozen=True):
    """By column, their mean, and the mean of each model alone; ``first`` is the first day forecast."""

    first: str
    columns: dict[str, SeriesScore]
    mean: SeriesScore
    models: dict[str, SeriesScore]
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the figures for ``--json``."""
        return self.to_dict()


def read_series(path: str) -> Series:
    """Read dated series. InputError names line and column of what is wrong."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, f"cannot be read ({error})", FORM) from error
    if len(lines) < 2:
        raise InputError(path, "has no rows", FORM)
    names = _names(path, lines[0][1])
    days: list[date] = []
    rows = []
    for line, row in lines[1:]:
        if len(row) != len(names) + 1:
            raise InputError(
                path, f"{len(row)} cells", f"the header has {len(names) + 1}, give as many", line
            )
        days.append(_day(path, line, row[0], days))
        rows.append([_number(path, line, name, cell) for name, cell in zip(names, row[1:], strict=True)])
    return Series(path, tuple(days), names, np.array(rows, dtype=np.float64))


def first_period(series: Series, start: str | None) -> int:
    """Return the row of the first forecast. UsageError for no date, InputError for too little data."""
    first = FIRST
    if start is not None:
        try:
            day = date.fromisoformat(start)
        except ValueError as error:
            raise UsageError(f"--from is {start!r}: write a date as 1995-01-01") from error
        first = sum(one < day for one in series.days)
    _check(series, first)
    return first


def measure_series(series: Series, first: int) -> SeriesScores:
    """Forecast every period after a warm-up and score those from row ``first`` on."""
    rolling = rolling_forecasts(series.values)
    low = signals_of(series.values).low
    skip = first - rolling.first
    columns = {
        name: _score(low[:, i], first, rolling.combined[skip:-1, i]) for i, name in enumerate(series.names)
    }
    models = {
        model: _mean([_score(low[:, i], first, chances[skip:-1, i]) for i in range(len(series.names))])
        for model, chances in rolling.models.items()
    }
    return SeriesScores(
        first=series.days[first].isoformat(),
        columns=columns,
        mean=_mean(list(columns.values())),
        models=models,
        notes=(*_notes(series), *_alike(columns)),
    )


def _alike(columns: Mapping[str, SeriesScore]) -> tuple[str, ...]:
    """Tell of columns whose outcomes do not differ."""
    return tuple(
        f"column {name}: {'each' if score.base_rate else 'no'} value that was forecast is below the limit; "
        "skill has no meaning there"
        for name, score in columns.items()
        if score.base_rate in (0, 1)
    )


def _score(low: Floats, first: int, chances: Floats) -> SeriesScore:
    """Score chances for the rows from ``first`` on; rows whose outcome is missing do not count."""
    there = ~np.isnan(low[first:])
    won, said = low[first:][there], chances[there]
    rate = known(expanding_mean(low, LOW), LOW)[first:-1][there]
    recent = known(fading_mean(low, HALF_LIFE, LOW), LOW)[first:-1][there]
    brier = float(np.mean((said - won) ** 2))
    return SeriesScore(
        n=len(won),
        base_rate=float(won.mean()),
        brier=brier,
        skill_climatology=_skill(brier, won, rate),
        skill_recency=_skill(brier, won, recent),
        average_precision=average_precision(won, said),
        ece=calibration_error([bool(one) for one in won], [float(one) for one in said]),
    )


def average_precision(won: Floats, said: Floats) -> float | None:
    """Return the mean precision over the steps of recall, equal chances being one step; None of no hits."""
    if not won.any():
        return None
    order = np.argsort(-said, kind="stable")
    hits = np.cumsum(won[order])
    ends = np.append(np.nonzero(np.diff(said[order]))[0], len(won) - 1)
    gained = np.diff(hits[ends], prepend=0)
    return float((gained * hits[ends] / (ends + 1)).sum() / hits[-1])


def _skill(brier: float, won: Floats, reference: Floats) -> float | None:
    """Return the skill; None where all outcomes are alike: the loss of a rate goes to nothing there."""
    return None if np.ptp(won) == 0 else 1 - brier / float(np.mean((reference - won) ** 2))


def _mean(scores: Sequence[SeriesScore]) -> SeriesScore:
    """Return the mean of each figure over the columns that have it; ``n`` is the sum."""

    def mean(values: Sequence[float | None]) -> float | None:
        there = [value for value in values if value is not None]
        return sum(there) / len(there) if there else None

    return SeriesScore(
        n=sum(score.n for score in scores),
        base_rate=mean([score.base_rate for score in scores]) or 0.0,
        brier=mean([score.brier for score in scores]) or 0.0,
        skill_climatology=mean([score.skill_climatology for score in scores]),
        skill_recency=mean([score.skill_recency for score in scores]),
        average_precision=mean([score.average_precision for score in scores]),
        ece=mean([score.ece for score in scores]) or 0.0,
    )


def _names(path: str, header: Sequence[str]) -> tuple[str, ...]:
    names = tuple(header[1:])
    if not names:
        raise InputError(path, "no series beside the date", FORM, 1)
    wrong = next((name for i, name in enumerate(names) if not name or name in names[:i]), None)
    if wrong is not None:
        raise InputError(path, f"column {wrong!r} has no name of its own", "name each column once", 1)
    return names


def _day(path: str, line: int, cell: str, before: Sequence[date]) -> date:
    try:
        day = date.fromisoformat(cell)
    except ValueError as error:
        raise InputError(path, f"column 1: {cell!r} is no date", "write it as 2025-05-01", line) from error
    if before and day <= before[-1]:
        problem = "comes twice" if day in before else f"comes after {before[-1]}"
        raise InputError(path, f"{day} {problem}", "give each date once, the oldest first", line)
    return day


def _number(path: str, line: int, name: str, cell: str) -> float:
    if cell.lower() in MISSING:
        return math.nan
    try:
        value = float(cell)
    except ValueError:
        value = math.inf
    if not math.isfinite(value):
        remedy = "give a number, or leave the cell empty if the value is missing"
        raise InputError(path, f"column {name}: {cell!r} is no number", remedy, line)
    return value


def _check(series: Series, first: int) -> None:
    """Refuse what is too short to learn from, or to score on: a number would mean nothing."""
    there = ~np.isnan(series.values)
    for column, name in enumerate(series.names):
        before, after = int(there[:first, column].sum()), int(there[first:, column].sum())
        if before < BEFORE or after < SCORED:
            raise InputError(
                series.path,
                f"too few rows: {name} has {before} values before the first forecast, {after} from it on",
                f"{BEFORE} and {SCORED} are needed at least; give more data or another --from",
            )


def _notes(series: Series) -> tuple[str, ...]:
    """Tell what is missing: cells, and dates that are further apart than usual."""
    missing = np.isnan(series.values).sum(axis=0)
    notes = [
        f"column {name}: {count} of {len(series.days)} values are missing; no forecast for them is scored"
        for name, count in zip(series.names, missing.tolist(), strict=True)
        if count
    ]
    steps = np.diff([day.toordinal() for day in series.days])
    usual = int(np.median(steps))
    wide = np.nonzero(steps > 1.5 * usual)[0]
    if len(wide):
        at = series.days[int(wide[0])]
        notes.append(f"{len(wide)} gaps in the dates, the first after {at}; usual are {usual} days")
    return tuple(notes)
