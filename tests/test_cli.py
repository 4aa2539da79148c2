"""The command: exit statuses, messages, and nothing lost."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from conftest import Run
from fakes import FakeCoder
from killing import beside_tests
from tocsin import cli, coding_run
from tocsin.coding_run import Notes
from tocsin.records import Article, Document

WITH_FAKE = "import sys; from fakes import FakeCoder; from tocsin import cli, coding_run; " + (
    "coding_run.load_coder = FakeCoder; cli.main()"
)


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-c", WITH_FAKE, *map(str, arguments)]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": beside_tests()}


# --- what is written


def test_into_a_pipe_goes_jsonl(tocsin: Run, report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tocsin("code", report, "--published", "2025-05-01") == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["date"]["start"] for line in out.splitlines()] == ["2025-05-01"] * 2
    assert err == ""


def test_several_files_are_one_stream(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = []
    for number in range(3):
        names.append(tmp_path / f"{number}.txt")
        names[-1].write_text(f"Norway met Chile in Oslo{number}.", encoding="utf-8")
    tocsin("code", *names)
    there = capsys.readouterr().out.splitlines()
    tocsin("code", *reversed(names))
    back = capsys.readouterr().out.splitlines()
    assert len({json.loads(line)["article"] for line in there}) == 3
    assert there == back[::-1]


def test_the_outputs_name_says_its_format(tocsin: Run, report: Path, tmp_path: Path) -> None:
    assert tocsin("code", report, "--out", tmp_path / "events.csv") == 0
    written = (tmp_path / "events.csv").read_text(encoding="utf-8")
    assert len(list(csv.DictReader(io.StringIO(written)))) == 2


def test_an_output_without_an_ending_or_with_a_format_may_have_any_name(
    tocsin: Run, report: Path, tmp_path: Path
) -> None:
    assert tocsin("code", report, "--out", tmp_path / "events") == 0
    assert json.loads((tmp_path / "events").read_text(encoding="utf-8").splitlines()[0])
    assert tocsin("code", report, "--format", "csv", "--out", tmp_path / "events.2025") == 0
    assert (tmp_path / "events.2025").read_text(encoding="utf-8").startswith("id,")


def test_an_article_without_a_date_of_publication_is_told_with_what_follows(
    tocsin: Run, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "tocsin: 1 article has no date of publication: relative dates"
    assert tocsin("code", report) == 0
    assert said in (err := capsys.readouterr().err)
    assert "give the date with --published" in err
    for how in (["--quiet"], ["--published", "2025-05-01"]):
        assert tocsin("code", report, *how) == 0
        assert "no date of publication" not in capsys.readouterr().err
    assert tocsin("init", tmp_path / "p") == 0
    for how, told in (([], True), ([], False), (["--published", "2025-05-01"], False)):
        capsys.readouterr()
        assert tocsin("add", report, "--project", tmp_path / "p", *how) == 0
        assert (said in capsys.readouterr().err) == told


def test_explain_shows_reasons(tocsin: Run, report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tocsin("code", report, "--explain") == 0
    assert "row 'v met R'" in capsys.readouterr().out


def test_the_ontology_is_printed(tocsin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert tocsin("ontology", "assault") == 0
    assert "firearms" in capsys.readouterr().out


def test_a_terminal_gets_a_table_in_colour_unless_it_wants_none(report: Path) -> None:
    colourful = environment() | {"TERM": "xterm-256color", "COLUMNS": "100"}
    colourful.pop("NO_COLOR", None)
    plain = on_terminal(report, colourful | {"NO_COLOR": "1"})
    assert "\x1b[3" in on_terminal(report, colourful)
    assert "\x1b[3" not in plain
    assert "who" in plain


def on_terminal(report: Path, env: dict[str, str]) -> str:
    """Run the command with a terminal as its output and return what the terminal got."""
    reader, writer = pty.openpty()
    with subprocess.Popen(command("code", report), stdout=writer, stderr=writer, env=env) as process:
        os.close(writer)
        got = b""
        try:
            while chunk := os.read(reader, 4096):
                got += chunk
        except OSError:  # the terminal's other side was closed
            pass
    os.close(reader)
    assert process.returncode == 0
    return got.decode("utf-8")


# --- what goes wrong


def test_what_cannot_be_read_is_named_and_the_rest_is_coded(
    tocsin: Run, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tocsin("code", tmp_path / "missing.txt", report) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert "missing.txt: no such file" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["code"], "Missing argument", id="no file"),
        pytest.param(["code", "REPORT", "--published", "soon"], "'soon' is not a date", id="no date"),
        pytest.param(["code", "REPORT", "--format", "xml"], "no format 'xml'", id="no format"),
        pytest.param(["code", "REPORT", "--colour"], "No such option", id="no option"),
        pytest.param(["code", "REPORT", "--out", "REPORT"], "would be lost", id="output is an input"),
        pytest.param(["code", "REPORT", "--out", "/nowhere/x.csv"], "does not exist", id="no directory"),
        pytest.param(["code", "REPORT", "--out", "x.xyz"], ".csv, .json, .jsonl, .table", id="no ending"),
        pytest.param(["brief", "REPORT", "--out", "x.xyz"], ".html, .md, .pdf, .docx", id="brief, no ending"),
        pytest.param(["series", "REPORT", "--out", "x.xls"], ".jsonl, .csv, .parquet, .txt", id="series"),
        pytest.param(["import", "icews", "REPORT", "--out", "x.xls"], ".jsonl, .csv, .parquet", id="import"),
        pytest.param(["code", "REPORT", "--explain", "--format", "csv"], "no room", id="explained CSV"),
        pytest.param(["ontology", "WAR"], "the types are AGREE", id="no type"),
        pytest.param(["decode"], "No such command", id="no command"),
    ],
)
def test_wrong_usage_is_status_two_and_one_message(
    tocsin: Run, report: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    before = report.read_bytes()
    assert tocsin(*(str(report) if word == "REPORT" else word for word in arguments)) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert out == ""
    assert report.read_bytes() == before


def test_warnings_name_the_article_unless_quiet(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("José met <b>Chile</b>.<br>They talked.".encode("latin-1"))
    assert tocsin("code", path) == 0
    assert capsys.readouterr().err.count("tocsin: ") == 3  # and that nobody knows when it was published
    assert tocsin("code", path, "--quiet") == 0
    assert capsys.readouterr().err == ""


def test_an_interruption_leaves_no_file(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted(FakeCoder):
        def pipe(self, articles: Iterable[Article], workers: int | None = None) -> Iterator[Document]:
            yield from super().pipe(articles)
            raise KeyboardInterrupt

    monkeypatch.setattr(coding_run, "load_coder", Interrupted)
    assert cli.run(["code", str(report), "--out", str(tmp_path / "events.jsonl")]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [report]


@pytest.mark.parametrize("form", ["jsonl", "table", "csv"])
def test_a_closed_pipe_is_silent(tmp_path: Path, form: str) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "Norway met Chile in Oslo."}\n' * 5000, encoding="utf-8")
    with subprocess.Popen(
        command("code", path, "--format", form),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_full_disk_is_told(report: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command("code", report), stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )
    assert ended.returncode == 2
    assert b"no space left" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def __init__(self) -> None:
            self.got = ""

        def write(self, text: str) -> int:
            self.got += text
            return len(text)

        def flush(self) -> None: ...

        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(coding_run, "SECONDS_BETWEEN_LINES", 0)
    document = FakeCoder().code(Article(id="a", text="Norway met Chile."))
    terminal = Terminal()
    notes = Notes(terminal, quiet=False, progress=True)  # type: ignore[arg-type]
    notes.coded(document)
    notes.clear()
    assert "1 article, 1 event" in terminal.got
