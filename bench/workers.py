"""Two worker processes over one, end to end: articles into a project, coded and merged.

The rounds are taken in turns and the best of each is compared: what else the machine does falls on all. Each
process loads its own models, which takes a few seconds; TOCSIN_BENCH_CODED articles are coded, many enough
that this counts for little, as it does in a long job. The processor seconds tell what two processes waste,
also on a machine that others use.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from figures import Figure

from generated import articles
from tocsin.project import init_project

ARTICLES = int(os.environ.get("TOCSIN_BENCH_CODED", "600"))
SENTENCES = (8, 24)
SEED = 15
ROUNDS = int(os.environ.get("TOCSIN_BENCH_ROUNDS", "1"))
CLI = "from tocsin.cli import main; main()"
MOST = round(1 / 1.7, 3)
"""What the time of two may be over that of one, so that two are 1.7 times as fast."""

HOWS: dict[str, tuple[str, ...]] = {
    "one worker process": ("--workers", "1"),
    "two worker processes": ("--workers", "2"),
    "no worker process (models on threads beside)": (),
}


class Taken(NamedTuple):
    """Seconds of the clock, and of the processors."""

    clock: float
    processors: float


def workers() -> Iterator[Figure]:
    """Add the same articles to empty projects."""
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as name:
        folder = Path(name)
        source = folder / "articles.jsonl"
        made = articles(ARTICLES, SEED, SENTENCES)
        source.write_text("\n".join(json.dumps(one.to_dict()) for one in made), encoding="utf-8")
        times: dict[str, list[Taken]] = {how: [] for how in HOWS}
        for _ in range(ROUNDS):
            for how, options in HOWS.items():
                times[how].append(_taken(folder, source, options))
    best = {how: min(found) for how, found in times.items()}
    for how, taken in best.items():
        yield Figure(f"{how}, {ARTICLES} articles", taken.clock, "s")
    one, two, none = (taken.clock for taken in best.values())
    yield Figure("two worker processes, times as fast as one", one / two)
    yield Figure("two worker processes, times as fast as none", none / two)
    least = [min(taken.processors for taken in found) for found in times.values()]
    yield Figure("processor seconds of two worker processes over one", least[1] / least[0])
    yield Figure("time of two worker processes over that of one", two / one, most=MOST)


def _taken(folder: Path, source: Path, options: tuple[str, ...]) -> Taken:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        init_project(Path(place) / "crisis").close()
        command = [sys.executable, "-c", CLI, "add", str(source), "--quiet", *options]
        before, begun = _processors(), time.perf_counter()
        subprocess.run([*command, "--project", str(Path(place) / "crisis")], check=True)
        return Taken(time.perf_counter() - begun, _processors() - before)


def _processors() -> float:
    """Return the processor seconds of all processes that have ended, with those that they began."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
