"""The relation model: what one marked party does to another, alike in any company; its clear errors."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import tocsin
from tocsin import ontology
from tocsin.errors import DataError, UsageError
from tocsin.records import Relation
from tocsin.sensing.marking import locate
from tocsin.sensing.relations import FOLDER, RelationModel, relation_model

CASES = {
    "struck": ("Chadian jets bombed a rebel camp in Sudan on Friday.", "Chadian jets", "Sudan", "ASSAULT"),
    "urged": ("Kenya urged Uganda to reopen the border crossing.", "Kenya", "Uganda", "REQUEST"),
    "refused": (
        "The Serbian government has rejected a proposal by the mediators.",
        "The Serbian government",
        "the mediators",
        "REJECT",
    ),
    "sent food": ("Norway has sent 400 tonnes of maize to Malawi.", "Norway", "Malawi", "AID"),
    "freed": (
        "The rebels released eleven Sudanese soldiers.",
        "The rebels",
        "eleven Sudanese soldiers",
        "RETREAT",
    ),
    "blamed": (
        "Armenia accused Azerbaijan of shelling two villages.",
        "Armenia",
        "Azerbaijan",
        "ACCUSE",
    ),
    "met": (
        "Chile's foreign minister met his Peruvian counterpart in Lima.",
        "Chile's foreign minister",
        "his Peruvian counterpart",
        "CONSULT",
    ),
    "detained": ("Police in Harare arrested four reporters.", "Police in Harare", "four reporters", "COERCE"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_plain_act_is_named(case: str) -> None:
    sentence, source, target, kind = CASES[case]
    seen = tocsin.relation(sentence, source, target)
    assert seen.type == kind
    assert seen.quad == ontology.quad_class(kind)
    assert seen.happened


def test_the_one_acted_on_does_nothing_in_a_passive() -> None:
    sentence = "Eleven Sudanese soldiers were captured by the rebels near El Fasher."
    forth = tocsin.relation(sentence, "the rebels", "Eleven Sudanese soldiers")
    back = tocsin.relation(sentence, "Eleven Sudanese soldiers", "the rebels")
    assert forth.type == "COERCE"
    assert back.type is None
    assert not back.happened


def test_what_was_not_done_has_not_happened() -> None:
    seen = tocsin.relation("Chad did not attack the Sudanese convoy.", "Chad", "the Sudanese convoy")
    assert seen.modality in ("negated", "denied")
    assert not seen.happened


def test_probabilities_are_of_all_types_and_sum_to_one() -> None:
    seen = tocsin.relation(*CASES["urged"][:3])
    assert set(seen.probabilities) == {"NONE", *ontology.types()}
    assert sum(seen.probabilities.values()) == pytest.approx(1.0, abs=1e-3)
    assert seen.probability == max(seen.probabilities.values())


def test_side_and_level_follow_the_quad_class() -> None:
    found = tocsin.relations(case[:3] for case in CASES.values())
    assert {(r.quad, r.side, r.level) for r in found} <= {
        (1, "cooperation", "verbal"),
        (2, "cooperation", "material"),
        (3, "conflict", "verbal"),
        (4, "conflict", "material"),
    }


def test_a_mode_is_one_of_the_types_own() -> None:
    for seen in tocsin.relations(case[:3] for case in CASES.values()):
        assert seen.type is not None
        assert seen.mode is None or seen.mode in ontology.types()[seen.type].modes


def test_many_are_answered_in_their_order_as_each_alone() -> None:
    items = [case[:3] for case in CASES.values()]
    together = tocsin.relations([*items, *reversed(items)])
    assert together == together[::-1]
    assert together[: len(items)] == [tocsin.relation(*item) for item in items]


def test_of_nothing_comes_nothing() -> None:
    assert tocsin.relations([]) == []


def test_a_long_sentence_is_cut_around_the_parties_and_says_so() -> None:
    filler = "and the road was long " * 400
    seen = tocsin.relation(f"{filler} Kenya urged Uganda to reopen the border {filler}", "Kenya", "Uganda")
    assert seen.cut
    assert seen.type == "REQUEST"
    assert not tocsin.relation(*CASES["urged"][:3]).cut


def test_a_party_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="target 'Chad' is not in the sentence"):
        tocsin.relation("Kenya urged Uganda to go.", "Kenya", "Chad")


def test_a_relation_is_plain_data() -> None:
    data = tocsin.relation(*CASES["urged"][:3]).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert list(data)[:3] == ["type", "mode", "cameo"]
    assert isinstance(tocsin.relation(*CASES["urged"][:3]), Relation)


# --- the files of a model


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    return folder


def test_a_copied_model_answers_alike(copy: Path) -> None:
    pair = locate(*CASES["urged"][:3])
    [here], [there] = relation_model().sights([pair]), RelationModel(copy).sights([pair])
    assert here.types.tobytes() == there.types.tobytes()


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "tokenizer.json", "labels.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(DataError, match=f"no file {name}"):
        RelationModel(copy)


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "tokenizer.json", "labels.json"])
def test_a_damaged_file_is_named(copy: Path, name: str) -> None:
    (copy / name).write_bytes(b"\x00\x01 no such thing")
    with pytest.raises(DataError, match=name):
        RelationModel(copy)


def test_a_model_of_another_version_is_refused(copy: Path) -> None:
    labels = json.loads((copy / "labels.json").read_text(encoding="utf-8"))
    (copy / "labels.json").write_text(json.dumps(labels | {"format": 99}), encoding="utf-8")
    with pytest.raises(DataError, match="format 99, this version of Tocsin reads 3 and older"):
        RelationModel(copy)


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such folder"):
        RelationModel(tmp_path / "nowhere")


def test_no_file_of_the_model_is_too_large_for_the_repository() -> None:
    assert all(path.stat().st_size <= 25_000_000 for path in FOLDER.iterdir())
