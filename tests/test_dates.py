"""When: dates in words against the day of publication, and which of them is an act's own."""

from __future__ import annotations

import pytest

from conftest import Code
from tocsin.resolving.dates import find_dates
from told import one

THURSDAY = "2025-05-15"

Found = tuple[str, str, str]


def found(text: str, published: str | None = THURSDAY) -> list[Found]:
    return [(e.first.isoformat(), e.last.isoformat(), e.basis) for e in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-04-22", "2025-04-22"),
        ("April 22, 2025", "2025-04-22"),
        ("22 April 2025", "2025-04-22"),
        ("April 22", "2025-04-22"),
        ("22 April", "2025-04-22"),
        ("the 22nd of April", "2025-04-22"),
        ("Apr. 22", "2025-04-22"),
        ("May 01", "2025-05-01"),
        ("December 30", "2024-12-30"),
        ("Nov. 3, 1999", "1999-11-03"),
    ],
)
def test_a_day_that_is_stated_is_that_day(text: str, day: str) -> None:
    assert found(f"It happened on {text} in the north.") == [(day, day, "stated")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Wednesday", "2025-05-14"),
        ("on Thursday", "2025-05-15"),
        ("on Friday", "2025-05-09"),
        ("last Thursday", "2025-05-08"),
        ("next Monday", "2025-05-19"),
        ("late on Tuesday", "2025-05-13"),
        ("yesterday", "2025-05-14"),
        ("the day before yesterday", "2025-05-13"),
        ("today", "2025-05-15"),
        ("this morning", "2025-05-15"),
        ("tomorrow", "2025-05-16"),
        ("last night", "2025-05-14"),
        ("three days ago", "2025-05-12"),
        ("a day earlier", "2025-05-14"),
    ],
)
def test_a_relative_day_is_counted_from_the_publication(text: str, day: str) -> None:
    assert found(f"It happened {text} in the north.") == [(day, day, "relative")]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last week", "2025-05-05", "2025-05-11"),
        ("this week", "2025-05-12", "2025-05-15"),
        ("next week", "2025-05-19", "2025-05-25"),
        ("last weekend", "2025-05-10", "2025-05-11"),
        ("last month", "2025-04-01", "2025-04-30"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("two weeks ago", "2025-04-28", "2025-05-04"),
        ("in March", "2025-03-01", "2025-03-31"),
        ("in November", "2024-11-01", "2024-11-30"),
        ("in March 2019", "2019-03-01", "2019-03-31"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("on April 3-5", "2025-04-03", "2025-04-05"),
        ("overnight", "2025-05-14", "2025-05-15"),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, first: str, last: str) -> None:
    assert [(a, b) for a, b, _ in found(f"It happened {text} in the north.")] == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "Peru may march on.",
        "The march in Lima was long.",
        "Some 2,019 people came.",
        "At 10:30 the doors opened.",
        "The Friday Times wrote about it.",
        "He scored on 22 occasions.",
        "It happened on February 30.",
        "It happened on 2025-13-45.",
        "Room 2025-A is closed.",
    ],
)
def test_words_and_numbers_that_are_no_dates_give_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["on Wednesday", "yesterday", "last week", "April 22", "in March", "three days ago"]
)
def test_without_a_publication_date_nothing_is_counted(text: str) -> None:
    assert found(f"It happened {text}.", None) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Yesterday it rained.", "2025-05-14", "2025-05-14"),
        ("Last week it rained.", "2025-05-05", "2025-05-11"),
        ("In 2008 it rained.", "2008-01-01", "2008-12-31"),
        ("In March it rained.", "2025-03-01", "2025-03-31"),
        ("Three days ago it rained.", "2025-05-12", "2025-05-12"),
        ("Next Monday it will rain.", "2025-05-19", "2025-05-19"),
        ("Overnight it rained.", "2025-05-14", "2025-05-15"),
        ("The previous day it rained.", "2025-05-14", "2025-05-14"),
    ],
)
def test_a_date_may_open_its_sentence(text: str, first: str, last: str) -> None:
    assert [(a, b) for a, b, _ in found(text)] == [(first, last)]


def test_without_a_publication_date_a_full_date_holds() -> None:
    assert found("It happened on 22 April 2025.", None) == [("2025-04-22", "2025-04-22", "stated")]


def test_the_characters_of_a_date_are_its_own() -> None:
    text = "Kenya met Uganda on Wednesday and again on April 22."
    assert [text[e.start : e.end] for e in find_dates(text, THURSDAY)] == [
        e.text for e in find_dates(text, THURSDAY)
    ]
    assert [e.text for e in find_dates(text, THURSDAY)][-1].endswith("April 22")


@pytest.mark.parametrize(
    ("text", "act", "wanted"),
    [
        pytest.param(
            "Latvia expelled the Belarusian consul on Tuesday.",
            "SANCTION|COERCE LVA > BLR",
            ("2025-05-13", "relative"),
            id="own",
        ),
        pytest.param(
            "Latvia expelled the Belarusian consul on May 7.",
            "SANCTION|COERCE LVA > BLR",
            ("2025-05-07", "stated"),
            id="stated",
        ),
        pytest.param(
            "Latvia expelled the Belarusian consul.",
            "SANCTION|COERCE LVA > BLR",
            ("2025-05-15", "publication"),
            id="none-said",
        ),
        pytest.param(
            "On Monday Kenya met Uganda, and on Tuesday it accused Eritrea of theft.",
            "ACCUSE KEN > ERI",
            ("2025-05-13", "relative"),
            id="second-clause",
        ),
        pytest.param(
            "On Monday Kenya met Uganda, and on Tuesday it accused Eritrea of theft.",
            "CONSULT KEN ~ UGA",
            ("2025-05-12", "relative"),
            id="first-clause",
        ),
        pytest.param(
            "Peru condemned the April 22 attack by Bolivia.",
            "ACCUSE PER > BOL",
            ("2025-05-15", "publication"),
            id="not-of-its-object",
        ),
        pytest.param(
            "Sudan said on Tuesday that Chad attacked a Sudanese village on Sunday.",
            "ASSAULT TCD > SDN",
            ("2025-05-11", "relative"),
            id="not-of-the-saying",
        ),
        pytest.param(
            "Ghana called Togo on Monday, urging it to open the road.",
            "REQUEST GHA > TGO",
            ("2025-05-12", "relative"),
            id="inherited",
        ),
        pytest.param(
            "Oman's minister will visit Tanzania on Monday.",
            "CONSULT|AGREE OMN ~ TZA",
            ("2025-05-19", "relative"),
            id="planned-ahead",
        ),
        pytest.param(
            "In a call on Sunday, Chile thanked Japan.",
            "SUPPORT CHL > JPN",
            ("2025-05-11", "relative"),
            id="in-a-phrase",
        ),
    ],
)
def test_an_act_has_the_date_of_its_own_clause(
    code: Code, text: str, act: str, wanted: tuple[str, str]
) -> None:
    when = one(code(text, THURSDAY), act).date
    assert when is not None
    assert (when.start, when.basis) == wanted


@pytest.mark.parametrize(
    ("text", "act"),
    [
        pytest.param("Latvia expelled the Belarusian consul.", "SANCTION|COERCE LVA > BLR", id="none"),
        pytest.param(
            "Latvia expelled the Belarusian consul on Tuesday.", "SANCTION|COERCE LVA > BLR", id="weekday"
        ),
    ],
)
def test_no_date_is_invented_without_a_publication_date(code: Code, text: str, act: str) -> None:
    assert one(code(text, None), act).date is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        pytest.param("Oman's minister will visit Tanzania.", "CONSULT|AGREE OMN ~ TZA", id="planned"),
        pytest.param("Belarus may attack Lithuania.", "ASSAULT BLR > LTU", id="hypothetical"),
        pytest.param(
            "Norway previously mediated between Chad and Sudan.", "CONSULT NOR > SDN+TCD", id="historical"
        ),
    ],
)
def test_what_did_not_happen_yet_is_not_dated_by_the_publication(code: Code, text: str, act: str) -> None:
    assert one(code(text), act).date is None


def test_the_words_of_a_date_are_kept_and_none_where_none_say_it(code: Code) -> None:
    said, unsaid = code("Latvia expelled the Belarusian consul on Tuesday. Peru condemned Bolivia.").events
    assert said.date is not None
    assert "Tuesday" in (said.date.text or "")
    assert unsaid.date is not None
    assert unsaid.date.text is None
