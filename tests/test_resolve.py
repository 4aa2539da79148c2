"""``tocsin.actor`` and ``tocsin resolve``: whom a phrase means on a day, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tocsin
from conftest import Run
from tocsin.errors import UsageError


def found(phrase: str, day: str, context: str | None = None) -> tuple[str | None, str | None, str | None]:
    who = tocsin.actor(phrase, date=day, context=context)
    return who.name, who.country, who.code


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param("2010-06-01", "Hillary Clinton", id="2010"),
        pytest.param("2014-06-01", "John Kerry", id="2014"),
        pytest.param("2019-06-01", "Mike Pompeo", id="2019"),
        pytest.param("2025-06-01", "Marco Rubio", id="2025"),
    ],
)
def test_one_office_is_another_person_in_another_year(day: str, name: str) -> None:
    assert found("the US Secretary of State", day) == (name, "USA", "USAGOV")


def test_a_leader_has_left_on_the_day_after_his_term() -> None:
    assert found("the British prime minister", "2016-07-13")[0] == "Theresa May"
    assert found("the British prime minister", "2016-07-12")[0] == "David Cameron"


def test_one_who_has_left_is_no_official_any_more() -> None:
    assert found("former British prime minister David Cameron", "2018-01-01") == (
        "David Cameron",
        "GBR",
        "GBRELI",
    )


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        pytest.param("Georgian police", "GEO", id="georgia"),
        pytest.param("Jordan's king", "JOR", id="jordan"),
        pytest.param("Nigerien soldiers", "NER", id="niger"),
        pytest.param("Nigerian soldiers", "NGA", id="nigeria"),
        pytest.param("South Korean fishermen", "KOR", id="south-korea"),
        pytest.param("North Korean fishermen", "PRK", id="north-korea"),
        pytest.param("Congolese President Denis Sassou Nguesso", "COG", id="the-smaller-congo"),
        pytest.param("Congolese President Joseph Kabila", "COD", id="the-larger-congo"),
        pytest.param("South Sudanese rebels", "SSD", id="south-sudan"),
        pytest.param("the Macedonian government", "MKD", id="macedonia"),
        pytest.param("Soviet paratroopers", "RUS", id="a-state-that-is-gone"),
        pytest.param("the Yugoslav army", "SRB", id="another"),
        pytest.param("Bosnian Serb leaders", "BIH", id="two-demonyms"),
    ],
)
def test_countries_that_are_called_alike_are_told_apart(phrase: str, country: str) -> None:
    assert found(phrase, "2012-03-01")[1] == country


@pytest.mark.parametrize(
    "phrase",
    [
        "Chad Wolf",
        "Israel Gonzalez",
        "gunmen",
        "villagers",
        "diplomatic observers",
        "Maria Chen",
        "a mediator",
    ],
)
def test_what_the_words_do_not_say_is_null(phrase: str) -> None:
    assert found(phrase, "2019-03-01")[1] is None


def test_a_backer_is_not_the_country_of_those_he_backs() -> None:
    assert found("Turkish-backed rebels", "2019-10-12")[1] is None


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        pytest.param("Peruvian soldiers", "PERMIL", id="soldiers"),
        pytest.param("Peruvian police", "PERCOP", id="police"),
        pytest.param("Peruvian villagers", "PERCVL", id="villagers"),
        pytest.param("Peruvian guerrillas", "PERREB", id="guerrillas"),
        pytest.param("the Lima Herald", None, id="a-capital-in-a-name"),
        pytest.param("Peru's Quipu Television", "PERMED", id="head-noun"),
        pytest.param("the UN Security Council", "UNOIGO", id="body"),
        pytest.param("the governor of Helmand province", "AFGGOV", id="by-its-place"),
    ],
)
def test_role_and_country_make_the_code(phrase: str, code: str | None) -> None:
    told = found(phrase, "2008-01-01")[2]
    assert code is None or told == code


def test_what_the_report_says_comes_before_the_tables() -> None:
    context = "Asha Wanjala, the foreign minister of Kenya, flew to Kampala on Monday."
    assert found("Wanjala", "2025-06-12", context) == ("Asha Wanjala", "KEN", "KENGOV")
    assert found("Wanjala", "2025-06-12")[1] is None


def test_others_of_the_name_are_named_with_scores() -> None:
    who = tocsin.actor("Bush", date="2004-01-01")
    assert {other.name for other in who.alternatives} | {who.name} >= {"George W. Bush"}
    assert all(0 <= other.score <= 1 for other in who.alternatives)


def test_the_reason_names_the_table_or_the_text() -> None:
    assert "held by John Kerry" in tocsin.actor("the US Secretary of State", date="2014-06-01").reason


@pytest.mark.parametrize(("phrase", "day"), [("", "2014-06-01"), ("  ", "2014-06-01"), ("Kerry", "June")])
def test_an_empty_phrase_and_a_date_that_is_none_are_refused(phrase: str, day: str) -> None:
    with pytest.raises(UsageError):
        tocsin.actor(phrase, date=day)


# --- the command


def test_the_command_prints_a_table_and_json(tocsin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert tocsin("resolve", "the", "US", "Secretary", "of", "State", "--date", "2014-06-01") == 0
    assert "John Kerry" in capsys.readouterr().out
    assert tocsin("resolve", "the US Secretary of State", "--date", "2014-06-01", "--json") == 0
    assert json.loads(capsys.readouterr().out)["name"] == "John Kerry"


def test_a_context_that_cannot_be_read_is_named(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tocsin("resolve", "Kerry", "--context", tmp_path / "none.txt") == 2
    assert "none.txt" in capsys.readouterr().err
