"""The escalation index: it explains itself, copies do not move it, and it never knows what comes later."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acting import act, coverage, daily, day
from tocsin.records import Modality
from tocsin.watching.acts import Act, Told
from tocsin.watching.index import Point, points
from tocsin.watching.series import Key
from tocsin.watching.weighing import Contribution, Weighing

DYAD = Key(actor="IND", recipient="PAK", either=True)
KINDS = ("ASSAULT", "MOBILIZE", "THREATEN", "ACCUSE", "CONSULT", "AID", "RETREAT", "CIVIL_IMPACT")
CLAIMS: tuple[Modality, ...] = ("asserted", "alleged", "planned", "denied")
DAYS = 60


@st.composite
def many_acts(draw: st.DrawFn, first: int = 0, last: int = DAYS - 1, most: int = 25) -> list[Act]:
    found = []
    for number in range(draw(st.integers(0, most))):
        on = draw(st.integers(first, last))
        families = draw(st.sets(st.sampled_from("ABC"), min_size=1))
        found.append(
            act(
                f"{first}-{number}",
                on,
                draw(st.sampled_from(KINDS)),
                actor=draw(st.sampled_from(["IND", "PAK"])),
                recipient=draw(st.sampled_from(["IND", "PAK", None])),
                sources={family: on + draw(st.integers(0, 5)) for family in sorted(families)},
                modality=draw(st.sampled_from(CLAIMS)),
            )
        )
    return found


def retold(acts: list[Act], told: list[tuple[int, int, Modality]]) -> list[Act]:
    """Return acts with more reports: of which act, how many days after day 40, and with what claim."""
    found = list(acts)
    for which, days, claim in told:
        if found:
            old = found[which % len(found)]
            report = Told(day=day(40 + days), source="D", voice="D", modality=claim, event=f"later-{days}")
            found[which % len(found)] = msgspec.structs.replace(old, told=(*old.told, report))
    return found


def run(acts: list[Act], days: int = DAYS, seed: int | None = 0) -> list[Point]:
    return list(points(acts, daily(days), DYAD, seed=seed))


def weigh(*acts: Act, on: int = 0) -> dict[str, Contribution]:
    return {one.incident: one for one in Weighing(acts, daily(90), DYAD).on(day(on))}


@settings(deadline=None, max_examples=40)
@given(many_acts())
def test_contributions_add_up_to_the_value_and_factors_to_each_contribution(acts: list[Act]) -> None:
    for point in run(acts, seed=None):
        assert math.isclose(sum(one.value for one in point.contributions), point.value, abs_tol=1e-9)
        for one in point.contributions:
            factors = (one.severity, one.level, one.side, one.claim, one.sources)
            assert math.isclose(math.prod((*factors, one.direction, one.coverage, one.decay)), one.value)


@settings(deadline=None, max_examples=40)
@given(
    many_acts(last=34),
    many_acts(first=40),
    many_acts(first=40),
    st.integers(0, 5),
    st.lists(st.tuples(st.integers(0, 24), st.integers(0, 9), st.sampled_from(CLAIMS)), max_size=8),
)
def test_what_is_published_later_changes_no_earlier_point(
    past: list[Act], one: list[Act], other: list[Act], more: int, told: list[tuple[int, int, Modality]]
) -> None:
    def until_then(past: list[Act], future: list[Act], articles: int) -> list[Point]:
        read = {number: {"A": 2, "B": 1} for number in range(40)}
        read |= {number: {"A": articles} for number in range(40, DAYS)}
        return list(points(past + future, coverage(read), DYAD, until=day(39)))

    assert until_then(past, one, 3) == until_then(retold(past, told), other, more)


@settings(deadline=None, max_examples=30)
@given(many_acts())
def test_three_times_the_reporting_of_the_same_incidents_does_not_move_the_index(acts: list[Act]) -> None:
    def copied(one: Act) -> Act:
        told = [
            msgspec.structs.replace(report, source=f"{report.source}{copy}")
            for report in one.told
            for copy in ("", "-x", "-y")
        ]
        return msgspec.structs.replace(one, told=tuple(told))

    for before, after in zip(run(acts), run([copied(one) for one in acts]), strict=True):
        assert after.value == pytest.approx(before.value, abs=1e-9)
        assert after.index == (None if before.index is None else pytest.approx(before.index, abs=2))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        pytest.param(act("x", 0), act("y", 0, "THREATEN"), id="material over verbal"),
        pytest.param(act("x", 0), act("y", 0, modality="alleged"), id="asserted over alleged"),
        pytest.param(act("x", 0, sources={"A": 0, "B": 0}), act("y", 0), id="two sources over one"),
        pytest.param(act("x", 0, "MOBILIZE"), act("y", 0, "MOBILIZE", recipient=None), id="aimed over not"),
        pytest.param(act("x", 0, mode="aerial"), act("y", 0, mode="beat"), id="bombs over fists"),
    ],
)
def test_what_weighs_more(more: Act, less: Act) -> None:
    found = weigh(more, less)
    assert found["x"].value > found["y"].value > 0


def test_an_act_fades_by_half_in_a_week_and_cooperation_takes_away() -> None:
    assert weigh(act("x", 0), on=7)["x"].value == pytest.approx(weigh(act("x", 0))["x"].value / 2)
    assert weigh(act("x", 0, "AID"))["x"].value < 0


def test_an_answer_weighs_more_than_the_same_act_unprovoked() -> None:
    first, answer = act("x", 0, actor="PAK", recipient="IND"), act("y", 2)
    assert weigh(first, answer, on=2)["y"].direction == 1.25
    assert weigh(answer, on=2)["y"].direction == 1


@pytest.mark.parametrize("claim", ["denied", "negated", "historical", "hypothetical"])
def test_what_did_not_happen_now_adds_nothing(claim: Modality) -> None:
    assert weigh(act("x", 0, modality=claim)) == {}


def test_the_index_is_the_share_of_earlier_days_that_were_lower() -> None:
    found = run([act("x", 50)])
    assert [point.index for point in found[30:52]] == [0] * 20 + [100, pytest.approx(100 * 50 / 51)]


def test_one_day_of_data_and_a_gap_give_a_reason_and_no_number() -> None:
    (only,) = points([act("x", 0)], daily(1), DYAD)
    assert (only.index, only.why) == (None, "0 days read before, 30 are needed to compare with")
    read = {number: {"A": 1} for number in (*range(40), *range(70, 90))}
    found = list(points([act("x", 5)], coverage(read), DYAD))
    assert found[50].why == "nothing was read of this day"
    assert found[71].why == "only 2 of the last 14 days were read"
    assert found[85].index is not None


def test_the_band_is_the_same_each_time_and_holds_where_sources_differ() -> None:
    acts = [act(str(at), at, sources={"AB"[at % 2]: at}) for at in range(0, DAYS, 3)]
    once, again = run(acts), run(acts)
    assert once == again
    banded = [point for point in once if point.low is not None and point.high is not None]
    assert banded
    assert all(0 <= (point.low or 0) <= (point.high or 0) <= 100 for point in banded)
    alone = run([act(str(at), at) for at in range(0, DAYS, 3)])
    assert {(point.low, point.high) for point in alone} == {(None, None)}
