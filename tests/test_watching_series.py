"""Series: incidents are counted and not copies, missing days are no quiet days, the future is not seen."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acting import act, coverage, daily, day
from tocsin.errors import UsageError
from tocsin.records import Article
from tocsin.watching.coverage import Coverage
from tocsin.watching.series import Key, dyads, series, split

EITHER = Key(actor="IND", recipient="PAK", either=True)


def article(name: str, on: int, family: str) -> Article:
    return Article(id=name, text=name, published=day(on), family=family)


def test_a_day_without_an_article_is_missing_and_a_read_one_without_an_act_is_quiet() -> None:
    found = series([act("a", 0)], coverage({0: {"A": 1}, 2: {"A": 2}}), Key())
    assert [one.status for one in found.periods] == ["active", "missing", "quiet"]
    assert found.values() == [1, None, 0]
    assert found.values("corrected_intensity") == [-9.0, None, 0]


def test_a_gap_of_a_month_is_missing_months_and_never_zero() -> None:
    found = series([act("a", 3)], coverage({3: {"A": 1}, 70: {"A": 1}}), Key(), by="month")
    assert found.values() == [1, None, 0]
    assert [one.days_read for one in found.periods] == [1, 0, 1]


def test_an_act_on_a_day_that_was_not_read_counts_when_a_later_report_tells_it() -> None:
    late = act("a", 1, sources={"A": 4})
    read = coverage({0: {"A": 1}, 4: {"A": 1}})
    assert series([late], read, Key()).values() == [0, 1, None, None, 0]
    assert series([late], read, Key(), as_of=day(3)).values() == [0, None, None, None]


def test_directions_are_kept_apart_and_together_they_are_the_dyad() -> None:
    acts = [act("a", 0), act("b", 0, actor="PAKMIL", recipient="INDGOV"), act("c", 0, recipient="NPL")]
    there, back = split(acts, daily(1), EITHER, "direction")
    assert (there.key.name, back.key.name) == ("IND→PAK", "PAK→IND")
    assert there.values() == back.values() == [1]
    assert series(acts, daily(1), EITHER).values() == [2]
    assert series(acts, daily(1), Key(actor="PAKMIL")).values() == [1]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param(Key(type="THREATEN"), 1, id="type"),
        pytest.param(Key(quad=4), 2, id="quad class"),
        pytest.param(Key(), 3, id="what happened"),
        pytest.param(Key(modality="denied"), 1, id="modality"),
        pytest.param(Key(place="Uri"), 1, id="place"),
    ],
)
def test_a_series_counts_what_it_is_asked_for(key: Key, expected: int) -> None:
    acts = [
        act("a", 0, place="Uri"),
        act("b", 0, "THREATEN"),
        act("c", 0, modality="alleged"),
        act("d", 0, modality="denied"),
    ]
    assert series(acts, daily(1), key).values() == [expected]


def test_duplicate_rows_and_their_order_change_nothing() -> None:
    acts = [act(str(number), number % 9) for number in range(30)]
    shuffled = acts + acts[:10]
    random.Random(1).shuffle(shuffled)
    assert series(shuffled, daily(9), Key()) == series(acts, daily(9), Key())


@given(st.lists(st.integers(0, 40), max_size=25), st.sampled_from(["week", "month"]))
def test_weeks_and_months_add_up_to_their_days(days: list[int], by: str) -> None:
    acts = [act(str(at), number) for at, number in enumerate(days)]
    long = series(acts, daily(41), Key(), by=by)  # type: ignore[arg-type]
    assert sum(one.count or 0 for one in long.periods) == len(days)
    assert [one.end for one in long.periods][-1] == day(40)


def test_more_reading_than_usual_counts_less_and_copies_are_no_reading() -> None:
    read = {number: {"A": 3} for number in range(20)}
    usual = series([act("a", 20)], coverage({**read, 20: {"A": 3}}), Key()).values("corrected")[-1]
    wide = series([act("a", 20)], coverage({**read, 20: {"A": 15}}), Key()).values("corrected")[-1]
    assert usual == 1
    assert wide is not None
    assert 0.5 <= wide < 1
    articles = [article("x", 0, "A"), article("y", 0, "B"), article("z", 1, "C")]
    counted = Coverage.of(articles, copies=[("x", "y"), ("x", "z")])
    assert [counted.articles(day(0)), counted.is_read(day(1))] == [1, True]


def reaches(articles: list[Article], copies: list[tuple[str, str]], days: int) -> list[float]:
    counted = Coverage.of(articles, copies)
    return [counted.reach(day(number)) for number in range(days)]


@pytest.mark.parametrize("before", ["0", "~"])
@pytest.mark.parametrize("paper", ["0{}", "~{}", "0 copies all"])
def test_copies_of_the_same_day_change_no_reach_wherever_their_names_sort(before: str, paper: str) -> None:
    originals = [
        article(f"{number}{name}", number, name) for number in range(9) for name in "ABC"[number % 3 :]
    ]
    copied = [
        article(f"{before}{one.id}", number, paper.format(one.family))
        for number in range(9)
        for one in originals
        if one.published == day(number)
    ]
    pairs = [(one.id, one.id.removeprefix(before)) for one in copied]
    alone = reaches(originals, [], 9)
    assert reaches(originals + copied, pairs, 9) == alone
    assert reaches(originals + copied[::2], pairs[::2], 9) == alone


def test_a_copy_of_a_copy_and_one_without_a_date_add_nothing() -> None:
    told = [article("m", 0, "A"), article("b", 0, "B"), article("a", 1, "C")]
    undated = Article(id="0", text="t", published=None, publisher="D", family="D")
    counted = Coverage.of([*told, undated], [("a", "b"), ("b", "m"), ("0", "m")])
    assert [counted.articles(day(0)), counted.read[day(1)]] == [1, {"copies": 1}]
    # What joins two reports later on takes none of their days away.
    apart = [article("m", 0, "A"), article("b", 1, "B"), article("a", 2, "C")]
    assert reaches(apart, [("a", "b"), ("a", "m")], 3)[:2] == [1, 1]


def test_of_copies_with_their_hours_the_earliest_counts() -> None:
    late = Article(id="a", text="t", published=f"{day(0)}T09:00", publisher="A", family="A")
    early = Article(id="b", text="t", published=f"{day(0)}T08:00", publisher="B", family="B")
    assert Coverage.of([late, early], [("a", "b")]).read[day(0)] == {"B": 1}


@given(st.integers(0, 30), st.integers(1, 50))
def test_reading_of_later_days_changes_no_earlier_factor(at: int, later: int) -> None:
    read = {number: {"A": 1 + number % 4} for number in range(31)}
    before = coverage(read).factor(day(at))
    assert coverage({**read, **{31 + number: {"B": later} for number in range(9)}}).factor(day(at)) == before


def test_days_that_go_backwards_and_nothing_read_are_refused() -> None:
    with pytest.raises(UsageError, match=f"the days go backwards: {day(5)} is after {day(2)}"):
        series([], daily(9), Key(), since=day(5), until=day(2))
    with pytest.raises(UsageError, match="no dated article has been read"):
        series([], Coverage({}), Key())


def test_pairs_of_countries_are_named_by_their_incidents() -> None:
    acts = [
        act("a", 0),
        act("b", 1, actor="INDMIL"),
        act("c", 1, actor="PAK", recipient="IND"),
        act("d", 1, recipient=None),
    ]
    assert dyads(acts) == {("IND", "PAK"): 2, ("PAK", "IND"): 1}
