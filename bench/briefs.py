"""The brief of a large project: its size, and its time over that of putting the incidents together.

TOCSIN_BENCH_BRIEF is the number of articles, with six events each.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from figures import Figure
from stock import Stock, pour

from tocsin.briefing import compose
from tocsin.project import init_project
from tocsin.project_merging import merge
from tocsin.showing.brief import brief_html

ARTICLES = int(os.environ.get("TOCSIN_BENCH_BRIEF", "10000"))
SEED = 14
MOST_KILOBYTES = 1500
MOST_RATIO = 3.0


def briefs() -> Iterator[Figure]:
    """Fill a project, put its incidents together, and write its brief."""
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder,
        init_project(Path(folder) / "large") as project,
    ):
        pour(project.store, Stock(SEED).documents(ARTICLES))
        begun = time.perf_counter()
        # The stock is stored past the merging of a project: here all of it is merged at once.
        read = (project.store.document(article.id) for article in project.articles())
        merged = merge(document for document in read if document is not None)
        queried = time.perf_counter() - begun
        page = brief_html(compose(merged.incidents, merged.documents))
        written = time.perf_counter() - begun
    yield Figure(f"brief of {ARTICLES:,} articles: reading and merging", queried, "s")
    yield Figure("the whole brief, over reading and merging", written / queried, most=MOST_RATIO)
    yield Figure("size of the brief", len(page.encode()) / 1000, "kB", MOST_KILOBYTES)
