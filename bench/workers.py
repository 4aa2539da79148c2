"""Two worker processes over one, end to end: articles into a project, coded and merged.

The rounds are taken in turns and the best of each is compared: what else the machine does falls on all. Each
process loads its own models, which takes a few seconds; TOCSIN_BENCH_CODED articles are coded, many enough
that this counts for little, as it does in a long job.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from figures import Figure

from generated import articles
from tocsin.project import init_project

ARTICLES = int(os.environ.get("TOCSIN_BENCH_CODED", "600"))
SENTENCES = (8, 24)
SEED = 15
ROUNDS = int(os.environ.get("TOCSIN_BENCH_ROUNDS", "3"))
CLI = "from tocsin.cli import main; main()"
MOST = round(1 / 1.7, 3)
"""What the time of two may be over that of one, so that two are 1.7 times as fast."""

HOWS: dict[str, tuple[str, ...]] = {
    "one worker process": ("--workers", "1"),
    "two worker processes": ("--workers", "2"),
    "no worker process (models on threads beside)": (),
}


def workers() -> Iterator[Figure]:
    """Add the same articles to empty projects."""
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as name:
        folder = Path(name)
        source = folder / "articles.jsonl"
        made = articles(ARTICLES, SEED, SENTENCES)
        source.write_text("\n".join(json.dumps(one.to_dict()) for one in made), encoding="utf-8")
        times: dict[str, list[float]] = {how: [] for how in HOWS}
        for _ in range(ROUNDS):
            for how, options in HOWS.items():
                times[how].append(_seconds(folder, source, options))
    best = {how: min(found) for how, found in times.items()}
    for how, seconds in best.items():
        yield Figure(f"{how}, {ARTICLES} articles", seconds, "s")
    one, two, none = best.values()
    yield Figure("two worker processes, times as fast as one", one / two)
    yield Figure("two worker processes, times as fast as none", none / two)
    yield Figure("time of two worker processes over that of one", two / one, most=MOST)


def _seconds(folder: Path, source: Path, options: tuple[str, ...]) -> float:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        init_project(Path(place) / "crisis").close()
        command = [sys.executable, "-c", CLI, "add", str(source), "--quiet", *options]
        begun = time.perf_counter()
        subprocess.run([*command, "--project", str(Path(place) / "crisis")], check=True)
        return time.perf_counter() - begun
