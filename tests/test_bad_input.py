"""What people give that nobody prepared: one clear message, the right exit status, nothing lost."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tocsin as api
from conftest import Run
from tocsin.errors import InputError, StoreError, UsageError
from tocsin.merging import compare, of_one_matter
from tocsin.merging.readouts import units
from tocsin.pipeline import borders_of
from tocsin.project import init_project
from tocsin.reading.options import mapping_of
from tocsin.reading.python_input import checked_article, given_article, given_date, given_text
from tocsin.relating import relation, relations
from tocsin.workers import in_order

TEXT = "Kenya urged Uganda to reopen the border."
CALL = (
    "Dr. S. Jaishankar met Gen. Asim Munir in the U.S. on Monday. He told Marco A. Rubio that the U.N. "
    "Charter holds in the U.S. The two agreed to meet.\n\nThey left"
)


# --- Python


def test_a_text_and_an_article_are_both_taken() -> None:
    plain = given_article(TEXT, published=dt.date(2025, 5, 1), title="Border")
    assert (plain.text, plain.published, plain.title) == (TEXT, "2025-05-01", "Border")
    own = api.Article(id="a", text=TEXT, published="2025-05-01", title="Border")
    assert given_article(own) is not None
    assert given_article(own, published="2025-06-01", url="https://example.org/a") == api.Article(
        id="a", text=TEXT, published="2025-06-01", title="Border", url="https://example.org/a"
    )
    assert given_date(dt.datetime(2025, 5, 1, 14, 30)) == "2025-05-01T14:30:00"


@pytest.mark.parametrize("wrong", [None, 5, b"text", ["text"], Path("report.txt")])
def test_what_is_no_text_is_refused(wrong: Any) -> None:
    for take in (given_article, given_text, checked_article):
        with pytest.raises(UsageError):
            take(wrong)


@pytest.mark.parametrize("wrong", [5, "yesterday", "", ["2025-05-01"]])
def test_what_is_no_date_is_refused(wrong: Any) -> None:
    with pytest.raises(UsageError, match="2025-05-01"):
        given_article(TEXT, published=wrong)


def test_an_empty_text_is_an_input_error() -> None:
    for wrong in ("", " \n", api.Article(id="a", text="")):
        with pytest.raises(InputError, match="is empty"):
            given_article(wrong)


def test_a_coder_takes_text_and_article_alike(coder: api.Coder) -> None:
    by_text = coder.code(TEXT, published="2025-05-01")
    by_article = coder.code(by_text.article)
    assert by_text == by_article
    assert by_text.events[0].date is not None
    assert coder.code(by_text.article, published=dt.date(2025, 6, 1)).article.published == "2025-06-01"


@pytest.mark.parametrize("wrong", [TEXT, None, 5, [TEXT], [None]])
def test_pipe_takes_articles_alone(coder: api.Coder, wrong: Any) -> None:
    with pytest.raises(UsageError, match="Article"):
        list(coder.pipe(wrong))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: relation(None, "Kenya", "Uganda"),  # type: ignore[arg-type]
        lambda: relation(TEXT, 5, "Uganda"),  # type: ignore[arg-type]
        lambda: relations(TEXT),
        lambda: relations([(TEXT, "Kenya")]),
        lambda: relations([TEXT]),
        lambda: relations(None),  # type: ignore[arg-type]
        lambda: borders_of(5),
        lambda: list(in_order(lambda: str, [1], 1.5)),  # type: ignore[arg-type]
    ],
)
def test_wrong_types_are_usage_errors(ask: Callable[[], Any]) -> None:
    with pytest.raises(UsageError, match="give"):
        ask()


@pytest.mark.parametrize(
    "filters",
    [
        {"type": "foo"}, {"mode": "foo"}, {"type": "ASSAULT", "mode": "phone"}, {"modality": "maybe"},
        {"quad": 9}, {"since": 2025}, {"actor": ["PAK"]}, {"min_confidence": "x"},
        {"min_confidence": float("nan")},
        {"near": "Oslo", "within_km": float("nan")},
    ],
)  # fmt: skip
def test_filters_that_nothing_can_fulfil_are_told(tmp_path: Path, filters: dict[str, Any]) -> None:
    with init_project(tmp_path / "p") as project, pytest.raises(UsageError):
        list(project.events(**filters))


# --- accounts side by side


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    assert [one.text for one in units(CALL)] == [
        "Dr. S. Jaishankar met Gen. Asim Munir in the U.S. on Monday.",
        "He told Marco A. Rubio that the U.N. Charter holds in the U.S.",
        "The two agreed to meet.",
        "They left",
    ]


def test_accounts_of_two_matters_have_no_point_in_common() -> None:
    one = "Nairobi said Minister Murkomen met Envoy Garcia of Haiti. They agreed to meet again on Monday."
    other = (
        "Baku said President Aliyev met Premier Pashinyan of Armenia. They agreed to meet again on Monday."
    )
    assert not of_one_matter(one, other)
    assert {point.relation for point in compare(one, other)} == {"only-a", "only-b"}
    assert of_one_matter(one, one.replace("Minister", "Secretary"))
    assert compare(one, one)[0].relation == "both"


def test_readouts_read_what_code_reads(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other, empty = (tmp_path / name for name in ("one.txt", "other.txt", "empty.txt"))
    one.write_bytes(CALL.encode("utf-16"))
    other.write_text("Nairobi hosted Ruto, Murkomen and Garcia.", encoding="utf-8")
    empty.write_bytes(b"")
    assert tocsin("readouts", one, other) == 0
    assert "share hardly a name" in capsys.readouterr().err
    assert tocsin("readouts", one, empty) == 1
    assert "is empty" in capsys.readouterr().err


# --- the command


def test_a_closed_input_and_an_empty_name_are_told(
    tocsin: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert tocsin("dedup", "-", "") == 1
    told = capsys.readouterr().err
    assert "standard input: is closed" in told
    assert "'': is no file name" in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_help_into_a_full_disk_is_no_traceback() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", _HELP],
            stdout=full, stderr=subprocess.PIPE, text=True, env=os.environ, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "tocsin: standard output: no space left on device\n"


_HELP = "from tocsin.cli import main; main(['--help'])"


def test_borders_in_another_encoding_are_told(tmp_path: Path) -> None:
    table = tmp_path / "borders.tsv"
    table.write_bytes("name\tcountry\nÜ\tDEU\n".encode("latin-1"))
    with pytest.raises(InputError, match="no table in UTF-8"):
        borders_of(str(table))


def test_a_field_has_one_column() -> None:
    assert mapping_of(("text=a", "text=a")) == {"text": "a"}
    with pytest.raises(UsageError, match="has the column 'a' already"):
        mapping_of(("text=a", "text=b"))


def test_a_table_without_text_names_the_option(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Head line;Words\nA;B\n", encoding="utf-8")
    assert tocsin("dedup", table) == 1
    assert '--map text="Head line"' in capsys.readouterr().err


def test_init_with_an_unknown_server_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such server"):
        init_project(tmp_path / "p", "mysql://host/x")
    assert not (tmp_path / "p").exists()


def test_a_project_without_its_database_is_not_sent_to_init(tmp_path: Path) -> None:
    init_project(tmp_path / "p").close()
    (tmp_path / "p" / "tocsin.db").unlink()
    with pytest.raises(StoreError, match="restore it from a copy, or remove"):
        api.open(tmp_path / "p")


def test_a_number_beyond_all_corrections_is_wrong_usage(tocsin: Run, tmp_path: Path) -> None:
    init_project(tmp_path / "p").close()
    assert tocsin("correct", "--undo", "9" * 30, "--project", tmp_path / "p") == 2


def test_a_project_among_files_is_refused(tocsin: Run, tmp_path: Path) -> None:
    init_project(tmp_path / "p").close()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert tocsin("brief", tmp_path / "p", tmp_path / "a.txt", "--out", tmp_path / "b.html") == 2
    assert not (tmp_path / "b.html").exists()


def test_days_of_which_nothing_was_read_are_told_as_such(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    day = ("--published", "2025-05-01")
    assert tocsin("series", file, *day, "--since", "2030") == 2
    assert "nothing was read from 2030-01-01 on" in capsys.readouterr().err
    assert tocsin("replay", file, *day, "--from", "2030") == 2
    assert "nothing was read from 2030-01-01 on" in capsys.readouterr().err
    assert tocsin("replay", file, *day, "--to", "2000") == 2
    assert "nothing was read until 2000-12-31" in capsys.readouterr().err
    assert tocsin("replay", file, *day, "--from", "1970", "--to", "9998") == 0


def test_wrong_usage_is_told_before_a_project_is_read(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = ("--project", tmp_path)  # no project: it would be told if it were opened first
    assert tocsin("alerts", *nowhere, "--since", "2027", "--until", "2020") == 2
    assert "backwards" in capsys.readouterr().err
    assert tocsin("forecast", *nowhere, "--question", "will there be war?") == 2
    assert "cannot be resolved" in capsys.readouterr().err


def test_a_report_of_the_future_does_not_stretch_the_days_that_are_watched(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    days = ("2025-05-01", "9998-01-01", "1970-01-01")
    lines = [json.dumps({"id": day, "text": f"{TEXT} {day}", "published": day}) for day in days]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert tocsin("series", file, "--json") == 0
    told = capsys.readouterr()
    assert [json.loads(line)["start"] for line in told.out.splitlines()] == ["2025-05-01"]
    assert "2 articles have a date of publication in the future" in told.err
    for command in ("escalation", "replay"):
        assert tocsin(command, file) == 0


def test_a_short_row_of_a_table_of_events_is_left_out_and_told(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "events.tab"
    rows = (
        "Event ID\tEvent Date\tSource Country\tEvent Text\tCAMEO Code\tTarget Country",
        "1\t2014-01-01\tIndia\tFight\t190\tPakistan",
        "2\t2014-01-02\tIndia",
    )
    table.write_text("\n".join(rows), encoding="utf-8")
    assert tocsin("import", "icews", table) == 0
    told = capsys.readouterr()
    assert "rows that end before the columns that are read: 1" in told.err + told.out
