"""Names that stand beside the words for a party, and ranks that mean somebody named before."""

from __future__ import annotations

import pytest

from conftest import Code


def recipients(code: Code, text: str, word: str) -> list[tuple[str | None, str | None]]:
    """Return name and country of each recipient of the act that a word tells."""
    (event,) = [event for event in code(text).events if event.trigger.text == word]
    return [(one.name, one.country) for one in event.recipients]


def test_a_counterpart_has_the_name_behind_him(code: Code) -> None:
    text = "Kenyan President Asha Wanjala telephoned her Ghanaian counterpart, Kojo Mensah, on Friday."
    assert recipients(code, text, "telephoned") == [("Kojo Mensah", "GHA")]


def test_two_counterparts_have_their_names_in_turn(code: Code) -> None:
    text = (
        "President Asha Wanjala of Kenya telephoned her Ghanaian and Togolese counterparts, President "
        "Kojo Mensah and President Afi Lawson."
    )
    assert recipients(code, text, "telephoned") == [("Kojo Mensah", "GHA"), ("Afi Lawson", "TGO")]


def test_a_counterpart_is_who_holds_the_office_elsewhere_in_the_article(code: Code) -> None:
    text = (
        "Kenyan Foreign Minister Asha Wanjala telephoned her Ghanaian counterpart on Friday. "
        "Ghanaian Foreign Minister Kojo Mensah had asked for the call."
    )
    assert recipients(code, text, "telephoned") == [("Kojo Mensah", "GHA")]


@pytest.mark.parametrize(
    "who", ["The Danish plant manager, Dr. Jens Krag,", "A Danish hostage, an engineer named Jens Krag,"]
)
def test_who_is_hit_is_named_in_apposition(code: Code, who: str) -> None:
    assert recipients(code, f"{who} was shot by gunmen on Friday.", "shot") == [("Jens Krag", "DNK")]


RANKED = "Togolese Brigadier Koffi Agbeko seized the airport of Lome on Monday with sixty men. "


def test_the_rank_means_its_one_bearer(code: Code) -> None:
    text = RANKED + "On Tuesday Ghana warned the brigadier against moving to the port."
    assert recipients(code, text, "warned") == [("Koffi Agbeko", "TGO")]


def test_of_two_bearers_neither_is_meant(code: Code) -> None:
    text = (
        RANKED + "Togolese Brigadier Yao Amouzou fled. On Tuesday Ghana warned the brigadier against a fight."
    )
    assert all(name is None for name, _ in recipients(code, text, "warned"))


@pytest.mark.parametrize("title", ["Lt. Col.", "Colonel", "Lieutenant-Colonel"])
def test_a_short_rank_is_the_long_one(code: Code, title: str) -> None:
    text = f"Togolese {title} Koffi Agbeko seized the airport of Lome. On Tuesday Ghana warned the colonel."
    assert recipients(code, text, "warned") == [("Koffi Agbeko", "TGO")]


def test_a_secretary_general_is_no_general(code: Code) -> None:
    text = "UN Secretary-General Antonio Guterres flew to Lome. On Tuesday Ghana warned the general of Togo."
    assert all(name != "António Guterres" for name, _ in recipients(code, text, "warned"))


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Thai police arrested Somsak Prasertwong on Friday.", "arrested", "Somsak Prasertwong"),
        (
            "Police in Mombasa released Zainab Athumani after protests in Kenya.",
            "released",
            "Zainab Athumani",
        ),
        ("Xu Jianhong was sentenced to ten years by a Chinese court.", "sentenced", "Xu Jianhong"),
    ],
)
def test_somebody_of_whom_only_the_name_is_told(code: Code, text: str, word: str, name: str) -> None:
    assert [found for found, _ in recipients(code, text, word)] == [name]


def test_a_company_with_an_article_is_no_person(code: Code) -> None:
    for event in code("Kenya banned the Coastal Movement Forward on Friday.").events:
        assert all(one.name != "Coastal Movement Forward" for one in event.recipients)
