"""Turns of phrase of the press: who leads a force, whose raid it was, whom a name or a pronoun means."""

from __future__ import annotations

import pytest

from conftest import Code
from told import cases, one, tells

MALI = "Fighting goes on in Mali. Mali has asked for help. The government of Mali met on Sunday.\n\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("raids", "French-led airstrikes killed nine people near Gao.", "ASSAULT FRA > *"),
            (
                "named-later",
                "The French-led coalition freed a town in Mali. The coalition bombed a market in Menaka.",
                "ASSAULT FRA > MLI",
            ),
            (
                "it-means-the-coalition",
                "The French-led coalition left Gao. Niger was silent. The coalition said that it had killed "
                "nine militants.",
                "ASSAULT FRA > *",
            ),
            (
                "killed-in",
                "Eleven people were killed in French airstrikes on Menaka in Mali.",
                "ASSAULT FRA > MLI",
            ),
            ("died-in", "Nine people died in Turkish air raids on Dohuk in Iraq.", "ASSAULT TUR > IRQ"),
            (
                "ordered",
                "Turkey's president ordered airstrikes on Kurdish fighters in Syria.",
                "ASSAULT TUR > SYR",
            ),
        ]
    ),
)
def test_a_raid_is_of_those_who_lead_or_order_it(code: Code, text: str, wanted: str) -> None:
    one(code(text), wanted)


def test_the_place_of_an_attack_is_not_who_did_it(code: Code) -> None:
    one(code("Six people were killed in a Mogadishu bombing on Friday."), "ASSAULT --- > *")


def test_forces_that_a_state_only_backs_are_not_its_own(code: Code) -> None:
    assert not any(
        actor.country == "TUR"
        for event in code("Turkish-backed rebels shelled a market in Aleppo.").events
        for actor in event.actors
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "apposition",
                "Jan Brandt, a German volunteer who knew the region, was killed on Monday by rebels.",
                "ASSAULT MLI > DEU",
            ),
            (
                "predicate",
                "Luc Perrin is a French engineer. The gunmen kidnapped Perrin on Friday.",
                "ASSAULT --- > FRA",
            ),
            (
                "possessor",
                "Belgium's most wanted man, Karim Osten, fled. Osten was arrested by Malian soldiers.",
                "COERCE MLI > BEL",
            ),
        ]
    ),
)
def test_a_noun_beside_a_name_says_whose_citizen_it_is(code: Code, text: str, wanted: str) -> None:
    one(code(MALI + text), wanted)


def test_an_ally_of_a_state_is_not_its_citizen(code: Code) -> None:
    document = code(MALI + "Jan Brandt, a Russian ally, was killed on Monday by rebels.")
    assert not any(p.country == "RUS" for event in document.events for p in event.recipients)


def test_a_family_name_with_a_particle_is_the_same_persons(code: Code) -> None:
    text = (
        "The UN envoy Pieter de Ruiter met both sides in Chad on Monday. De Ruiter urged the government of "
        "Chad to free prisoners. Chad's president accused de Ruiter of lying."
    )
    document = code(text)
    one(document, "REQUEST UNO > TCD")
    one(document, "ACCUSE TCD > UNO")


def test_he_is_no_woman_whose_given_name_says_so(code: Code) -> None:
    text = (
        "Denmark's foreign minister, Lars Holm, met Angela Merz, the German defence minister, in Berlin. "
        "Angela Merz left at noon. He urged Germany to send tents."
    )
    one(code(text), "REQUEST DNK > DEU")


def test_a_list_of_leaders_behind_their_countries_is_one_list(code: Code) -> None:
    text = (
        "Russia's president held a round of phone calls with other leaders including Jordan's King "
        "Abdullah, Egypt's Abdel Fattah al-Sisi and Donald Trump."
    )
    one(code(text), "CONSULT RUS > JOR+EGY+USA")


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("defeat", "The military defeat of Islamic State in Iraq came in May.", "ASSAULT --- > IRQ; ..."),
            ("body", "The military of Mali attacked a village in Niger.", "ASSAULT MLI > NER"),
        ]
    ),
)
def test_what_is_only_military_is_no_army(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


def test_a_group_without_a_country_is_not_given_that_of_the_report(code: Code) -> None:
    document = code(MALI + "The Malian army attacked Islamic State fighters near Menaka.")
    one(document, "ASSAULT MLI > ---")


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations warned on Monday that some 900 villagers in Chad needed help at once.",
        "Jan Brandt spoke to Peter Kent on the telephone and Brandt thanked Kent. Kent left.",
        "Ana Ruiz went to Mali to treat wounded soldiers, and she said that it was her calling.",
        "The Danish defence minister refused to confirm whether Brandt had died.",
    ],
    ids=["forecast", "friends", "purpose", "silence"],
)
def test_warnings_of_hardship_private_talk_purposes_and_silence_tell_no_act(code: Code, text: str) -> None:
    tells(code(text), "nothing")


def test_a_warning_to_a_state_is_a_threat(code: Code) -> None:
    one(code("Turkey warned Greece that its patience had limits."), "THREATEN TUR > GRC")
