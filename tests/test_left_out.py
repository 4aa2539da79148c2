"""Sides that a passive, a pronoun, a title or a list leaves to be understood."""

from __future__ import annotations

import pytest

from conftest import Code
from told import cases, tells


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "leave-a-country",
                "The Chadian ambassador was given 48 hours to leave Sudan.",
                "SANCTION SDN > TCD; ...",
            ),
            (
                "teller",
                "Two Chadian diplomats were told to leave the country, Sudan's foreign ministry said.",
                "SANCTION SDN > TCD; ...",
            ),
            (
                "ports",
                "Norwegian trawlers have been refused entry to Icelandic ports.",
                "REJECT ISL > NOR; ...",
            ),
            (
                "summoned-to",
                "Pakistan's foreign minister summoned the Iranian ambassador to the Foreign Office.",
                "ACCUSE PAK > IRN; ...",
            ),
            (
                "posted-here",
                "Sudan's ambassador to Chad was summoned by the foreign ministry in N'Djamena.",
                "ACCUSE TCD > SDN; ...",
            ),
            ("mobilised", "Iran's armed forces were placed on high alert.", "MOBILIZE IRN > ---; ..."),
        ]
    ),
)
def test_a_passive_without_a_doer_is_of_the_state_that_the_words_imply(
    code: Code, text: str, wanted: str
) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "released",
                "Ethiopian forces arrested five Eritreans on Sunday. They were released the next day.",
                "RETREAT ETH > ERI; ...",
            ),
            (
                "said-it-would",
                "The Nigerien junta said on Friday that it would expel the French ambassador.",
                "SANCTION NER > FRA planned; ...",
            ),
            (
                "counterpart",
                "Kenya's foreign minister spoke to Uganda's foreign minister. Her counterpart offered his "
                "condolences.",
                "SUPPORT UGA > KEN; ...",
            ),
            (
                "in-a-call-with",
                "Pakistan's prime minister returned on Friday. In a telephone call with the Iranian "
                "president, he demanded an inquiry by Iran.",
                "REQUEST PAK > IRN; ...",
            ),
            (
                "pirates",
                "Somali pirates seized a trawler in May. The pirates demanded a ransom from Kenya.",
                "REQUEST SOM > KEN; ...",
            ),
        ]
    ),
)
def test_a_later_word_means_who_was_told_of_before(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "ministry-of",
                "The Foreign Ministry of Chad accused Sudan of arming rebels.",
                "ACCUSE TCD > SDN; ...",
            ),
            (
                "envoy-of-a-body",
                "The special representative of the European Union met the Georgian president.",
                "CONSULT EEC > GEO; ...",
            ),
            (
                "envoy-with-his-goal",
                "The UN's Libya envoy, Ana Solberg, accused Turkey of sending arms.",
                "ACCUSE UNO > TUR; ...",
            ),
            (
                "town-of-a-post",
                "Peru's ambassador to the UN in New York, Rosa Quispe, accused Chile of spying.",
                "ACCUSE PER > CHL; ...",
            ),
            (
                "speaks-for",
                "Foreign Minister Kari Oedegaard said that Norway would respect the ruling but turned down "
                "Iceland's claim.",
                "REJECT NOR > ISL; ...",
            ),
            (
                "crew-of",
                "A cutter of the Omani coast guard shelled a Yemeni fishing boat.",
                "ASSAULT OMN > YEM; ...",
            ),
            (
                "rulers-of",
                "The military rulers of Burkina Faso, Mali and Niger congratulated the Guinean junta.",
                "SUPPORT BFA+MLI+NER > GIN; ...",
            ),
            (
                "bloc-by-its-leaders",
                "ECOWAS met in Abuja on Sunday. West African leaders closed all borders with Togo.",
                "COERCE|SANCTION WAS > TGO; ...",
            ),
        ]
    ),
)
def test_an_office_or_a_list_is_of_the_state_or_body_that_its_words_name(
    code: Code, text: str, wanted: str
) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "request",
                "Kenyan police had at Uganda's request detained two Ugandan suspects.",
                "REQUEST UGA > KEN; COERCE KEN > UGA; ...",
            ),
            (
                "urge-in-a-call",
                "Kenya's president telephoned Sudan's president to urge him to accept the truce.",
                "CONSULT KEN > SDN; REQUEST KEN > SDN; ...",
            ),
            (
                "cleft",
                "It was Honduras that shelled our villages in El Salvador.",
                "ASSAULT HND > SLV; ...",
            ),
            (
                "absurd",
                "Togo accused France of plotting. Paris called the claim absurd.",
                "ACCUSE TGO > FRA; REJECT FRA > TGO; ...",
            ),
            (
                "bare-denial",
                "Chad accused Sudan of hosting a camp. Khartoum denied that any such camp existed.",
                "ACCUSE TCD > SDN; REJECT SDN > TCD; ...",
            ),
        ]
    ),
)
def test_an_act_inside_other_words_is_told(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "never"),
    cases(
        [
            ("question", "“Where were the radars?” Pakistan's minister asked India.", "REQUEST"),
            ("pan-american", "Nicaragua closed a post on the Pan-American Highway to Honduras.", "USA"),
        ]
    ),
)
def test_words_that_only_look_like_a_side_or_an_act_tell_none(code: Code, text: str, never: str) -> None:
    document = code(text)
    sides = {party.country for event in document.events for party in (*event.actors, *event.recipients)}
    assert never not in {event.type for event in document.events} | sides


def test_what_it_said_is_on_the_word_of_the_body_that_is_meant(code: Code) -> None:
    document = code(
        "Angola's foreign ministry denied the claim on Friday. It said Zambian troops had shelled a village "
        "in Angola."
    )
    shelled = [event for event in document.events if event.trigger.text == "shelled"]
    assert [event.attribution and event.attribution.source for event in shelled] == [
        "Angola's foreign ministry"
    ]
