"""What is quoted, who said it, and which act the quoted words do."""

from __future__ import annotations

import re

import pytest

from conftest import Code
from tocsin.records import Document
from told import cases, tells

Said = tuple[str, bool, str | None]


ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)


def said(document: Document) -> list[Said]:
    """Return (words, direct, speaker without an article) of the statements."""
    return [
        (one.text, one.direct, ARTICLE.sub("", one.speaker.name or one.speaker.text) if one.speaker else None)
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
    ("text", "wanted"),
    [
        pytest.param(
            "‘It’s the soldiers’ families who’ll pay,’ said Maryam Yusuf, 34.",
            [("It’s the soldiers’ families who’ll pay,", True, "Maryam Yusuf")],
            id="single-marks-and-apostrophes",
        ),
        pytest.param(
            "'The mandate is used up', Mr Okoth said in Nairobi, 'but the parties are more so'.",
            [
                ("The mandate is used up", True, "Okoth"),
                ("but the parties are more so", True, "Okoth"),
            ],
            id="comma-behind-the-mark",
        ),
        pytest.param(
            "«We shall not yield,» replied the mayor.",
            [("We shall not yield,", True, "mayor")],
            id="guillemets",
        ),
        pytest.param(
            "\"They said, 'You have ten minutes,' and we ran,\" Hassan Odeh said.",
            [
                ("They said, 'You have ten minutes,' and we ran,", True, "Hassan Odeh"),
                ("You have ten minutes,", True, "They"),
            ],
            id="one-in-the-other",
        ),
        pytest.param(
            "“The city has no light.\n\n“We ask when the convoys will come,” the bishop of Goma said.",
            [
                ("The city has no light.", True, "bishop of Goma"),
                ("We ask when the convoys will come,", True, "bishop of Goma"),
            ],
            id="over-two-paragraphs",
        ),
        pytest.param(
            '"Why now?" Ahmed Saleh asked. "Because the money ran out," answered a clerk.',
            [("Why now?", True, "Ahmed Saleh"), ("Because the money ran out,", True, "clerk")],
            id="question-and-answer",
        ),
        pytest.param(
            '"No," said the engineer. "Never."',
            [("No,", True, "engineer"), ("Never.", True, "engineer")],
            id="one-word",
        ),
        pytest.param(
            'A cardboard sign hung on the gate. "Bread first, then parliament," read the sign.',
            [("Bread first, then parliament,", True, "sign")],
            id="a-sign",
        ),
        pytest.param(
            '"Four days late," muttered the pilot, lighting a cigarette.',
            [("Four days late,", True, "pilot")],
            id="a-verb-that-only-quotes",
        ),
        pytest.param(
            'Counsel for the defence: "Did you see the lorry?"',
            [("Did you see the lorry?", True, "Counsel for the defence")],
            id="name-and-colon",
        ),
        pytest.param(
            "“Step down, old man!” students shouted from the roof of parliament.",
            [("Step down, old man!", True, "students")],
            id="exclamation",
        ),
        pytest.param(
            '"The government is dismissed," Maj. Gen. Godefroid Nkuru announced on the radio.',
            [("The government is dismissed,", True, "Godefroid Nkuru")],
            id="rank-with-full-stops",
        ),
        pytest.param(
            "“Did you look into the drums?” counsel for the State put to him.",
            [("Did you look into the drums?", True, "counsel for the State")],
            id="put-to-him",
        ),
        pytest.param(
            '"Everybody wants peace," the young clerk at the gate repeats.',
            [("Everybody wants peace,", True, "young clerk at the gate")],
            id="verb-taken-for-a-noun",
        ),
        pytest.param(
            '"It is a routine drill," Oskar Lind, a spokesman for the navy, told the radio.',
            [("It is a routine drill,", True, "Oskar Lind")],
            id="apposition-before-the-cue",
        ),
        pytest.param(
            'Mr Lind, asked about the leak, said, "I shall not comment on that."',
            [("I shall not comment on that.", True, "Lind")],
            id="aside-before-the-cue",
        ),
        pytest.param(
            "„We shall manage,“ the mayor told her party. »Not without us,« her deputy replied.",
            [("We shall manage,", True, "mayor"), ("Not without us,", True, "her deputy")],
            id="continental-marks",
        ),
        pytest.param(
            "The bishop wrote to the council in January:\n\n“We have no water and no light.”",
            [("We have no water and no light.", True, "bishop")],
            id="announced-in-the-paragraph-before",
        ),
        pytest.param(
            'The ministry called the broadcast "a joke in bad taste".',
            [("a joke in bad taste", True, "ministry")],
            id="a-verdict",
        ),
    ],
)
def test_a_quotation_of_any_style_has_its_speaker(code: Code, text: str, wanted: list[Said]) -> None:
    assert said(code(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "A delegate asked whether Oslo had sent a reply.",
            [("whether Oslo had sent a reply", False, "delegate")],
            id="whether",
        ),
        pytest.param(
            "Reporters wondered why the list had been withheld.",
            [("why the list had been withheld", False, "Reporters")],
            id="why",
        ),
        pytest.param(
            "The port of Beira, a clerk of the agency explained, would open on Friday.",
            [
                ("The port of Beira", False, "clerk of the agency"),
                ("would open on Friday", False, "clerk of the agency"),
            ],
            id="put-into-the-clause",
        ),
        pytest.param(
            "The port of Beira, he said, would open on Friday.",
            [("The port of Beira, he said, would open on Friday", False, "he")],
            id="two-words-put-into-the-clause",
        ),
        pytest.param(
            "The tunnel at Anina, an engineer told the court, was never inspected.",
            [("The tunnel at Anina", False, "engineer"), ("was never inspected", False, "engineer")],
            id="subject-before-the-speaker",
        ),
        pytest.param(
            "Two men had burnt the mill, the mayor said on Friday, and the police arrested them.",
            [("Two men had burnt the mill", False, "mayor")],
            id="second-clause-with-a-subject-is-the-reporters",
        ),
        pytest.param(
            "A poet told the crowd from a balcony that the government had agreed to talk.",
            [("the government had agreed to talk", False, "poet")],
            id="that-behind-a-phrase",
        ),
        pytest.param(
            'The palace said it was "ready to talk" and warned that patience was short.',
            [('it was "ready to talk', False, "palace"), ("patience was short", False, "palace")],
            id="quoted-words-in-the-clause",
        ),
        pytest.param(
            "According to his lawyer, Sonia Verma, the guards beat him.",
            [("the guards beat him", False, "Sonia Verma")],
            id="according-to-a-name",
        ),
        pytest.param(
            "Two villages had been burnt, the governor said, adding that the army was on its way.",
            [
                ("Two villages had been burnt", False, "governor"),
                ("the army was on its way", False, "governor"),
            ],
            id="adding",
        ),
        pytest.param(
            "Petrol prices will fall in May, predicted the governor.",
            [("Petrol prices will fall in May", False, "governor")],
            id="inverted-without-marks",
        ),
        pytest.param(
            "Two policemen were shot dead at dawn, the city’s health department reports.",
            [("Two policemen were shot dead at dawn", False, "health department")],
            id="verb-that-looks-like-a-noun",
        ),
        pytest.param(
            "According to a waiter, the two chief negotiators shared a table.",
            [("the two chief negotiators shared a table", False, "waiter")],
            id="according-to-a-waiter",
        ),
        pytest.param(
            "The mayor was quoted as saying that the bridge would hold.",
            [("the bridge would hold", False, "mayor")],
            id="quoted-as-saying",
        ),
        pytest.param(
            "The ministry put out a statement saying the aircraft had turned back.",
            [("the aircraft had turned back", False, "ministry")],
            id="a-statement-saying",
        ),
        pytest.param(
            "The daily reported that a diplomat had told the court that the case was closed.",
            [
                ("a diplomat had told the court that the case was closed", False, "daily"),
                ("the case was closed", False, "diplomat"),
            ],
            id="one-report-in-the-other",
        ),
        pytest.param(
            'A farmer said: "They told me the road was shut."',
            [("They told me the road was shut.", True, "farmer"), ("the road was shut", False, "They")],
            id="a-report-in-a-quotation",
        ),
        pytest.param(
            "Trade sanctions would follow, Wellington let it be known.",
            [("Trade sanctions would follow", False, "New Zealand")],
            id="let-it-be-known",
        ),
        pytest.param(
            "NEW DELHI: One third of the state was under water, a relief official said.",
            [("One third of the state was under water", False, "relief official")],
            id="behind-a-place-and-a-colon",
        ),
    ],
)
def test_reported_words_have_their_extent_and_speaker(code: Code, text: str, wanted: list[Said]) -> None:
    assert said(code(text)) == wanted


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            'Aizada Bekova, one of the teachers, came back. "They gave us bread," she said.',
            "Aizada Bekova",
            id="pronoun-for-an-unknown-name",
        ),
        pytest.param(
            'His lawyer, Sonia Verma, was not let in. "Nobody gave a reason," the lawyer said.',
            "Sonia Verma",
            id="noun-for-a-name",
        ),
        pytest.param(
            'Its deputy leader, Hassan Musa, said: "We march on."', "Hassan Musa", id="name-behind-a-noun"
        ),
        pytest.param(
            'Rashida Begum walked for nine days. Boats lay on the shore. "I will go back," Rashida said.',
            "Rashida Begum",
            id="given-name-alone",
        ),
        pytest.param(
            'Gan Lu, an official, said in a statement that two ships turned. "Go home," the statement read.',
            "Gan Lu",
            id="author-of-a-statement",
        ),
        pytest.param(
            '"Which side am I on?" asked Attila Moldovan, a driver.',
            "Attila Moldovan",
            id="demonym-as-a-name",
        ),
    ],
)
def test_the_last_statement_has_the_name_of_its_speaker(code: Code, text: str, speaker: str) -> None:
    assert said(code(text))[-1][2] == speaker


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        pytest.param(
            "Kremlin: Gas transit to resume", ("Gas transit to resume", False, "Kremlin"), id="speaker-first"
        ),
        pytest.param("Truce will hold: UN envoy", ("Truce will hold", False, "UN envoy"), id="speaker-last"),
        pytest.param("‘We will not yield’ – minister", ("We will not yield", True, "minister"), id="dash"),
    ],
)
def test_a_headline_may_quote(code: Code, title: str, wanted: Said) -> None:
    document = code(f"{title}\n\nThe harbour was quiet on Sunday, and two boats went out.")
    assert said(document) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('The film is called "Winter in Tartu" and opens on Friday.', id="title"),
        pytest.param("Estonia thanked Latvia for its help.", id="speech-act"),
        pytest.param("Estonia called for calm.", id="called-for"),
        pytest.param('The general, known to his men as "the Schoolmaster", did not appear.', id="nickname"),
        pytest.param('The "peace corridor" is three kilometres wide.', id="scare-quotes"),
        pytest.param('"No" was the word on every wall.', id="word-on-a-wall"),
        pytest.param("The colonel would not say whether he had met the rebels.", id="would-not-say"),
        pytest.param("Asked about the raid, he shrugged.", id="asked-about"),
        pytest.param("The court declared the envoy persona non grata.", id="no-clause"),
        pytest.param(
            "Gaza: Rain floods the camps\n\nTents were swept away on Sunday.", id="place-in-a-headline"
        ),
        pytest.param("'Five miles'\n\nThe ship lay off the bar.", id="crosshead"),
        pytest.param("According to Kicker, the match was lost early.", id="a-medium"),
        pytest.param("The sailors' wives and the girls' teachers met in Batumi.", id="apostrophes"),
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
