"""When: dates in words against the day of publication, and which of them is an act's own."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Code
from tocsin.resolving.dates import find_dates
from tocsin.resolving.holidays import easter, holiday, holidays, orthodox_easter
from told import one

THURSDAY = "2025-05-15"
# A busy machine takes 2; what grows with the square of the length takes hours.
SECONDS_FOR_40_KB = 15

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
        ("this week", "2025-05-12", "2025-05-18"),
        ("next week", "2025-05-19", "2025-05-25"),
        ("last weekend", "2025-05-10", "2025-05-11"),
        ("last month", "2025-04-01", "2025-04-30"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("two weeks ago", "2025-05-01", "2025-05-01"),
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


def one_stretch(text: str, published: str = THURSDAY) -> tuple[str, str] | None:
    """The first and last day of the first date of a text."""
    for expression in find_dates(text, published):
        return expression.first.isoformat(), expression.last.isoformat()
    return None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in early April", "2025-04-01", "2025-04-10"),
        ("in the middle of April", "2025-04-11", "2025-04-20"),
        ("towards the end of February", "2025-02-21", "2025-02-28"),
        ("in the second half of February", "2025-02-16", "2025-02-28"),
        ("in the first week of March", "2025-03-01", "2025-03-07"),
        ("on the last Friday of March", "2025-03-28", "2025-03-28"),
        ("on the first of March", "2025-03-01", "2025-03-01"),
        ("in the third quarter of 2019", "2019-07-01", "2019-09-30"),
        ("in the first nine months of 2019", "2019-01-01", "2019-09-30"),
        ("late last month", "2025-04-21", "2025-04-30"),
        ("in late 2001", "2001-09-01", "2001-12-31"),
        ("in the early 1980s", "1980-01-01", "1983-12-31"),
        ("in the 1960s", "1960-01-01", "1969-12-31"),
        ("last summer", "2024-06-01", "2024-08-31"),
    ],
)
def test_a_part_of_a_period_is_narrower_than_it(text: str, first: str, last: str) -> None:
    assert one_stretch(f"The dam burst {text}, engineers recall.") == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from Sunday to Tuesday", "2025-05-11", "2025-05-13"),
        ("between 28 April and 2 May", "2025-04-28", "2025-05-02"),
        ("from December 30 to January 2", "2024-12-30", "2025-01-02"),
        ("from March 1998 to June 2001", "1998-03-01", "2001-06-30"),
        ("between 1979 and 1989", "1979-01-01", "1989-12-31"),
        ("in the 1936-39 war", "1936-01-01", "1939-12-31"),
        ("on Monday and Tuesday", "2025-05-12", "2025-05-13"),
        ("on Sunday, Monday and Tuesday", "2025-05-11", "2025-05-13"),
        ("on April 3, 4 and 5", "2025-04-03", "2025-04-05"),
        ("from late March to early April", "2025-03-21", "2025-04-10"),
        ("overnight from Tuesday to Wednesday", "2025-05-13", "2025-05-14"),
    ],
)
def test_a_stretch_runs_from_its_first_to_its_last_date(text: str, first: str, last: str) -> None:
    assert one_stretch(f"Engineers repaired the dam {text}.") == (first, last)


def test_days_that_are_no_neighbours_stay_apart() -> None:
    days = [e.first.isoformat() for e in find_dates("It snowed on Monday and on Wednesday.", THURSDAY)]
    assert days == ["2025-05-12", "2025-05-14"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since Tuesday", "2025-05-13", "2025-05-15"),
        ("since late on Tuesday", "2025-05-13", "2025-05-15"),
        ("since the weekend", "2025-05-10", "2025-05-15"),
        ("since last month", "2025-04-01", "2025-05-15"),
        ("since October 2023", "2023-10-01", "2025-05-15"),
        ("since the beginning of the year", "2025-01-01", "2025-05-15"),
        ("over the past week", "2025-05-08", "2025-05-15"),
        ("in the past three weeks", "2025-04-24", "2025-05-15"),
        ("in the last 48 hours", "2025-05-13", "2025-05-15"),
        ("in the last year", "2024-01-01", "2024-12-31"),
        ("in recent days", "2025-05-08", "2025-05-15"),
        ("for a third straight night", "2025-05-13", "2025-05-15"),
        ("for the sixth day running", "2025-05-10", "2025-05-15"),
        ("for a second day", "2025-05-14", "2025-05-15"),
    ],
)
def test_what_goes_on_lasts_until_the_publication(text: str, first: str, last: str) -> None:
    assert one_stretch(f"Snow has blocked the pass {text}.") == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The pass must be cleared by the end of the week.", "2025-05-15", "2025-05-18"),
        ("The pass must be cleared before the end of June.", "2025-05-15", "2025-06-30"),
        ("The pass must be cleared by year-end.", "2025-05-15", "2025-12-31"),
        ("The pass must be cleared by Saturday.", "2025-05-15", "2025-05-17"),
        ("The pass must be cleared within 48 hours.", "2025-05-15", "2025-05-17"),
        (
            "Work on the pass was put off until Monday; it was postponed until Monday.",
            "2025-05-12",
            "2025-05-12",
        ),
        ("Work on the pass was postponed until Monday.", "2025-05-15", "2025-05-19"),
        ("The pass will open in the coming days.", "2025-05-16", "2025-05-22"),
        ("The pass will open in two weeks.", "2025-05-29", "2025-05-29"),
        ("The pass will open later this month.", "2025-05-15", "2025-05-31"),
    ],
)
def test_a_term_begins_with_the_publication(text: str, first: str, last: str) -> None:
    assert one_stretch(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("The choir will sing on Friday.", "2025-05-16", id="will"),
        pytest.param("The choir is to sing on Friday.", "2025-05-16", id="is-to"),
        pytest.param("The choir plans to sing on Friday.", "2025-05-16", id="plans"),
        pytest.param("The choir was due to sing on Friday.", "2025-05-16", id="due"),
        pytest.param("The choir is expected in Oslo on Friday.", "2025-05-16", id="expected"),
        pytest.param("The choir sang on Friday.", "2025-05-09", id="past"),
        pytest.param("The choir would have sung on Friday.", "2025-05-09", id="unreal"),
        pytest.param("On Friday, the choir will sing.", "2025-05-16", id="verb-behind"),
        pytest.param("The concert on Friday will be short.", "2025-05-16", id="verb-behind-the-noun"),
        pytest.param("The concert on Friday was short.", "2025-05-09", id="past-behind-the-noun"),
        pytest.param("The choir opens its season on Friday.", "2025-05-16", id="planned-present"),
        pytest.param("Choir to sing on Friday", "2025-05-16", id="headline"),
        pytest.param(
            "The conductor said on Friday that the choir will sing.", "2025-05-09", id="of-the-saying"
        ),
        pytest.param("The choir would sing on Friday, its conductor said.", "2025-05-16", id="said-behind"),
        pytest.param("“We will sing,” the conductor said on Friday.", "2025-05-09", id="quoted"),
        pytest.param("The choir, which will tour Asia, sang on Friday.", "2025-05-09", id="relative-clause"),
        pytest.param("The museum will return the harp stolen on Friday.", "2025-05-09", id="participle"),
        pytest.param("The choir will sing at Friday's ceremony.", "2025-05-16", id="planned-noun"),
        pytest.param("The choir will mourn the victims of Friday's fire.", "2025-05-09", id="past-noun"),
        pytest.param("Mr. Lund of the U.S. choir will sing on Friday.", "2025-05-16", id="full-stops"),
        pytest.param("The choir arrived. It will sing on Friday.", "2025-05-16", id="own-sentence"),
        pytest.param(
            "The choir will sing. It arrived on Friday.", "2025-05-09", id="past-in-its-own-sentence"
        ),
        pytest.param("The choir won praise for Friday.", "2025-05-09", id="unknown-noun"),
        pytest.param("The choir called a meeting for Friday.", "2025-05-16", id="for"),
    ],
)
def test_a_weekday_lies_ahead_of_a_verb_that_tells_what_is_to_come(text: str, day: str) -> None:
    assert one_stretch(text) == (day, day)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Elections will be held in March.", "2026-03-01"),
        ("Elections were held in March.", "2025-03-01"),
        ("Elections will be held in July.", "2025-07-01"),
        ("Elections were held in July.", "2024-07-01"),
        ("Elections will be held on 3 March.", "2026-03-03"),
        ("The shrine will reopen on Christmas Eve.", "2025-12-24"),
    ],
)
def test_a_month_lies_ahead_of_a_verb_that_tells_what_is_to_come(text: str, first: str) -> None:
    found_first = one_stretch(text)
    assert found_first is not None
    assert found_first[0] == first


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Tuesday of last week", "2025-05-06"),
        ("on Friday last week", "2025-05-09"),
        ("on Tuesday, 13 May", "2025-05-13"),
        ("on Tuesday (May 13)", "2025-05-13"),
        ("on the Friday before last", "2025-05-02"),
        ("shortly after midnight on Tuesday", "2025-05-13"),
        ("in the small hours of Tuesday", "2025-05-13"),
        ("at 2130 GMT on Tuesday", "2025-05-13"),
        ("at 9:30 p.m. EST Tuesday", "2025-05-13"),
        ("at 03:00 local time (0100 GMT) on Tuesday", "2025-05-13"),
        ("a fortnight ago", "2025-05-01"),
        ("twenty-one days ago", "2025-04-24"),
        ("the night before last", "2025-05-13"),
        ("22.04.2025", "2025-04-22"),
        ("22/04/2025", "2025-04-22"),
        ("2025-04-22T10:15:00", "2025-04-22"),
        ("two days after the April 22 flood", "2025-04-24"),
        ("on the eve of Good Friday", "2025-04-17"),
        ("on 29 February", "2024-02-29"),
        ("in the course of today", "2025-05-15"),
    ],
)
def test_words_around_a_day_still_give_one_day(text: str, day: str) -> None:
    assert one_stretch(f"The dam burst {text}, engineers say.") == (day, day)


def test_the_next_day_is_counted_from_the_day_told_before() -> None:
    text = "The truce began on 5 May 1998. The following day it was broken, and three days later it ended."
    assert [e.first.isoformat() for e in find_dates(text, THURSDAY)] == [
        "1998-05-05",
        "1998-05-06",
        "1998-05-09",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The next day it was broken.",
        "Three days later it was broken.",
        "Two days before the festival it was broken.",
        "It was broken within days of the coup.",
        "They took the pass in three days of fighting.",
        "It broke for the second time.",
        "He reads USA Today.",
        "The plan was criticised by April Glaspie.",
        "Every Monday a market is held.",
        "They fled Easter Island.",
        "Lunar New Year is a feast.",
        "At 1900 GMT and from 2000 to 2200 GMT it was calm.",
        "The army has 2000 men.",
        "On 3/4/2025 or thereabouts.",
        "The last days of the regime were quiet.",
        "The fall of the city shook them.",
    ],
)
def test_what_names_no_day_gives_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("name", sorted(holidays()))
def test_a_holiday_falls_on_its_day(name: str) -> None:
    assert holiday(name, 2025).isoformat() == holidays()[name].in_2025


def test_easter_moves() -> None:
    assert [easter(year).isoformat() for year in (1961, 2008, 2038)] == [
        "1961-04-02",
        "2008-03-23",
        "2038-04-25",
    ]
    assert [orthodox_easter(year).isoformat() for year in (2013, 2024)] == ["2013-05-05", "2024-05-05"]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("on New Year’s Eve", "2025-01-03", "2024-12-31"),
        ("on Easter Monday", "2025-05-15", "2025-04-21"),
        ("on Christmas Day last year", "2025-05-15", "2024-12-25"),
        ("on Good Friday 1998", "2025-05-15", "1998-04-10"),
        ("two days before Christmas", "2025-01-03", "2024-12-23"),
    ],
)
def test_a_holiday_is_the_nearest_or_that_of_its_year(text: str, published: str, day: str) -> None:
    assert one_stretch(f"The dam burst {text}.", published) == (day, day)


def test_a_bare_weekday_tells_its_number_and_a_stretch_none() -> None:
    text = "It rained on Tuesday, since Monday, from Monday to Tuesday, and last Monday."
    assert [e.weekday for e in find_dates(text, THURSDAY)] == [1, None, None, None]


WORDS = (
    "the a its will said on Monday Friday of last next this past coming recent week weekend month year May "
    "March in 2011 2003-2005 since by until early late mid end two 31 29 February days ago later , . and to "
    "from between – ( ’s 3 first second half Christmas Eve before after straight row for overnight into "
    "yesterday hours within previous day night spring 1990s Q1 999 22nd GMT 0300 decade century"
).split()
PHRASES = st.lists(st.sampled_from([*WORDS, "\n", "\n\n"]), max_size=14).map(" ".join)
PUBLISHED = st.one_of(st.none(), st.dates().map(str), st.just("2024-02-29T10:00:00Z"))


@given(PHRASES, PUBLISHED)
def test_dates_slice_back_stand_in_order_and_do_not_end_before_they_begin(
    text: str, published: str | None
) -> None:
    expressions = find_dates(text, published)
    assert expressions == find_dates(text, published)
    behind = 0
    for expression in expressions:
        assert text[expression.start : expression.end] == expression.text == expression.text.strip()
        assert expression.start >= behind
        assert expression.first <= expression.last
        behind = expression.end


@given(PHRASES)
def test_without_a_publication_date_only_what_names_its_year_is_told(text: str) -> None:
    assert {e.basis for e in find_dates(text, None)} <= {"stated"}


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "word ", "the week of the ", "Monday, ", "May 3, 4, ", "2011-", "in  ", "\n", "'"]
)
def test_a_long_text_takes_no_more_than_its_share_of_time(unit: str) -> None:
    begun = time.perf_counter()
    find_dates((unit * 40_000)[:40_000], THURSDAY)
    assert time.perf_counter() - begun < SECONDS_FOR_40_KB
