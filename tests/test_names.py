"""Countries exchanged for a fixed few, so that no name changes what the relation model answers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tocsin.relating import relation
from tocsin.sensing.marking import locate
from tocsin.sensing.names import FIXED, renamed, with_fixed_names
from tocsin.sensing.relations import FOLDER, RelationModel


def test_the_first_country_is_always_the_same() -> None:
    pairs = [locate(f"{a} urged {b}.", a, b) for a, b in (("Sudan", "Chad"), ("Peru", "Chile"))]
    assert {with_fixed_names(pair).text for pair in pairs} == {"Kenya urged Peru."}


def test_name_people_and_capital_stay_what_they_are() -> None:
    pair = locate("Chad's army left Khartoum, Sudanese officers told Sudan.", "Chad", "Sudan")
    assert with_fixed_names(pair).text == "Kenya's army left Lima, Peruvian officers told Peru."


def test_the_parties_move_along_with_their_names() -> None:
    pair = with_fixed_names(locate("The Sudanese army shelled Chad.", "The Sudanese army", "Chad"))
    assert pair.text[slice(*pair.source[0])] == "The Kenyan army"
    assert pair.text[slice(*pair.target[0])] == "Peru"


def test_to_fix_the_names_twice_changes_nothing() -> None:
    once = with_fixed_names(locate("Chad and Togo urged Mali.", "Chad", "Mali"))
    assert with_fixed_names(once) == once


def test_a_sentence_of_more_countries_than_are_fixed_is_read() -> None:
    names = "Chad, Sudan, Egypt, Libya, Niger, Benin, Togo, Spain, France, Italy, Greece, Cuba, Haiti, Brazil"
    text = with_fixed_names(locate(names, "Chad", "Sudan")).text
    assert text.startswith("Kenya, Peru")
    assert len(FIXED) < names.count(",")


def test_a_word_that_only_begins_like_a_country_is_left_alone() -> None:
    text, span = renamed("Chadwick met Malian envoys in Omanville.", lambda _: "KEN")
    assert text == "Chadwick met Kenyan envoys in Omanville."
    assert span((0, 8)) == (0, 8)


@pytest.mark.parametrize(
    "names", [("Chad", "Togo"), ("Russia", "Ukraine"), ("Israel", "Iran")], ids=["few", "many", "both"]
)
def test_no_name_changes_the_answer(names: tuple[str, str]) -> None:
    first, second = names
    seen = relation(f"{first} accused {second} of shelling a village.", first, second)
    plain = relation("Kenya accused Peru of shelling a village.", "Kenya", "Peru")
    assert seen == plain


def test_a_model_that_does_not_say_so_reads_the_names_themselves(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    (folder / "labels.json").write_text(json.dumps(labels | {"fixed_names": False}), encoding="utf-8")
    model = RelationModel(folder)
    pairs = [
        locate(f"{name} accused Peru of shelling a village.", name, "Peru") for name in ("Russia", "Kenya")
    ]
    first, second = model.sights(pairs)
    assert (first.types != second.types).any()
