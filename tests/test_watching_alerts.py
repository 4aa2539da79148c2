"""Alerts: what rings, why, once; patterns, phases and change points; and nothing of it knows the future."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acting import act, coverage, daily, day
from tocsin.errors import UsageError
from tocsin.watching.acts import Act
from tocsin.watching.alerting import Alert, Day, watch_days
from tocsin.watching.bell import Bell
from tocsin.watching.changes import last_change
from tocsin.watching.coverage import Coverage
from tocsin.watching.patterns import patterns
from tocsin.watching.replaying import onsets_of, scored
from tocsin.watching.rules import RULES, Signal
from tocsin.watching.series import Key
from tocsin.watching.thresholds import Thresholds, checked, rule_names
from tocsin.watching.thresholds import settings as known_settings

DYAD = Key(actor="IND", recipient="PAK", either=True)
LONG = 120


def grumbling(days: int = LONG) -> list[Act]:
    """Return the words of a quiet time: an accusation on every third day."""
    return [
        act(f"words {at}", at, "ACCUSE", actor=("IND", "PAK")[at % 2], recipient=("PAK", "IND")[at % 2])
        for at in range(0, days, 3)
    ]


def fighting(first: int, days: int) -> list[Act]:
    return [
        act(
            f"fight {at}-{number}",
            at,
            actor=("IND", "PAK")[number],
            recipient=("PAK", "IND")[number],
            sources={"A": at, "B": at},
        )
        for at in range(first, first + days)
        for number in (0, 1)
    ]


def run(
    acts: Sequence[Act], days: int = LONG, thresholds: Thresholds | None = None, read: Coverage | None = None
) -> list[Day]:
    return list(watch_days(acts, read or daily(days), DYAD, thresholds, until=day(days - 1), seed=None))


def rung(days: Sequence[Day]) -> list[Alert]:
    return [one for found in days for one in found.alerts]


def only(*rules: str, **changed: Mapping[str, object]) -> Thresholds:
    return checked(rules, {name.replace("_", "-"): value for name, value in changed.items()})


def test_nothing_rings_in_a_quiet_time() -> None:
    assert rung(run(grumbling())) == []


@pytest.mark.parametrize("rule", ["level", "jump", "change-point", "first-act", "phase"])
def test_each_rule_alone_rings_when_fighting_breaks_out_and_says_why(rule: str) -> None:
    found = rung(run(grumbling() + fighting(100, 12), thresholds=only(rule)))
    assert {one.rule for one in found} == {rule}
    first = found[0]
    assert day(100) <= first.day <= day(109)
    assert first.reason
    assert first.clears
    assert any(name.startswith("fight") for name in first.evidence)


def test_an_alert_rings_once_while_it_is_on_and_is_cleared_when_it_is_over() -> None:
    acts = grumbling(200) + fighting(100, 5)
    days = run(acts, 200, only("level", limits={"worse": 100}))
    assert [one.name for one in rung(days)] == ["level"]
    cleared = [one.point for one in days if "level" in one.cleared]
    assert [point.day > day(110) for point in cleared] == [True]
    assert all(point.index is not None and point.index < 85 for point in cleared)


def test_it_rings_again_when_it_has_become_much_worse() -> None:
    acts = grumbling() + fighting(90, 2) + fighting(100, 19)
    found = rung(run(acts, thresholds=only("level")))
    assert len(found) > 1
    assert all(later.value >= 1.6 * before.value for before, later in pairwise(found))


def signal(name: str, rings: bool = True, topic: str | None = None, grave: int = 1) -> Signal:
    return Signal(
        rule="x", name=name, topic=topic or name, rings=rings, days=2, grave=grave, reason="r", clears="c"
    )


def test_the_bell_keeps_to_its_limits_and_lets_the_gravest_ring() -> None:
    bell = Bell(only(limits={"per_day": 2, "per_week": 3}))
    many = [signal("a"), signal("b", grave=3), signal("c", grave=2)]
    first = bell.ring(day(0), 1, many)
    assert [one.name for one in first.signals] == ["b", "c"]
    assert first.held == ("a",)
    second = bell.ring(day(1), 1, [*many, signal("d"), signal("e")])
    assert [one.name for one in second.signals] == ["a"]
    assert bell.ring(day(8), 1, [signal("d")]).signals != ()


def test_of_one_topic_a_single_alert_is_on_and_what_was_cleared_rests() -> None:
    bell = Bell(Thresholds())
    assert [
        one.name for one in bell.ring(day(0), 1, [signal("a", topic="t"), signal("b", topic="t")]).signals
    ] == ["a"]
    assert bell.ring(day(1), 1, [signal("a", topic="t")]).signals == ()
    assert bell.ring(day(3), 1, []).cleared == ("a",)
    assert bell.ring(day(4), 1, [signal("a", topic="t")]).signals == ()
    assert [one.name for one in bell.ring(day(17), 1, [signal("a", topic="t")]).signals] == ["a"]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(0, 99), st.sampled_from(["ASSAULT", "MOBILIZE", "THREATEN", "AID"])),
        max_size=30,
    ),
    st.lists(
        st.tuples(st.integers(80, 119), st.sampled_from(["ASSAULT", "SANCTION", "RETREAT"])), max_size=20
    ),
    st.integers(0, 9),
)
def test_whatever_happens_later_the_days_before_are_the_same(
    past: list[tuple[int, str]], future: list[tuple[int, str]], articles: int
) -> None:
    # What is told after day 99 may have happened before: it must not be seen either.
    known = [
        act(f"p{at}", on, kind, sources={"A": on, "B": on + at % 3}) for at, (on, kind) in enumerate(past)
    ]
    later = [act(f"f{at}", on, kind, sources={"A": max(on, 100)}) for at, (on, kind) in enumerate(future)]
    read = {number: {"A": 2, "B": 1} for number in range(102)}
    changed = coverage(read | {number: {"A": articles} for number in range(102, LONG)})
    before = run(known, 100, read=coverage(read))
    assert run(known + later, 100, read=changed) == before


WORDS = {
    "ultimatum": "set an ultimatum: leave or face war",
    "evacuation": "villagers were evacuated",
    "recall-of-ambassadors": "recalled its ambassador",
    "closed-airspace": "closed its airspace to airlines",
}
TOLD = {
    "ultimatum": [act("x", 100, "THREATEN", words=WORDS["ultimatum"])],
    "mobilisation-after-accusation": [
        act("w", 97, "ACCUSE"),
        act("x", 100, "MOBILIZE", "troops", recipient=None, sources={"A": 100, "B": 100}),
    ],
    "broken-ceasefire": [
        act("w", 60, "RETREAT", "ceasefire", words="agreed to a ceasefire"),
        act("x", 100, actor="PAK", recipient="IND"),
    ],
    "evacuation": [act("x", 100, "CIVIL_IMPACT", recipient=None, words=WORDS["evacuation"])],
    "recall-of-ambassadors": [act("x", 100, "SANCTION", "withdraw", words=WORDS["recall-of-ambassadors"])],
    "closed-airspace": [act("x", 100, "COERCE", "restrict", words=WORDS["closed-airspace"])],
}


def patterns_in(acts: Sequence[Act]) -> set[str]:
    tense = [act(f"tense {at}", at, "MOBILIZE", "police") for at in (98, 99, 100)]
    found = rung(run([*grumbling(), *tense, *acts], 101, only("pattern")))
    return {one.name.removeprefix("pattern ") for one in found if "x" in one.evidence}


def truce(at: int) -> Act:
    return act(f"truce {at}", at, "RETREAT", "ceasefire", words="agreed to a ceasefire")


def breaks(acts: Sequence[Act]) -> list[str]:
    return [one.day for one in rung(run(acts, thresholds=only("pattern"))) if "ceasefire" in one.name]


def test_each_ceasefire_that_is_broken_rings_and_the_fighting_after_it_does_not() -> None:
    first = [*fighting(60, 9), truce(68), *fighting(71, 5)]
    assert breaks(first) == [day(71)]
    assert breaks([*first, truce(76), *fighting(78, 2)]) == [day(71), day(78)]
    # One that is agreed upon on a day of force is broken by that of another day.
    assert breaks([*first, truce(75), *fighting(76, 2)]) == [day(71), day(76)]
    # Another one soon after the alert was cleared; nothing rests.
    assert breaks([*first, truce(92), *fighting(94, 2)]) == [day(71), day(94)]


def test_force_that_is_told_again_breaks_no_later_ceasefire() -> None:
    again = act("old", 73, actor="PAK", recipient="IND", sources={"A": 73, "B": 78})
    assert breaks([truce(68), again, truce(76)]) == [day(73)]


def test_every_named_pattern_has_a_test() -> None:
    assert set(TOLD) == {one.name for one in patterns()}


@pytest.mark.parametrize("name", TOLD)
def test_a_named_pattern_rings(name: str) -> None:
    assert name in patterns_in(TOLD[name])


@pytest.mark.parametrize(
    "acts",
    [
        pytest.param(
            [act("x", 100, "THREATEN", words="warned of consequences")], id="a warning is no ultimatum"
        ),
        pytest.param([act("x", 100, "COERCE", words="patrolled its airspace")], id="airspace that is open"),
        pytest.param(
            [act("x", 100, "SANCTION", words="recalled its ambassador", modality="denied")], id="denied"
        ),
        pytest.param([act("w", 101, "ACCUSE"), act("x", 100, "MOBILIZE", "troops")], id="accused afterwards"),
        pytest.param(
            [act("w", 60, "RETREAT", words="a ceasefire", recipient="CHN"), act("x", 100)], id="others' truce"
        ),
        pytest.param(
            [act("x", 100), act("w", 100, "RETREAT", "ceasefire", words="agreed to a ceasefire")],
            id="force on the day of the truce",
        ),
    ],
)
def test_what_is_no_pattern_does_not_ring(acts: list[Act]) -> None:
    assert patterns_in(acts) == set()


def test_silence_tells_a_dyad_gone_quiet_from_feeds_that_broke() -> None:
    quiet = rung(run(grumbling(60), 90, only("silence")))
    assert [(one.name, one.day) for one in quiet] == [("silence quiet", day(71))]
    broken = coverage({number: {"A": 1} for number in (*range(60), 90)})
    assert [one.name for one in rung(run(grumbling(60), 80, only("silence"), broken))] == ["silence unread"]


def test_phases_follow_the_fighting_and_name_what_says_so() -> None:
    days = run(grumbling(160) + fighting(100, 10), 160)
    names = [one.phase.name for one in days]
    assert names[10] is None
    assert names[90] in ("calm", "tension")
    assert names[102] == "fighting"
    assert all(name.startswith("fight") for name in days[102].phase.evidence)
    after = names[110:]
    assert "de-escalation" in after
    assert after.index("de-escalation") > 0
    assert names[-1] in ("calm", "tension")


def test_a_change_point_is_found_where_the_level_changes_and_not_in_noise() -> None:
    days = [day(at) for at in range(60)]
    noise = [0.1 * (at % 3) for at in range(60)]
    assert last_change(days, noise, penalty=8) is None
    raised = [value + (2 if at >= 50 else 0) for at, value in enumerate(noise)]
    found = last_change(days, raised, penalty=8)
    assert found is not None
    assert (found.day, found.before < 0.2, found.after > 1.9) == (day(50), True, True)
    assert last_change(days[:10], raised[:10], penalty=8) is None


def test_one_day_of_data_rings_nothing_and_says_that_it_cannot_tell() -> None:
    (only_day,) = run(fighting(0, 1), 1)
    assert only_day.alerts == ()
    assert only_day.phase.name is None
    assert "30 are needed" in only_day.phase.why


@pytest.mark.parametrize(
    ("rules", "changed", "problem"),
    [
        pytest.param(["levle"], {}, "rules: no rule 'levle': did you mean level?", id="rule"),
        pytest.param([], {"jmp": {"days": 2}}, "jmp: is no rule: did you mean jump?", id="section"),
        pytest.param([], {"jump": {"day": 2}}, "jump.day: is no setting: did you mean days?", id="setting"),
        pytest.param([], {"jump": {"days": 0}}, "jump.days: is 0: write a number from 1 to 30", id="bounds"),
        pytest.param([], {"jump": {"days": "2"}}, "jump.days: is '2', no number", id="no number"),
    ],
)
def test_settings_that_make_no_sense_are_refused(
    rules: list[str], changed: dict[str, dict[str, object]], problem: str
) -> None:
    with pytest.raises(UsageError) as raised:
        checked(rules, changed)
    assert str(raised.value).startswith(problem)


def test_every_rule_has_settings_and_every_default_lies_within_its_bounds() -> None:
    assert rule_names() == tuple(RULES)
    assert [one for one in known_settings().values() if not one.least <= one.value <= one.most] == []


def test_an_alert_is_cleared_no_higher_than_it_rings() -> None:
    assert only("level", level={"index": 80}).of("level", "below") == 80
    assert only("level", level={"index": 90}).of("level", "below") == 85
    with pytest.raises(UsageError, match=r"level\.below: is 99, above the index of 98"):
        only("level", level={"below": 99})


def test_onsets_and_the_score_of_alerts_against_them() -> None:
    acts = [*fighting(100, 4), *fighting(120, 2), act("alone", 10, modality="alleged")]
    assert onsets_of(acts, DYAD, day(0), day(LONG)) == [day(100)]
    days = run(grumbling() + acts)
    alerts, points = rung(days), [one.point for one in days]
    score = scored(alerts, [day(100)], points)
    (onset,) = score.onsets
    assert (score.found, score.false_alarms) == (1, ())
    assert onset.lead == -1 or onset.lead == 0
    assert scored(alerts, [], points).false_alarms == tuple(one.id for one in alerts)
    assert scored(alerts, [], points[:10]).false_alarms_a_year is None


def test_an_onset_that_could_not_be_found_says_why_and_one_that_was_missed_does_not() -> None:
    points = [one.point for one in run(grumbling(), thresholds=only("level"))]
    whys = [one.why for one in scored([], [day(-3), day(10), day(60), day(LONG + 5)], points).onsets]
    outside = f"outside of the days that were replayed, {day(0)} to {day(LONG - 1)}"
    assert whys == [outside, "10 days read before, 30 are needed to compare with", None, outside]
