"""Where: places of acts, told apart from the countries and capitals that are parties."""

from __future__ import annotations

import pytest

from conftest import Code
from told import cases, one, tells


@pytest.mark.parametrize(
    ("text", "act", "place"),
    [
        pytest.param("Norway met Chile in Oslo.", "CONSULT NOR ~ CHL", "Oslo", id="capital"),
        pytest.param("Chad attacked a Sudanese post near Tina.", "ASSAULT TCD > SDN", "Tina", id="town"),
        pytest.param(
            "In Geneva, Serbia accused Croatia of theft.", "ACCUSE SRB > HRV", "Geneva", id="in-front"
        ),
        pytest.param(
            "Ghana and Togo held talks in the Kenyan city of Mombasa.",
            "CONSULT GHA ~ TGO",
            "Mombasa",
            id="city-of",
        ),
        pytest.param(
            "Gunmen attacked a Malian convoy outside Timbuktu on Monday.",
            "ASSAULT * > MLI",
            "Timbuktu",
            id="outside",
        ),
        pytest.param(
            "The Omani minister visited Dodoma to meet the Tanzanian president.",
            "CONSULT OMN ~ TZA",
            "Dodoma",
            id="visit",
        ),
        pytest.param(
            "Peru's minister met the Chilean envoy at a hotel in Quito.",
            "CONSULT PER ~ CHL",
            "Quito",
            id="nested",
        ),
        pytest.param(
            "Kenya and Uganda signed a treaty in Kisumu on Friday.", "AGREE KEN ~ UGA", "Kisumu", id="signing"
        ),
    ],
)
def test_an_act_has_the_place_that_its_clause_names(code: Code, text: str, act: str, place: str) -> None:
    found = one(code(text), act).place
    assert found is not None
    assert found.name == place


@pytest.mark.parametrize(
    ("text", "act"),
    [
        pytest.param("Chile condemned Peru.", "ACCUSE CHL > PER", id="none-named"),
        pytest.param(
            "Lima condemned Santiago's allies in Bolivia's army.", "ACCUSE PER > *", id="capital-speaks"
        ),
        pytest.param("Nairobi thanked Kampala.", "SUPPORT KEN > UGA", id="two-capitals"),
        pytest.param(
            "Kenya praised Uganda for the clinic in Arua.", "SUPPORT KEN > UGA", id="place-of-something-else"
        ),
        pytest.param("Peru, whose capital is Lima, condemned Bolivia.", "ACCUSE PER > BOL", id="aside"),
    ],
)
def test_a_party_is_no_place(code: Code, text: str, act: str) -> None:
    assert one(code(text), act).place is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("in-a-capital", "Norway met Chile in Lima.", "CONSULT NOR ~ CHL"),
            ("in-a-country", "Ghana thanked Togo in Kenya.", "SUPPORT GHA > TGO"),
            ("said-in", "Speaking in Islamabad, the Turkish president thanked Qatar.", "SUPPORT TUR > QAT"),
            ("said-by", "Islamabad thanked Qatar.", "SUPPORT PAK > QAT"),
            (
                "arrived-in",
                "Arriving in Ankara, the Latvian president condemned Belarus.",
                "ACCUSE LVA > BLR; ...",
            ),
            ("talks-with-capital", "Beijing held talks with Tokyo in Singapore.", "CONSULT CHN ~ JPN"),
            ("near-country-town", "Kenyan jets bombed a Somali camp near Mandera.", "ASSAULT KEN > SOM"),
            ("from-a-town", "A Chilean doctor from Arica thanked Peru.", "SUPPORT CHL > PER"),
        ]
    ),
)
def test_a_place_is_no_party(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "act", "country"),
    [
        pytest.param("Norway met Chile in Oslo.", "CONSULT NOR ~ CHL", "NOR", id="capital"),
        pytest.param("Ghana and Togo held talks in Nairobi.", "CONSULT GHA ~ TGO", "KEN", id="third-country"),
        pytest.param(
            "Ghana and Togo held talks in the Kenyan town of Lodwar.",
            "CONSULT GHA ~ TGO",
            "KEN",
            id="named-beside-it",
        ),
        pytest.param("Ghana and Togo held talks in Xanthebur.", "CONSULT GHA ~ TGO", None, id="unknown-town"),
    ],
)
def test_a_place_has_its_country_or_none(code: Code, text: str, act: str, country: str | None) -> None:
    found = one(code(text), act).place
    assert found is not None
    assert found.country == country


def test_a_place_slices_back_to_its_text(code: Code) -> None:
    document = code("On Monday, in Geneva, Serbia accused Croatia of theft.")
    place = one(document, "ACCUSE SRB > HRV").place
    assert place is not None
    assert document.article.text[place.start : place.end] == place.text


def test_two_acts_of_a_sentence_have_their_own_places(code: Code) -> None:
    document = code("Kenya met Uganda in Kisumu, and Ghana thanked Togo in Accra.")
    places = [one(document, act).place for act in ("CONSULT KEN ~ UGA", "SUPPORT GHA > TGO")]
    assert [place and place.name for place in places] == ["Kisumu", "Accra"]
