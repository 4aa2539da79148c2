"""``tocsin evaluate``: figures checked by hand, both label schemes, and errors with their lines."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from conftest import Run
from tocsin.errors import InputError
from tocsin.evaluating.classes import calibration_error, class_scores, confusions
from tocsin.evaluating.plover import measure_plover, read_records
from tocsin.evaluating.relations import read_pairs
from tocsin.evaluating.schemes import chances, quad_of
from tocsin.pipeline import Coder
from tocsin.sensing.relations import Labels, Sight

HEADER = "sentence\tsource\ttarget\tmarked_sentence\tgold_root\tgold_quad\n"
ROWS = (
    "Kenya urged Uganda to leave.\tKenya\tUganda\t<s>Kenya</s> urged <t>Uganda</t> to leave.\tREQUEST\t3\n"
    "Chadian jets bombed a Libyan camp.\tChadian jets\ta Libyan camp\t\tASSAULT\t4\n"
    "Norway sent tents to Malawi.\tNorway\tMalawi\t\tAID\t2\n"
    "Togo freed nine Beninese sailors.\tTogo\tnine Beninese sailors\t\tYIELD\t2\n"
)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


# --- measures


def test_scores_are_those_of_a_hand_count() -> None:
    scores = class_scores(["a", "a", "b", "c"], ["a", "b", "b", "d"])
    assert scores.accuracy == 0.5
    assert {name: round(one.f1, 3) for name, one in scores.per_class.items()} == {
        "a": 0.667,
        "b": 0.667,
        "c": 0.0,
    }
    assert scores.macro_f1 == pytest.approx((2 / 3 + 2 / 3) / 3)


def test_of_nothing_the_scores_are_zero() -> None:
    assert class_scores([], []).macro_f1 == 0.0
    assert calibration_error([], []) == 0.0


@pytest.mark.parametrize(
    ("right", "sure", "error"),
    [([True, True], [1.0, 1.0], 0.0), ([True, False], [1.0, 1.0], 0.5), ([False], [0.4], 0.4)],
)
def test_calibration_error_is_the_gap_of_accuracy_and_probability(
    right: list[bool], sure: list[float], error: float
) -> None:
    assert calibration_error(right, sure) == pytest.approx(error)


def test_the_commonest_confusion_comes_first() -> None:
    assert confusions(["a", "a", "b"], ["b", "b", "a"])[0] == ("a", "b", [0, 1])


# --- schemes

NOTHING = np.zeros(0, dtype=np.float32)
MODES = ("-", "convict", "057", "163", "arrest")
LABELS = Labels(
    types=("NONE", "AGREE", "CONCEDE", "RETREAT", "SANCTION", "PROTEST"),
    modes=MODES,
    statuses=("asserted", "planned"),
    plover=(None, "AGREE", "CONCEDE", "RETREAT", "SANCTION", "PROTEST"),
)
OLDER = {"AGREE", "YIELD", "SANCTION", "PROTEST", "THREATEN", "SUPPORT", "ACCUSE", "COERCE"}


def seen(kind: str, mode: str = "-", status: str = "asserted") -> Sight:
    def sure(names: tuple[str, ...], name: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        return np.array([float(other == name) for other in names], dtype=np.float32)

    return Sight(sure(LABELS.types, kind), sure(MODES, mode), sure(LABELS.statuses, status), cut=False)


@pytest.mark.parametrize(
    ("sight", "answer"),
    [
        (seen("CONCEDE"), "YIELD"),
        (seen("RETREAT"), "YIELD"),
        (seen("AGREE"), "AGREE"),
        (seen("AGREE", "057"), "SUPPORT"),
        (seen("SANCTION"), "SANCTION"),
        (seen("SANCTION", "convict"), "ACCUSE"),
        (seen("SANCTION", "163"), "COERCE"),
        (seen("PROTEST", status="planned"), "THREATEN"),
        (seen("RETREAT", status="planned"), "AGREE"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_types_count_as_those_of_the_older_scheme(sight: Sight, answer: str) -> None:
    found = chances(sight, LABELS, OLDER)
    assert max(found, key=lambda name: found[name]) == answer
    assert sum(found.values()) == pytest.approx(1.0)


def test_without_yield_the_types_of_today_count() -> None:
    found = chances(seen("SANCTION", "163"), LABELS, {"CONCEDE", "RETREAT", "SANCTION", "COERCE"})
    assert found["SANCTION"] == pytest.approx(1.0)


def test_a_model_with_the_labels_of_the_file_answers_in_them() -> None:
    own = Labels(("war", "peace"), (), (), (None, None))
    sight = Sight(np.array([0.2, 0.8], dtype=np.float32), NOTHING, NOTHING, cut=False)
    assert chances(sight, own, {"war", "peace"}) == pytest.approx({"war": 0.2, "peace": 0.8})


def test_yield_is_material_cooperation() -> None:
    assert [quad_of(name) for name in ("YIELD", "RETREAT", "ACCUSE", "APPOINT", "topic")] == [
        2,
        2,
        3,
        None,
        None,
    ]


# --- the command


def test_relations_are_measured_as_json(tocsin: Run, pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tocsin("evaluate", "relations", pairs, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert set(data) >= {"n", "accuracy", "root", "quad", "binary", "ece", "seconds"}
    assert data["n"] == 4
    assert set(data["root"]) == {"macro_f1", "accuracy", "per_class"}
    assert set(data["root"]["per_class"]) == {"REQUEST", "ASSAULT", "AID", "YIELD"}
    assert data["accuracy"] >= 0.75


def test_relations_are_measured_for_reading(
    tocsin: Run, pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tocsin("evaluate", "relations", pairs) == 0
    out = capsys.readouterr().out
    assert "4 pairs" in out
    assert "macro F1" in out
    assert "YIELD" in out


def test_a_file_of_json_lines_is_read_alike(pairs: Path, tmp_path: Path) -> None:
    lines = tmp_path / "pairs.jsonl"
    keys = HEADER.strip().split("\t")
    rows = [dict(zip(keys, row.split("\t"), strict=True)) for row in ROWS.splitlines()]
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert [(p.pair, p.label, p.quad) for p in read_pairs(str(lines))] == [
        (p.pair, p.label, p.quad) for p in read_pairs(str(pairs))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no rows"),
        (HEADER, "has no rows"),
        ("sentence\tsource\ttarget\n", "no rows"),
        ("sentence\tsource\ttarget\nA met B.\tA\tB\n", "line 1: no column gold_root"),
        ("sentence\tgold_root\nA met B.\tCONSULT\n", "line 1: no column source, target"),
        (HEADER + "Kenya met Chad.\tKenya\tPeru\t\tCONSULT\t1\n", "line 2: the target 'Peru' is not in"),
        (HEADER + "Kenya met Chad.\tKenya\tChad\t\t\t1\n", "line 2: no gold_root"),
        (HEADER + "Kenya met Chad.\tKenya\tChad\t\tCONSULT\t7\n", "line 2: gold_quad is '7'"),
        (HEADER + "x\ty\tz\t<s>Kenya met <t>Chad</t>.\tCONSULT\t1\n", "line 2: <s> is not closed"),
    ],
    ids=["empty", "header", "header of others", "no label", "no parties", "party", "label", "quad", "tags"],
)
def test_a_file_that_is_amiss_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_pairs(str(path))
    assert said.split("line")[-1] in str(told.value)


def test_wrong_files_end_with_a_line_and_a_status(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tocsin("evaluate", "relations", tmp_path / "nowhere.tsv") == 2
    assert tocsin("evaluate", "relations", tmp_path) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 2
    assert "Traceback" not in err


# --- PLOVER's records

RECORDS = [
    {"id": "D1", "event": "DOCUMENT", "eventText": "about the file"},
    {
        "id": "R1",
        "date": "2000-01-01",
        "event": "DEMAND",
        "text": "Kenya urged Uganda to reopen the border crossing.",
    },
    {
        "id": "R2",
        "event": "PROTEST",
        "mode": "strike-hun",
        "text": "Forty Kurdish prisoners began a hunger strike against the Turkish government on Monday.",
    },
]


def test_records_get_the_names_of_today(tmp_path: Path) -> None:
    path = tmp_path / "records.txt"
    path.write_text(json.dumps(RECORDS), encoding="utf-8")
    assert [(r.id, r.type, r.mode) for r in read_records(str(path))] == [
        ("R1", "REQUEST", None),
        ("R2", "PROTEST", "hunger"),
    ]


def test_records_are_coded_from_their_text(tmp_path: Path, coder: Coder) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    scores = measure_plover(read_records(str(path)), coder.code)
    assert (scores.n, scores.found, scores.modes) == (2, 1.0, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1, 2]", "record 1"),
        ('[{"id": "X", "event": "DANCE", "text": "a"}]', "DANCE"),
        ("[]", "no records"),
        ("{", "cannot be read"),
    ],
)
def test_records_that_are_amiss_are_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "records.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_records(str(path))
