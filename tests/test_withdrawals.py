"""Whose report is taken back: a publisher's own, in its own words, and nobody else's."""

from __future__ import annotations

import pytest

from served import article
from tocsin import tables
from tocsin.briefing.withdrawals import is_withdrawal, withdrawal


def withdrawing_ways() -> list[str]:
    source = tables.table("tocsin.briefing", "withdrawals.tsv")
    return [row["example"] for _, row in tables.rows(source, ("words", "says", "example"))]


@pytest.mark.parametrize("sentence", withdrawing_ways())
def test_a_report_is_taken_back_in_many_ways(sentence: str) -> None:
    assert is_withdrawal(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The army withdrew from the town.",
        "The minister denied the report.",
        "The minister said that the charge was false.",
        "The report was published on Monday.",
        "An earlier version of this report misspelt the name of the town.",
        "A local radio station has withdrawn its report of a raid.",
        "The station has withdrawn its report.",
        "The paper apologised for its false report.",
        "That report was false, the minister said.",
        "The report was withdrawn by the United Nations.",
    ],
)
def test_not_every_denial_takes_a_report_back(sentence: str) -> None:
    assert not is_withdrawal(sentence, "Atlantic Wire")


@pytest.mark.parametrize(
    ("sentence", "before", "is_own"),
    [
        ("Atlantic Wire has withdrawn its report.", "", True),
        ("The Atlantic Wire hereby retracts that story.", "", True),
        ("Nickerie Radio has withdrawn its report.", "", False),
        ("That report was false.", "This station reported on Sunday that soldiers had come.", True),
        ("That report was false.", "On Sunday Atlantic Wire reported six deaths.", True),
        ("That report was false.", "A local radio station told of six deaths.", False),
        ("That report was false.", "Nickerie Radio reported six deaths.", False),
    ],
)
def test_whose_report_is_taken_back_is_told_by_the_words(sentence: str, before: str, is_own: bool) -> None:
    assert is_withdrawal(sentence, "Atlantic Wire", before) is is_own


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ("Spain attacked Portugal. A local radio station has withdrawn its report of a raid.", False),
        ("Spain attacked Portugal. “We withdraw the report,” the radio said.", False),
        ("Spain attacked Portugal. “It was a mistake. We withdraw the report,” the radio said.", False),
        ("Spain attacked Portugal, we wrote. We withdraw the report.", True),
    ],
)
def test_what_a_medium_says_of_another_takes_nothing_back(text: str, is_own: bool) -> None:
    told = article("Spain attacked Portugal.", "one", "2025-05-01", publisher="A")
    back = article(text, "two", "2025-05-02", publisher="A")
    assert (withdrawal([told, back], {"one": [0], "two": [0]}) is not None) is is_own


def test_only_a_publisher_takes_its_own_report_back() -> None:
    told = article("Spain attacked Portugal.", "one", "2025-05-01", publisher="A")
    back = article("That report was false.", "two", "2025-05-02", publisher="A")
    other = article("That report was false.", "three", "2025-05-02", publisher="B")
    at = {"one": [0], "two": [0], "three": [0]}
    assert withdrawal([told, other], at) is None
    assert withdrawal([told], at) is None
    found = withdrawal([told, other, back], at)
    assert found is not None
    assert found.article == "two"
    assert withdrawal([told, back], {"one": [0], "two": [5000]}) is None
