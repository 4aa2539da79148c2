"""Synthetic crises and the score of the alarm on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tocsin.errors import DataError
from tocsin.evaluating.alarm_bars import alarm_figures
from tocsin.evaluating.alarms import AlarmScore, CrisisScore, measure_alarms
from tocsin.evaluating.crises import course
from tocsin.storing.settings import TEMPLATE, read_settings

DOCUMENT = Path(__file__).parents[1] / "docs" / "escalation.md"


def test_a_course_is_the_same_each_time_and_another_with_another_seed() -> None:
    one, again, other = course(7, crisis=True), course(7, crisis=True), course(8, crisis=True)
    assert one.acts == again.acts
    assert one.coverage.read == again.coverage.read
    assert one.acts != other.acts


@pytest.mark.parametrize("seed", [7, 8])
def test_force_comes_with_the_onset_and_hardly_without_a_crisis(seed: int) -> None:
    crisis, quiet = course(seed, crisis=True), course(seed, crisis=False)
    assert crisis.onset is not None
    assert quiet.onset is None
    after = [act for act in crisis.acts if act.type == "ASSAULT" and act.day >= crisis.onset]
    scored = [act for act in quiet.acts if act.type == "ASSAULT" and act.day >= quiet.scored_from]
    assert len(after) > len(scored)
    assert all(crisis.coverage.is_read(one.day) for act in crisis.acts for one in act.told)


def test_the_alarm_is_scored_on_a_crisis_and_a_quiet_year() -> None:
    score = measure_alarms([1001])
    (crisis,) = score.crises
    assert (crisis.seed, crisis.lead is None) == (1001, crisis.by is None)
    assert len(score.false_alarms) == len(score.plain_false_alarms) == 1
    assert score.false_alarms_a_year == len(score.false_alarms[0])


def scored(*crises: tuple[int | None, int | None]) -> AlarmScore:
    told = (CrisisScore(seed=1, build_up=5, lead=lead, plain=plain, by=None) for lead, plain in crises)
    return AlarmScore(crises=tuple(told), false_alarms=(("level", "jump"), ()), plain_false_alarms=((), ()))


def test_lead_counts_from_the_plain_rule_or_from_the_last_day_that_would_have_been_in_time() -> None:
    score = scored((5, 2), (1, None), (None, 4))
    assert score.found == 2
    assert score.lead_over_plain == ((5 - 2) + (1 + 3)) / 2
    assert score.false_alarms_a_year == 1


def test_seeds_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "crises.tsv"
    path.write_text("seed\nseven\n", encoding="utf-8")
    with pytest.raises(DataError, match="give whole numbers"):
        list(alarm_figures(path))


def test_the_settings_that_the_document_shows_can_be_used(tmp_path: Path) -> None:
    found = re.search(r"^```toml\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None
    path = tmp_path / "tocsin.toml"
    path.write_text(TEMPLATE.format(database='"tocsin.db"').split("[alerts]")[0] + found[1], encoding="utf-8")
    alerts = read_settings(path).alerts
    assert alerts.watch == ("IND-PAK", "USA:IRN")
    assert alerts.thresholds.names == ("level", "jump", "pattern")
    assert alerts.thresholds.of("level", "index") == 95
    assert alerts.mail is not None
    assert alerts.webhook is not None
