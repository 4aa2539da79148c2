"""Several processes: the same as one, in the same order, whatever fails or is killed in between."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from conftest import Run
from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from fakes import FakeCoder
from generated import articles
from killing import dump, end, start, write_reports
from tocsin import coding_run
from tocsin.errors import TocsinError, UsageError
from tocsin.pipeline import Coder
from tocsin.project import init_project
from tocsin.records import Article, Document
from tocsin.workers import AHEAD, in_order
from working import UNLUCKY, work

T = TypeVar("T")
WORKERS = 2
SECONDS_TO_END = 20.0


class Unlucky(FakeCoder):
    """Cannot code an article with the word ``unlucky``."""

    def code(self, article: Article) -> Document:
        if "unlucky" in article.text:
            raise ValueError("unlucky")
        return super().code(article)


# --- what comes out, and in which order


def test_values_come_in_their_order_from_all_processes_and_errors_where_they_belong() -> None:
    values, results, failed = [], [], []
    for value, made in in_order(work, range(20), WORKERS):
        values.append(value)
        try:
            results.append(made())
        except ValueError:
            failed.append(value)
    assert values == list(range(20))
    assert [value for value, _ in results] == [value for value in values if value != UNLUCKY]
    assert failed == [UNLUCKY]
    assert len({process for _, process in results}) <= WORKERS
    assert os.getpid() not in {process for _, process in results}


def test_no_more_is_read_ahead_than_keeps_the_processes_busy() -> None:
    read: list[int] = []

    def values() -> Iterator[int]:
        for value in range(100):
            read.append(value)
            yield value

    with closing(in_order(work, values(), WORKERS)) as found:
        assert next(found)[0] == 0
        assert len(read) == AHEAD * WORKERS + 1


def test_a_killed_process_is_told_with_the_way_out() -> None:
    with pytest.raises(TocsinError, match="fewer --workers"):
        _ = [made() for _, made in in_order(work, range(90, 120), WORKERS)]


def test_no_process_is_refused(tocsin: Run, report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="give 1 or more"):
        next(in_order(work, range(3), 0))
    assert tocsin("code", report, "--workers", "0") == 2
    assert "--workers" in capsys.readouterr().err


# --- coding


def test_two_processes_code_as_one_does(coder: Coder) -> None:
    texts = list(articles(5, seed=21, sentences=(3, 6)))
    assert list(coder.pipe(texts, workers=WORKERS)) == list(coder.pipe(texts))


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_the_output_of_two_processes_is_that_of_one_to_the_byte(
    tocsin: Run, tmp_path: Path, form: str
) -> None:
    reports = write_reports(tmp_path / "reports.jsonl")
    for name, how in (("one", ()), ("two", ("--workers", "2"))):
        assert tocsin("code", reports, "--out", tmp_path / name, "--format", form, "--quiet", *how) == 1
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").stat().st_size > 1000


@pytest.mark.parametrize("kind", KINDS)
def test_a_project_coded_by_two_processes_is_that_of_one(kind: str, tocsin: Run, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports.jsonl")
    places = [empty_place(kind, tmp_path / name) for name in ("one", "two")]
    for place, how in zip(places, ((), ("--workers", "2")), strict=True):
        init_project(place).close()
        assert tocsin("add", reports, "--project", place, "--quiet", *how) == 1
    assert dump(places[0]) == dump(places[1])


def test_what_a_process_cannot_code_is_a_problem_and_the_others_are_coded(
    tocsin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(coding_run, "load_coder", Unlucky)
    reports = tmp_path / "reports.jsonl"
    texts = ["Norway met Chile.", "An unlucky text.", "Guinea attacked Liberia."]
    reports.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    init_project(tmp_path / "crisis").close()
    assert tocsin("add", reports, "--project", tmp_path / "crisis", "--workers", "2") == 1
    said = capsys.readouterr().err
    assert "cannot be coded (ValueError: unlucky)" in said
    assert "2 articles coded: 2 events" in said


# --- killed


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
def test_a_job_of_two_processes_that_is_killed_leaves_none_and_goes_on(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports.jsonl")
    alone, killed = tmp_path / "alone", tmp_path / "killed"
    for place in (alone, killed):
        init_project(place).close()
    add = ("add", str(reports), "--quiet", "--workers", "2", "--project")
    assert end(start(*add, str(alone))) == 1
    running = start(*add, str(killed))
    children = wait_for(partial(children_of, running.pid))
    time.sleep(0.5)
    running.kill()
    end(running)
    assert wait_for(lambda: not any(is_alive(child) for child in children))
    assert end(start(*add, str(killed))) == 1
    assert dump(str(killed)) == dump(str(alone))


def wait_for(found: Callable[[], T]) -> T:
    limit = time.monotonic() + SECONDS_TO_END
    while not (value := found()) and time.monotonic() < limit:
        time.sleep(0.05)
    return value


def children_of(process: int) -> list[int]:
    """Return the processes that work for a process, once there are all of them."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    found = [int(word) for word in listed.read_text().split()] if listed.exists() else []
    return found if len(found) >= WORKERS else []


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(") ")[1][0] != "Z"
    except OSError:
        return False
