"""A job that is killed, at any moment, and run again ends as one that was left alone.

TOCSIN_CRASHES is how often each job is killed. `make test-crash` does it more often, and with more jobs.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from killing import ARTICLES, dump, end, start, write_reports
from reported import World
from tocsin.project import init_project
from tocsin.storing import CoderVersion, keeping

CODER = CoderVersion(tocsin="1", fingerprint="a", options={})
CRASHES = int(os.environ.get("TOCSIN_CRASHES", "3"))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("reports") / "reports.jsonl")


def run_killed(rng: random.Random, seconds: float, *arguments: str, times: int = CRASHES) -> int:
    """Run a job that is killed so many times, and then left alone; return how often it was hit."""
    hits = 0
    for _ in range(times):
        running = start(*arguments)
        time.sleep(rng.uniform(0, seconds / 2))
        running.kill()
        hits += end(running) < 0  # what has ended before was not hit
    assert end(start(*arguments)) in (0, 1)
    return hits


@pytest.mark.parametrize("kind", KINDS)
def test_killed_jobs_end_as_those_that_were_left_alone(kind: str, tmp_path: Path, reports: Path) -> None:
    places = [empty_place(kind, tmp_path / name) for name in ("alone", "killed")]
    for place in places:
        init_project(place).close()
    alone, killed = places
    rng = random.Random(6)
    for command in (("add", str(reports)), ("recode", "--accept")):
        running, begun = start(*command, "--project", alone, "--quiet"), time.monotonic()
        assert end(running) == (1 if command[0] == "add" else 0)
        seconds = time.monotonic() - begun
        hits = run_killed(rng, seconds, *command, "--project", killed, "--quiet")
        assert hits > 0
        assert dump(killed) == dump(alone)
    assert len(dump(alone)["events"]) == ARTICLES - ARTICLES // 10
    assert dump(alone)["incidents"]
    assert dump(alone)["unmerged"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_merging_that_is_killed_goes_on_where_it_stopped(kind: str, tmp_path: Path) -> None:
    places = [empty_place(kind, tmp_path / name) for name in ("alone", "killed")]
    for place in places:
        world = World(seed=7)
        with init_project(place) as project:
            for number in range(2 * keeping.ARTICLES + 10):  # which are merged in three transactions
                project.store.save_document(world.document(number), CODER)
    alone, killed = places
    begun = time.monotonic()
    assert end(start("incidents", "--project", alone)) == 0
    seconds = time.monotonic() - begun
    times = max(2, CRASHES // 2)
    assert run_killed(random.Random(7), seconds, "incidents", "--project", killed, times=times) > 0
    assert dump(killed) == dump(alone)
    assert dump(alone)["unmerged"] == []
