"""The baseline: the figures that a change must not lower, in a file that is committed with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec

from tocsin.errors import DataError
from tocsin.evaluating.bars import Bar

BASELINE = Path(__file__).parent / "baseline.json"

Figures = dict[str, dict[str, float]]


def read_baseline(path: Path) -> Figures:
    """Return the figures by set and bar; none where there is no file. DataError for a broken one."""
    if not path.exists():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=Figures)
    except msgspec.DecodeError as error:
        raise DataError(f"{path}: {error}: renew it with --write-baseline") from None


def write_baseline(path: Path, bars: Iterable[Bar]) -> None:
    """Put the figures into the file; sets that were not measured keep theirs."""
    figures = read_baseline(path)
    measured: Figures = {}
    for bar in bars:
        measured.setdefault(bar.set, {})[bar.bar] = bar.measured
    path.write_text(json.dumps(figures | measured, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def drops(bars: Iterable[Bar], figures: Figures) -> list[str]:
    """Return a line for each figure that is worse than in the baseline, by however little."""
    return [
        f"{bar.set}: {bar.bar} is {bar.measured:.3f}, the baseline has {before:.3f}"
        for bar in bars
        if (before := figures.get(bar.set, {}).get(bar.bar)) is not None and bar.worse_than(before)
    ]
