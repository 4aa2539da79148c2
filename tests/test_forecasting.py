"""Forecasts: no look-ahead, chances that mean something, and no number where the data have none."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from acting import act, day
from simulated import crises, every_day, simulated
from tocsin.errors import UsageError
from tocsin.forecasting.asking import ask
from tocsin.forecasting.combining import LEAST, equal_pool, fitted_pool
from tocsin.forecasting.history import History, history_of
from tocsin.forecasting.models import Past, climatology
from tocsin.forecasting.questions import (
    HORIZONS,
    Rule,
    dyad_of,
    is_either_way,
    is_template,
    question_of,
    templates,
)
from tocsin.forecasting.rolling import COMBINED, MANY, Rolling, rolling_forecasts
from tocsin.forecasting.scenario import respond, supposed_of
from tocsin.forecasting.signals import decayed, outcomes, rates, signals_of

CLASH = question_of("material-conflict", None, 7)
INDPAK = question_of("material-conflict", "IND->PAK", 7)


@cache
def long_history() -> History:
    return simulated(125, busy=4)


def forecasts(history: History, origins: list[int], rule: Rule = CLASH) -> Rolling:
    dyads = history.dyads(2, origins[0])
    return rolling_forecasts(history, rule, dyads, np.arange(len(dyads)), origins)


@pytest.mark.parametrize("seed", [2, 3])  # each fits all models twice
def test_the_future_changes_no_forecast_of_any_model(seed: int) -> None:
    past, origin = crises(140, busy=4), 139
    changed = [*past, *crises(20, seed, first=origin + 1)]
    dice = np.random.default_rng(seed)
    late = [  # what happened before the origin and is told after it
        act(f"late {n}", int(dice.integers(110, 140)), sources={"A": int(dice.integers(140, 160))})
        for n in range(20)
    ]
    seen = forecasts(history_of(past, every_day(160), day(159)), [origin])
    other = forecasts(history_of([*changed, *late], every_day(160), day(159)), [origin])
    assert seen.pooled == MANY
    assert np.array_equal(seen.dyads, other.dyads)
    for name, chances in seen.chances.items():
        assert np.array_equal(chances, other.chances[name]), name
    assert np.array_equal(seen.expected, other.expected)


@settings(max_examples=10)
@given(st.integers(2, 1000), st.integers(60, 110))
def test_the_future_changes_no_signal(seed: int, cut: int) -> None:
    past = [one for one in crises(cut + 1) if one.known <= day(cut)]
    one = history_of(past, every_day(cut + 20), day(cut + 19))
    other = history_of([*past, *crises(19, seed, first=cut + 1)], every_day(cut + 20), day(cut + 19))
    dyads = one.dyads(1, cut)
    named = np.array([[other.place[one.parties[party]] for party in dyad] for dyad in dyads.tolist()])
    days = np.arange(cut + 1)
    seen, changed = signals_of(one, CLASH, dyads, days), signals_of(other, CLASH, named, days)
    assert np.array_equal(seen.features, changed.features)


@pytest.mark.parametrize("half_life", [2, 45, 120])
def test_a_steady_rate_is_the_same_on_the_first_days_as_a_year_later(half_life: int) -> None:
    read = np.arange(400) % 7 > 1
    steady = np.where(read, 0.5, 0.0)[None]
    assert decayed(steady, half_life, read)[0, 2:] == pytest.approx(0.5)
    assert decayed(np.zeros((1, 5)), half_life, np.zeros(5, dtype=bool))[0].tolist() == [0.0] * 5


def test_a_forecast_on_a_day_of_the_past_is_what_it_was_then() -> None:
    acts = crises(125)
    then = history_of([one for one in acts if one.known <= day(109)], every_day(110))
    now = history_of(acts, every_day(125), until=day(109))
    (one,), (other,) = ask(then, [INDPAK], explain=False), ask(now, [INDPAK], explain=False)
    assert one.chance is not None
    assert one == other


def test_the_combined_chance_beats_climatology_where_clashes_come_in_spells() -> None:
    rolling = forecasts(long_history(), list(range(100, 116, 2)))
    there = ~np.isnan(rolling.yes)
    combined, base = (
        np.mean((chances[there] - rolling.yes[there]) ** 2)
        for chances in (rolling.chances[COMBINED], rolling.base)
    )
    assert combined < base
    assert abs(rolling.chances[COMBINED][there].mean() - rolling.yes[there].mean()) < 0.1


def test_climatology_is_the_share_of_yes_in_the_windows_that_have_closed() -> None:
    history = history_of([act("a", 10), act("b", 30)], every_day(40), day(39))
    dyads = np.array([[history.place["IND"], history.place["PAK"]]])
    signals = signals_of(history, CLASH, dyads, np.arange(40))
    # The windows after days 3 to 9 hold the first act, those after 23 to 29 the second.
    assert signals.delay == 9
    assert climatology(Past(history, CLASH, signals, 20))[0] == 7 / 12
    assert climatology(Past(history, CLASH, signals, 39))[0] == 14 / 31


def test_a_window_that_has_not_closed_has_no_answer() -> None:
    history = history_of([act("a", 10)], every_day(20), day(19))
    yes, _ = outcomes(history, CLASH, np.array([[0, 1]]))
    assert np.isnan(yes[0, 11:]).all()
    assert not np.isnan(yes[0, :11]).any()


def test_a_window_of_which_nothing_was_read_is_no_peace() -> None:
    read = [day(number) for number in (*range(20), *range(50, 60))]
    history = history_of([act("a", 5)], read, day(59))
    yes, counts = outcomes(history, CLASH, np.array([[0, 1]]))
    assert yes[0, 0] == 1
    assert yes[0, 8] == 0
    assert np.isnan(yes[0, 20:40]).all()
    assert np.isnan(counts[0, 20:40]).all()


def test_a_dyad_of_which_little_is_known_is_taken_to_be_like_the_others() -> None:
    yes = np.zeros((3, 60))
    yes[0], yes[2, :] = 1, np.nan
    found = rates(yes, 0, 7)[:, -1]
    assert found[1] < found[2] < found[0]
    assert 0.4 < found[2] < 0.6


def test_copies_of_one_incident_and_a_second_source_later_count_from_the_day_on_which_it_came() -> None:
    confirmed = question_of("material-conflict-confirmed", "IND->PAK", 7)
    history = history_of([act("a", 10, sources={"A": 10, "B": 15})], every_day(30), day(29))
    assert history.settled[0, 1, 0] == 10
    assert history.settled[0, 1, 1] == 15
    yes, _ = outcomes(history, confirmed, np.array([[0, 1]]))
    known, _ = outcomes(history, confirmed, np.array([[0, 1]]), as_known=True)
    # The window after day 5 ends on day 12: too early for what is known on day 15, even with the grace.
    assert yes[0, :12].tolist() == [0] * 6 + [1] * 4 + [0] * 2
    assert known[0, 6:16].tolist() == [0] * 2 + [1] * 7 + [0]


def test_the_pool_without_experience_weighs_models_alike_and_never_says_never() -> None:
    pool = fitted_pool(np.array([[0.1, 0.3]]), np.array([1.0]), 7)
    assert np.array_equal(pool.weights, equal_pool(2).weights)
    assert pool(np.array([[0.0, 0.0]]))[0] == pytest.approx(LEAST, rel=0.1)


def test_the_pool_learns_whom_to_trust_and_how_far() -> None:
    dice = np.random.default_rng(3)
    truth = dice.uniform(0.02, 0.6, 8000)
    yes = (dice.random(8000) < truth).astype(float)
    odds = np.log(truth / (1 - truth))
    chances = np.stack([1 / (1 + np.exp(-2 * odds)), dice.uniform(0.05, 0.95, 8000)], axis=1)
    pool = fitted_pool(chances, yes, 1)
    assert pool.weights[0] > 0.7
    assert np.abs(pool(chances) - truth).mean() < np.abs(chances[:, 0] - truth).mean()


@pytest.mark.parametrize("name", sorted(templates()))
@pytest.mark.parametrize("horizon", HORIZONS)
def test_a_common_question_is_a_rule_whose_words_are_read_again(name: str, horizon: int) -> None:
    rule = question_of(name, "IND->PAK", horizon)
    assert question_of(rule.words) == rule
    assert rule.horizon == horizon
    assert is_template(name)


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (
            "at least one material-conflict incident IND->PAK, asserted by two independent sources, "
            "within 7 days",
            Rule(1, "material-conflict", "IND", "PAK", claim="asserted", sources=2),
        ),
        (
            "At least 3 ASSAULT incidents India<->Pakistan within 14 days.",
            Rule(3, "ASSAULT", "IND", "PAK", either=True, horizon=14),
        ),
        ("at least 1 retreat/ceasefire incident RUS->UKR, asserted, within 1 day", None),
    ],
    ids=["two sources", "either way", "a mode"],
)
def test_a_question_in_words_is_a_rule(asked: str, rule: Rule | None) -> None:
    found = question_of(asked)
    assert question_of(found.words) == found
    assert rule is None or found == rule


@pytest.mark.parametrize("way", ["->", "→", ":", " -> ", " → "])
def test_an_arrow_of_a_question_is_one_direction_however_it_is_written(way: str) -> None:
    asked = f"at least one material-conflict incident IND{way}PAK, asserted by two independent sources, "
    rule = Rule(1, "material-conflict", "IND", "PAK", claim="asserted", sources=2)
    assert question_of(f"{asked}within 7 days") == rule
    assert dyad_of(f"IND{way}PAK") == ("IND", "PAK")
    assert not is_either_way(f"IND{way}PAK")


@pytest.mark.parametrize("way", ["<->", "↔", "-", "–", "—", " - "])
def test_a_dash_of_a_question_is_either_direction(way: str) -> None:
    found = question_of(f"at least 2 assault incidents India{way}Pakistan within 7 days")
    assert found == Rule(2, "ASSAULT", "IND", "PAK", either=True)
    assert question_of(found.words) == found
    assert dyad_of(f"India{way}Pakistan") == ("IND", "PAK")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("will it get worse?", "cannot be resolved by a rule"),
        ("at least 1 war incident IND->PAK within 7 days", "no kind of incident 'war'"),
        ("at least 1 ASSAULT/tickling incident IND->PAK within 7 days", "no mode 'tickling'"),
        ("at least 1 ASSAULT incident IND->XQZ within 7 days", "no country or organisation 'XQZ'"),
        ("at least 1 ASSAULT incident IND->IND within 7 days", "same party"),
        ("at least 1 ASSAULT incident IND->PAK within 5 days", "no horizon of 5 days"),
        ("at least 0 ASSAULT incidents IND->PAK within 7 days", "'0' incidents"),
        ("at least 1 ASSAULT incident IND->PAK by nine independent sources within 7 days", "'nine'"),
    ],
    ids=["vague", "kind", "mode", "party", "same", "horizon", "none", "sources"],
)
def test_a_question_that_cannot_be_resolved_is_refused_with_what_can(asked: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        question_of(asked)


def test_a_question_on_sources_is_refused_where_the_data_count_none() -> None:
    history = history_of([act("a", 3)], every_day(40), day(39))
    with pytest.raises(UsageError, match="never have a second independent source"):
        ask(history, [question_of("material-conflict-confirmed", "IND->PAK", 7)])


@pytest.mark.parametrize("written", ["IND", "IND-", "-", "IND-IND", "IND-Atlantis"])
def test_what_is_no_dyad_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        dyad_of(written)


NO_NUMBER = {
    "one day": (history_of([act("a", 0)], every_day(1)), "too little data: 1 day was read"),
    "nothing": (history_of([], []), "no dated report had been read"),
    "a dyad never seen": (
        history_of([act(f"a{n}", n, actor="USA", recipient="RUS") for n in range(0, 60, 8)], every_day(60)),
        "was never seen",
    ),
    "a gap of a month at the end": (
        history_of([act(f"a{n}", n) for n in range(0, 60, 5)], every_day(60), day(92)),
        "nothing was read of the last 33 days",
    ),
    "one clash": (history_of([act("a", 5)], every_day(60)), "seen in 1 window,"),
    "a month for a month ahead": (history_of(crises(40), every_day(40)), "120 are needed for 30 days ahead"),
}


@pytest.mark.parametrize("name", NO_NUMBER)
def test_too_little_data_gives_a_reason_and_no_number(name: str) -> None:
    history, said = NO_NUMBER[name]
    rule = question_of("material-conflict", "IND->PAK", 30 if "ahead" in name else 7)
    (found,) = ask(history, [rule])
    assert found.chance is None
    assert found.baseline is None
    assert said in (found.why or "")


def test_a_gap_of_a_month_in_the_middle_is_told() -> None:
    acts = [one for one in crises(130) if not day(60) <= one.day <= day(95)]
    read = [day(number) for number in range(130) if not 60 <= number <= 95]
    (found,) = ask(history_of(acts, read, day(129)), [INDPAK], explain=False)
    assert found.chance is not None
    assert found.notes[0] == f"nothing was read from {day(60)} to {day(95)}: it teaches nothing"


@pytest.mark.parametrize("count", [1, 3])
def test_no_fewer_acts_are_expected_than_the_chance_of_so_many_means(count: int) -> None:
    rules = [replace(INDPAK, count=count), replace(INDPAK, count=count).about("PAK", "IND")]
    for one in ask(long_history(), rules, explain=False):
        assert one.chance is not None
        assert one.expected is not None
        assert one.expected >= count * one.chance


def test_models_that_weigh_the_same_for_want_of_answers_say_so() -> None:
    said = "all models weigh the same: too few forecasts have their answers to learn which to trust"
    (young,) = ask(history_of(crises(60), every_day(60), day(59)), [INDPAK], explain=False)
    assert len({model.weight for model in young.models.values()}) == 1
    assert said in young.notes
    (old,) = ask(long_history(), [INDPAK], explain=False)
    assert (said in old.notes) == (len({model.weight for model in old.models.values()}) == 1)


def test_one_old_stray_date_does_not_make_the_history_a_century() -> None:
    history = history_of([act("old", -40000), *crises(60)], [day(-40000), *every_day(60)], day(59))
    assert history.days == 60
    assert history.first is not None
    assert history.first.isoformat() == day(0)
    assert history_of([act("old", 0)], [day(0)], day(9000)).days == 0


def test_a_forecast_says_its_window_its_baseline_and_what_moved_it() -> None:
    (found,) = ask(long_history(), [INDPAK])
    assert (found.origin, found.start, found.end) == (day(124), day(125), day(131))
    assert found.chance is not None
    assert found.baseline is not None
    assert 0 < found.chance < 1
    assert {reason.inputs for reason in found.reasons} & {"acts like this", "its own past"}
    assert sum(model.weight for model in found.models.values()) == pytest.approx(1)
    assert all(model.reasons for model in found.models.values())


def test_the_chance_is_higher_after_a_week_of_clashes() -> None:
    last = {(one.actor, one.recipient): one.known for one in crises(125, busy=4)}
    actor, recipient = min(last, key=lambda dyad: last[dyad])
    hot = [act(f"hot {n}", n, actor=actor, recipient=recipient) for n in range(118, 125)]
    more = history_of([*crises(125, busy=4), *hot], every_day(125), day(124))
    rule = question_of("material-conflict", f"{actor}->{recipient}", 7)
    (before,), (after,) = ask(long_history(), [rule], explain=False), ask(more, [rule], explain=False)
    assert after.chance is not None
    assert before.chance is not None
    assert after.chance > before.chance + 0.1


def test_the_same_question_both_ways_and_at_all_horizons_is_coherent() -> None:
    rules = [question_of("material-conflict", "IND->PAK", horizon) for horizon in (1, 7, 30)]
    either = question_of("at least 1 material-conflict incident IND<->PAK within 7 days")
    day_, week, month, both = (
        one.chance or 0 for one in ask(long_history(), [*rules, either], explain=False)
    )
    assert day_ < week < month
    assert week < both


def test_supposed_acts_move_the_forecast_and_are_labelled() -> None:
    dyad = ("IND", "PAK")
    (shelled,) = respond(long_history(), [INDPAK], supposed_of("shelling by IND tomorrow", dyad))
    assert shelled.label == "model response, not prophecy"
    assert shelled.then is not None
    assert shelled.quiet is not None
    assert shelled.then > shelled.quiet
    assert shelled.moved == shelled.then - shelled.quiet
    (called,) = respond(long_history(), [INDPAK], supposed_of("ceasefire", dyad))
    assert called.supposed == ("IND RETREAT/ceasefire PAK", "PAK RETREAT/ceasefire IND")
    assert called.then is not None
    assert called.then < shelled.then


def test_a_scenario_gives_no_number_where_a_forecast_gives_none() -> None:
    (found,) = respond(
        history_of([act("a", 0)], every_day(1)), [INDPAK], supposed_of("talks", ("IND", "PAK"))
    )
    assert found.then is None
    assert found.moved is None
    assert "too little data" in (found.why or "")


@pytest.mark.parametrize("written", ["doom", "mobilisation by USA", "talks by IND on IND", "ceasefire maybe"])
def test_what_cannot_be_supposed_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        supposed_of(written, ("IND", "PAK"))
