"""Sides that words leave to be understood: who is answered, who was taken, the other of two states."""

from __future__ import annotations

import pytest

from conftest import Code
from told import cases, one, tells

COUP = (
    "Soldiers seize power in Lesotho\n\n"
    "Soldiers took over the radio station in Maseru on Monday and removed the government of Lesotho. "
    "Shops in Maseru and Teyateyaneng stayed shut, and Lesotho's army chief closed the airport.\n\n"
)
WAR = (
    "Peru and Ecuador trade fire\n\nPeruvian troops shelled an Ecuadorian post on Monday. Ecuador and "
    "Peru have quarrelled over the Condor range for decades.\n\n"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "charge",
                "Chad accused Niger of theft. Niger called the charge a lie.",
                "ACCUSE TCD > NER; REJECT NER > TCD",
            ),
            (
                "offer",
                "Togo offered to mediate. Niger turned the offer down.",
                "AGREE TGO > *; REJECT NER > TGO",
            ),
            (
                "offer-that",
                "Oman offered to mediate between Chad and Niger, a proposal that Chad rejected.",
                "AGREE|CONSULT OMN > *; REJECT TCD > OMN; ...",
            ),
            (
                "teller",
                "Niger's army said Chadian soldiers had burned a village. Chad dismissed the report.",
                "ASSAULT TCD > *; REJECT TCD > NER",
            ),
        ]
    ),
)
def test_an_answer_is_to_whoever_spoke_just_before(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("things", "Peruvian soldiers burned a customs shed.", "ASSAULT PER > ECU"),
            (
                "nobody-named",
                "Peruvian units attacked two posts above the river at dawn.",
                "ASSAULT PER > ECU",
            ),
            ("a-ship", "The Peruvian navy accused the Rio Verde of crossing its bow.", "ACCUSE PER > ECU"),
            ("closed", "Ecuador denounced the verdict as a farce.", "ACCUSE ECU > PER"),
            ("joint", "Peruvian and Ecuadorian soldiers fought with mortars.", "ASSAULT ECU ~ PER"),
        ]
    ),
)
def test_what_one_of_two_states_does_is_meant_for_the_other(code: Code, text: str, wanted: str) -> None:
    one(code(WAR + text), wanted)


def test_what_a_dissenter_says_is_not_meant_for_the_other_state(code: Code) -> None:
    found = one(code(WAR + "Peru's opposition condemned the war."), "ACCUSE PER > *")
    assert "ECU" not in {party.country for party in found.recipients}


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "hostages",
                "Rebels in Nigeria kidnapped two Swiss engineers and a Dane. The rebels freed the hostages.",
                "ASSAULT/abduct NGA > CHE+DNK; RETREAT NGA > CHE+DNK",
            ),
            (
                "the-five",
                "Rebels held three Chinese and two Indian miners in Mali. The five were released on Friday.",
                "COERCE|ASSAULT * > CHN+IND; RETREAT * > CHN+IND",
            ),
            (
                "by-trade",
                "Rebels in Nigeria kidnapped two Swiss engineers. Gunmen beat the engineers.",
                "ASSAULT NGA > CHE; ASSAULT --- > CHE",
            ),
        ]
    ),
)
def test_captives_are_of_the_countries_of_those_who_were_taken(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


def test_a_captor_is_not_of_the_country_of_his_captive(code: Code) -> None:
    text = "Pope Francis prayed for Father Moyo. He implored his captors to let him go."
    found = next(event for event in code(COUP + text).events if event.type == "REQUEST")
    assert "VAT" not in {party.country for party in found.recipients}


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "claimed",
                "The ELN claimed responsibility for the attack on a Chilean bus.",
                "ASSAULT COL > CHL",
            ),
            (
                "opposite-numbers",
                "Kenya's premier met his Saudi and Omani opposite numbers.",
                "CONSULT KEN ~ OMN+SAU",
            ),
            ("to-and-to", "The Dutch premier spoke to Ruto and to Paul Kagame.", "CONSULT NLD ~ RWA+KEN"),
            ("town", "The mayor of Lyon thanked Togo.", "SUPPORT FRA > TGO"),
            (
                "list",
                "Chad appealed to Niger, Togo called for an inquiry by Mali, and Benin thanked Ghana.",
                "REQUEST TCD > NER; REQUEST TGO > *; SUPPORT BEN > GHA",
            ),
            (
                "headline",
                "Chad, Niger press Togo over nets\n\nLOME, May 5 - It rained in the lagoon.",
                "REQUEST NER+TCD > TGO",
            ),
            (
                "pressed-in-a-call",
                "Kenya's premier rang Togo's president to press for a truce.",
                "CONSULT KEN ~ TGO; REQUEST KEN > TGO",
            ),
            ("refused", "Norway said it did not recognise Togo's new rulers.", "REJECT NOR > TGO"),
        ]
    ),
)
def test_more_ways_of_naming_the_sides(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("crowd", "Thousands marched through the capital.", "PROTEST LSO > *"),
            ("praised", "The prime minister praised the police.", "SUPPORT LSO > LSO"),
            ("traitors", "The prime minister called the mutineers traitors.", "ACCUSE LSO > LSO"),
            ("colleague", "Togo's president telephoned his colleague.", "CONSULT TGO ~ LSO"),
            (
                "complaint",
                "The Red Cross complained that soldiers had turned back a convoy.",
                "ACCUSE IRC > LSO",
            ),
            ("airport", "The airport has been shut.", "CIVIL_IMPACT --- > LSO"),
            ("relatives", "Togo's envoy met relatives of the ministers.", "CONSULT TGO ~ LSO"),
        ]
    ),
)
def test_at_home_more_is_understood(code: Code, text: str, wanted: str) -> None:
    one(code(COUP + text), wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Mothers of the soldiers met at the gate.",
        "The ambassador declined to comment.",
        "Units backed by armour waited at the gate.",
    ],
)
def test_what_is_no_act_towards_anybody_is_not_told(code: Code, text: str) -> None:
    lead = code(COUP).events
    assert len(code(COUP + text).events) == len(lead)


def test_a_place_is_never_the_doer(code: Code) -> None:
    found = one(
        code("Two Dutch nurses and a Thai were seized in Mali on Monday."), "COERCE|ASSAULT * > NLD+THA"
    )
    assert "MLI" not in {party.country for party in found.actors}


@pytest.mark.parametrize("lead", ["Latacunga. – ", "LATACUNGA, Aug. 21 (AP) - "])
def test_a_report_of_a_regional_paper_has_the_home_of_its_dateline(code: Code, lead: str) -> None:
    text = f"{lead}Troops gave up their rifles in Riobamba and Guayaquil. Police arrested nine corporals."
    found = [event for event in code(text).events if event.type == "COERCE"]
    assert {party.country for event in found for party in (*event.actors, *event.recipients)} == {"ECU"}
