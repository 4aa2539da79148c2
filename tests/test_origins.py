"""Whose people are of whom only the name is told: of the home country, unless the name says otherwise."""

from __future__ import annotations

import pytest

from conftest import Code
from tocsin.knowledge import countries
from tocsin.knowledge.name_customs import name_customs

OSLO = (
    "Norwegian coastguards and Thai sailors traded blame in Bergen on Monday for the loss of a trawler. "
    "Norwegian police held the crew. Norway closed the port of Bergen to Thai ships, and Thailand recalled "
    "its ambassador. Norway said it was sorry. "
)


def parties(code: Code, text: str) -> dict[str, tuple[str | None, str | None]]:
    events = code(text).events
    return {one.type: (one.actors[0].country, one.recipients[0].country) for one in events if one.recipients}


@pytest.mark.parametrize(
    ("minister", "country"),
    [
        ("Somchai Wongsuwan", "THA"),
        ("Prasert Thanarat", "THA"),
        ("Ingrid Halvorsen", "NOR"),
        ("Kjell Magnus Bakke", "NOR"),
    ],
)
def test_a_minister_is_of_the_country_where_his_name_is_spelled_so(
    code: Code, minister: str, country: str
) -> None:
    (found,) = [
        one
        for one in code(f"{OSLO}Prime Minister {minister} thanked Finland.").events
        if one.type == "SUPPORT"
    ]
    assert found.actors[0].country == country


def test_what_the_text_says_counts_more_than_a_name(code: Code) -> None:
    text = f"{OSLO}Norway's foreign minister, Somchai Wongsuwan, thanked Finland."
    (found,) = [one for one in code(text).events if one.type == "SUPPORT"]
    assert found.actors[0].country == "NOR"


def test_neighbours_with_one_language_are_not_told_apart_by_names(code: Code) -> None:
    text = (
        "Peruvian police arrested four smugglers in Lima on Monday. Peru's army searched the port of Callao, "
        "and Peru thanked Ecuador. President Ramiro Cárdenas condemned the killings."
    )
    (found,) = [one for one in code(text).events if one.type == "ACCUSE"]
    assert found.actors[0].country == "PER"


def test_a_spelling_is_likelier_in_its_own_country() -> None:
    customs = name_customs()
    names = {
        "LTU": "Jonas Kazlauskas",
        "GEO": "Giorgi Lomidze",
        "JPN": "Takeshi Yamamoto",
        "ISL": "Jón Sigurdsson",
    }
    codes = [code for code in countries() if code in customs]
    for code, name in names.items():
        gains = customs.gains(name, codes)
        assert codes[int(gains.argmax())] == code


@pytest.mark.parametrize("name", ["", "ﷺ", "武", "'", "Q"])
def test_a_name_without_known_letters_tells_nothing(name: str) -> None:
    gains = name_customs().gains(name, ["FRA", "JPN"])
    assert abs(float(gains[0] - gains[1])) < 1.0


def test_names_that_two_states_share_are_those_of_the_report(code: Code) -> None:
    text = (
        "BRAZZAVILLE, May 12 - Soldiers in Brazzaville arrested the president of Congo on Monday and closed "
        "the port of Pointe-Noire. Gabon summoned the Congolese ambassador."
    )
    assert parties(code, text)["ACCUSE"] == ("GAB", "COG")
    named = text.replace("Gabon", "DR Congo is watching. Gabon")
    assert parties(code, named)["ACCUSE"] == ("GAB", "COD")
