"""The commands correct, corrections and review, and what they do to query, export, incidents and training."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import tocsin as package
from conftest import Run
from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from tocsin.project import init_project
from tocsin.records import Event
from tocsin.sensing.pairs_file import read_labelled

Capture = pytest.CaptureFixture[str]
TEXT = "Talks in Oslo\n\nNorway met Chile in Oslo. Rebels say that Guinea attacked Liberia."
OTHER = "Oslo again\n\nOn Friday, Norway met Chile in Oslo."


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path, tocsin: Run) -> str:
    """A project with two articles and three events."""
    where = empty_place(request.param, tmp_path)
    init_project(where).close()
    for number, text in enumerate((TEXT, OTHER)):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        assert tocsin("add", path, "--project", where, "--published", "2025-05-02", "--quiet") == 0
    return where


def events(where: str) -> list[Event]:
    with package.open(where) as project:
        return list(project.events())


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def listed(tocsin: Run, where: str, capsys: Capture) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert tocsin("corrections", "--json", "--project", where) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


# --- correct


def test_a_correction_is_seen_by_query_and_export_and_can_be_undone(
    tocsin: Run, place: str, tmp_path: Path, capsys: Capture
) -> None:
    before = events(place)
    attacked = before[1].id
    asked = ("--type", "consult", "--mode", "phone", "--actor", "PAKMIL", "--actor", "IND", "--who", "Ana")
    more = ("--recipient", "USA", "--modality", "planned", "--date", "2025-05", "--place", "Geneva")
    assert tocsin("correct", attacked, *asked, *more, "--project", place) == 0
    said = capsys.readouterr().out
    assert f"correction 1: {attacked}: type: ASSAULT → CONSULT" in said
    assert "tocsin correct --undo 1" in said
    assert tocsin("query", "--project", place, "--actor", "PAKMIL", "--type", "CONSULT") == 0
    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert (found["mode"], found["modality"], found["place"]["name"]) == ("phone", "planned", "Geneva")
    assert [one["code"] for one in found["actors"]] == ["PAKMIL", "IND"]
    assert tocsin("query", "--project", place, "--type", "ASSAULT") == 0
    assert capsys.readouterr().out == ""
    assert tocsin("export", "--project", place, "--format", "jsonl", "--out", tmp_path / "out") == 0
    assert '"ASSAULT"' not in (tmp_path / "out" / "events.jsonl").read_text()
    assert tocsin("correct", "--undo", "1", "--project", place, "--who", "Ben") == 0
    assert "correction 1 is undone" in capsys.readouterr().out
    assert events(place) == before
    (one,) = listed(tocsin, place, capsys)
    assert (one["who"], one["undone_by"], one["state"]) == ("Ana", "Ben", "undone")


def test_an_event_is_rejected_and_another_added(
    tocsin: Run, place: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    first = events(place)[0]
    assert tocsin("correct", first.id, "--reject", "--project", place, "--who", "Ana") == 0
    asked = (
        "--article",
        first.article,
        "--evidence",
        "Guinea attacked",
        "--type",
        "threaten",
        "--actor",
        "GIN",
    )
    assert tocsin("correct", "--add", *asked, "--recipient", "LBR", "--project", place) == 0
    assert [one.type for one in events(place)] == ["ASSAULT", "CONSULT", "THREATEN"]
    capsys.readouterr()
    assert tocsin("corrections", "--project", place) == 0
    out = capsys.readouterr().out
    for words in ("Ana", "rejected: Norway", "added: Guinea (GIN) → THREATEN → Liberia", "applied"):
        assert words in out
    assert tocsin("correct", "--add", *asked, "--recipient", "LBR", "--project", place) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("EVENT", "--type", "ASSAUL"), "no event type 'ASSAUL': the types are AGREE"),
        (("EVENT", "--mode", "phone"), "ASSAULT has no mode 'phone': its modes are"),
        (("EVENT", "--actor", "Pakistan"), "no code 'Pakistan': did you mean PAK?"),
        (("EVENT", "--actor", "XXX"), "XXX is no country of ISO 3166-1 alpha-3"),
        (("EVENT", "--recipient", "PAKQQQ"), "QQQ is no sector: there are AGR"),
        (("EVENT", "--recipient", "none", "--recipient", "PAK"), "none stands alone"),
        (("EVENT", "--modality", "sure"), "no claim 'sure': there are asserted"),
        (("EVENT", "--date", "May"), "'May' is no day"),
        (("EVENT", "--date", "2025-05-02/2025-05-01"), "ends before it begins"),
        (("EVENT", "--place", "Nowhereville"), "neither in a table nor in the article"),
        (("EVENT", "--type", "ASSAULT"), "is like that already"),
        (("zz", "--type", "AID"), "there is no event 'zz'"),
        (("EVENT",), "say what to change"),
        (("--type", "AID"), "give one EVENT"),
        (("EVENT", "--reject", "--type", "AID"), "--reject goes without changes"),
        (("EVENT", "--reject", "--undo", "1"), "--reject and --undo: give one of them"),
        (("EVENT", "--evidence", "x", "--reject"), "--evidence goes with --add"),
        (("--add", "--article", "ARTICLE"), "--add needs --evidence"),
        (("--add", "--article", "zz", "--evidence", "x"), "there is no article 'zz'"),
        (("--add", "--article", "ARTICLE", "--evidence", "met"), "needs a --type"),
        (("--add", "--article", "ARTICLE", "--evidence", "MET CHILE", *"--type AID --actor NOR".split()),
         "there it is 'met Chile'"),
        (("--add", "--article", "ARTICLE", "--evidence", "was", *"--type AID --actor NOR".split()),
         "copy the words as they stand there"),
        (("--add", "--article", "ARTICLE", "--evidence", "in Oslo", *"--type AID --actor NOR".split()),
         "2 times: give more words"),
        (("--add", "--article", "ARTICLE", "--evidence", "met", "--type", "AID"), "an --actor or"),
        (("--join", "EVENT", "EVENT"), "stands here twice"),
        (("--undo", "7"), "there is no correction 7"),
    ],
    ids=lambda value: value[:25] if isinstance(value, str) else None,
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    tocsin: Run, tmp_path: Path, capsys: Capture, asked: tuple[str, ...], said: str
) -> None:
    where = str(tmp_path / "p")
    init_project(where).close()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert tocsin("add", tmp_path / "a.txt", "--project", where, "--quiet") == 0
    before = events(where)
    named = {"EVENT": before[1].id, "ARTICLE": before[1].article}
    assert tocsin("correct", *(named.get(word, word) for word in asked), "--project", where) == 2
    assert said in capsys.readouterr().err
    assert events(where) == before
    assert listed(tocsin, where, capsys) == []


# --- merging


def incidents(tocsin: Run, where: str, capsys: Capture) -> list[set[str]]:
    capsys.readouterr()
    assert tocsin("incidents", "--project", where, "--json") == 0
    return [set(json.loads(line)["events"]) for line in capsys.readouterr().out.splitlines()]


def test_merging_keeps_what_people_split_and_join(tocsin: Run, place: str, capsys: Capture) -> None:
    met, attacked, again = (one.id for one in events(place))
    assert {met, again} in incidents(tocsin, place, capsys)
    assert tocsin("correct", "--split", met, again, "--project", place) == 0
    assert {met} in incidents(tocsin, place, capsys)
    assert tocsin("correct", "--join", met, attacked, "--project", place) == 0
    assert {met, attacked} in incidents(tocsin, place, capsys)
    for number in ("1", "2"):
        assert tocsin("correct", "--undo", number, "--project", place) == 0
    assert {met, again} in incidents(tocsin, place, capsys)
    assert tocsin("correct", again, "--reject", "--project", place) == 0
    assert incidents(tocsin, place, capsys) in ([{met}, {attacked}], [{attacked}, {met}])


# --- review


def test_a_review_asks_about_the_most_doubtful_first(
    tocsin: Run, place: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    met, attacked, again = events(place)
    typed(monkeypatch, "x\nt\nASSAUL\n\nt accuse allege\nn\na\n")
    assert tocsin("review", "--project", place, "--who", "Ana") == 0
    out = capsys.readouterr().out
    assert "1 of 3  Talks in Oslo · 2025-05-02" in out
    assert "Rebels say that [Guinea *attacked* Liberia]." in out
    assert "'x' is none of the keys: (a)ccept" in out
    assert "no event type 'ASSAUL'" in out
    assert "2 of 3 events reviewed: 1 accepted, 1 changed" in out
    found = {one.id: one for one in events(place)}
    assert (found[attacked.id].type, found[attacked.id].mode) == ("ACCUSE", "allege")
    assert [one["what"] for one in listed(tocsin, place, capsys)] == ["change", "accept"]
    typed(monkeypatch, "r\n")
    assert tocsin("review", "--project", place) == 0
    out = capsys.readouterr().out
    assert "1 of 1 event reviewed: 1 rejected" in out
    assert len(events(place)) == 2
    assert tocsin("review", "--project", place) == 0
    assert capsys.readouterr().out == "0 of 0 events reviewed\n"
    assert {met.id, again.id} - {one.id for one in events(place)}


def test_a_review_ends_with_the_input_or_with_q(
    tocsin: Run, place: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("", "q\na\n", "t\n"):
        typed(monkeypatch, text)
        assert tocsin("review", "--project", place, "--limit", "1") == 0
        assert "0 of 1 event reviewed" in capsys.readouterr().out
    assert listed(tocsin, place, capsys) == []


def test_the_queue_as_json_asks_nothing(tocsin: Run, place: str, capsys: Capture) -> None:
    assert tocsin("review", "--project", place, "--json", "--limit", "2") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["event"]["type"] for row in rows] == ["ASSAULT", "CONSULT"]
    assert rows[0]["sentence"] == "Rebels say that Guinea attacked Liberia."
    assert rows[0]["score"] > rows[1]["score"]


# --- training rows


def test_training_rows_are_what_train_reads(
    tocsin: Run, place: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    met, attacked, _ = events(place)
    assert tocsin("correct", attacked.id, "--type", "PROTEST", "--project", place, "--who", "Ana") == 0
    assert tocsin("correct", met.id, "--reject", "--project", place) == 0
    typed(monkeypatch, "a\n")
    assert tocsin("review", "--project", place) == 0
    asked = ("--article", met.article, "--evidence", "Talks", "--type", "CONSULT", "--actor", "KEN")
    assert tocsin("correct", "--add", *asked, "--project", place) == 0
    path = tmp_path / "pairs.tsv"
    assert tocsin("corrections", "--training-rows", path, "--project", place) == 0
    err = capsys.readouterr().err
    assert "3 rows" in err
    assert "1 event left out: its sentence names no party\n" in err
    rows = read_labelled(str(path), ("label",))
    assert [row.label for row in rows] == ["NONE", "PROTEST", "CONSULT"]
    assert rows[1].cells["marked_sentence"] == "Rebels say that <s>Guinea</s> attacked <t>Liberia</t>."
    assert rows[2].pair.text == "On Friday, Norway met Chile in Oslo."
    assert rows[1].cells["who"] == "Ana"


@pytest.fixture
def corrected(tocsin: Run, place: str) -> str:
    """The project, with two events rejected and one changed."""
    met, attacked, again = events(place)
    assert tocsin("correct", attacked.id, "--type", "PROTEST", "--project", place) == 0
    for one in (met, again):
        assert tocsin("correct", one.id, "--reject", "--project", place) == 0
    return place


def corpus(tmp_path: Path, *labels: str) -> Path:
    path = tmp_path / "corpus.tsv"
    rows = [f"Kenya saw Togo {n}.\tKenya\tTogo\t{label}" for n, label in enumerate(labels)]
    path.write_text("sentence\tsource\ttarget\tlabel\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_file_and_the_corrections_of_a_project_teach_together(
    tocsin: Run, corrected: str, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "rows.tsv"
    both = (corpus(tmp_path, "protest", "protest", "AID", "AID"), "--from-project", corrected)
    assert tocsin("train", *both, "--export-only", out) == 0
    rows = read_labelled(str(out), ("label",))
    assert [row.label for row in rows] == ["protest", "protest", "AID", "AID", "NONE", "protest", "NONE"]
    assert rows[0].cells["marked_sentence"] == "<s>Kenya</s> saw <t>Togo</t> 0."
    assert rows[5].cells["marked_sentence"] == "Rebels say that <s>Guinea</s> attacked <t>Liberia</t>."
    assert "7 rows, 3 labels" in capsys.readouterr().err


def test_a_correction_whose_label_stands_alone_is_left_out_and_told(
    tocsin: Run, corrected: str, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "rows.tsv"
    both = (corpus(tmp_path, "AID", "AID"), "--from-project", corrected)
    assert tocsin("train", *both, "--export-only", out) == 0
    assert [row.label for row in read_labelled(str(out), ("label",))] == ["AID", "AID", "NONE", "NONE"]
    assert "left out, as one alone teaches nothing: PROTEST" in capsys.readouterr().err


def test_what_cannot_teach_is_told(tocsin: Run, place: str, tmp_path: Path, capsys: Capture) -> None:
    out = ("--export-only", tmp_path / "rows.tsv")
    for asked, said in (
        (("--from-project", place, *out), "has no corrections to learn from"),
        (out, "nothing to learn from"),
        (("--from-project", place), "--out, or a file of rows with --export-only"),
    ):
        assert tocsin("train", *asked) == 2
        assert said in capsys.readouterr().err
    met, *_ = events(place)
    assert tocsin("correct", met.id, "--reject", "--project", place) == 0
    assert tocsin("train", "--from-project", place, "--out", tmp_path / "model") == 2
    assert "no label stands there twice" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
    assert tocsin("train", "--from-project", place, *out) == 0  # one row is no lesson yet, but it is a row
    assert len((tmp_path / "rows.tsv").read_text(encoding="utf-8").splitlines()) == 2


def test_training_on_corrections_without_the_extra_says_what_to_install(
    tocsin: Run, corrected: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "tocsin.training.job", raising=False)
    both = (corpus(tmp_path, "AID", "AID"), "--from-project", corrected)
    assert tocsin("train", *both, "--out", tmp_path / "model") == 2
    assert "pip install 'tocsin[train]'" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
