"""Movements: from where to where, told by the words of an act and by nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from served import LISBON, article, event
from tocsin.briefing.movements import Movement, movement_of
from tocsin.tables import rows, table

EXAMPLES = [
    row for _, row in rows(table("tocsin.briefing", "routes.tsv"), ("end", "words", "example", "place"))
]


def told(
    text: str, words: str | None = None, kind: str = "MOBILIZE", mode: str | None = None, **more: Any
) -> Movement | None:
    of = article(text, "one")
    made = event(of, words or text.partition(". ")[0].rstrip("."), kind, ("", ""), mode=mode, **more)
    return movement_of(made, text)


def ends(found: Movement | None) -> tuple[str | None, str | None]:
    assert found is not None
    origin, goal = found.origin, found.goal
    return None if origin is None else origin.name, None if goal is None else goal.name


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["example"])
def test_every_row_finds_the_end_of_its_example(row: dict[str, str]) -> None:
    found = told(row["example"])
    assert found is not None
    assert {"origin": ends(found)[:1], "goal": ends(found)[1:]}.get(row["end"], ends(found)).count(
        row["place"]
    )


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Pakistan moved troops from Multan to the border at Wagah.", ("Multan", "Wagah")),
        ("The prime minister flew from Doha to Islamabad.", ("Doha", "Islamabad")),
        ("Tens of thousands fled Goma for Bukavu in a night.", ("Goma", "Bukavu")),
        ("Hundreds fled to Kigali from eastern Goma.", ("Goma", "Kigali")),
        ("Families fled from Syria to Turkey.", ("Syria", "Turkey")),
        ("From Goma thousands fled to Bukavu.", ("Goma", "Bukavu")),
        ("Fleeing Goma, thousands headed for Bukavu.", ("Goma", "Bukavu")),
        ("Guyana moved soldiers to Corriverton.", (None, "Corriverton")),
        ("Three brigades withdrew from Kherson.", ("Kherson", None)),
        ("The army sent a battalion from Gao in Mali to Timbuktu.", ("Gao", "Timbuktu")),
    ],
)
def test_both_ends_are_told_or_the_one_that_is_named(text: str, way: tuple[str, str]) -> None:
    assert ends(told(text)) == way


def test_the_way_behind_the_words_of_the_act_is_told_within_their_clause() -> None:
    text = "Pakistan moved two brigades on Monday from Multan to Lahore. Villagers fled to Amritsar."
    assert ends(told(text, "Pakistan moved two brigades")) == ("Multan", "Lahore")
    other = "Pakistan moved two brigades, and villagers fled from Multan to Lahore."
    assert told(other, "Pakistan moved two brigades") is None


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan sent more troops, according to Lahore.",
        "The army moved troops from Monday to Friday.",
        "The army moved its soldiers to the Norwegian Refugee Council.",
        "The captives were brought to the Red Crescent.",
        "The minister flew in to meet Imran Lahori.",
        "Soldiers from the Nigerian army moved to another post.",
        "Troops moved from Lahore to Lahore.",
        "They fled to Brazil.",
        "Pakistan put its troops at Multan on alert.",
        "The police closed the road from Multan to Lahore.",
        "The army sent two companies who blocked the road from Multan.",
        "The airline, which left last year, grounded flights from Multan.",
    ],
)
def test_what_tells_no_way_gives_none(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(
    ("kind", "mode", "moves"),
    [("CIVIL_IMPACT", None, True), ("CONSULT", "visit", True), ("CONSULT", "phone", False),
     ("ACCUSE", None, False), ("RETREAT", "withdraw", True)],
)  # fmt: skip
def test_only_acts_of_going_move(kind: str, mode: str | None, moves: bool) -> None:
    found = told("The minister flew from Doha to Islamabad.", kind=kind, mode=mode)
    assert (found is not None) == moves


def test_an_end_that_is_the_place_of_the_event_keeps_its_record() -> None:
    text = "Spain moved troops from Madrid to Lisbon."
    start = text.index("Lisbon")
    of = article(text, "one")
    made = event(of, text[:-1], "MOBILIZE", ("", ""), place={**LISBON, "latitude": 1.5})
    place = made.place
    assert place is not None
    moved = type(place)(**{**place.to_dict(), "start": start, "end": start + 6, "claimed_by": ()})
    found = movement_of(type(made)(**{name: getattr(made, name) for name in made.__struct_fields__} | {
        "place": moved}), text)  # fmt: skip
    assert found is not None
    assert found.goal == moved
    assert found.origin is not None
    assert (found.origin.name, found.origin.country, found.origin.precision) == ("Madrid", "ESP", "town")


def test_precision_is_that_of_the_name() -> None:
    found = told("Families fled from Zambezia to Malawi.")
    assert found is not None
    assert found.origin is not None
    assert found.goal is not None
    assert (found.origin.precision, found.goal.precision) == ("region", "country")
