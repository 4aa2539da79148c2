"""Who the parties are: what the tables know, what the text itself teaches, and nothing that is guessed."""

from __future__ import annotations

import pytest

from conftest import Code
from tocsin.knowledge import leader_of
from told import one

Who = tuple[str | None, str | None]


def who(code: Code, text: str, act: str) -> Who:
    """Return name and country of the first actor."""
    party = one(code(text), act).actors[0]
    return party.name, party.country


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Peru's Ambassador to Japan, Elsa Quiroga, thanked Kenya.",
            ("Elsa Quiroga", "PER"),
            id="ambassador-to",
        ),
        pytest.param(
            "Elsa Quiroga, Peru's ambassador to Japan, thanked Kenya.",
            ("Elsa Quiroga", "PER"),
            id="apposition-after",
        ),
        pytest.param(
            "Peruvian Foreign Minister Elsa Quiroga thanked Kenya.",
            ("Elsa Quiroga", "PER"),
            id="demonym-title",
        ),
        pytest.param(
            "The foreign minister of Peru, Elsa Quiroga, thanked Kenya.",
            ("Elsa Quiroga", "PER"),
            id="of-country",
        ),
        pytest.param(
            "Peru's army chief General Elsa Quiroga thanked Kenya.", ("Elsa Quiroga", "PER"), id="two-titles"
        ),
        pytest.param(
            "Elsa Quiroga, a Peruvian senator, thanked Kenya.", ("Elsa Quiroga", "PER"), id="a-senator"
        ),
        pytest.param(
            "Elsa Quiroga, who leads Peru's trade ministry, thanked Kenya.",
            ("Elsa Quiroga", "PER"),
            id="who-leads",
        ),
        pytest.param(
            "Elsa Quiroga is Peru's trade minister. On Monday Quiroga thanked Kenya.",
            ("Elsa Quiroga", "PER"),
            id="copula",
        ),
        pytest.param(
            "Elsa Quiroga, spokeswoman for the Peruvian foreign ministry, thanked Kenya.",
            ("Elsa Quiroga", "PER"),
            id="spokeswoman",
        ),
        pytest.param("UN envoy Elsa Quiroga thanked Kenya.", ("Elsa Quiroga", "UNO"), id="envoy-of-a-body"),
        pytest.param(
            "The EU's foreign policy chief Elsa Quiroga thanked Kenya.",
            ("Elsa Quiroga", "EEC"),
            id="eu-office",
        ),
        pytest.param(
            "Vice-Admiral Elsa Quiroga of the Peruvian navy thanked Kenya.",
            ("Elsa Quiroga", "PER"),
            id="of-the-navy",
        ),
    ],
)
def test_the_text_teaches_office_and_country_of_a_person(code: Code, text: str, wanted: Who) -> None:
    assert who(code, text, "SUPPORT * > KEN") == wanted


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "Ngozi Adeyemi-Okoro", "Nigerian minister Ngozi Adeyemi-Okoro thanked Kenya.", id="hyphen"
        ),
        pytest.param("Þóra Jónsdóttir", "Icelandic minister Þóra Jónsdóttir thanked Kenya.", id="icelandic"),
        pytest.param("Ahmed al-Rashidi", "Kuwaiti minister Ahmed al-Rashidi thanked Kenya.", id="al"),
        pytest.param("Juan de la Vega", "Chilean minister Juan de la Vega thanked Kenya.", id="de-la"),
        pytest.param(
            "Nguyen Van Thuc", "Vietnamese minister Nguyen Van Thuc thanked Kenya.", id="three-parts"
        ),
        pytest.param("J. P. Okello", "Ugandan minister J. P. Okello thanked Kenya.", id="initials"),
        pytest.param("Siobhán O'Leary", "Irish minister Siobhán O'Leary thanked Kenya.", id="apostrophe"),
    ],
)
def test_an_invented_name_is_taken_whole(code: Code, name: str, text: str) -> None:
    assert who(code, text, "SUPPORT * > KEN")[0] == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Elsa Quiroga thanked Kenya.", id="bare-name"),
        pytest.param("A trader named Elsa Quiroga thanked Kenya.", id="no-country-named"),
        pytest.param("The Zarvanian army thanked Kenya.", id="invented-country"),
        pytest.param("Villagers thanked Kenya.", id="role"),
    ],
)
def test_who_is_unknown_has_no_country(code: Code, text: str) -> None:
    assert {party.country for event in code(text).events for party in event.actors} <= {None}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("The United Nations thanked Kenya.", "UNO", id="un"),
        pytest.param("The European Union thanked Kenya.", "EEC", id="eu"),
        pytest.param("NATO thanked Kenya.", "NAT", id="nato"),
        pytest.param("The African Union thanked Kenya.", "AFU", id="au"),
        pytest.param("ECOWAS thanked Kenya.", "WAS", id="ecowas"),
        pytest.param("ASEAN thanked Kenya.", "ASN", id="asean"),
        pytest.param("The Arab League thanked Kenya.", "ARL", id="arab-league"),
        pytest.param("The Red Cross thanked Kenya.", "IRC", id="red-cross"),
        pytest.param("The UN Security Council thanked Kenya.", "UNO", id="security-council"),
        pytest.param("Al-Shabaab thanked Kenya.", "SOM", id="armed-group"),
    ],
)
def test_an_organisation_has_its_code(code: Code, text: str, wanted: str) -> None:
    assert who(code, text, "SUPPORT * > KEN")[1] == wanted


@pytest.mark.parametrize(
    ("text", "published", "name"),
    [
        pytest.param("President Macron thanked Kenya.", "2025-05-15", "Emmanuel Macron", id="president"),
        pytest.param("The French president thanked Kenya.", "2025-05-15", "Emmanuel Macron", id="by-office"),
        pytest.param(
            "The British prime minister thanked Kenya.", "2021-03-01", "Boris Johnson", id="in-office-then"
        ),
        pytest.param(
            "The British prime minister thanked Kenya.", "2025-05-15", "Keir Starmer", id="in-office-now"
        ),
        pytest.param(
            "The Swiss president's neighbour thanked Kenya.", "2025-05-15", None, id="not-the-office"
        ),
    ],
)
def test_an_office_is_held_by_who_held_it_on_the_day(
    code: Code, text: str, published: str, name: str | None
) -> None:
    names = {party.name for event in code(text, published).events for party in event.actors}
    assert names - {None} == ({name} if name else set())


@pytest.mark.parametrize(
    ("text", "act", "code_wanted"),
    [
        pytest.param(
            "Chadian soldiers attacked a Sudanese post.", "ASSAULT TCD > SDN", "TCDMIL", id="soldiers"
        ),
        pytest.param(
            "Peruvian police arrested a Bolivian trader.", "COERCE PER > BOL", "PERCOP", id="police"
        ),
        pytest.param("The Kenyan president thanked Togo.", "SUPPORT KEN > TGO", "KENGOV", id="president"),
        pytest.param("Kenya thanked Togo.", "SUPPORT KEN > TGO", "KEN", id="country-alone"),
    ],
)
def test_the_code_has_the_sector_that_the_words_say(
    code: Code, text: str, act: str, code_wanted: str
) -> None:
    assert one(code(text), act).actors[0].code == code_wanted


def test_a_party_slices_back_to_its_text(code: Code) -> None:
    document = code(
        "Peru's Ambassador to Japan, Elsa Quiroga, met Kenyan soldiers in Lima. She thanked Uganda."
    )
    for event in document.events:
        for party in (*event.actors, *event.recipients):
            assert document.article.text[party.start : party.end] == party.text


def test_two_ministers_of_one_name_are_two_people(code: Code) -> None:
    text = "Peruvian minister Ana Solar met Chilean minister Luis Solar. Ana Solar thanked Kenya."
    assert who(code, text, "SUPPORT PER > KEN") == ("Ana Solar", "PER")


def test_an_ambassador_is_of_the_country_that_sent_him(code: Code) -> None:
    event = one(
        code("Japan summoned the Peruvian ambassador to Tokyo, Elsa Quiroga."),
        "ACCUSE|REQUEST|CONSULT|SANCTION JPN > PER",
    )
    assert event.recipients[0].name == "Elsa Quiroga"


@pytest.mark.parametrize(
    ("day", "name"),
    [("1998-05-01", "Madeleine Albright"), ("2014-06-01", "John Kerry"), ("2025-05-01", "Marco Rubio")],
)
def test_an_office_has_its_holder_of_the_day(day: str, name: str) -> None:
    holder = leader_of("USA", "foreign_minister", day)
    assert holder is not None
    assert holder.name == name


def test_a_leader_long_out_of_office_is_not_meant_by_a_name_alone(code: Code) -> None:
    document = code("David Thompson thanked Kenya.")
    assert {party.country for event in document.events for party in event.actors} <= {None}
