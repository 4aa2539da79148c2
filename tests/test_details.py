"""What a report says of its events beside who did what: numbers, what they count, opposite accounts."""

from __future__ import annotations

import math

import pytest

from tocsin.language.model import Parsed
from tocsin.pipeline import Coder
from tocsin.quoting.numbers import numbers
from tocsin.quoting.quantities import quantities
from tocsin.quoting.stances import stances
from tocsin.reading import article_from_text
from tocsin.records import Detail, Event


def parsed(coder: Coder, text: str) -> Parsed:
    return coder.reader().read(article_from_text(text, published="2024-05-07"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("17 people", [(17, 17)]),
        ("at least 17 people", [(17, math.inf)]),
        ("twenty-eight of them", [(28, 28)]),
        ("five or six thousand marchers", [(5000, 6000)]),
        ("from 31 to 28", [(31, 31), (28, 28)]),
        ("4.5 million euros", [(4_500_000, 4_500_000)]),
        ("not one euro", [(0, 0)]),
        ("up to 40 lorries", [(0, 40)]),
        ("twenty or more", [(20, math.inf)]),
        ("some 1,000 people", [(850, 1150)]),
        ("half an hour", [(0.5, 0.5)]),
        ("dozens of lorries", [(24, 99)]),
        ("nobody was hurt", [(0, 0)]),
        ("about an hour", [(0.85, 1.15)]),
        ("an officer", []),
        ("two and a half hours", [(2.5, 2.5)]),
        ("$3m", [(3e6, 3e6)]),
        ("on 2024-05-06, 122mm shells", []),
        ("", []),
    ],
)
def test_numbers_are_read_with_their_bounds(text: str, wanted: list[tuple[float, float]]) -> None:
    assert [(one.low, round(one.high, 6)) for one in numbers(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Shells hit the square of Lodwar, killing 12 people.", [("dead", 12)]),
        ("Doctors said they had treated 46 people.", [("wounded", 46)]),
        ("The talks lasted forty minutes.", [("duration", 40)]),
        ("The navy said it had sunk three Somali boats.", [("ships", 3)]),
        ("Kenya gave the envoy 72 hours to leave.", [("deadline", 72)]),
        ("The company paid two million dollars.", [("money", 2e6)]),
        (
            "Police arrested 14 students. Lawyers put the number at thirty.",
            [("arrested", 14), ("arrested", 30)],
        ),
        ("Gunmen killed nine farmers, including four women.", [("dead", 9)]),
        ("Two of the wounded died on May 21.", []),
        ("The blast left 12 people dead.", [("dead", 12)]),
        ("There were no casualties.", [("wounded", 0), ("dead", 0)]),
        ("Thirty people were taken to hospital.", [("wounded", 30)]),
        ("Pirates took 21 of its crew.", [("hostages", 21)]),
        ("The navy seized the tanker and its 21-member crew.", [("hostages", 21)]),
        ("Some 200 fighters attacked the base.", [("force", 200)]),
        ("Police said 8,000 took part in the march.", [("crowd", 8000)]),
        ("They freed the ship after a ransom of $5 million was paid.", [("money", 5e6)]),
        ("Two soldiers suffered wounds.", [("wounded", 2)]),
        ("Fighting killed 600 people since October.", []),
        ("The treaty of 1904 was signed by a 9-year-old king.", []),
    ],
)
def test_what_a_number_counts_is_read_from_the_words_around_it(
    coder: Coder, text: str, wanted: list[tuple[str, float]]
) -> None:
    assert [(one.field, one.number.stated) for one in quantities(parsed(coder, text))] == wanted


def test_opposite_accounts_are_told_apart_and_a_negated_one_says_nothing(coder: Coder) -> None:
    text = (
        "Somalia called the closure illegal. Kenya said it was a lawful step. It was not illegal, it added."
    )
    assert [(one.field, one.value) for one in stances(parsed(coder, text))] == [
        ("legality", "unlawful"),
        ("legality", "lawful"),
    ]


def details(coder: Coder, text: str) -> list[tuple[Event, Detail]]:
    document = coder.code(article_from_text(text, published="2024-05-07"))
    return [(event, detail) for event in document.events for detail in event.details]


def test_a_detail_is_in_the_words_of_the_article_and_has_its_speaker(coder: Coder) -> None:
    text = (
        "Somali gunmen attacked the Kenyan town of Lodwar on Monday.\n\n"
        "Governor Asha Wanjala told reporters that 12 people had been killed."
    )
    found = [
        detail for event, detail in details(coder, text) if event.type == "ASSAULT" and detail.field == "dead"
    ]
    assert {(one.value, one.said_by) for one in found} == {("12", "Asha Wanjala")}
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_count_of_another_day_is_not_given_to_an_event(coder: Coder) -> None:
    text = (
        "Somali gunmen attacked the Kenyan town of Lodwar on Monday. Five people were killed.\n\n"
        "On Friday Somali gunmen attacked a bus near Garissa. Nine people were killed."
    )
    by_day = {
        (event.date.start if event.date else None, detail.value)
        for event, detail in details(coder, text)
        if event.type == "ASSAULT" and detail.field == "dead"
    }
    assert {("2024-05-06", "9"), ("2024-05-03", "5")}.isdisjoint(by_day)
