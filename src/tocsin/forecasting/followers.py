"""Next acts: what usually follows what between two, learnt as the temporal rules of ``rules.py``.

The strength of *after act b, an act like the one asked about* is learnt for each type of act and both ways of
a dyad at two decays; the acts of late, weighed by strength and age, give two intensities, from which a small
logistic regression makes a chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.forecasting.facts import Floats, Ints, Scores, both_ways
from tocsin.forecasting.history import History
from tocsin.forecasting.models import POOLED, Past
from tocsin.forecasting.questions import hits_of
from tocsin.forecasting.rules import pair_rules
from tocsin.outlook.filters import sigmoid
from tocsin.outlook.logistic import FREE, Standard, fit_logistic
from tocsin.outlook.models import Reason

SCALES = (8, 60)
FLOOR = 1e-3
SHRINKAGE = 5.0
WAYS = ("", ", reverse")


def _ways(past: Past) -> Ints:
    """Return the known acts between countries as facts of both ways; those that hit stand once more.

    Relations are the kinds, then a hit; turned ones follow.
    """
    all_acts, (hits, since) = past.history, hits_of(past.history, past.rule)
    abroad = all_acts.source != all_acts.target
    parts = (
        (abroad & (all_acts.known <= past.day), all_acts.kind, all_acts.known),
        (abroad & hits & (since <= past.day), np.full(len(since), len(all_acts.kinds)), since),
    )
    facts = [
        np.stack([all_acts.source, what, all_acts.target, when], axis=1)[which] for which, what, when in parts
    ]
    return both_ways(np.concatenate(facts), len(all_acts.kinds) + 1)


@dataclass(frozen=True, slots=True)
class FittedFollowers:
    """Strengths [scale, relation of both ways] of what a hit follows, and the regression on them."""

    strengths: Floats
    standard: Standard
    weights: Floats

    def predict(self, past: Past, features: Scores) -> Floats:
        """Return the chance of each dyad; changed ``features`` move the pooled rate alone."""
        made = self._design(past, features, intensities(past, self.strengths, _ways(past)))
        return sigmoid(made @ self.weights)

    def explain(self, past: Past, row: int) -> tuple[Reason, ...]:
        """Return what each kind of act of late adds to the stronger of the intensities, in its own unit."""
        ways = _ways(past)
        mine = (past.signals.dyads[row] == ways[:, [0, 2]]).all(axis=1)
        acts, ages = ways[mine, 1], past.day - ways[mine, 3]
        added = self.strengths[1, acts] * np.exp(-ages / SCALES[1])
        names = (*past.history.kinds, "an act like this")
        found: dict[str, float] = {}
        for act, part in zip(acts.tolist(), added.tolist(), strict=True):
            turned, plain = divmod(act, len(names))
            words = f"after {names[plain] or 'other words'}{WAYS[turned]}"
            found[words] = found.get(words, 0.0) + part
        reasons = [Reason(words, part) for words, part in found.items()]
        return tuple(sorted(reasons, key=lambda reason: -reason.value)[:8])

    def _design(self, past: Past, features: Scores, made: Floats) -> Floats:
        return self.standard.design(_rows(past, features, made))


def _rows(past: Past, features: Scores, made: Floats) -> Floats:
    pooled = features[:, past.signals.place(POOLED.feature)].astype(np.float64)
    return np.concatenate([np.log(made + FLOOR), pooled[:, None]], axis=1)


def intensities(past: Past, strengths: Floats, ways: Ints) -> Floats:
    """Return [dyad, scale]: the acts of late, by what they announce and their age."""
    return _by_day(past.history, past.signals.dyads, strengths, ways, np.array([past.day]))[:, 0]


def _by_day(history: History, dyads: Ints, strengths: Floats, ways: Ints, days: Ints) -> Floats:
    """Return [dyad, day, scale] for days in order."""
    size = len(history.parties)
    keys = dyads[:, 0] * size + dyads[:, 1]
    order = np.argsort(keys)
    asked = ways[:, 0] * size + ways[:, 2]
    place = np.minimum(np.searchsorted(keys[order], asked), len(keys) - 1)
    fits = keys[order][place] == asked
    rows, acts, when = order[place[fits]], ways[fits, 1], ways[fits, 3]
    found = np.zeros((len(dyads), len(days), len(SCALES)))
    for number, scale in enumerate(SCALES):
        daily = np.zeros((len(dyads), int(days.max()) + 1))
        there = (when >= 0) & (when < daily.shape[1])
        np.add.at(daily, (rows[there], when[there]), strengths[number, acts[there]])
        held, kept = np.zeros(len(dyads)), np.exp(-1 / scale)
        wanted = {int(day): at for at, day in enumerate(days)}
        for day in range(daily.shape[1]):
            held = held * kept + daily[:, day]
            if day in wanted:
                found[:, wanted[day], number] = held
    return found


@dataclass(frozen=True, slots=True)
class Followers:
    """Chances from what the acts of late usually announce."""

    name: str = "next act"

    def fit(self, past: Past) -> FittedFollowers:
        """Learn the rules from all that is known, and the regression on all lessons."""
        ways, relations = _ways(past), 2 * (len(past.history.kinds) + 1)
        entities = len(past.history.parties)
        hit = len(past.history.kinds)
        strengths = np.stack([pair_rules(ways, entities, relations, 1, scale)[:, hit] for scale in SCALES])
        days = past.signals.days[past.lessons]
        made = _by_day(past.history, past.signals.dyads, strengths, ways, days)[past.known]
        rows = _rows(past, past.rows, made)
        standard = Standard.of(rows)
        design = standard.design(rows)
        pulls = np.full(design.shape[1], SHRINKAGE)
        pulls[0] = FREE
        weights = fit_logistic(design, past.answers, np.zeros(len(rows)), np.zeros(design.shape[1]), pulls)
        return FittedFollowers(strengths, standard, weights)
