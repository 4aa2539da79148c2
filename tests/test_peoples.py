"""Peoples and faiths as parties, people of whom only the number is told, and sources that are nobody."""

from __future__ import annotations

import pytest

import tocsin
from conftest import Code
from tocsin.knowledge import countries, name_index, peoples
from told import cases, one


def test_every_people_has_a_home_and_is_no_state_s_citizens() -> None:
    today = {word for country in countries().values() for word in (*country.adjectives, *country.people)}
    for folk in peoples():
        assert folk.countries
        assert set(folk.countries) <= set(countries()), folk.name
    for _, _, name in name_index().find("Kurdish fighters met Tibetan monks and Tuaregs."):
        assert name.written not in today


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("one-home", "Uighur activists accused Germany of silence.", "ACCUSE CHN > DEU"),
            ("the-home-named", "Turkey bombed Kurdish fighters near the border.", "ASSAULT TUR > *"),
            ("set-somewhere", "Turkey bombed Kurdish fighters in Syria.", "ASSAULT TUR > SYR"),
            ("of-a-state", "Turkey arrested two Iraqi Kurds.", "COERCE TUR > IRQ"),
            ("no-guess", "Kurdish fighters attacked Brazil's embassy.", "ASSAULT --- > BRA"),
        ]
    ),
)
def test_a_people_is_of_its_home_where_there_is_one_or_the_text_says_so(
    code: Code, text: str, wanted: str
) -> None:
    one(code(text), wanted)


def test_a_people_is_never_lent_the_home_of_the_report(code: Code) -> None:
    report = (
        "Norway mourns\n\nOSLO, Norway - Norwegian police said on Monday that Norway would close its border. "
        "Kurdish fighters attacked a bank."
    )
    made = [event for event in code(report).events if event.type == "ASSAULT"]
    assert all(actor.country is None for event in made for actor in event.actors)


def test_letters_that_are_said_as_a_word_are_read_in_small_letters_too() -> None:
    assert tocsin.actor("Amisom", date="2015-03-01").name == tocsin.actor("AMISOM", date="2015-03-01").name
    assert tocsin.actor("Isis", date="2016-03-01").name == "Islamic State"


HOME = (
    "Bandits raid villages in Nigeria\n\nKADUNA, Nigeria (Reuters) - Nigerian soldiers fought bandits near "
    "Kaduna on Monday, and Nigeria's president went to Kano. "
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("others", "Soldiers shot four bandits and arrested six others.", "COERCE NGA > *"),
            ("number", "The army captured eleven.", "COERCE NGA > NGA"),
            ("at-least", "Gunmen killed at least 12 on Sunday.", "ASSAULT * > NGA"),
            ("irregular-plural", "The bandits freed 27 schoolchildren.", "RETREAT NGA > NGA"),
            ("people", "Five people were shot dead in the market.", "ASSAULT * > NGA"),
            ("two-words", "Rights groups accused the police of torture.", "ACCUSE NGA > NGA"),
            ("union", "The teachers' union condemned the arrests.", "ACCUSE NGA > *"),
            ("committee", "The committee rejected Ghana's offer.", "REJECT NGA > GHA"),
        ]
    ),
)
def test_people_known_by_number_or_office_are_parties(code: Code, text: str, wanted: str) -> None:
    one(code(HOME + text), wanted)


@pytest.mark.parametrize("agency", ["AP", "Reuters", "AFP"])
def test_the_agency_in_a_dateline_is_nobody_of_the_story(code: Code, agency: str) -> None:
    text = (
        f"Rebels take a town in Chad\n\nNDJAMENA, Chad ({agency}) - Rebels seized a town in eastern Chad. "
        "The two men were handed over to Chadian officials. A delegation from the bloc met Chad's president."
    )
    abroad = {"USA", "GBR", "FRA"}
    for event in code(text).events:
        assert not abroad & {party.country for party in (*event.actors, *event.recipients)}
