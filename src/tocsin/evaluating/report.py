"""What is printed: a plain table, what is wrong in detail, or all of it as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tocsin.evaluating.bars import Bar, SetScore
from tocsin.evaluating.quiet import QuietScore
from tocsin.records import Record

_HEAD = ("set", "bar", "must", "measured", "of", "ok?")
_TO_THE_RIGHT = {2, 3, 4}


class Report(Record, frozen=True):
    """All that one run found out."""

    bars: tuple[Bar, ...]
    scores: tuple[SetScore, ...]
    quiet: QuietScore | None
    skipped: tuple[str, ...]
    drops: tuple[str, ...]


def as_text(report: Report, *, details: bool) -> str:
    """Return the table, and after it what was skipped and what has dropped."""
    lines = list(table([_HEAD, *(_cells(bar) for bar in report.bars)]))
    if details:
        for score in report.scores:
            lines += ["", f"== {score.set.name}", *_event_details(score), *_statement_details(score)]
        if report.quiet is not None:
            lines += ["", "== quiet", *(f"wrong event   {one}" for one in report.quiet.found)]
    lines += ["", *(f"skipped: {line}" for line in report.skipped)] if report.skipped else []
    lines += ["", *(f"below the baseline: {line}" for line in report.drops)] if report.drops else []
    return "\n".join(lines)


def as_json(report: Report, *, details: bool) -> str:
    """Return the same as one JSON object; the details under ``sets`` and ``quiet``."""
    data: dict[str, Any] = {
        "bars": [bar.to_dict() | {"ok": bar.ok} for bar in report.bars],
        "skipped": list(report.skipped),
        "below_baseline": list(report.drops),
    }
    if details:
        data["sets"] = {
            score.set.name: {"events": score.events.to_dict(), "statements": score.statements.to_dict()}
            for score in report.scores
        }
        data["quiet"] = report.quiet.to_dict() if report.quiet else None
    return json.dumps(data, indent=1, ensure_ascii=False)


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows with their columns in line; a set is named in its first row only."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    last = None
    for row in rows:
        cells = ["" if row[0] == last else row[0], *row[1:]]
        last = row[0]
        yield "  ".join(
            cell.rjust(width) if column in _TO_THE_RIGHT else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()


def _cells(bar: Bar) -> tuple[str, ...]:
    name = f"{bar.set} (tuning)" if bar.kind == "tuning" else bar.set
    must = "" if bar.must is None else f"{'≤' if bar.lower_is_better else '≥'} {bar.must:.2f}"
    verdict = {None: "", True: "yes", False: "NO"}[bar.ok]
    return name, bar.bar, must, f"{bar.measured:.3f}", str(bar.n), verdict


def _event_details(score: SetScore) -> Iterable[str]:
    for missed in score.events.missed_rows:
        yield f"missed        {missed.row} {', '.join(missed.dyads)} | {missed.evidence}"
        yield from (f"              here: {event}" for event in missed.here)
    for wrong in score.events.wrong_events:
        yield f"wrong event   {', '.join(wrong.dyads)} ({wrong.trigger}) | {wrong.evidence}"
    for check in score.events.wrong_fields:
        got = f"{check.field}: {check.got or '---'}, not {check.want}"
        yield f"wrong field   {check.row} {got} | {check.evidence}"


def _statement_details(score: SetScore) -> Iterable[str]:
    yield from (f"no statement  {line}" for line in score.statements.missed)
    yield from (f"wrong said    {line}" for line in score.statements.extra)
