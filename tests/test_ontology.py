"""Types, modes, codes and scores agree with each other and say what they do not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin import ontology
from tocsin.errors import DataError, UsageError
from tocsin.ontology.loading import read_codes, read_types

OWN = ("APPOINT", "CIVIL_IMPACT")


def test_there_are_plovers_sixteen_types_and_our_two() -> None:
    assert len(ontology.types()) == 18
    assert tuple(ontology.types())[-2:] == OWN


@pytest.mark.parametrize(
    ("type_name", "mode", "score"),
    [
        ("AGREE", None, 2.5),
        ("CONSULT", "phone", 1.5),
        ("REQUEST", "assist", 0.5),
        ("ACCUSE", "disapprove", -2),
        ("REJECT", "meet", -2),
        ("SANCTION", "withdraw", -6),
        ("ASSAULT", "drone", -9.5),
        ("APPOINT", None, None),
    ],
)
def test_a_mode_has_its_own_score_or_its_types(type_name: str, mode: str | None, score: float | None) -> None:
    assert ontology.intensity(type_name, mode) == score


@pytest.mark.parametrize(("type_name", "quad"), [("AGREE", 1), ("AID", 2), ("REQUEST", 3), ("PROTEST", 4)])
def test_quad_classes_are_plovers(type_name: str, quad: int) -> None:
    assert ontology.quad_class(type_name) == quad


@pytest.mark.parametrize("name", OWN)
def test_our_own_types_have_no_score_and_say_so(name: str) -> None:
    info = ontology.type_info(name)
    assert (info.quad, info.score, info.cameo, info.modes) == (None, None, (), {})
    assert "Tocsin's own type" in info.definition


def test_every_type_has_a_definition_and_an_example() -> None:
    for info in ontology.types().values():
        assert info.definition.endswith(".")
        assert info.example.endswith(".")


def test_there_are_cameo_codes_of_two_to_four_digits_under_twenty_roots() -> None:
    codes = ontology.cameo_codes()
    assert len(codes) >= 250
    assert len([code for code in codes if len(code) == 2]) == 20
    assert all(code[:2] in codes and code[:3] in codes for code in codes)


def test_the_codes_that_a_type_names_are_codes() -> None:
    for info in ontology.types().values():
        assert set(info.cameo) <= set(ontology.cameo_codes())


def test_a_code_has_a_name_in_our_words() -> None:
    assert ontology.cameo_name("041") == "Talks by telephone"


def test_names_that_do_not_exist_are_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match="the types are AGREE, CONSULT"):
        ontology.intensity("AGREEMENT")
    with pytest.raises(UsageError, match="its modes are visit, third-party"):
        ontology.intensity("CONSULT", "letter")
    with pytest.raises(UsageError, match="no CAMEO code '21'"):
        ontology.cameo_name("21")
    assert not ontology.is_mode("AGREE", "phone")


TYPES = "name\tquad\tscore\tcameo\tdefinition\texample\nAGREE\t1\t2.5\t03\td\te\n"
MODES = "type\tmode\tscore\tdefinition\n"
CODES = "code\tname\ttype\tmode\tgoldstein\n"


@pytest.mark.parametrize(
    ("types", "modes", "codes", "complaint"),
    [
        pytest.param(TYPES + "AGREE\t1\t1\t\td\te\n", MODES, CODES, "types: line 3: .*twice", id="same type"),
        pytest.param(TYPES + "AID\t5\t1\t\td\te\n", MODES, CODES, "types: line 3: quad class '5'", id="quad"),
        pytest.param(TYPES + "AID\t1\t99\t\td\te\n", MODES, CODES, "outside -10 to 10", id="score"),
        pytest.param(TYPES + "AID\t1\tten\t\td\te\n", MODES, CODES, "'ten' is not a number", id="no number"),
        pytest.param(
            TYPES, MODES + "AID\tfood\t1\td\n", CODES, "modes: line 2: no type 'AID'", id="mode of none"
        ),
        pytest.param(TYPES, MODES + "AGREE\t\t1\td\n", CODES, "modes: line 2", id="empty mode"),
        pytest.param(TYPES, MODES, CODES + "3\tn\tAGREE\t\t1\n", "codes: line 2: '3'", id="short code"),
        pytest.param(
            TYPES, MODES, CODES + "03\tn\tAID\t\t1\n", "codes: line 2: no type 'AID'", id="code's type"
        ),
        pytest.param(TYPES, MODES, CODES + "03\tn\tAGREE\tx\t1\n", "AGREE has no mode 'x'", id="code's mode"),
    ],
)
def test_a_broken_table_names_its_line(
    tmp_path: Path, types: str, modes: str, codes: str, complaint: str
) -> None:
    for name, content in (("types", types), ("modes", modes), ("codes", codes)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=complaint):
        read_codes(tmp_path / "codes", read_types(tmp_path / "types", tmp_path / "modes"))
