"""Marked pairs: parties are found by their words or tags, marks nest, long sentences are cut around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import UsageError
from tocsin.sensing.marking import MARKS, MOST_WORDS, Pair, cut, locate, marked_text, read_tags

SENTENCE = "Kenya urged Uganda to reopen the border that Uganda had closed."


def words_of(pair: Pair) -> tuple[list[str], list[str]]:
    return [pair.text[a:b] for a, b in pair.source], [pair.text[a:b] for a, b in pair.target]


def test_parties_are_found_by_their_words() -> None:
    assert words_of(locate(SENTENCE, "Kenya", "Uganda")) == (["Kenya"], ["Uganda"])


def test_whole_words_count_before_parts_of_words() -> None:
    pair = locate("Romanian miners met Oman's envoy.", "Romanian miners", "Oman")
    assert pair.target == ((20, 24),)


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("Chad", "Uganda", "source 'Chad' is not in the sentence"),
        ("Kenya", "Chad", "target 'Chad' is not in the sentence"),
        ("", "Uganda", "source is empty"),
    ],
)
def test_a_party_that_is_not_in_the_sentence_is_named(source: str, target: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        locate(SENTENCE, source, target)


@pytest.mark.parametrize(
    ("marked", "source", "target"),
    [
        ("<s>Kenya</s> urged <t>Uganda</t> to go.", ["Kenya"], ["Uganda"]),
        ("<t>Uganda</t> was urged by <s>Kenya</s>, <t>Kampala</t> said.", ["Kenya"], ["Uganda", "Kampala"]),
        ("<s><t>Iraqi</t> fighters</s> gave up.", ["Iraqi fighters"], ["Iraqi"]),
        ("<t>Two newspapers</t> were told to close.", [], ["Two newspapers"]),
    ],
    ids=["plain", "named twice", "one in the other", "open side"],
)
def test_tags_mark_parties(marked: str, source: list[str], target: list[str]) -> None:
    pair = read_tags(marked)
    assert words_of(pair) == (source, target)
    assert "<" not in pair.text


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("Kenya urged Uganda.", "no <s>"),
        ("<s>Kenya urged <t>Uganda</t>.", "<s> is not closed"),
        ("Kenya</s> urged <t>Uganda</t>.", "closes no <s>"),
    ],
)
def test_tags_that_are_amiss_are_told(marked: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_tags(marked)


def test_marks_stand_around_the_parties() -> None:
    opening, closing, other, closing_other = MARKS
    expected = f"{opening} Kenya {closing} urged {other} Uganda {closing_other}"
    assert " ".join(marked_text(locate(SENTENCE, "Kenya", "Uganda")).split()).startswith(expected)


def test_of_two_marks_at_one_place_the_longer_party_is_outside() -> None:
    text = " ".join(marked_text(read_tags("<s><t>Iraqi</t> fighters</s> gave up.")).split())
    assert text == f"{MARKS[0]} {MARKS[2]} Iraqi {MARKS[3]} fighters {MARKS[1]} gave up."


def test_a_short_sentence_is_not_cut() -> None:
    pair = locate(SENTENCE, "Kenya", "Uganda")
    assert cut(pair) == (pair, False)


@given(
    before=st.integers(0, 900),
    between=st.integers(1, 900),
    behind=st.integers(0, 900),
    most=st.integers(4, 200),
)
def test_a_long_sentence_is_cut_around_its_parties(before: int, between: int, behind: int, most: int) -> None:
    text = " ".join([*["a"] * before, "the Kenyan army", *["b"] * between, "Uganda", *["c"] * behind])
    shorter, was_cut = cut(locate(text, "the Kenyan army", "Uganda"), most)
    assert words_of(shorter) == (["the Kenyan army"], ["Uganda"])
    assert was_cut == (before + between + behind + 4 > most)
    assert len(shorter.text.replace(" ... ", " ").split()) <= max(most, MOST_WORDS * was_cut and most)
