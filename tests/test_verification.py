"""Scores of chances and counts: skill and its interval, calibration, CRPS that is always a number."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tocsin.evaluating.verification import count_crps, poisson_crps, reliability, skill_of, verify


def test_the_interval_of_a_skill_holds_it_and_is_wider_for_fewer_clusters() -> None:
    dice = np.random.default_rng(5)
    yes = (dice.random(600) < 0.3).astype(float)
    chances, base = np.clip(0.2 + 0.3 * yes + dice.normal(0, 0.2, 600), 0, 1), np.full(600, 0.3)
    many = skill_of((chances - yes) ** 2, (base - yes) ** 2, np.arange(600))
    few = skill_of((chances - yes) ** 2, (base - yes) ** 2, np.arange(600) // 100)
    assert many is not None
    assert few is not None
    assert many.low is not None
    assert many.high is not None
    assert many.low < many.value < many.high
    assert few.value == many.value


def test_a_few_dyads_have_a_skill_but_no_interval() -> None:
    losses, reference = np.tile([0.1, 0.2], 20), np.full(40, 0.3)
    two = skill_of(losses, reference, np.arange(40) % 2)
    assert two is not None
    assert two.value == pytest.approx(0.5)
    assert (two.low, two.high) == (None, None)
    assert two.why == "no interval: 2 dyads, 5 are needed"
    five = skill_of(losses, reference, np.arange(40) % 5)
    assert five is not None
    assert five.low is not None
    assert five.why is None


def test_a_forecast_that_is_the_base_rate_is_calibrated_and_not_sharp() -> None:
    yes = np.array([1.0, 0, 0, 0] * 50)
    found = verify(yes, np.full(200, 0.25), np.full(200, 0.25))
    assert found.ece == pytest.approx(0)
    assert found.sharpness == 0
    assert found.skill is not None
    assert found.skill.value == 0
    assert [(one.forecast, one.observed) for one in reliability(yes, np.full(200, 0.25))] == [(0.25, 0.25)]


def test_the_crps_of_a_count_is_that_of_its_distribution() -> None:
    mean, size = 1.5, 2.0
    chance = size / (size + mean)
    support = np.arange(400)
    mass = chance**size * np.cumprod(
        np.concatenate([[1], (1 - chance) * (size + support[:-1]) / support[1:]])
    )
    for came in (0, 1, 5):
        exact = ((np.cumsum(mass) - (support >= came)) ** 2).sum()
        said = count_crps(np.array([float(came)]), np.array([mean]), np.array([size]))
        assert said[0] == pytest.approx(exact, rel=1e-6)


@pytest.mark.parametrize("size", [4000.0, 5000.0, 1e5, 1e6])
def test_the_crps_of_counts_without_over_dispersion_is_that_of_a_poisson(size: float) -> None:
    counts, means = np.array([0.0, 3, 1]), np.array([0.2, 2.5, 0])
    said = count_crps(counts, means, np.full(3, size))
    assert said == pytest.approx(poisson_crps(counts, means), rel=1e-3)


@pytest.mark.parametrize("size", [1000.0, 1e6])
def test_the_crps_of_hundreds_of_acts_is_about_that_of_a_normal_distribution(size: float) -> None:
    mean = 1000.0
    said = count_crps(np.array([mean]), np.array([mean]), np.array([size]))
    assert said[0] == pytest.approx(
        math.sqrt((mean + mean**2 / size) / math.pi) * (math.sqrt(2) - 1), rel=0.01
    )
