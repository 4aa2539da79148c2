"""The large project that is asked and served: filled and merged once, and kept where one says.

TOCSIN_BENCH_ARTICLES is its size in articles, with six events each. TOCSIN_BENCH_PROJECT is a folder in which
it is kept: what was filled there before is used again, and what was not merged yet is merged on.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from figures import Figure
from stock import EVENTS_OF_AN_ARTICLE, Stock, leave_to_merge, pour
from timing import seconds

import tocsin
from tocsin.project import Project, init_project

ARTICLES = int(os.environ.get("TOCSIN_BENCH_ARTICLES", "20000"))
SEED = 14
KEPT = os.environ.get("TOCSIN_BENCH_PROJECT")
SIZE = f"{ARTICLES:,} articles, {ARTICLES * EVENTS_OF_AN_ARTICLE:,} events"


@contextmanager
def place() -> Iterator[Path]:
    """Give the folder of the project, which is gone afterwards unless it is to be kept."""
    if KEPT:
        yield Path(KEPT)
        return
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        yield Path(folder) / "large"


@contextmanager
def opened(where: Path) -> Iterator[Project]:
    """Open the project of a folder, or make it. SystemExit for one that does not have so many articles."""
    there = where.exists()
    with tocsin.open(where) if there else init_project(where) as project:
        held = project.store.counts().articles
        if there and held < ARTICLES:
            raise SystemExit(f"{where} has {held:,} articles, not {ARTICLES:,}: take another folder")
        yield project


def filled(project: Project, stock: Stock) -> Iterator[Figure]:
    """Fill a project that is empty, with all articles marked as ones to be merged; tell how long it took."""
    if project.store.counts().articles:
        return

    def fill() -> None:
        pour(project.store, stock.documents(ARTICLES))
        leave_to_merge(project.store)

    yield Figure(f"{SIZE} poured in", seconds(fill), "s")


def merged(project: Project) -> Iterator[Figure]:
    """Merge what is left to merge; tell how long it took."""
    left = project.store.unmerged()
    if left:
        yield Figure(f"{left:,} articles merged", seconds(project.merge), "s")
