"""Every row of the act lexicon is shown by its own example; a broken table names its file and line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from lexicon_examples import examples, lexicon_files, open_rows, shown_by_all
from tocsin import ontology
from tocsin.coding import frames
from tocsin.coding.frames import lexicon, read_lexicon
from tocsin.errors import DataError
from tocsin.pipeline import Coder

ROWS_AT_LEAST = 600
RENEW = "python tests/lexicon_examples.py"


@pytest.mark.parametrize("file", lexicon_files())
def test_a_row_is_shown_by_its_own_example(file: str, coder: Coder) -> None:
    found = examples(file)
    failing = {one.frame for one, shown in zip(found, shown_by_all(found, coder), strict=True) if not shown}
    known = {frame for name, frame in open_rows() if name == file}
    print(f"{file}: {len(found) - len(failing)} of {len(found)} rows pass")
    broken = [f"line {one.line}: {one.frame}: {one.text}" for one in found if one.frame in failing - known]
    assert broken == [], f"rows that passed before do not pass now ({len(broken)})"
    assert sorted(known - failing) == [], f"these rows pass now: take them off the list ({RENEW})"


def test_the_list_of_open_rows_names_rows_that_exist() -> None:
    existing = {(one.file, one.frame) for file in lexicon_files() for one in examples(file)}
    assert open_rows() - existing == set()


def test_no_two_rows_of_a_table_have_the_same_frame() -> None:
    seen = Counter((one.file, one.frame) for file in lexicon_files() for one in examples(file))
    assert [row for row, count in seen.items() if count > 1] == []


def test_every_mark_of_an_example_is_read() -> None:
    unmarked = [
        f"{one.file}:{one.line}" for file in lexicon_files() for one in examples(file) if "{" in one.text
    ]
    assert unmarked == []


def test_there_are_rows_enough_over_all_types() -> None:
    count = Counter(one.type for file in lexicon_files() for one in examples(file))
    assert sum(count.values()) >= ROWS_AT_LEAST
    assert set(count) == set(ontology.types())


def test_types_modes_and_codes_of_the_rows_are_those_of_the_ontology() -> None:
    for frame in lexicon().frames:
        assert frame.type in ontology.types(), frame.where
        assert frame.mode is None or ontology.is_mode(frame.type, frame.mode), frame.where
        assert frame.cameo is None or frame.cameo in ontology.cameo_codes(), frame.where


HEADER = "frame\ttype\tmode\tcameo\tflags\texample\n"
CLASSES = "class\twords\nfleet\tship|frigate\n"


@pytest.mark.parametrize(
    ("acts", "classes", "complaint"),
    [
        pytest.param("x greet R\tCONSULT\n", CLASSES, r"acts\.tsv:2: .*must begin with", id="unknown-kind"),
        pytest.param("v\tCONSULT\n", CLASSES, r"acts\.tsv:2: .*a lemma", id="no-lemma"),
        pytest.param(
            "# greetings\n\nv greet R\tCONSULT\t\t\tloud\n",
            CLASSES,
            r"acts\.tsv:4: unknown flag loud",
            id="unknown-flag",
        ),
        pytest.param("v send @navy\tMOBILIZE\n", CLASSES, r"acts\.tsv:2: no class @navy", id="unknown-class"),
        pytest.param(
            "v agree +gerund\tAGREE\n",
            CLASSES,
            r"acts\.tsv:2: unknown complement \+gerund",
            id="unknown-complement",
        ),
        pytest.param(
            "v a R\tAID\t\t\t\te\tone cell more\n",
            CLASSES,
            r"acts\.tsv: line 2: 7 cells",
            id="too-many-cells",
        ),
        pytest.param(
            "", CLASSES + "fleet\tboat\n", r"classes\.tsv:3: class fleet is defined twice", id="class-twice"
        ),
        pytest.param("", "class\n", r"classes\.tsv: line 1: no column words", id="missing-column"),
        pytest.param("v greet R\tGREET\n", CLASSES, r"acts\.tsv:2: .*GREET", id="unknown-type"),
        pytest.param("v greet R\tCONSULT\tloudly\n", CLASSES, r"acts\.tsv:2: .*loudly", id="unknown-mode"),
        pytest.param("v greet R\tCONSULT\t\t9999\n", CLASSES, r"acts\.tsv:2: .*9999", id="unknown-cameo"),
    ],
)
def test_a_broken_lexicon_names_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, acts: str, classes: str, complaint: str
) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "acts.tsv").write_text(HEADER + acts, encoding="utf-8")
    (folder / "classes.tsv").write_text(classes, encoding="utf-8")
    monkeypatch.setattr(frames, "table", lambda _package, name: tmp_path / name)
    with pytest.raises(DataError, match=complaint):
        read_lexicon()


def test_a_missing_column_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "acts.tsv").write_text("frame\ttype\n", encoding="utf-8")
    monkeypatch.setattr(frames, "table", lambda _package, name: tmp_path / name)
    with pytest.raises(DataError, match=r"acts\.tsv: line 1: no column mode"):
        read_lexicon()
