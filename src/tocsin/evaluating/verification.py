"""How good chances were: Brier and log score, calibration, skill with its interval; CRPS of counts."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.amounts import number_of
from tocsin.evaluating.classes import calibration_error
from tocsin.records import Record

Floats: TypeAlias = NDArray[np.float64]
Clusters: TypeAlias = NDArray[np.int64]

DRAWS = 2000
SEED = 0
FEWEST_CLUSTERS = 5
"""Dyads from which on they are re-sampled: of fewer the draws are nearly all the same few mixtures."""
LOW, HIGH = 2.5, 97.5
BINS = 10
LEAST = 1e-6
LARGE = 5000.0
"""From this size on a negative binomial of counts is a Poisson for all that can be told."""


class Skill(Record, frozen=True):
    """1 - score / score of the reference; ``low`` and ``high`` bound 95 % of re-samples of clusters.

    With fewer than ``FEWEST_CLUSTERS`` there is no interval: ``why`` says so.
    """

    value: float
    low: float | None
    high: float | None
    why: str | None = None


class Bin(Record, frozen=True):
    """Forecasts from ``low`` to ``high``: how many, their mean, and the share that came true."""

    low: float
    high: float
    n: int
    forecast: float
    observed: float


class Verification(Record, frozen=True):
    """How good the chances of one model were; ``skill`` is of the Brier score, None without a reference.

    ``sharpness`` is the standard deviation of the chances: how far they dare to leave the base rate.
    """

    n: int
    base_rate: float
    brier: float
    log_score: float
    ece: float
    sharpness: float
    skill: Skill | None = None


def verify(
    yes: Floats, chances: Floats, reference: Floats | None = None, clusters: Clusters | None = None
) -> Verification:
    """Score chances of yes against what came (0 or 1); ``clusters`` are what is re-sampled together."""
    kept = np.clip(chances, LEAST, 1 - LEAST)
    return Verification(
        n=len(yes),
        base_rate=float(yes.mean()),
        brier=float(np.mean((chances - yes) ** 2)),
        log_score=float(-np.mean(np.where(yes > 0, np.log(kept), np.log(1 - kept)))),
        ece=calibration_error([bool(one) for one in yes], [float(one) for one in chances]),
        sharpness=float(chances.std()),
        skill=None
        if reference is None
        else skill_of(
            (chances - yes) ** 2,
            (reference - yes) ** 2,
            np.arange(len(yes)) if clusters is None else clusters,
        ),
    )


def skill_of(losses: Floats, reference: Floats, clusters: Clusters) -> Skill | None:
    """Return the skill of losses over a reference's, with the interval of a bootstrap of whole clusters.

    None where the reference has no loss at all.
    """
    if not reference.sum():
        return None
    value = float(1 - losses.sum() / reference.sum())
    names, place = np.unique(clusters, return_inverse=True)
    if len(names) < FEWEST_CLUSTERS:
        why = f"no interval: {number_of(len(names), 'dyad')}, {FEWEST_CLUSTERS} are needed"
        return Skill(value=value, low=None, high=None, why=why)
    mine, theirs = np.bincount(place, losses), np.bincount(place, reference)
    drawn = np.random.default_rng(SEED).integers(0, len(mine), (DRAWS, len(mine)))
    below = theirs[drawn].sum(axis=1)
    again = 1 - mine[drawn].sum(axis=1)[below > 0] / below[below > 0]
    low, high = np.percentile(again, [LOW, HIGH])
    return Skill(value=value, low=float(low), high=float(high))


def reliability(yes: Floats, chances: Floats, bins: int = BINS) -> tuple[Bin, ...]:
    """Return the rows of the reliability table, bins of equal width, empty ones left out."""
    place = np.minimum((chances * bins).astype(int), bins - 1)
    found = []
    for number in np.unique(place).tolist():
        here = place == number
        found.append(
            Bin(
                low=number / bins,
                high=(number + 1) / bins,
                n=int(here.sum()),
                forecast=float(chances[here].mean()),
                observed=float(yes[here].mean()),
            )
        )
    return tuple(found)


def count_crps(counts: Floats, expected: Floats, sizes: Floats) -> Floats:
    """Return the CRPS of negative binomial forecasts: means, and sizes (variance is mean + mean² / size).

    One of a very large size is a Poisson: the sums of the negative binomial break down there.
    """
    from scoringrules import crps_negbinom  # SciPy with it: half a second that only scoring should wait for

    means = np.maximum(expected, LEAST)
    bounded = np.minimum(sizes, LARGE)
    with np.errstate(all="ignore"):
        found = np.asarray(crps_negbinom(counts, bounded, bounded / (bounded + means)), dtype=np.float64)
    found = np.where(sizes < LARGE, found, poisson_crps(counts, means))
    return _mended(found, counts, means, means + means**2 / sizes)


def poisson_crps(counts: Floats, expected: Floats) -> Floats:
    """Return the CRPS of Poisson forecasts by their means."""
    from scoringrules import crps_poisson

    means = np.maximum(expected, LEAST)
    with np.errstate(all="ignore"):
        found = np.asarray(crps_poisson(counts, means), dtype=np.float64)
    return _mended(found, counts, means, means)


def _mended(found: Floats, counts: Floats, means: Floats, variances: Floats) -> Floats:
    """Return CRPS with those of a normal distribution where means of hundreds gave no number."""
    from scoringrules import crps_normal

    normal = np.asarray(crps_normal(counts, means, np.sqrt(variances)), dtype=np.float64)
    return np.where(np.isfinite(found), found, normal)
