"""The one interface of the models, and those that only count: climatology and the recent rate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from tocsin.forecasting.facts import Floats, Ints, Scores
from tocsin.forecasting.history import Bools, History
from tocsin.forecasting.questions import Rule
from tocsin.forecasting.signals import Signals
from tocsin.outlook.filters import sigmoid
from tocsin.outlook.models import Reason

BURN = 30
"""The first days know too little of what came before them to teach anything."""
STEP = 3
"""Every third day teaches: windows of neighbouring days say nearly the same."""


@dataclass(frozen=True)
class Past:
    """What is known at the end of ``day``: signals until then, and the answers of windows closed by then.

    ``signals`` and ``history`` may go on after it; nothing but this class may look there.
    """

    history: History
    rule: Rule
    signals: Signals
    day: int

    @cached_property
    def lessons(self) -> Ints:
        """The places of the days that teach."""
        return self.signals.closed(self.day, BURN, STEP)

    @cached_property
    def known(self) -> Bools:
        """Which cells [dyad, lesson] have an answer."""
        return ~np.isnan(self.signals.yes[:, self.lessons])

    @cached_property
    def rows(self) -> Scores:
        """The features of all lessons with an answer, one row each."""
        return self.signals.features[:, self.lessons][self.known]

    @cached_property
    def answers(self) -> Floats:
        """The answers to ``rows``: 0 or 1."""
        return self.signals.yes[:, self.lessons][self.known]

    @cached_property
    def counts(self) -> Floats:
        """The counts of acts to ``rows``."""
        return self.signals.counts[:, self.lessons][self.known]

    @property
    def now(self) -> Scores:
        """The features of each dyad at the end of the day."""
        return self.signals.at(self.day)

    def earlier(self, day: int) -> Past:
        """Return what was known at the end of an earlier day."""
        return Past(self.history, self.rule, self.signals, day)


class Fitted(Protocol):
    """A model that was fitted on a past; it may be asked about a later day of the same history."""

    def predict(self, past: Past, features: Scores) -> Floats:
        """Return the chance of yes for each dyad; ``features`` are those of the day, perhaps changed."""
        ...

    def explain(self, past: Past, row: int) -> tuple[Reason, ...]:
        """Return what made the chance of one dyad, the strongest first."""
        ...


class Model(Protocol):
    """What can be fitted on a past."""

    @property
    def name(self) -> str:
        """The name in tables."""
        ...

    def fit(self, past: Past) -> Fitted:
        """Learn from the past alone."""
        ...


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of yes that is one of the signals: climatology with partial pooling, or the recent rate.

    The rate of all dyads weighs as eight windows of a dyad's own, so that a dyad of which little is known is
    taken to be like the others (empirical Bayes).
    """

    name: str
    feature: str

    def fit(self, past: Past) -> Rate:
        """Return itself: nothing is learnt but what the signal counts."""
        return self

    def predict(self, past: Past, features: Scores) -> Floats:
        """Return the rate."""
        return sigmoid(features[:, past.signals.place(self.feature)].astype(np.float64))

    def explain(self, past: Past, row: int) -> tuple[Reason, ...]:
        """Return the rate itself, as a chance."""
        return (Reason(self.feature, float(self.predict(past, past.now[row : row + 1])[0])),)


POOLED = Rate("climatology, pooled", "rate of yes, ever")
OWN = Rate("climatology of the dyad", "rate of yes, unpooled")
RECENT = Rate("recent rate", "rate of yes, half-life 30")


def climatology(past: Past) -> Floats:
    """Return the share of yes in the closed windows of each dyad alone, as it stands; 0.5 before the first.

    It is what the literature calls the expanding climatology, and takes all windows, overlapping ones too.
    """
    return _mean(past.signals.yes[:, past.signals.closed(past.day)], 0.5)


def mean_counts(past: Past) -> Floats:
    """Return the mean count of acts in the closed windows of each dyad; 0 before the first."""
    return _mean(past.signals.counts[:, past.signals.closed(past.day)], 0.0)


def _mean(seen: Floats, start: float) -> Floats:
    total = (~np.isnan(seen)).sum(axis=1)
    return np.where(total > 0, np.nansum(seen, axis=1) / np.maximum(total, 1), start)
