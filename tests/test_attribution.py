"""On whose word an act is reported: the innermost source; none where it is the reporter's own."""

from __future__ import annotations

import pytest

from conftest import Code
from told import in_words, one

ATTACK = "ASSAULT TCD > SDN"


def source(code: Code, text: str, wanted: str) -> str | None:
    found = one(code(text), wanted).attribution
    return None if found is None else found.source


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Sudan said that Chad attacked a Sudanese village.", "Sudan", id="said-that"),
        pytest.param("Sudan said Chad attacked a Sudanese village.", "Sudan", id="said-without-that"),
        pytest.param("Chad attacked a Sudanese village, Sudan said.", "Sudan", id="cue-after"),
        pytest.param("Chad, Sudan said, attacked a Sudanese village.", "Sudan", id="cue-inside"),
        pytest.param("According to Sudan, Chad attacked a Sudanese village.", "Sudan", id="according-to"),
        pytest.param(
            "Chad attacked a Sudanese village, according to Sudan.", "Sudan", id="according-to-after"
        ),
        pytest.param("Sudan told reporters that Chad attacked a Sudanese village.", "Sudan", id="told"),
        pytest.param(
            "Sudan's ruler, General Idris Malouk, said that Chad attacked a Sudanese village.",
            "Idris Malouk",
            id="person",
        ),
        pytest.param("Witnesses said Chadian jets bombed a Sudanese village.", "Witnesses", id="witnesses"),
        pytest.param(
            "Villagers told Reuters that Chadian soldiers attacked a Sudanese village.",
            "Villagers",
            id="not-the-hearer",
        ),
        pytest.param(
            "The United Nations reported that Chad attacked a Sudanese village.",
            "United Nations",
            id="organisation",
        ),
        pytest.param(
            "As Sudanese envoy Amna Sabil put it, Chad attacked a Sudanese village.",
            "Amna Sabil",
            id="as-put",
        ),
    ],
)
def test_what_a_source_reports_is_on_its_word(code: Code, text: str, wanted: str) -> None:
    assert (source(code, text, ATTACK) or "").removeprefix("The ").removeprefix("the ") == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Chad attacked a Sudanese village on Monday.", id="plain"),
        pytest.param(
            "Chad attacked a Sudanese village. Sudan said that rain was expected.", id="said-something-else"
        ),
        pytest.param(
            "Sudan, which said that it was ready for talks, was hit when Chad attacked a Sudanese village.",
            id="said-aside",
        ),
    ],
)
def test_the_reporters_own_word_has_no_source(code: Code, text: str) -> None:
    assert source(code, text, ATTACK) is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        pytest.param("Sudan accused Chad of theft.", "ACCUSE SDN > TCD", id="accuse"),
        pytest.param("Kenya urged Uganda to open the road.", "REQUEST KEN > UGA", id="urge"),
        pytest.param("Chile warned Peru that it would close the port.", "THREATEN CHL > PER", id="warn"),
    ],
)
def test_saying_that_is_itself_the_act_needs_no_source(code: Code, text: str, act: str) -> None:
    assert source(code, text, act) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The Kenyan readout said that Uganda agreed to open the road to Kenya.", "readout", id="readout"
        ),
        pytest.param("In a post on X, Uganda said that Rwanda attacked a Ugandan village.", "X", id="post"),
        pytest.param(
            "Uganda said in a statement that Rwanda attacked a Ugandan village.", "statement", id="statement"
        ),
        pytest.param(
            "Ugandan minister Peter Okello told a press conference that Rwanda attacked a Ugandan village.",
            "press conference",
            id="press",
        ),
        pytest.param(
            "Uganda said in a letter that Rwanda attacked a Ugandan village.", "letter", id="letter"
        ),
        pytest.param(
            "Ugandan minister Peter Okello said in an interview that Rwanda attacked a Ugandan village.",
            "interview",
            id="interview",
        ),
    ],
)
def test_the_channel_is_kept(code: Code, text: str, wanted: str) -> None:
    channels = {e.attribution.channel for e in code(text).events if e.attribution is not None}
    assert channels == {wanted}, [in_words(e) for e in code(text).events]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param(
            "On behalf of Sudan's government, spokesman Omar Dahab said Chad attacked a Sudanese village.",
            "Omar Dahab",
            "SDN",
            id="on-behalf",
        ),
        pytest.param(
            "A spokesman for Sudan's army said Chad attacked a Sudanese village.",
            "spokesman",
            "SDN",
            id="unnamed",
        ),
        pytest.param(
            "Sudanese foreign ministry spokeswoman Leila Haroun said that Chad attacked a Sudanese village.",
            "Leila Haroun",
            "SDN",
            id="ministry",
        ),
        pytest.param(
            "Ali Doungou, spokesperson of the Chadian president, said that Chad attacked a Sudanese village.",
            "Ali Doungou",
            "TCD",
            id="of-a-president",
        ),
    ],
)
def test_a_spokesperson_speaks_for_somebody(code: Code, text: str, name: str, country: str) -> None:
    found = one(code(text), ATTACK).attribution
    assert found is not None
    assert name in found.source
    assert found.country == country


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Reuters reported that Chad attacked a Sudanese village.", "Reuters", id="agency"),
        pytest.param(
            "Sudanese state television said Chad attacked a Sudanese village.",
            "state television",
            id="state-television",
        ),
        pytest.param(
            "Chad attacked a Sudanese village, the BBC reported.",
            "British Broadcasting Corporation",
            id="cue-after",
        ),
    ],
)
def test_media_can_be_the_source(code: Code, text: str, wanted: str) -> None:
    assert wanted in (source(code, text, ATTACK) or "nobody")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Reuters reported that Sudan said that Chad attacked a Sudanese village.",
            "Sudan",
            id="report-of-saying",
        ),
        pytest.param(
            "Kenya said that Sudan had told it that Chad attacked a Sudanese village.",
            "Sudan",
            id="two-states",
        ),
        pytest.param(
            "Sudan said Chad attacked a Sudanese village, the BBC reported.", "Sudan", id="cue-after-outside"
        ),
        pytest.param(
            "According to Reuters, Sudan said Chad attacked a Sudanese village.",
            "Sudan",
            id="according-to-outside",
        ),
    ],
)
def test_the_innermost_of_several_sources_counts(code: Code, text: str, wanted: str) -> None:
    assert source(code, text, ATTACK) == wanted


def test_a_source_covers_both_halves_of_a_sentence_that_it_ends(code: Code) -> None:
    text = "Chad attacked a Sudanese village, but Libya sent food to Sudan, Egypt said."
    document = code(text)
    found = [one(document, ATTACK).attribution, one(document, "AID LBY > SDN").attribution]
    assert [a and a.source for a in found] == ["Egypt", "Egypt"]


def test_a_hedge_is_kept_in_the_words_of_the_text(code: Code) -> None:
    found = one(code("Sudan said that Chad reportedly attacked a Sudanese village."), ATTACK)
    assert found.attribution is not None
    assert (found.attribution.hedge, found.modality) == ("reportedly", "alleged")
