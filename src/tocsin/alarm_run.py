"""One run of ``tocsin series`` or ``tocsin escalation``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from tocsin.alarm_inputs import read_all
from tocsin.errors import UsageError
from tocsin.project_series import Wanted, check_seen, series_of
from tocsin.records import Record
from tocsin.showing.alarm_view import show_contributions, show_days, show_series
from tocsin.showing.output import open_output
from tocsin.showing.project_view import write_csv
from tocsin.showing.series_rows import KINDS, rows_of
from tocsin.storing.days import first_day, last_day
from tocsin.storing.parquet import write_parquet
from tocsin.watching.alerting import Day, watch_days
from tocsin.watching.series import Key, Series


class Source(Record, frozen=True):
    """Where acts come from: files, or a project (None: the one of this folder)."""

    files: tuple[str, ...] = ()
    project: str | None = None
    published: str | None = None


class SeriesAsked(Record, frozen=True):
    """Which series, of which days, in which form (table, jsonl, csv, parquet), and where to."""

    source: Source
    wanted: Wanted
    since: str | None
    until: str | None
    form: str
    out: str | None


class EscalationAsked(Record, frozen=True):
    """The index of which dyad (None: the whole project), of which days; ``explain`` is one of them."""

    source: Source
    dyad: str | None
    since: str | None
    until: str | None
    explain: str | None
    seed: int
    as_json: bool


def show_asked_series(asked: SeriesAsked) -> bool:
    """Print series; return whether all could be read. UsageError for a dyad that was never told of."""
    asked.wanted.key()
    read = read_all(asked.source.files, asked.source.project, asked.source.published)
    found = series_of(read.watched, asked.wanted, asked.since, asked.until)
    write_series(found, asked.form, asked.out)
    return read.all_read


def write_series(found: Sequence[Series], form: str, out: str | None) -> None:
    """Write series as a table, JSONL, CSV or Parquet (which needs a file)."""
    if form == "parquet":
        if out is None:
            raise UsageError("--parquet needs a file: name it with --out series.parquet")
        write_parquet(Path(out), KINDS, rows_of(found))
        return
    writers: dict[str, Callable[[TextIO], object]] = {
        "table": lambda stream: show_series(stream, found),
        "csv": lambda stream: write_csv(stream, list(KINDS), rows_of(found)),
        "jsonl": lambda stream: write_lines(stream, rows_of(found)),
    }
    with open_output(out, as_data=form != "table") as stream:
        writers[form](stream)


def write_lines(stream: TextIO, rows: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def show_escalation(asked: EscalationAsked) -> bool:
    """Print the index day by day, or what one day is made of; return whether every source could be read."""
    key = Wanted(dyad=asked.dyad).key()
    read = read_all(asked.source.files, asked.source.project, asked.source.published)
    if asked.dyad:
        check_seen(key, read.watched)
    since, until = _bounds(asked.explain or asked.since, asked.explain or asked.until)
    days = list(watch_days(read.watched.acts, read.watched.coverage, key, until=until, seed=asked.seed))
    shown = [day for day in days if since is None or day.point.day >= since]
    if not shown:
        raise UsageError(f"no day was read from {since} on: the last is {read.watched.coverage.last}")
    with open_output(None, as_data=asked.as_json) as stream:
        if asked.as_json:
            write_lines(stream, (day_row(key, day) for day in shown))
        elif asked.explain:
            show_contributions(stream, key, shown[-1])
        else:
            show_days(stream, key, shown)
    return read.all_read


def day_row(key: Key, day: Day) -> dict[str, Any]:
    """Return a day of the index as JSON data, with its contributions."""
    return {"scope": key.name, **day.point.to_dict(), "phase": day.phase.to_dict()}


def _bounds(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    return (since and first_day(since)), (until and last_day(until))
