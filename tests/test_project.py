"""A project: its settings, its commands, and the same from Python."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import tocsin as package
from conftest import Run
from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from fakes import FakeCoder
from killing import beside_tests
from tocsin import coding_run
from tocsin.errors import InputError, SettingsError, StoreError
from tocsin.project import init_project
from tocsin.project_sources import Pages, problem_of, together
from tocsin.reading import Validators
from tocsin.records import Article, Document
from tocsin.storing import Counts
from tocsin.storing.alert_settings import AlertSettings
from tocsin.storing.settings import TEMPLATE, read_settings

Capture = pytest.CaptureFixture[str]
TEXT = "Norway met Chile in Oslo. Rebels say that Guinea attacked Liberia. “We know,” they said."


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A project that was made just now: its folder, or its URL."""
    where = empty_place(request.param, tmp_path)
    init_project(where).close()
    return where


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in the current folder."""
    init_project(tmp_path).close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str = TEXT) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def counts_of(where: str | Path | None) -> Counts:
    with package.open(where) as project:
        return project.counts()


# --- settings


def test_the_settings_of_a_new_project_are_the_defaults(tmp_path: Path) -> None:
    with init_project(tmp_path / "crisis") as project:
        assert project.settings.to_dict() == {
            "folder": str(tmp_path / "crisis"),
            "database": str(tmp_path / "crisis" / "tocsin.db"),
            "model": None,
            "borders": "un",
            "alerts": AlertSettings().to_dict(),
        }
    with pytest.raises(StoreError, match="there is a project already"):
        init_project(tmp_path / "crisis")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('borders = "un"', 'borders = "atlantis"'), r"line 11: coder\.borders: .*un, de-facto"),
        (('borders = "un"', "borders = 3"), r"line 11: coder\.borders: is 3, no text"),
        (('model = ""', 'model = "nowhere"'), r"line 9: coder\.model: 'nowhere' is no folder"),
        (("borders", "border"), r"line 11: coder\.border: .*did you mean borders"),
        (("[coder]", "[colour]"), r"line 7: colour: .*did you mean coder|line 7: colour: is no setting"),
        (('model = ""', "model = "), r"line 9: is not TOML"),
        (('"tocsin.db"', '"mysql://x"'), r"line 5: database: .*PostgreSQL"),
        (('"tocsin.db"', '""'), r"line 5: database: is empty"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_setting_is_named_with_file_line_and_field(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    text = TEMPLATE.format(database='"tocsin.db"')
    path = write(tmp_path / "tocsin.toml", text.replace(*change))
    with pytest.raises(SettingsError, match=said) as caught:
        read_settings(path)
    assert str(caught.value).startswith(str(path))


def test_settings_that_are_left_out_have_defaults(tmp_path: Path) -> None:
    path = write(tmp_path / "tocsin.toml", "# nothing\n")
    assert read_settings(path).borders == "un"


def test_a_table_of_borders_is_found_beside_the_settings(tmp_path: Path) -> None:
    write(tmp_path / "mine.tsv", "name\tcountry\nKashmir\t\n")
    path = write(tmp_path / "tocsin.toml", '[coder]\nborders = "mine.tsv"\n')
    assert read_settings(path).borders == str(tmp_path / "mine.tsv")


def test_the_coder_gets_the_settings(tocsin: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[object] = []

    class Told(FakeCoder):
        def __init__(self, *arguments: object) -> None:
            got.extend(arguments)

    monkeypatch.setattr(coding_run, "load_coder", Told)
    write(here / "tocsin.toml", '[coder]\nborders = "none"\n')
    assert tocsin("add", write(here / "a.txt")) == 0
    assert got == [None, False, "none"]


# --- adding


def test_add_and_query(tocsin: Run, place: str, tmp_path: Path, capsys: Capture) -> None:
    report = write(tmp_path / "a.txt")
    assert tocsin("add", report, "--project", place, "--published", "2025-05-01") == 0
    assert "1 article coded: 2 events, 1 statement" in capsys.readouterr().err
    assert tocsin("query", "--project", place, "--type", "assault", "--since", "2025-05") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["trigger"]["text"] == "attacked"
    assert tocsin("add", report, "--project", place, "--published", "2025-05-01") == 0
    assert capsys.readouterr().err == "1 article read, 1 there already\n"


def test_the_project_is_found_from_a_folder_below(
    tocsin: Run, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    below = here / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert tocsin("add", write(below / "a.txt"), "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert counts_of(None).events == 2


def test_without_a_project_it_says_how_to_make_one(
    tocsin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tocsin("query") == 2
    assert "tocsin init" in capsys.readouterr().err
    assert tocsin("query", "--project", tmp_path / "x") == 2
    assert f"tocsin init {tmp_path / 'x'}" in capsys.readouterr().err


def test_what_cannot_be_read_is_reported_kept_and_retried(tocsin: Run, here: Path, capsys: Capture) -> None:
    lines = here / "a.jsonl"
    lines.write_text(json.dumps({"text": TEXT}) + "\n{broken\n", encoding="utf-8")
    assert tocsin("add", lines, here / "missing.txt", "--published", "2025-05-01") == 1
    err = capsys.readouterr().err
    assert "2 problems" in err
    assert f"{lines}, line 2: not JSON" in err
    assert tocsin("problems") == 0
    out = capsys.readouterr().out
    assert "missing.txt" in out
    assert tocsin("problems", "--retry") == 1
    with package.open(here) as project:
        assert [one.tries for one in project.problems()] == [2, 2]
    write(here / "missing.txt", "Chile met Norway in Lima.")
    lines.write_text(json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    assert tocsin("problems", "--retry") == 0
    with package.open(here) as project:
        assert list(project.problems()) == []
        assert {one.published for one in project.articles()} == {"2025-05-01"}
        assert project.counts().events == 3


def test_an_article_that_breaks_the_coder_does_not_stop_the_others(
    tocsin: Run, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    class Breaks(FakeCoder):
        def code(self, article: Article) -> Document:
            if "Oslo" in article.text:
                raise ValueError("too cold")
            return super().code(article)

    monkeypatch.setattr(coding_run, "load_coder", Breaks)
    files = [write(here / "a.txt"), write(here / "b.txt", "Chile met Peru.")]
    assert tocsin("add", *files) == 1
    assert "cannot be coded (ValueError: too cold)" in capsys.readouterr().err
    counts = counts_of(here)
    assert (counts.events, counts.uncoded, counts.problems) == (1, 1, 1)
    monkeypatch.setattr(coding_run, "load_coder", FakeCoder)
    assert tocsin("problems", "--retry") == 0
    counts = counts_of(here)
    assert (counts.events, counts.uncoded, counts.problems) == (3, 0, 0)


def test_articles_can_be_stored_now_and_coded_later(tocsin: Run, here: Path, capsys: Capture) -> None:
    report = write(here / "a.txt")
    assert tocsin("add", report, "--no-code") == 0
    assert "1 article not coded yet" in capsys.readouterr().err
    assert counts_of(here).uncoded == 1
    assert tocsin("add", report) == 0
    assert counts_of(here).events == 2


def test_an_updated_article_is_coded_anew(tocsin: Run, here: Path, capsys: Capture) -> None:
    record = here / "a.jsonl"
    for text in (TEXT, "Chile met Peru."):
        record.write_text(json.dumps({"text": text, "url": "https://a.example"}), encoding="utf-8")
        assert tocsin("add", record) == 0
    assert "1 updated" in capsys.readouterr().err
    with package.open(here) as project:
        (article,) = project.articles()
        assert [one.trigger.text for one in project.events()] == ["met"]
        assert [len(one.document.events) for one in project.versions(article.id)] == [2]


def test_a_mapping_names_columns_also_when_it_is_tried_again(tocsin: Run, here: Path) -> None:
    asked = ("add", here / "a.csv", "--map", "text=story", "--published", "2025-05-01")
    assert tocsin(*asked) == 1
    write(here / "a.csv", f'story,headline\n"{TEXT}",Talks\n')
    assert tocsin("problems", "--retry") == 0
    with package.open(here) as project:
        assert [one.text for one in project.articles()] == [TEXT]


def test_pages_of_the_network_are_asked_for_again_only_if_they_changed(here: Path) -> None:
    with package.open(here) as project:
        first = Pages(project.store)
        assert first.get("https://a.example") is None
        first["https://a.example"] = Validators(etag="1")
        assert Pages(project.store).get("https://a.example") == Validators(etag="1")
        assert Pages(project.store, again=True).get("https://a.example") is None
        assert first.read == {"https://a.example"}
    assert list(together(["a", "https://b", "https://c", "d"])) == [
        ("a",),
        ("https://b", "https://c"),
        ("d",),
    ]


def test_a_problem_of_several_addresses_belongs_to_one_of_them() -> None:
    sources = ("https://a.example", "https://a.example/feed")
    error = InputError("https://a.example/feed, entry 3", "is empty", "write it")
    assert problem_of(error, sources, {}).input == "https://a.example/feed"


def test_an_init_that_was_stopped_can_be_run_again(tocsin: Run, here: Path) -> None:
    (here / "tocsin.toml").unlink()
    assert tocsin("init", here) == 0
    assert tocsin("init", here) == 2


@pytest.mark.parametrize("written", ["title", "=x", "title="])
def test_a_mapping_has_two_sides(tocsin: Run, here: Path, written: str, capsys: Capture) -> None:
    assert tocsin("add", write(here / "a.txt"), "--map", written) == 2
    assert "FIELD=COLUMN" in capsys.readouterr().err


def test_progress_is_shown_on_a_terminal_and_nothing_is_lost_in_it(here: Path) -> None:
    for number in range(30):
        write(here / f"{number}.txt", f"Norway met Chile in Oslo{number}.")
    code = (
        "import time; from fakes import FakeCoder; from tocsin import cli, coding_run\n"
        "from tocsin.showing import progress\n"
        "coding_run.load_coder = FakeCoder; progress.SECONDS_BETWEEN_SHOWS = 0; cli.main()"
    )
    main, side = pty.openpty()
    command = [sys.executable, "-c", code, "add", *map(str, sorted(here.glob("*.txt")))]
    environment = os.environ | {"PYTHONPATH": beside_tests()}
    with subprocess.Popen(command, stderr=side, env=environment, cwd=here) as running:
        os.close(side)
        said = b""
        while True:
            try:
                part = os.read(main, 4096)
            except OSError:
                break
            if not part:
                break
            said += part
    os.close(main)
    assert running.returncode == 0
    text = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", said.decode())
    assert re.search(r"articles coded .*30/30 .*30 events", text)
    assert re.search(r"articles merged into incidents .*30/30", text)
    assert "30 articles coded: 30 events, 0 statements" in text.splitlines()[-2]
    assert text.rstrip().endswith("give the date with --published")


# --- asking


@pytest.fixture
def full(tocsin: Run, place: str, tmp_path: Path) -> str:
    (tmp_path / "in").mkdir()
    for number in range(3):
        write(tmp_path / "in" / f"{number}.txt", f"Report {number}\n\n{TEXT}")
    files = sorted((tmp_path / "in").glob("*.txt"))
    assert tocsin("add", *files, "--project", place, "--published", "2025-05-01", "--quiet") == 0
    return place


def test_a_query_is_a_table_jsonl_or_csv(tocsin: Run, full: str, capsys: Capture) -> None:
    for form, wanted in (("table", "Guinea (GUI)"), ("jsonl", '"type":"ASSAULT"'), ("csv", ",ASSAULT,")):
        assert tocsin("query", "--project", full, "--words", "attacked", "--format", form) == 0
        assert capsys.readouterr().out.count(wanted) == 3


def test_a_query_in_sql(tocsin: Run, full: str, capsys: Capture) -> None:
    query = "SELECT type, count(*) AS n, NULL AS empty FROM events GROUP BY type ORDER BY type"
    assert tocsin("query", "--project", full, "--sql", query) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0]) == {"type": "ASSAULT", "n": 3, "empty": None}
    assert tocsin("query", "--project", full, "--sql", query, "--format", "csv", "--limit", "1") == 0
    assert capsys.readouterr().out == "type,n,empty\nASSAULT,3,\n"
    assert tocsin("query", "--project", full, "--sql", query, "--format", "table") == 0
    assert "CONSULT" in capsys.readouterr().out
    assert tocsin("query", "--project", full, "--sql", "DROP TABLE events") == 2
    assert tocsin("query", "--project", full, "--sql", query, "--type", "AID") == 2


def test_a_long_table_says_that_there_is_more(
    tocsin: Run, full: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.query_run.ROWS_OF_A_TABLE", 2)
    for query in ((), ("--sql", "SELECT * FROM events")):
        assert tocsin("query", "--project", full, "--format", "table", *query) == 0
        assert "the first 2: --limit" in capsys.readouterr().err
    assert tocsin("query", "--project", full, "--limit", "1") == 0
    out, err = capsys.readouterr()
    assert (len(out.splitlines()), err) == (1, "")


def test_a_type_that_is_none_is_refused(tocsin: Run, full: str, capsys: Capture) -> None:
    assert tocsin("query", "--project", full, "--type", "ASSAUL") == 2
    assert "the types are" in capsys.readouterr().err


def test_from_python(full: str) -> None:
    with package.open(full) as project:
        assert len(list(project.events(actor="GUI"))) == 3
        assert len(list(project.statements(words="know"))) == 3
        frame = project.frame(type="CONSULT")
        assert list(frame["published"]) == ["2025-05-01"] * 3
        assert len(frame.columns) > 30


# --- taking out


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv"])
def test_an_export_has_everything(tocsin: Run, full: str, tmp_path: Path, form: str, capsys: Capture) -> None:
    out = tmp_path / "out"
    assert tocsin("export", "--project", full, "--format", form, "--out", out) == 0
    assert f"{out}/events.{form}: 6 events" in capsys.readouterr().err
    assert sorted(path.name for path in out.iterdir()) == [
        f"articles.{form}",
        f"events.{form}",
        f"statements.{form}",
    ]
    for name, count in (("articles", 3), ("events", 6), ("statements", 3)):
        assert len(rows_of(out / f"{name}.{form}")) == count
    assert {row["type"] for row in rows_of(out / f"events.{form}")} == {"ASSAULT", "CONSULT"}
    with package.open(full) as project:
        if form == "jsonl":
            assert rows_of(out / "events.jsonl") == [
                json.loads(msgspec.json.encode(event)) for event in project.events()
            ]
        if form == "parquet":
            records = [json.loads(str(row["record"])) for row in rows_of(out / "events.parquet")]
            assert records == [json.loads(msgspec.json.encode(event)) for event in project.events()]


def rows_of(path: Path) -> list[dict[str, object]]:
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        rows: list[dict[str, object]] = pq.read_table(path).to_pylist()
        return rows
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return [dict(row) for row in csv.DictReader(text.splitlines())]
    return [json.loads(line) for line in text.splitlines()]


def test_an_export_that_cannot_be_written_says_so(tocsin: Run, here: Path, capsys: Capture) -> None:
    write(here / "file")
    assert tocsin("export", "--format", "csv", "--out", here / "file" / "x") == 2
    assert "another place" in capsys.readouterr().err


# --- coding again


def test_recode_shows_and_accepts(
    tocsin: Run, full: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tocsin("recode", "--project", full) == 0
    assert "nothing to code again" in capsys.readouterr().out

    class Blind(FakeCoder):
        def code(self, article: Article) -> Document:
            document = super().code(article)
            return Document(article=article, events=document.events[:1], statements=())

    monkeypatch.setattr(coding_run, "load_coder", Blind)
    monkeypatch.setattr("tocsin.storing.fingerprint._shipped", lambda: "newer")
    assert tocsin("recode", "--project", full) == 0
    out = capsys.readouterr().out
    assert "3 articles coded again" in out
    assert "tocsin recode --accept" in out
    assert counts_of(full).events == 6
    assert tocsin("recode", "--project", full, "--accept") == 0
    assert "accepted" in capsys.readouterr().out
    assert counts_of(full).events == 3
    assert tocsin("recode", "--project", full) == 0
    assert "nothing to code again" in capsys.readouterr().out
