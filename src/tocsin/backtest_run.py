"""One run of ``tocsin import icews`` or ``tocsin backtest``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from tocsin.errors import UsageError
from tocsin.evaluating.backtest import backtest, read_data, read_parts
from tocsin.forecasting.history import History
from tocsin.forecasting.questions import is_template, question_of
from tocsin.forecasting.signals import ACTS
from tocsin.showing.forecast_view import show_backtest
from tocsin.showing.output import open_output
from tocsin.showing.project_view import write_rows
from tocsin.storing.parquet import write_parquet

COUNTED = {quad: words.replace(" ", "_") for quad, words in ACTS.items()}
COLUMNS: dict[str, type] = {
    "date": str,
    "source": str,
    "target": str,
    "acts": int,
    **dict.fromkeys(COUNTED.values(), int),
    "intensity": float,
}
FORMS = ("jsonl", "csv", "parquet")


def import_icews(where: str, start: str | None, form: str, out: str | None) -> None:
    """Write a set of events as daily series of directed dyads. Raises InputError, UsageError, OutputError."""
    if start is not None:
        _day(start)
    read = read_data(where, start)
    _say(read.notes)
    rows = list(series_rows(read.history))
    if form == "parquet":
        if out is None:
            raise UsageError("Parquet needs a file: name it with --out series.parquet")
        write_parquet(Path(out), COLUMNS, rows)
        return
    with open_output(out, as_data=True) as stream:
        write_rows(stream, form, tuple(COLUMNS), ([row[name] for name in COLUMNS] for row in rows), None)


def series_rows(history: History) -> Iterator[dict[str, Any]]:
    """Yield one row for each directed dyad of countries and each day on which anything happened in it."""
    there = history.source != history.target
    keys = np.stack([history.day, history.source, history.target], axis=1)[there]
    cells, place = np.unique(keys, axis=0, return_inverse=True)
    place = place.ravel()
    quads, scores = history.quad[there], history.score[there]
    counts = {name: np.bincount(place[quads == quad], minlength=len(cells)) for quad, name in COUNTED.items()}
    total, intensity = np.bincount(place, minlength=len(cells)), np.bincount(place, scores, len(cells))
    for at, (day, source, target) in enumerate(cells.tolist()):
        yield {
            "date": history.date_of(day),
            "source": history.parties[source],
            "target": history.parties[target],
            "acts": int(total[at]),
            **{name: int(count[at]) for name, count in counts.items()},
            "intensity": round(float(intensity[at]), 3),
        }


def run_backtest(
    data: str, question: str, horizon: int, since: str | None, fewest: int, as_json: bool
) -> None:
    """Measure forecasts on past data and print the table. Raises InputError and UsageError."""
    if not is_template(question):
        kinds = "the name of a common question, as material-conflict, which is asked about each dyad"
        raise UsageError(f"--question {question!r}: a backtest takes {kinds}")
    rule = question_of(question, None, horizon)
    parts = read_parts(data, since)
    scores = backtest(data, parts, rule, fewest)
    if as_json:
        with open_output(None, as_data=True) as stream:
            # msgspec writes null for what is no number; NaN is no JSON.
            stream.write(msgspec.json.format(msgspec.json.encode(scores.to_json()), indent=2).decode() + "\n")
        return
    with open_output(None, as_data=False) as stream:
        show_backtest(stream, scores)


def _day(written: str) -> None:
    try:
        date.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"{written!r} is no date: write it as 2014-01-01") from error


def _say(notes: tuple[str, ...]) -> None:
    for note in notes:
        print(f"tocsin: {note}", file=sys.stderr)
