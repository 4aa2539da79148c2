"""The one interface of the models, and the two that only count: all of the past, and the recent past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tocsin.outlook.signals import HALF_LIVES, Signals

BURN = 20  # the first periods have next to no past to be low against, and train nothing


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of an explanation: ``value`` is in log-odds unless the model says something else."""

    name: str
    value: float


class Fitted(Protocol):
    """A model that was fitted on a past. It is asked with signals that may have gone on since."""

    def predict(self, past: Signals, column: int) -> float:
        """Return the chance that the value after ``past`` is low."""
        ...

    def explain(self, past: Signals, column: int) -> tuple[Reason, ...]:
        """Return what made the chance, the strongest first."""
        ...


class Model(Protocol):
    """What can be fitted on a past."""

    @property
    def name(self) -> str:
        """The name in tables."""
        ...

    def fit(self, past: Signals) -> Fitted:
        """Learn from the past alone."""
        ...


@dataclass(frozen=True, slots=True)
class Climatology:
    """The rate of low values in all of the past."""

    name: str = "climatology"

    def fit(self, past: Signals) -> Climatology:
        """Return itself: nothing is learnt."""
        return self

    def predict(self, past: Signals, column: int) -> float:
        """Return the rate; 0.1 before the first outcome."""
        return float(past.ever[-1, column])

    def explain(self, past: Signals, column: int) -> tuple[Reason, ...]:
        """Return the rate itself, as a chance."""
        return (Reason("rate of low values in all of the past", self.predict(past, column)),)


@dataclass(frozen=True, slots=True)
class Recency:
    """The rate of low values, weighted by age; begins at 0.1 with the weight of one period.

    ``half_life`` is one of ``HALF_LIVES``, in periods.
    """

    half_life: int

    @property
    def name(self) -> str:
        """The name with the half-life."""
        return f"recency {self.half_life}"

    def fit(self, past: Signals) -> Recency:
        """Return itself: nothing is learnt."""
        return self

    def predict(self, past: Signals, column: int) -> float:
        """Return the weighted rate."""
        return float(past.rates[-1, column, HALF_LIVES.index(self.half_life)])

    def explain(self, past: Signals, column: int) -> tuple[Reason, ...]:
        """Return the rate itself, as a chance."""
        words = f"rate of low values, half-life {self.half_life} periods"
        return (Reason(words, self.predict(past, column)),)
