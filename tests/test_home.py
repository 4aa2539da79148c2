"""The country that a report is about: by its towns, its title and what is said of it, never by one word."""

from __future__ import annotations

import pytest

from conftest import Code
from tocsin.language import Reader
from tocsin.language.home import weights
from tocsin.records import Article


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def home(reader: Reader, text: str, dateline: str | None = None) -> str | None:
    return reader.read(Article(id="x", text=text, dateline=dateline)).home


COUP = (
    "Soldiers seize power in Lesotho\n\n"
    "Soldiers took over the radio station in Maseru on Monday and said that they had removed the government "
    "of Lesotho. The army chief closed the airport. Shops in Maseru and Teyateyaneng stayed shut. "
    "South Africa called the takeover unacceptable. Britain and Germany told their citizens to stay indoors."
)


def test_the_country_of_the_story_and_not_of_those_who_comment(reader: Reader) -> None:
    assert home(reader, COUP) == "LSO"


def test_towns_tell_their_country(reader: Reader) -> None:
    text = (
        "Gunmen attacked a bus near Zinder. Two passengers were taken to Zinder and one to Maradi. "
        "The police of Niger closed the road. Nigeria sent help. Chad sent help."
    )
    assert home(reader, text) == "NER"


@pytest.mark.parametrize(
    "text", ["Villagers thanked Kenya.", "It rained.", "Norway met Chile. Peru met Laos."]
)
def test_where_nothing_speaks_for_a_country_there_is_none(reader: Reader, text: str) -> None:
    assert home(reader, text) is None


def test_a_dateline_speaks_for_its_country(reader: Reader) -> None:
    assert home(reader, "The minister resigned on Monday. Nobody was hurt.", dateline="Nairobi") == "KEN"


def test_roles_without_a_country_get_it(code: Code) -> None:
    parties = {p.text: p.country for e in code(COUP).events for p in (*e.actors, *e.recipients)}
    assert {country for text, country in parties.items() if "oldiers" in text} == {"LSO"}


def test_every_weight_is_of_a_feature_that_is_there() -> None:
    assert len(weights()) >= 15
    assert weights()["named"] > 0
    assert weights()["title"] > 0
