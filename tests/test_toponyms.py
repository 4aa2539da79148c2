"""Names of places: which words are one, which place they mean, whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tocsin
from tocsin.errors import InputError, UsageError
from tocsin.knowledge.claims import read_borders
from tocsin.knowledge.gazetteer import FILE, key_of, places_named
from tocsin.knowledge.globe import distance_km
from tocsin.records import Place


def names(text: str) -> list[str]:
    return [place.name for place in tocsin.places(text)]


def one(text: str, name: str) -> Place:
    return next(place for place in tocsin.places(text) if place.text == name)


# --- which words


def test_places_are_found_in_text_order_and_slice_back() -> None:
    text = "Rebels left Gao for Timbuktu, and a convoy reached the village of Zorgassi near Mopti, Mali."
    found = tocsin.places(text)
    assert [place.text for place in found] == ["Gao", "Timbuktu", "Zorgassi", "Mopti", "Mali"]
    assert all(text[place.start : place.end] == place.text for place in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mr Paris Hamilton and Florence Kane resigned.", id="people"),
        pytest.param("He read the Daily Reading on Monday in March.", id="words"),
        pytest.param("The committee will meet again. Nobody was hurt.", id="none"),
    ],
)
def test_names_of_people_and_words_are_no_places(text: str) -> None:
    assert names(text) == []


def test_a_person_named_like_a_place_stays_a_person() -> None:
    text = "President George Washington Okello met miners. Okello praised them in Kampala."
    assert names(text) == ["Kampala"]


@given(st.text(alphabet="ABab .,-'’\nü", max_size=60))
def test_any_text_is_read_and_spans_slice_back(text: str) -> None:
    if text.strip():
        assert all(text[place.start : place.end] == place.text for place in tocsin.places(text))


# --- which place


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param(
            "He flew to Tripoli from Beirut, Lebanon, after talks in Sidon.", "Sidon", "LBN", id="near"
        ),
        pytest.param("Floods hit Birmingham, Alabama.", "Birmingham", "USA", id="held-by-the-name-behind"),
        pytest.param("Floods hit Birmingham, England.", "Birmingham", "GBR", id="held-by-another"),
        pytest.param(
            "Riots in Atlanta, Georgia, spread to Savannah.", "Georgia", "USA", id="state-not-country"
        ),
        pytest.param(
            "Troops from Georgia and Armenia left Tbilisi.", "Georgia", "GEO", id="country-not-state"
        ),
        pytest.param("A coup in Niger alarmed Benin and Niamey.", "Niger", "NER", id="niger"),
        pytest.param(
            "Fighting in Hyderabad, in Pakistan's Sindh province.", "Hyderabad", "PAK", id="hyderabad"
        ),
        pytest.param("Farmers in Hyderabad marched to New Delhi, India.", "Hyderabad", "IND", id="the-other"),
    ],
)
def test_the_article_tells_which_place_is_meant(text: str, name: str, country: str) -> None:
    assert one(text, name).country == country


def test_precision_says_what_the_coordinates_stand_for() -> None:
    text = "Shells fell in Kharkiv, in Bavaria and in Chile."
    kinds = [one(text, name).precision for name in ("Kharkiv", "Bavaria", "Chile")]
    assert kinds == ["town", "region", "country"]


def test_an_unknown_place_has_no_coordinates() -> None:
    place = one("Soldiers burned the village of Zorgassi.", "Zorgassi")
    assert (place.latitude, place.country, place.precision) == (None, None, None)


def test_accents_hyphens_and_case_of_articles_do_not_matter() -> None:
    assert key_of("Al-Minyā") == key_of("al Minya") == "al minya"
    assert places_named("Łódź") == places_named("Lodz") != ()


@pytest.mark.parametrize("name", ["", "Zorgassi", "zzzzzz", "\n", "A" * 500])
def test_names_that_are_not_there_are_not_found(name: str) -> None:
    assert places_named(name) == ()


def test_the_gazetteer_is_in_the_order_in_which_it_is_searched() -> None:
    with Path(str(FILE)).open(encoding="utf-8") as lines:
        keys = [key_of(line.split("\t", 1)[0]) for line in lines]
    assert keys == sorted(keys)


def test_distances_are_those_of_the_globe() -> None:
    assert distance_km((52.52, 13.41), (48.86, 2.35)) == pytest.approx(878, abs=3)
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20015, abs=1)


# --- whose place


@pytest.mark.parametrize(
    ("policy", "country"),
    [("un", "UKR"), ("de-facto", "RUS"), ("none", None)],
    ids=["un", "de-facto", "none"],
)
def test_the_policy_decides_whose_a_disputed_place_is(policy: str, country: str | None) -> None:
    place = next(iter(tocsin.places("Explosions were heard in Sevastopol.", borders=policy)))
    assert (place.country, place.claimed_by, place.borders) == (country, ("RUS", "UKR"), policy)


def test_a_town_in_a_disputed_region_is_disputed() -> None:
    assert tocsin.places("Explosions were heard in Yalta in Crimea.")[0].claimed_by == ("RUS", "UKR")


def test_a_place_that_three_states_claim_has_no_country_and_keeps_all_claims() -> None:
    place = next(iter(tocsin.places("Troops patrol Kashmir.")))
    assert (place.country, place.claimed_by) == (None, ("CHN", "IND", "PAK"))


def test_a_table_of_the_user_comes_first(tmp_path: Path) -> None:
    table = tmp_path / "borders.tsv"
    table.write_text("name\tcountry\nSevastopol\tTUR\nKashmir\t\n", encoding="utf-8")
    place = next(iter(tocsin.places("Explosions were heard in Sevastopol.", borders=str(table))))
    assert place.country == "TUR"


def test_a_policy_that_is_none_and_a_table_without_its_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="de-facto"):
        read_borders("nato")
    table = tmp_path / "borders.tsv"
    table.write_text("place\tstate\n", encoding="utf-8")
    with pytest.raises(InputError, match="name, country"):
        read_borders(str(table))
    table.write_text("name\tcountry\nYalta\tXX\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_borders(str(table))
