"""The alarm's figures with their bars: crises found, days before the plain level rule, false alarms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin import tables
from tocsin.errors import DataError
from tocsin.evaluating.alarms import measure_alarms
from tocsin.evaluating.bars import FALSE_ALARMS


def alarm_figures(path: Path) -> Iterator[tuple[str, float | None, float, int]]:
    """Yield name, bar, figure and count for the seeds of a table. DataError for one that cannot be read."""
    try:
        seeds = [int(row["seed"]) for _, row in tables.rows(path, ("seed",))]
    except ValueError as error:
        raise DataError(f"{path}: {error}: give whole numbers") from None
    score = measure_alarms(seeds)
    yield "crises found", 0.9, score.found / len(seeds), len(seeds)
    yield "days before the level rule", 0.0, score.lead_over_plain, score.found
    yield FALSE_ALARMS, 2.0, score.false_alarms_a_year, len(seeds)
    yield "false alarms of the level rule alone", None, score.plain_false_alarms_a_year, len(seeds)
