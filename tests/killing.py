"""Jobs that are killed: a process of the command, whose coder needs no model, and what it leaves behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from tocsin.storing import open_store

ARTICLES = 60
CHILD = """
import sys, time
from fakes import NewerCoder, SlowCoder
from sqlalchemy import Engine, event
from tocsin import cli, coding_run, project_run, query_run, watching_run
from tocsin.storing import fingerprint

newer = sys.argv[1] == "recode"
if sys.argv[1] in ("problems", "incidents"):  # which only migrate and merge: each statement takes a while
    pause = 0.01 if sys.argv[1] == "problems" else 0.002
    event.listen(Engine, "before_cursor_execute", lambda *_: time.sleep(pause))
watching_run.SECONDS_AT_ONE_HOST = 0.02
coding_run.load_coder = NewerCoder if newer else SlowCoder
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
    "incidents": "SELECT id, day, reports, sources, parent, data FROM incidents",
    "members": "SELECT m.event, i.id FROM members m LEFT JOIN incidents i ON i.key = m.incident",
    "traces": "SELECT m.event, t.family, t.country, t.span, t.first, t.last FROM traces t "
    "JOIN members m ON m.key = t.member",
    "unmerged": "SELECT article FROM unmerged",
}


def report_lines() -> list[dict[str, str]]:
    """Return articles of which every tenth is an update of the one before."""
    lines = []
    for number in range(ARTICLES):
        told = f"Report {number}\n\nNorway met Chile in Oslo{number}. Guinea attacked Liberia. “So it is.”"
        url = f"https://a.example/{number - (number % 10 == 9)}"
        lines.append({"text": told, "url": url, "published": "2025-05-01"})
    return lines


def write_reports(path: Path) -> Path:
    """Write the articles into a file of records, with two lines that are broken."""
    lines = [json.dumps(line) for line in report_lines()]
    lines[20:20] = ["{broken", "[]"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def beside_tests() -> str:
    """Return the path on which a child finds the modules of the tests, and what this process found by one."""
    return os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))


def start(*arguments: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": beside_tests()}
    command = [sys.executable, "-c", CHILD, *arguments]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    assert running.stdout is not None
    assert running.stdout.readline() == b"begins\n"
    return running


def end(running: subprocess.Popen[bytes]) -> int:
    running.communicate(timeout=120)
    return running.returncode


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
