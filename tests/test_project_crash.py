"""A job that is killed, at any moment, and run again ends as one that was left alone.

TOCSIN_CRASHES is how often each job is killed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from tocsin.project import init_project
from tocsin.storing import open_store

CRASHES = int(os.environ.get("TOCSIN_CRASHES", "6"))
ARTICLES = 60
CHILD = """
import sys, time
from fakes import FakeCoder
from tocsin import cli, coding_run, project_run, query_run
from tocsin.records import Document
from tocsin.storing import fingerprint

class Slow(FakeCoder):
    def code(self, article):
        time.sleep(0.002)
        return super().code(article)

class Newer(Slow):
    def code(self, article):
        document = super().code(article)
        return Document(article=article, events=document.events[::-1][:1], statements=())

newer = sys.argv[1] == "recode"
coding_run.load_coder = Newer if newer else Slow
fingerprint._shipped = lambda: "newer" if newer else "older"
print("begins", flush=True)
cli.main()
"""
SAME = {
    "articles": "SELECT id, url, title, text, published, hash, version, warnings, r.fingerprint "
    "FROM articles a LEFT JOIN runs r ON r.key = a.run",
    "versions": "SELECT a.id, v.version, v.hash, v.data, r.fingerprint FROM versions v "
    "JOIN articles a ON a.key = v.article LEFT JOIN runs r ON r.key = v.run",
    "events": "SELECT a.id, e.position, e.id, e.type, e.date_start, e.data FROM events e "
    "JOIN articles a ON a.key = e.article",
    "parties": "SELECT e.id, p.side, p.position, p.country, p.text FROM parties p "
    "JOIN events e ON e.key = p.event",
    "statements": "SELECT a.id, s.position, s.id, s.data FROM statements s "
    "JOIN articles a ON a.key = s.article",
    "problems": "SELECT source, input, kind, reason FROM problems",
    "recoded": "SELECT article FROM recoded",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of which every tenth is an update of the one before, and two lines that are broken."""
    lines = []
    for number in range(ARTICLES):
        told = f"Report {number}\n\nNorway met Chile in Oslo{number}. Guinea attacked Liberia. “So it is.”"
        url = f"https://a.example/{number - (number % 10 == 9)}"
        lines.append(json.dumps({"text": told, "url": url, "published": "2025-05-01"}))
    lines[20:20] = ["{broken", "[]"]
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def start(*arguments: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", CHILD, *arguments]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    assert running.stdout is not None
    assert running.stdout.readline() == b"begins\n"
    return running


def end(running: subprocess.Popen[bytes]) -> int:
    running.communicate(timeout=120)
    return running.returncode


def run_killed(rng: random.Random, seconds: float, *arguments: str) -> int:
    """Run a job that is killed CRASHES times, and then left alone; return how often it was hit."""
    hits = 0
    for _ in range(CRASHES):
        running = start(*arguments)
        time.sleep(rng.uniform(0, seconds / 2))
        running.kill()
        hits += end(running) < 0  # what has ended before was not hit
    assert end(start(*arguments)) in (0, 1)
    return hits


def dump(place: str) -> dict[str, list[tuple[object, ...]]]:
    with open_store(place) as store:
        found = {name: sorted(store.sql(query).rows, key=repr) for name, query in SAME.items()}
        if not place.startswith("postgresql"):
            with store.transaction() as connection:
                assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
                assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
                for name in ("articles", "events", "statements"):
                    connection.execute(
                        text(f"INSERT INTO {name}_words({name}_words) VALUES ('integrity-check')")
                    )
    return found


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
