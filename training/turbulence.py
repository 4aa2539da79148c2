"""Would the forecasts of series keep up with a war that their past does not know? Trials on changed series.

    python -m training.turbulence weekly.csv

Each trial changes the series so that its end is far lower than its past, forecasts it by rolling origin, and
prints the mean over the columns. Nothing here is fitted; the settings of ``tocsin.outlook`` are measured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from tocsin.evaluating.series import FIRST, Floats, Series, measure_series, read_series

BLOCK = 26
"""Periods that stay together where blocks are put in the order of their means."""


def scaled(*steps: tuple[float, float]) -> Callable[[Floats], tuple[Floats, int]]:
    """Return what multiplies the values from a share of the length on, step after step."""

    def change(values: Floats) -> tuple[Floats, int]:
        changed = values.copy()
        for share, factor in steps:
            changed[int(share * len(values)) :] *= factor
        return changed, FIRST

    return change


def lowered(start: float, end: float) -> Callable[[Floats], tuple[Floats, int]]:
    """Return what lowers a part by the distance of median and 1 % quantile; forecasts begin with it."""

    def change(values: Floats) -> tuple[Floats, int]:
        changed = values.copy()
        first, last = int(start * len(values)), int(end * len(values))
        changed[first:last] -= np.nanmedian(values, axis=0) - np.nanquantile(values, 0.01, axis=0)
        return changed, first

    return change


def worst_last(values: Floats) -> tuple[Floats, int]:
    """Put blocks in the order of their means, the worst last; the last third is forecast."""
    blocks = [values[start : start + BLOCK] for start in range(0, len(values), BLOCK)]
    blocks.sort(key=lambda block: -float(np.nanmean(block)))
    return np.concatenate(blocks), 2 * len(values) // 3


def as_it_is(values: Floats) -> tuple[Floats, int]:
    """Change nothing."""
    return values, FIRST


TRIALS: dict[str, Callable[[Floats], tuple[Floats, int]]] = {
    "as it is": as_it_is,
    "worst third last": worst_last,
    "times 1.5, then 3": scaled((0.72, 1.5), (0.86, 2)),
    "times 2, then 6": scaled((0.61, 2), (0.81, 3)),
    "lower from 3/5 on": lowered(0.6, 1),
    "lower from 3/5 to 3/4": lowered(0.6, 0.75),
}


def main(path: str) -> None:
    """Print skill and calibration of each trial: over the recent rate, by model too, and over climatology."""
    series = read_series(path)
    for name, change in TRIALS.items():
        values, first = change(series.values)
        print(line(name, replace(series, values=values), first), flush=True)


def line(name: str, series: Series, first: int) -> str:
    """Return one trial's figures: low values, skills, calibration error, the members' skills."""
    scores = measure_series(series, first)
    mean = scores.mean
    parts = [f"{model} {_signed(one.skill_recency)}" for model, one in scores.models.items()]
    return (
        f"{name}: {mean.base_rate:.2f} low; over recency 6 {_signed(mean.skill_recency)}, over climatology "
        f"{_signed(mean.skill_climatology)}, calibration error {mean.ece:.3f} ({', '.join(parts)})"
    )


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}"


if __name__ == "__main__":
    main(*sys.argv[1:])
