"""Where an act took place: at the opening of its sentence, with who tells of it, and in parts of places."""

from __future__ import annotations

import pytest

from conftest import Code


def places(code: Code, text: str) -> dict[str, str | None]:
    """Return the name of the place of each act by the word that tells it."""
    return {one.trigger.text: one.place.name if one.place else None for one in code(text).events}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "In Oslo, Prime Minister Jonas Gahr Store condemned Chad and promised aid to Niger.",
            {"condemned": "Oslo", "promised": "Oslo"},
            id="holds for joint verbs",
        ),
        pytest.param(
            "In Accra soldiers were deployed around parliament, and police detained a Togolese reporter.",
            {"deployed": "Accra", "detained": "Accra"},
            id="holds for another subject",
        ),
        pytest.param(
            "In Oslo, Norway condemned Chad, while Kenya expelled the Ugandan envoy.",
            {"condemned": "Oslo", "expelled": None},
            id="does not hold behind while",
        ),
        pytest.param(
            "Our reporter in Gao says that Malian soldiers shot at Fulani herders.",
            {"shot": "Gao"},
            id="where the teller is",
        ),
        pytest.param(
            "The minister in Oslo said that Malian soldiers had criticised Chad.",
            {"criticised": None},
            id="not of words that are told",
        ),
        pytest.param(
            "Chadian troops moved into Sirte, where rebels killed two Sudanese drivers.",
            {"killed": "Sirte"},
            id="where",
        ),
        pytest.param(
            "Ghanaian soldiers seized two Togolese farmers when they raided a mill near Aflao.",
            {"seized": "Aflao"},
            id="when",
        ),
    ],
)
def test_a_place_holds_for_what_is_told_under_it(
    code: Code, text: str, wanted: dict[str, str | None]
) -> None:
    found = places(code, text)
    assert {word: found.get(word) for word in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenyan troops attacked two posts above the village of Orobodo.", "Orobodo"),
        ("Kenyan troops attacked two posts in the vicinity of Orobodo.", "Orobodo"),
        ("Kenyan jets bombed Somali positions on the left bank of the Jubba River.", "Jubba River"),
        ("Kenyan gunmen ambushed a Somali convoy near the Mbala South field.", "Mbala South"),
        ("Kenya sent troops to guard the Turkwel dam.", "Turkwel dam"),
        ("Police fired tear gas at students to clear Uhuru Avenue in the morning.", "Uhuru Avenue"),
        ("Kenya moved two battalions to Orobodo.", "Orobodo"),
        ("Rebels shelled a clinic at Moi Barracks in Eldoret.", "Eldoret"),
    ],
)
def test_parts_and_surroundings_of_places(code: Code, text: str, wanted: str) -> None:
    assert wanted in places(code, text).values()


def test_the_capital_is_that_of_the_country_which_the_report_is_about(code: Code) -> None:
    report = "LUSAKA, May 14 - Zambian police beat students. Zambia closed its university. "
    (event,) = [
        event
        for event in code(report + "Crowds attacked a Chinese shop in the capital on Wednesday.").events
        if event.trigger.text == "attacked"
    ]
    assert event.place is not None
    assert (event.place.text, event.place.name, event.place.country) == ("capital", "Lusaka", "ZMB")
    assert event.place.latitude == pytest.approx(-15.4, abs=0.2)
    other = code(report + "Zambian crowds attacked a shop in the capital of Malawi.").events[-1]
    assert other.place is None or other.place.name != "Lusaka"


def test_home_towns_of_people_are_not_where_it_happened(code: Code) -> None:
    found = places(code, "Rebels in Niger kidnapped a missionary from Bergamo on Friday.")
    assert found["kidnapped"] != "Bergamo"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peruvian students burned a bus on Avenida Grau on Thursday.", "Avenida Grau"),
        ("San Isidro, a market town of Guatemala, was bombed twice on Wednesday.", "San Isidro"),
        ("Thousands of Albanians gathered on Tirana's main square on Saturday.", "Tirana"),
        ("Soviet troops pulled out of Kunduz at noon on Thursday.", "Kunduz"),
        ("A clash between Eritrean and Ethiopian soldiers erupted near Zalambessa.", "Zalambessa"),
    ],
)
def test_ways_of_saying_where(code: Code, text: str, wanted: str) -> None:
    assert wanted in places(code, text).values()


def test_a_place_told_beside_the_act_is_none_of_it(code: Code) -> None:
    text = "The rebels, whose bases lie in the Ruwenzori hills, ambushed a Ugandan army convoy on Thursday."
    assert places(code, text) == {"ambushed": None}
