"""Progress: lines, a bar or JSON, in the same words for every long job; nothing where none is wanted."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from conftest import Run
from tocsin.project import init_project
from tocsin.showing import progress
from tocsin.showing.progress import FORMS, Form, Told

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every step be shown."""
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0)
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_SHOWS", 0)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    init_project(tmp_path / "crisis").close()
    return tmp_path / "crisis"


def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    rows = [{"text": f"Norway met Chile in Oslo{n}.", "published": "2025-05-01"} for n in range(3)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("command", "stages"),
    [
        (("add", "REPORTS"), ["read", "code", "merge"]),
        (("recode", "--accept"), []),
        (("incidents",), []),
        (("export", "--format", "jsonl", "--out", "OUT"), ["export"]),
    ],
)
def test_every_long_job_tells_scripts_how_far_it_is(
    tocsin: Run, place: Path, tmp_path: Path, capsys: Capture, command: tuple[str, ...], stages: list[str]
) -> None:
    paths = {"REPORTS": str(reports(tmp_path)), "OUT": str(tmp_path / "out")}
    if command[0] != "add":
        assert tocsin("add", paths["REPORTS"], "--project", place, "--quiet") == 0
    capsys.readouterr()
    given = [paths.get(word, word) for word in command]
    assert tocsin(*given, "--project", place, "--progress", "json") == 0
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    steps = [one for one in said if one["event"] == "progress"]
    assert list(dict.fromkeys(one["stage"] for one in steps)) == stages
    for stage in stages:
        of_stage = [one for one in steps if one["stage"] == stage]
        assert of_stage[-1]["done"] in (3, of_stage[-1]["total"])
        assert all(0 <= one["done"] <= (one["total"] or 3) for one in of_stage)
    assert all(one["event"] in ("progress", "message") for one in said)


@pytest.mark.usefixtures("at_once")
def test_lines_say_it_in_words(tocsin: Run, place: Path, tmp_path: Path, capsys: Capture) -> None:
    assert tocsin("add", reports(tmp_path), "--project", place) == 0
    said = capsys.readouterr().err
    assert "tocsin: 3 of 3 articles coded, 3 events\n" in said
    assert "tocsin: 3 of 3 articles merged into incidents\n" in said
    assert said.endswith("3 articles coded: 3 events, 0 statements\n")


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("how", [("--quiet",), ("--progress", "none"), ("--quiet", "--progress", "json")])
def test_what_is_not_wanted_is_not_shown(
    tocsin: Run, place: Path, tmp_path: Path, capsys: Capture, how: tuple[str, ...]
) -> None:
    assert tocsin("add", reports(tmp_path), "--project", place, *how) == 0
    said = capsys.readouterr().err
    assert "of 3" not in said
    assert "progress" not in said
    assert bool(said) == ("--quiet" not in how)


@pytest.mark.usefixtures("at_once")
def test_a_bar_is_drawn_and_taken_away(tocsin: Run, place: Path, tmp_path: Path, capsys: Capture) -> None:
    assert tocsin("add", reports(tmp_path), "--project", place, "--progress", "bar") == 0
    said = capsys.readouterr().err
    assert re.search(r"articles coded .* 3/3 .*3 events", re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", said))
    assert "\x1b[2K" in said  # the line of the bar is cleared
    assert said.endswith("3 articles coded: 3 events, 0 statements\n")


@pytest.mark.parametrize("form", [form for form in FORMS if form != "auto"])
def test_what_is_said_stays_in_every_form(form: Form) -> None:
    stream = io.StringIO()
    told = Told(stream, form=form)
    told.progress("code", 1, 2)
    told.say("a [word] is lost")
    told.clear()
    assert "a [word] is lost" in stream.getvalue()


def test_an_unknown_form_is_refused(tocsin: Run, place: Path, capsys: Capture) -> None:
    assert tocsin("recode", "--project", place, "--progress", "loud") == 2
    assert "'auto', 'bar', 'lines', 'json', 'none'" in capsys.readouterr().err
