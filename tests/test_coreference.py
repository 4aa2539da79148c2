"""Who is meant by a title, a surname, a pronoun, "both leaders" or a capital."""

from __future__ import annotations

import pytest

from conftest import Code
from told import cases, one, tells


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "surname",
                "Malian minister Oumar Keita arrived in Rome. Keita thanked Italy.",
                "SUPPORT MLI > ITA; ...",
            ),
            (
                "title",
                "Fijian president Sela Vunipola spoke at noon. The president condemned Tonga.",
                "ACCUSE FJI > TON",
            ),
            (
                "title-and-surname",
                "Fijian president Sela Vunipola spoke at noon. President Vunipola condemned Tonga.",
                "ACCUSE FJI > TON",
            ),
            ("she", "Fijian president Sela Vunipola spoke at noon. She condemned Tonga.", "ACCUSE FJI > TON"),
            ("he", "Malian minister Oumar Keita spoke at noon. He thanked Italy.", "SUPPORT MLI > ITA"),
            ("it", "Latvia acted at once. It expelled the Belarusian consul.", "SANCTION|COERCE LVA > BLR"),
            (
                "its-agent",
                "Latvia acted at once. Its foreign ministry condemned Belarus.",
                "ACCUSE LVA > BLR",
            ),
            (
                "his-government",
                "President Sela Vunipola of Fiji accused Tonga of theft. "
                "His government summoned the Tongan envoy.",
                "ACCUSE FJI > TON; ACCUSE FJI > TON",
            ),
            (
                "his-army",
                "Chadian president Abakar Idriss accused Sudan of theft. His army attacked Sudanese troops.",
                "ACCUSE TCD > SDN; ASSAULT TCD > SDN",
            ),
            ("they", "Kenya and Uganda acted at once. They condemned Eritrea.", "ACCUSE KEN+UGA > ERI"),
            (
                "object-pronoun",
                "Malian minister Oumar Keita spoke in Rome. Italy thanked him.",
                "SUPPORT ITA > MLI",
            ),
            (
                "the-secretary",
                "US Secretary of State Helen Marsh landed in Riga. The Secretary condemned Belarus.",
                "ACCUSE USA > BLR; ...",
            ),
            (
                "the-minister",
                "Chilean foreign minister Elsa Rojas spoke. The minister praised Peru.",
                "SUPPORT CHL > PER",
            ),
            (
                "the-general",
                "Sudanese general Idris Malouk spoke. The general threatened Chad.",
                "THREATEN SDN > TCD",
            ),
            (
                "who-did-it",
                "Togolese envoy Yao Amegan met Ghanaian envoy Esi Badu. Badu thanked Togo.",
                "CONSULT TGO ~ GHA; SUPPORT GHA > TGO",
            ),
            (
                "hyphenated",
                "Lebanese minister Rima Abou-Nasr spoke. Abou-Nasr condemned Syria.",
                "ACCUSE LBN > SYR",
            ),
            (
                "particle",
                "Dutch minister Piet van der Linden spoke. Van der Linden condemned Belarus.",
                "ACCUSE NLD > BLR",
            ),
            (
                "the-country",
                "Bolivia acted at once. The country expelled the Peruvian consul.",
                "SANCTION|COERCE BOL > PER",
            ),
            (
                "subject-kept",
                "Oman spoke to Qatar and urged it to open the port.",
                "CONSULT OMN ~ QAT; REQUEST OMN > QAT",
            ),
        ]
    ),
)
def test_a_later_word_means_who_was_named_before(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "both-leaders",
                "Ghana's president met Togo's president. Both leaders condemned Mali.",
                "CONSULT GHA ~ TGO; ACCUSE GHA+TGO > MLI",
            ),
            (
                "both-sides",
                "Ghana and Togo held talks. Both sides thanked Benin.",
                "CONSULT GHA ~ TGO; SUPPORT GHA+TGO > BEN",
            ),
            (
                "the-two-countries",
                "Ghana and Togo held talks. The two countries condemned Mali.",
                "CONSULT GHA ~ TGO; ACCUSE GHA+TGO > MLI",
            ),
            (
                "urged-both",
                "Ghana and Togo held talks. Benin urged both countries to trade.",
                "CONSULT GHA ~ TGO; REQUEST BEN > GHA+TGO",
            ),
            (
                "the-two-ministers",
                "Peruvian minister Ana Sol met Chilean minister Luis Paz. The two ministers condemned Cuba.",
                "CONSULT PER ~ CHL; ACCUSE CHL+PER > CUB",
            ),
            (
                "the-three",
                "Ghana, Togo and Benin held talks. The three countries thanked Niger.",
                "CONSULT GHA ~ TGO+BEN; SUPPORT BEN+GHA+TGO > NER",
            ),
            (
                "either-order",
                "Oman called on Iran and Iraq to stop. Both agreed with Oman to talk.",
                "REQUEST OMN > IRN+IRQ; ...",
            ),
        ]
    ),
)
def test_two_who_were_named_can_be_meant_together(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("capital", "Tallinn condemned Belarus.", "ACCUSE EST > BLR"),
            ("two-capitals", "Nairobi accused Kampala of dumping.", "ACCUSE KEN > UGA"),
            ("capital-recipient", "Norway thanked Lima.", "SUPPORT NOR > PER"),
            ("new-delhi", "New Delhi expelled a Turkish attache.", "SANCTION|COERCE IND > TUR"),
            ("kremlin", "The Kremlin praised Serbia.", "SUPPORT RUS > SRB"),
            ("white-house", "The White House thanked Oman.", "SUPPORT USA > OMN"),
            (
                "readout",
                "Peru called Chile on Monday. The Chilean readout said that Peru apologised to Chile.",
                "CONSULT|REQUEST PER ~ CHL; CONCEDE PER > CHL",
            ),
        ]
    ),
)
def test_a_capital_or_seat_can_stand_for_its_state(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "act", "name"),
    [
        pytest.param(
            "Malian minister Oumar Keita arrived. Keita thanked Italy.",
            "SUPPORT MLI > ITA",
            "Oumar Keita",
            id="surname",
        ),
        pytest.param(
            "Fijian president Sela Vunipola spoke. She condemned Tonga.",
            "ACCUSE FJI > TON",
            "Sela Vunipola",
            id="pronoun",
        ),
        pytest.param(
            "Fijian president Sela Vunipola spoke. The president condemned Tonga.",
            "ACCUSE FJI > TON",
            "Sela Vunipola",
            id="title",
        ),
    ],
)
def test_the_name_is_that_of_the_first_mention(code: Code, text: str, act: str, name: str) -> None:
    assert one(code(text), act).actors[0].name == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He condemned Tonga.", id="nobody-before"),
        pytest.param("Rain fell at noon. They thanked Italy.", id="no-party-before"),
    ],
)
def test_a_pronoun_without_anybody_before_it_means_nobody(code: Code, text: str) -> None:
    assert [event for event in code(text).events if any(p.country for p in event.actors)] == []
