"""What is quoted, who said it, and which act the quoted words do."""

from __future__ import annotations

import pytest

from conftest import Code
from tocsin.records import Document
from told import cases, tells

Said = tuple[str, bool, str | None]


def said(document: Document) -> list[Said]:
    """Return (words, direct, speaker) of the statements."""
    return [
        (one.text, one.direct, (one.speaker.name or one.speaker.text) if one.speaker else None)
        for one in document.statements
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            '"We will rebuild the bridge," Estonian premier Maarja Kallas said.',
            [("We will rebuild the bridge,", True, "Maarja Kallas")],
            id="cue-after",
        ),
        pytest.param(
            'Estonian premier Maarja Kallas said: "We will rebuild the bridge."',
            [("We will rebuild the bridge.", True, "Maarja Kallas")],
            id="cue-before",
        ),
        pytest.param(
            '"We will rebuild the bridge," said Estonian premier Maarja Kallas.',
            [("We will rebuild the bridge,", True, "Maarja Kallas")],
            id="inverted",
        ),
        pytest.param(
            "“We will rebuild the bridge,” Estonian premier Maarja Kallas said.",
            [("We will rebuild the bridge,", True, "Maarja Kallas")],
            id="curly",
        ),
        pytest.param(
            '"We will rebuild the bridge," Estonian premier Maarja Kallas said, "and we will do it soon."',
            [
                ("We will rebuild the bridge,", True, "Maarja Kallas"),
                ("and we will do it soon.", True, "Maarja Kallas"),
            ],
            id="broken-off",
        ),
        pytest.param(
            "Estonian premier Maarja Kallas said that the bridge will be rebuilt.",
            [("the bridge will be rebuilt", False, "Maarja Kallas")],
            id="indirect",
        ),
        pytest.param(
            "The bridge will be rebuilt, Estonian premier Maarja Kallas said.",
            [("The bridge will be rebuilt", False, "Maarja Kallas")],
            id="indirect-cue-after",
        ),
        pytest.param(
            "According to Estonian premier Maarja Kallas, the bridge will be rebuilt.",
            [("the bridge will be rebuilt", False, "Maarja Kallas")],
            id="according-to",
        ),
        pytest.param(
            '"We will rebuild the bridge. We have the money," Estonian premier Maarja Kallas told reporters.',
            [("We will rebuild the bridge. We have the money,", True, "Maarja Kallas")],
            id="two-sentences",
        ),
        pytest.param(
            'Estonian premier Maarja Kallas spoke in Tartu. "We will rebuild the bridge," she said.',
            [("We will rebuild the bridge,", True, "Maarja Kallas")],
            id="pronoun",
        ),
        pytest.param(
            "Estonia denied that it closed the bridge.",
            [("it closed the bridge", False, "Estonia")],
            id="denied-that",
        ),
    ],
)
def test_a_statement_has_its_words_and_its_speaker(code: Code, text: str, wanted: list[Said]) -> None:
    assert said(code(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('The film is called "Winter in Tartu" and opens on Friday.', id="title"),
        pytest.param("Estonia thanked Latvia for its help.", id="speech-act"),
        pytest.param("Estonia called for calm.", id="called-for"),
    ],
)
def test_what_is_no_statement_makes_none(code: Code, text: str) -> None:
    assert said(code(text)) == []


def test_a_statement_slices_back_to_its_text(code: Code) -> None:
    document = code(
        '"We stand with Peru," Bolivian minister Elsa Quiroga said. She said that help was coming.'
    )
    assert len(document.statements) == 2
    for one in document.statements:
        assert document.article.text[one.start : one.end] == one.text


def test_a_statement_knows_the_events_that_it_carries(code: Code) -> None:
    document = code("Sudan said that Chad attacked a Sudanese village.")
    (statement,) = document.statements
    assert statement.events == tuple(event.id for event in document.events)


def test_the_addressee_is_kept(code: Code) -> None:
    (statement,) = code("Norway told Iceland that the cable will be mended.").statements
    assert statement.addressee is not None
    assert statement.addressee.country == "ISL"


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "we-condemn",
                '"We condemn the attack by Eritrea," Kenyan president Ruth Atieno said.',
                "ACCUSE KEN > ERI; ...",
            ),
            ("cue-before", 'Kenyan president Ruth Atieno said: "We condemn Eritrea."', "ACCUSE KEN > ERI"),
            (
                "i-thank",
                '"I thank Ghana for its patience," Togolese minister Yao Amegan told reporters.',
                "SUPPORT TGO > GHA",
            ),
            (
                "demand",
                '"Serbia must open the bridge," Croatian premier Iva Matek said.',
                "REQUEST HRV > SRB",
            ),
            (
                "blame",
                '"Chad shelters smugglers," Sudanese minister Amna Sabil told the council.',
                "ACCUSE SDN > TCD",
            ),
            (
                "pledge",
                '"We will send tents to Malawi," Swedish minister Lena Dahl said.',
                "AGREE|AID SWE > MWI",
            ),
            (
                "threat",
                '"We will strike Bahrain if it lands," Iranian general Reza Tavakol warned.',
                "THREATEN|ASSAULT IRN > BHR; ...",
            ),
            ("we-urge", '"We urge Peru to come to the table," said Chile.', "REQUEST CHL > PER"),
            ("indirect-blame", "Sudan said that Chad shelters smugglers.", "ACCUSE SDN > TCD"),
            ("indirect-act", "Sudan said that Chad attacked a Sudanese village.", "ASSAULT TCD > SDN"),
            (
                "second-sentence",
                '"This is a dark day. We condemn Eritrea," Kenyan president Ruth Atieno said.',
                "ACCUSE KEN > ERI",
            ),
            (
                "cue-at-the-end-of-two",
                '"We condemn Eritrea. We thank Djibouti," Kenyan president Ruth Atieno said.',
                "ACCUSE KEN > ERI; SUPPORT KEN > DJI",
            ),
            (
                "after-the-cue",
                '"This is a dark day," Kenyan president Ruth Atieno said. "We condemn Eritrea."',
                "ACCUSE KEN > ERI",
            ),
            (
                "next-paragraph",
                'Kenyan president Ruth Atieno spoke on Monday.\n\n"We condemn Eritrea," she said.',
                "ACCUSE KEN > ERI",
            ),
            (
                "reject-by-word",
                '"We reject the Turkish claim," Greek minister Nikos Varela said.',
                "REJECT GRC > TUR",
            ),
            ("fragment", 'Croatia called the Serbian decision "a disgrace".', "ACCUSE HRV > SRB"),
            ("neutral", '"The weather was fine in Accra," Ghanaian minister Kofi Badu said.', "nothing"),
        ]
    ),
)
def test_the_speaker_does_what_the_quoted_words_do(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)
