"""A large project: each documented query, warm, and adding to it over adding to an empty one.

``make bench-large`` takes 100,000 articles. ``large.py`` fills them in, or finds them where one says.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from figures import Figure
from large import ARTICLES, SEED, filled, opened, place
from stock import Stock, fill
from timing import best, seconds

from tocsin.project import Project, init_project

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
    with place() as where, opened(where) as project, tempfile.TemporaryDirectory() as folder:
        yield from filled(project, stock)
        for name, ask in _queries(project, stock):
            ask()
            yield Figure(f"query: {name}"[:LONGEST_NAME], best(ask, TRIES) * 1000, "ms", MOST_MILLISECONDS)
        yield _adding(project, stock, Path(folder))


def _adding(project: Project, stock: Stock, folder: Path) -> Figure:
    """Compare the best round of each: what else the machine does falls on both."""
    large, empty, held = [], [], project.store.counts().articles
    for number in range(ROUNDS):
        documents = list(stock.documents(ADDED, held + number * ADDED))
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
