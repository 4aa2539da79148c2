"""``make test-crash``: jobs are killed at random moments, resumed, and compared with one that was left alone.

TOCSIN_KILLS is how many moments there are, TOCSIN_SEED what they are drawn from. Each moment has a project of
its own; what has ended before it was killed is not counted, and tried again. Exit status 1 if one differs.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from feed_server import Feeds, rss, running
from killing import dump, end, report_lines, start, write_reports
from tocsin.project import init_project
from tocsin.storing.opening import DATABASE, MIGRATIONS
from tocsin.storing.settings import FILE

KILLS = int(os.environ.get("TOCSIN_KILLS", "50"))
SEED = int(os.environ.get("TOCSIN_SEED", "6"))
MISSES = 30
"""How often in a row a job may end before it is killed."""

FEEDS = 3
FIRST = "0001"
"""The oldest migration, from which projects are brought up to date."""

State = dict[str, list[tuple[object, ...]]]


class Job(NamedTuple):
    """``base`` is the project that it begins with, ``arguments`` what is killed, ``resumed`` what follows."""

    name: str
    base: Path
    arguments: tuple[str, ...]
    resumed: tuple[str, ...]
    before: Callable[[], None] = lambda: None
    between: Callable[[], None] = lambda: None


class Trial(NamedTuple):
    """What to compare with, and the seconds in which the job is killed."""

    job: Job
    expected: State
    seconds: float


def main() -> int:
    """Kill each job in turn; print how many ended as they should."""
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="tocsin-crash-") as name, running() as feeds:
        folder = Path(name)
        trials = [_left_alone(job, folder) for job in _jobs(folder, feeds)]
        good: Counter[str] = Counter()
        killed: Counter[str] = Counter()
        for number in range(KILLS):
            trial = trials[number % len(trials)]
            moment, differs = _killed(trial, folder / "killed", rng)
            killed[trial.job.name] += 1
            good[trial.job.name] += not differs
            if differs:
                print(f"{trial.job.name}, killed after {moment:.3f} s: {', '.join(differs)}", flush=True)
    for job in killed:
        print(f"{job:<10} {good[job]} of {killed[job]}")
    print(f"{good.total()} of {KILLS}")
    return 0 if good.total() == KILLS else 1


def _jobs(folder: Path, feeds: Feeds) -> Iterator[Job]:
    """Yield the jobs, each with the project that it begins with."""
    empty, full, old = folder / "empty", folder / "full", folder / "old"
    init_project(empty).close()
    reports = str(write_reports(folder / "reports.jsonl"))
    add = ("add", reports, "--quiet")
    yield Job("add", empty, add, add)
    listed = folder / "urls.txt"
    listed.write_text("\n".join(feeds.url(f"/{number}") for number in range(FEEDS)), encoding="utf-8")
    watch = ("watch", str(listed), "--private", "--quiet")
    grow, full_grown = _growing(feeds)
    yield Job("watch", empty, (*watch, "--every", "1s"), (*watch, "--once"), grow, full_grown)
    shutil.copytree(empty, full)
    end(start(*add, "--project", str(full)))
    recode = ("recode", "--accept", "--quiet")
    yield Job("recode", full, recode, recode)
    merged = folder / "unmerged"
    shutil.copytree(full, merged)
    _unmerge(merged)
    yield Job("merging", merged, ("incidents",), ("incidents",))
    _at_first_migration(full, old)
    yield Job("migration", old, ("problems",), ("problems",))


def _growing(feeds: Feeds) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return what makes the feeds grow from request to request, and what makes them whole.

    They have no updates: which versions there were depends on when a feed is read, killed or not.
    """
    entries = [(f"/{number}", line["text"]) for number, line in enumerate(report_lines())]
    entries[20] = ("/empty", "")
    asked: Counter[str] = Counter()

    def before(path: str) -> None:
        asked[path] += 1
        time.sleep(0.01)
        _give(feeds, entries, path, share=asked[path] / 3)

    def grow() -> None:
        asked.clear()
        feeds.before = before

    def whole() -> None:
        feeds.before = lambda path: _give(feeds, entries, path, share=1)

    return grow, whole


def _give(feeds: Feeds, entries: list[tuple[str, str]], path: str, share: float) -> None:
    if not path[1:].isdigit():
        return
    size = len(entries) // FEEDS
    own = entries[int(path[1:]) * size :][:size]
    feeds.pages[path] = rss(*own[: max(1, round(len(own) * min(share, 1)))])


def _at_first_migration(full: Path, old: Path) -> None:
    """Make a project with the tables of the first migration and the rows of another one."""
    old.mkdir()
    shutil.copy(full / FILE, old / FILE)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = create_engine(f"sqlite:///{old / DATABASE}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
    engine.dispose()
    with closing(sqlite3.connect(old / DATABASE, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS filled", (str(full / DATABASE),))
        for table in ("about", "runs", "sources", "problems", "articles", "versions", "events"):
            _copy(connection, table)
        for table in ("parties", "statements", "recoded"):
            _copy(connection, table)


def _unmerge(place: Path) -> None:
    """Have all articles wait to be merged, as those of an older project do."""
    with closing(sqlite3.connect(place / DATABASE, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for table in ("incidents", "members", "digests", "copies"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT INTO unmerged (article) SELECT DISTINCT article FROM events")


def _copy(connection: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM filled.{table}")


def _left_alone(job: Job, folder: Path) -> Trial:
    """Run a job to its end; for one that has no end, what resumes it."""
    place = folder / f"alone-{job.name}"
    shutil.copytree(job.base, place)
    job.between()
    begun = time.monotonic()
    status = end(start(*job.resumed, "--project", str(place)))
    seconds = time.monotonic() - begun
    if status not in (0, 1):
        raise SystemExit(f"{job.name} ends with status {status} when it is left alone")
    endless = job.arguments != job.resumed
    return Trial(job, _state(place), 3.0 if endless else seconds)


def _killed(trial: Trial, place: Path, rng: random.Random) -> tuple[float, list[str]]:
    """Kill a job at a random moment and resume it; return the moment, and what differs then."""
    job = trial.job
    for _ in range(MISSES):
        moment = rng.uniform(0, trial.seconds)
        with _copied(job.base, place):
            job.before()
            running_job = start(*job.arguments, "--project", str(place))
            time.sleep(moment)
            running_job.kill()
            if end(running_job) >= 0:
                continue  # it was done before
            job.between()
            status = end(start(*job.resumed, "--project", str(place)))
            if status not in (0, 1):
                return moment, [f"status {status} when resumed"]
            return moment, _differences(trial.expected, place)
    raise SystemExit(f"{job.name} ended {MISSES} times before it was killed")


@contextmanager
def _copied(base: Path, place: Path) -> Iterator[None]:
    shutil.copytree(base, place)
    try:
        yield
    finally:
        shutil.rmtree(place)


def _differences(expected: State, place: Path) -> list[str]:
    try:
        found = _state(place)
    except Exception as error:  # whatever is wrong with it is what is looked for
        return [f"{type(error).__name__}: {error}"]
    return [name for name in expected if found[name] != expected[name]]


def _state(place: Path) -> State:
    """Return the rows and the tables of a project, which is checked for damage."""
    with closing(sqlite3.connect(place / DATABASE)) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return dump(str(place)) | {"tables": tables, "revision": revision}


if __name__ == "__main__":
    sys.exit(main())
