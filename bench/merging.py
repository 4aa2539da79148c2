"""Merging what is new into a project: as many articles a day as a project of 100,000 in ten years has.

What an article costs depends on what was told on the days around it, and not on how long the project is. So a
few weeks of it are merged, and then one article at a time is added.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator

from figures import Figure
from sqlalchemy import insert, select
from stock import CODER, DAYS, Stock, pour
from timing import seconds

from tocsin.project import init_project
from tocsin.storing import schema

ARTICLES = int(os.environ.get("TOCSIN_BENCH_MERGED", "1500"))
OF_A_LARGE_PROJECT = 100_000
SEED = 16
ADDED = 30
MOST_MILLISECONDS = 1000
ASKED = 20


def merging() -> Iterator[Figure]:
    """Merge a project that was never merged, add to it, and ask for its incidents."""
    stock = Stock(SEED, days=max(1, round(DAYS * ARTICLES / OF_A_LARGE_PROJECT)))
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder, init_project(folder) as project:
        store = project.store
        pour(store, stock.documents(ARTICLES))
        with store.transaction() as connection:
            articles = select(schema.articles.c.key)
            connection.execute(insert(schema.unmerged).from_select(["article"], articles))
        taken = seconds(project.merge)
        yield Figure(f"{ARTICLES:,} articles merged, an article", taken / ARTICLES * 1000, "ms")
        added = []
        for document in stock.documents(ADDED, ARTICLES):
            store.save_document(document, CODER)
            added.append(seconds(project.merge) * 1000)
        yield Figure("one article more merged, median", statistics.median(added), "ms", MOST_MILLISECONDS)
        yield Figure("one article more merged, longest", max(added), "ms")
        taken = seconds(lambda: [list(project.incidents(dyad="PAK-IND", limit=100)) for _ in range(ASKED)])
        yield Figure("incidents of a dyad", taken / ASKED * 1000, "ms")
