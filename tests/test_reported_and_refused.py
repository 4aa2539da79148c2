"""Negation by "neither" and "nor", what a state does in the passive, reported clauses that parse badly."""

from __future__ import annotations

from conftest import Code
from told import one

HOME = (
    "Soldiers seize power in Lesotho\n\n"
    "Soldiers took over the radio station in Maseru on Monday and removed the government of Lesotho. "
    "Shops in Maseru and Teyateyaneng stayed shut, and Lesotho's army chief closed the airport.\n\n"
)


def test_neither_and_nor_negate_both_verbs(code: Code) -> None:
    found = code("Kenya will neither recognise Somaliland nor meet Ethiopia.").events
    assert found
    assert all(event.type == "REJECT" or event.modality == "negated" for event in found)


def test_at_home_it_is_the_state_that_arrests_and_forbids(code: Code) -> None:
    one(code(HOME + "The march was banned."), "COERCE LSO > LSO")
    one(code(HOME + "Its organisers were detained on Tuesday."), "COERCE LSO > LSO")


def test_what_others_suffer_abroad_is_not_done_by_the_state(code: Code) -> None:
    for event in code(HOME + "A Kenyan nurse was arrested in Ghana.").events:
        if event.type == "COERCE" and "nurse" in event.evidence.text:
            assert "LSO" not in {actor.country for actor in event.actors}


def test_a_frontier_closed_by_a_neighbour_is_closed_to_the_country_of_the_report(code: Code) -> None:
    one(code(HOME + "South Africa closed the frontier."), "COERCE ZAF > LSO")


def test_who_tells_of_a_bomb_did_not_plant_it(code: Code) -> None:
    for event in code(HOME + "A bomb killed at least 12 and wounded 40 others, police said.").events:
        if event.type == "ASSAULT" and "bomb" in event.evidence.text:
            assert not event.actors


def test_a_person_named_with_his_body_is_of_that_body(code: Code) -> None:
    one(code(HOME + "Marek Solinar of the European Union telephoned Lesotho's king."), "CONSULT EEC > LSO")


def test_an_office_that_one_country_alone_has_is_of_that_country(code: Code) -> None:
    one(code(HOME + "The CIA director met the army chief."), "CONSULT USA > LSO")


def test_the_day_told_last_holds_for_that_evening(code: Code) -> None:
    text = (
        "Ghana and Togo quarrel\n\nGhana expelled three Togolese diplomats on Monday.\n\n"
        "Hours later Togo recalled its ambassador from Ghana."
    )
    days = {event.trigger.text: event.date and event.date.start for event in code(text, "2025-05-08").events}
    assert days["expelled"] == days["recalled"] == "2025-05-05"


def test_a_verb_of_speech_behind_what_is_denied_is_not_denied(code: Code) -> None:
    document = code("Eritrea denied that its troops had crossed the border and accused Ethiopia of lying.")
    assert one(document, "ACCUSE ERI > ETH").modality == "asserted"


def test_a_patrol_that_is_said_to_have_fired_is_who_acts(code: Code) -> None:
    told = "Kenyan guards shot at Ugandan fishermen, Uganda said. Kenya denied that its patrol had fired."
    found = code(told).events
    assert {event.type for event in found} == {"ASSAULT"}
    (denied,) = [event for event in found if event.modality == "denied"]
    assert [party.country for party in (*denied.actors, *denied.recipients)] == ["KEN", "UGA"]


def test_none_of_somebodys_soldiers_did_it(code: Code) -> None:
    found = code("Guyana's army said that none of its soldiers had crossed into Suriname.").events
    assert all(event.modality in ("negated", "denied") for event in found)


def test_an_attack_on_nobodys_post_is_denied(code: Code) -> None:
    (event,) = code("Chad's police denied on Monday that a post at Tissi had been attacked.").events
    assert (event.type, event.modality, event.place and event.place.name) == ("ASSAULT", "denied", "Tissi")
