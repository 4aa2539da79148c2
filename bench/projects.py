"""A large project: each documented query, warm, and adding to it over adding to an empty one.

TOCSIN_BENCH_ARTICLES is its size in articles, with six events each; ``make bench-large`` takes 100,000.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from figures import Figure
from stock import EVENTS_OF_AN_ARTICLE, Stock, fill, pour
from timing import best, seconds

from tocsin.project import Project, init_project

ARTICLES = int(os.environ.get("TOCSIN_BENCH_ARTICLES", "20000"))
SEED = 14
SHOWN = 101
"""Events that `tocsin query` reads for a table on a terminal: a hundred, and whether there are more."""

TRIES = 5
LONGEST_NAME = 52
MOST_MILLISECONDS = 200
ADDED = 150
ROUNDS = 5
MOST_RATIO = 1.5
SQL = "SELECT type, count(*) FROM events GROUP BY type"


def projects() -> Iterator[Figure]:
    """Fill a project, ask it, and add to it and to empty ones in turns."""
    stock = Stock(SEED)
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder,
        init_project(Path(folder) / "large") as project,
    ):
        begun = time.perf_counter()
        pour(project.store, stock.documents(ARTICLES))
        taken = time.perf_counter() - begun
        yield Figure(
            f"{ARTICLES:,} articles, {ARTICLES * EVENTS_OF_AN_ARTICLE:,} events poured in", taken, "s"
        )
        for name, ask in _queries(project, stock):
            ask()
            yield Figure(f"query: {name}"[:LONGEST_NAME], best(ask, TRIES) * 1000, "ms", MOST_MILLISECONDS)
        yield _adding(project, stock, Path(folder))


def _adding(project: Project, stock: Stock, folder: Path) -> Figure:
    """Compare the best round of each: what else the machine does falls on both."""
    large, empty = [], []
    for number in range(ROUNDS):
        documents = list(stock.documents(ADDED, ARTICLES + number * ADDED))
        with init_project(folder / f"empty{number}") as other:
            empty.append(seconds(lambda: fill(other.store, iter(documents))))  # noqa: B023 - called at once
        large.append(seconds(lambda: fill(project.store, iter(documents))))  # noqa: B023
    return Figure("adding to it, over adding to an empty project", min(large) / min(empty), most=MOST_RATIO)


def _queries(project: Project, stock: Stock) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each query with its name: the filters of README and help, frequent and rare values."""
    name, rare = stock.names[5], stock.vocabulary[9000]
    asked: tuple[dict[str, Any], ...] = (
        {},
        {"actor": "PAK"},
        {"actor": "Pakistan"},
        {"actor": "PAKMIL"},
        {"actor": name},
        {"recipient": "IND"},
        {"dyad": "PAK-IND"},
        {"dyad": "NOR-KEN"},
        {"type": "ASSAULT"},
        {"type": "ASSAULT", "mode": "aerial"},
        {"mode": "aerial"},
        {"quad": 4},
        {"since": "2025-05"},
        {"since": "2020-05-01", "until": "2020-05-01"},
        {"since": "2020", "until": "2020"},
        {"until": "2016-01"},
        {"place": "Srinagar"},
        {"place": "IND"},
        {"place": "India"},
        {"near": "Srinagar", "within_km": 100},
        {"near": (0.0, -30.0), "within_km": 5},
        {"modality": "denied"},
        {"words": "border crossing"},
        {"words": '"border crossing"'},
        {"words": "ceasefire* OR talks"},
        {"words": rare},
        {"min_confidence": 0.95},
        {"article": f"a{ARTICLES // 2:09}"},
        {"actor": "PAK", "type": "ASSAULT", "since": "2025-05"},
        {"dyad": "PAK-IND", "type": "ASSAULT", "since": "2025-05", "words": '"border crossing"'},
        {"dyad": "PAK-IND", "words": "border crossing"},
        {"actor": name, "recipient": "IND", "modality": "denied", "min_confidence": 0.9},
        {"type": "AID", "place": "NOR", "since": "2024", "quad": 2},
    )
    for filters in asked:
        said = ", ".join(f"{key} {value}" for key, value in filters.items()) or "all"
        yield said, lambda filters=filters: list(project.documents(text=False, limit=SHOWN, **filters))  # type: ignore[misc]
    yield "sql, events by type", lambda: list(project.store.sql(SQL).rows)
