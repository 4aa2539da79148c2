"""``tocsin evaluate series``: no forecast sees the future, and bad files are refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tocsin.errors import InputError, UsageError
from tocsin.evaluating.series import (
    Floats,
    Series,
    average_precision,
    first_period,
    measure_series,
    read_series,
)
from tocsin.outlook.combining import calibrated, mixed
from tocsin.outlook.filters import expanding_mean, fading_mean
from tocsin.outlook.logistic import Logistic
from tocsin.outlook.rolling import COUNTERS, MIXED, WARM_UP, rolling_forecasts
from tocsin.outlook.signals import signals_of

Run = Callable[..., int]


def crisis(periods: int, columns: int = 2, seed: int = 1) -> Floats:
    """Return series with calm and bad spells, the bad ones lower and wider."""
    dice = np.random.default_rng(seed)
    bad = np.zeros(columns)
    rows = []
    for _ in range(periods):
        bad = np.where(dice.random(columns) < 0.07, 1 - bad, bad)
        rows.append(-dice.gamma(2, 5 + 15 * bad))
    return np.array(rows)


def written(folder: Path, values: Floats, step: int = 7) -> str:
    path = folder / "weekly.csv"
    lines = ["week,a_to_b,b_to_a"]
    for i, row in enumerate(values):
        day = date(1979, 4, 15) + timedelta(days=step * i)
        lines.append(",".join([day.isoformat(), *("" if np.isnan(v) else f"{v:.3f}" for v in row)]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_the_future_changes_no_forecast() -> None:
    values = crisis(220)
    dice = np.random.default_rng(7)
    whole = rolling_forecasts(values)
    for cut in (163, 190, 205):
        changed = values.copy()
        changed[cut:] = dice.normal(0, 500, changed[cut:].shape)
        changed[cut + 3] = np.nan
        other = rolling_forecasts(changed)
        seen = slice(0, cut + 1 - WARM_UP)  # with the forecast of the first changed period
        assert np.array_equal(whole.combined[seen], other.combined[seen])
        for name, chances in whole.models.items():
            assert np.array_equal(chances[seen], other.models[name][seen]), name
        assert not np.array_equal(whole.combined, other.combined)


def test_a_forecast_is_that_of_a_series_which_ends_there() -> None:
    values = crisis(200)
    assert np.array_equal(
        rolling_forecasts(values[:180]).combined[-1], rolling_forecasts(values).combined[180 - WARM_UP]
    )


def test_low_is_below_the_quantile_of_all_values_before() -> None:
    values = crisis(60, 1)
    low = signals_of(values).low[:, 0]
    assert np.isnan(low[0])
    for period in range(1, 60):
        assert low[period] == (values[period, 0] < np.quantile(values[:period, 0], 0.1))


def test_a_missing_value_has_no_outcome_and_leaves_no_trace() -> None:
    values = crisis(80, 1)
    holed = np.insert(values, 40, np.nan, axis=0)
    whole, other = signals_of(values), signals_of(holed)
    assert np.isnan(other.low[40, 0])
    assert np.array_equal(np.delete(other.low, 40, axis=0), whole.low, equal_nan=True)
    assert np.array_equal(np.delete(other.rates, 40, axis=0), whole.rates)


def test_a_fading_mean_halves_with_its_half_life() -> None:
    means = fading_mean(np.array([[1.0], [0.0]]), 1, 0.0, 0.0001)
    assert means[1, 0] == pytest.approx(1 / 3, abs=1e-4)
    assert expanding_mean(np.array([[np.nan], [1.0], [0.0]]), 0.1)[:, 0].tolist() == [0.1, 1.0, 0.5]


@pytest.mark.parametrize("model", [*COUNTERS, *MIXED], ids=lambda model: model.name)
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_every_model_gives_a_chance_and_a_reason(model: object, columns: int) -> None:
    past = signals_of(crisis(160, columns))
    fitted = model.fit(past)  # type: ignore[attr-defined]
    for column in range(columns):
        assert 0 <= fitted.predict(past, column) <= 1
        assert fitted.explain(past, column)


def test_weights_go_to_the_model_that_is_right() -> None:
    low = (np.random.default_rng(3).random((300, 1)) < 0.3).astype(float)
    good = np.where(low == 1, 0.7, 0.1)
    chances = np.stack([np.vstack([good, [[0.3]]]), np.full((301, 1), 0.5)], axis=2)
    _, weights = mixed(chances, low)
    assert weights[0, 0] > 0.9


def test_calibration_moves_what_was_too_sure() -> None:
    low = (np.random.default_rng(4).random((800, 1)) < 0.2).astype(float)
    assert float(calibrated(np.full((801, 1), 0.6), low)[-1, 0]) == pytest.approx(0.2, abs=0.06)


def test_average_precision_takes_equal_chances_together() -> None:
    won = np.array([1.0, 0.0, 1.0, 0.0])
    assert average_precision(won, np.array([0.9, 0.8, 0.7, 0.1])) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(won, np.full(4, 0.5)) == 0.5
    assert average_precision(np.zeros(4), np.full(4, 0.5)) is None


def test_on_spells_the_forecast_beats_both_rates(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, crisis(420)))
    scores = measure_series(series, first_period(series, None))
    assert scores.columns["a_to_b"].n == 120
    assert scores.first == series.days[300].isoformat()
    assert scores.mean.skill_recency is not None
    assert scores.mean.skill_climatology is not None
    assert scores.mean.skill_recency > 0
    assert scores.mean.skill_climatology > 0
    assert scores.models["climatology"].skill_climatology == pytest.approx(0)


@pytest.mark.parametrize("seed", [4, 5])
def test_when_a_crisis_turns_to_war_the_forecast_keeps_up_with_the_recent_rate(seed: int) -> None:
    values = crisis(500, seed=seed)
    values[400:] *= 6
    days = tuple(date(1979, 4, 15) + timedelta(days=7 * i) for i in range(500))
    mean = measure_series(Series("made", days, ("a", "b"), values), 400).mean
    assert mean.base_rate > 0.4
    assert mean.skill_recency is not None
    assert mean.skill_climatology is not None
    assert mean.skill_recency > -0.02
    assert mean.skill_climatology > 0.25


def test_what_young_rows_teach_counts_more_with_a_memory() -> None:
    values = np.random.default_rng(2).normal(0, 1, (300, 1))
    values[200:] -= 3  # each value is low for a while, where hardly any was before
    past = signals_of(values).until(225)
    calm, fading = (Logistic("one", ("own rate ever",), 1.0, memory=memory) for memory in (None, 10.0))
    assert fading.fit(past).predict(past, 0) > calm.fit(past).predict(past, 0) + 0.1


@pytest.mark.parametrize(("last", "word"), [(5.0, "no value"), (-500.0, "each value")])
def test_where_outcomes_do_not_differ_there_is_no_skill(last: float, word: str) -> None:
    values = crisis(260)
    values[200:, 1] = last + np.sign(last) * np.arange(60)
    days = tuple(date(1979, 4, 15) + timedelta(days=7 * i) for i in range(260))
    scores = measure_series(Series("made", days, ("a", "b"), values), 215)
    assert scores.columns["b"].skill_recency is None
    assert scores.columns["b"].skill_climatology is None
    assert scores.mean.skill_recency == scores.columns["a"].skill_recency
    assert any(note.startswith(f"column b: {word}") for note in scores.notes)


def test_the_command_prints_json_and_tells_what_is_missing(
    tmp_path: Path, tocsin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    values = crisis(260)
    values[230, 0] = np.nan
    path = written(tmp_path, values)
    day = (date(1979, 4, 15) + timedelta(days=7 * 220)).isoformat()
    assert tocsin("evaluate", "series", path, "--from", day, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["first"] == day
    assert [figures["columns"][name]["n"] for name in ("a_to_b", "b_to_a")] == [39, 40]
    wanted = "n base_rate brier skill_climatology skill_recency average_precision ece".split()
    assert list(figures["mean"]) == wanted
    assert "a_to_b: 1 of 260 values are missing" in figures["notes"][0]


def test_the_command_prints_a_table(tmp_path: Path, tocsin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, np.delete(crisis(340), 1, axis=1).repeat(2, axis=1))
    assert tocsin("evaluate", "series", path) == 0
    assert "skill recency" in capsys.readouterr().out


def test_a_gap_in_the_dates_is_told(tmp_path: Path) -> None:
    path = Path(written(tmp_path, crisis(340)))
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:100] + lines[104:]), encoding="utf-8")
    series = read_series(str(path))
    assert "1 gaps in the dates" in measure_series(series, first_period(series, None)).notes[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no rows"),
        ("week,a\n", "has no rows"),
        ("week\n1979-04-15\n", "line 1: no series"),
        ("week,a,a\n1979-04-15,1,2\n", "line 1: column 'a' has no name of its own"),
        ("week,a\nspring,1\n", "line 2: column 1: 'spring' is no date"),
        ("week,a\n,1\n", "line 2: column 1: '' is no date"),
        ("week,a\n1979-04-15,1\n1979-04-15,2\n", "line 3: 1979-04-15 comes twice"),
        ("week,a\n1979-04-22,1\n1979-04-15,2\n", "line 3: 1979-04-15 comes after 1979-04-22"),
        ("week,a,b\n1979-04-15,1,many\n", "line 2: column b: 'many' is no number"),
        ("week,a\n1979-04-15,inf\n", "line 2: column a: 'inf' is no number"),
        ("week,a,b\n1979-04-15,1\n", "line 2: 2 cells"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(said)):
        read_series(str(path))


def test_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_series(str(tmp_path / "none.csv"))


@pytest.mark.parametrize("periods", [1, 100, 310])
def test_too_few_rows_give_no_number(tmp_path: Path, periods: int) -> None:
    series = read_series(written(tmp_path, crisis(periods)))
    with pytest.raises(InputError, match="too few rows: a_to_b has"):
        first_period(series, None)


def test_from_must_be_a_date_with_enough_before_it(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, crisis(340)))
    with pytest.raises(UsageError, match="--from is 'soon'"):
        first_period(series, "soon")
    with pytest.raises(InputError, match="too few rows"):
        first_period(series, "1980-01-01")
