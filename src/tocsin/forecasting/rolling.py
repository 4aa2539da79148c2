"""Forecasts by rolling origin: at each origin every model is asked with what was known then, and pooled.

Models are fitted anew every REFIT days. The pool's weights come from forecasts at earlier origins whose
windows had closed by the origin, so that nothing is chosen on what is forecast.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.forecasting.combining import Pool, equal_pool, fitted_pool
from tocsin.forecasting.facts import Floats, Ints, Scores
from tocsin.forecasting.followers import Followers
from tocsin.forecasting.hawkes import FittedHawkes, Hawkes
from tocsin.forecasting.history import Bools, History
from tocsin.forecasting.learned import Logistic, Trees
from tocsin.forecasting.models import BURN, OWN, POOLED, RECENT, Fitted, Model, Past, climatology, mean_counts
from tocsin.forecasting.questions import Rule
from tocsin.forecasting.signals import signals_of

REFIT = 42
INNER_STEP = 2
WARM_UP = 90
"""Days before the first forecast from which the pool learns."""
FEWEST_YES = 100
"""Yes, and no, among the lessons before a model with many weights is trusted with them: some forty acts."""
SOME_YES = 10
"""The same for Hawkes, whose weights cannot be negative and start small."""
COUNTERS: tuple[Model, ...] = (OWN, POOLED, RECENT)
LEARNERS: tuple[Model, ...] = (Hawkes(), Followers(), Logistic(), Trees())
FEW = (POOLED.name, RECENT.name)
"""What is pooled where there is too little to learn from."""
SOME = (*FEW, Hawkes().name)
"""What is pooled where there is a little."""
MANY = (OWN.name, *(model.name for model in LEARNERS))
"""What is pooled otherwise."""
COMBINED = "combined"
NAMES = tuple(model.name for model in (*COUNTERS, *LEARNERS))


def pooled_of(fitted: Collection[str]) -> tuple[str, ...]:
    """Return the models that are pooled, of those that could be fitted."""
    return next((names for names in (MANY, SOME) if set(names) <= set(fitted)), FEW)


@dataclass(frozen=True)
class Fits:
    """The models fitted on one day, by their names in the order of the pool."""

    fitted: dict[str, Fitted]

    @classmethod
    def on(cls, past: Past) -> Fits:
        """Fit those that have enough to learn from; the counting ones always."""
        taught = min(past.answers.sum(), (1 - past.answers).sum()) if len(past.lessons) else 0
        learners = LEARNERS if taught >= FEWEST_YES else LEARNERS[:1] if taught >= SOME_YES else ()
        return cls({model.name: model.fit(past) for model in (*COUNTERS, *learners)})

    @property
    def pooled(self) -> tuple[str, ...]:
        """The names of the models that are pooled."""
        return pooled_of(self.fitted)

    @property
    def hawkes(self) -> FittedHawkes | None:
        """The model of counts, if there is one."""
        found = self.fitted.get("Hawkes")
        return found if isinstance(found, FittedHawkes) else None


@dataclass(frozen=True)
class Rolling:
    """Chances of yes [origin, dyad] by model, and the combined ones.

    ``yes`` and ``counts`` are what came, NaN where nobody knows; ``expected`` the expected counts and
    ``sizes`` their dispersion by origin (NaN without a model of counts); ``usual`` the mean count of a dyad
    so far, ``base`` the share of yes so far: the expanding climatology. ``pool`` has the models ``pooled``;
    it, ``fits`` and ``past`` are those of the last origin.
    """

    origins: Ints
    dyads: Ints
    chances: dict[str, Floats]
    yes: Floats
    counts: Floats
    expected: Floats
    sizes: Floats
    usual: Floats
    base: Floats
    pooled: tuple[str, ...]
    pool: Pool
    fits: Fits
    past: Past

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the weights: that they are equal where nothing could be learnt."""
        if self.pool.has_learnt or len(self.pooled) < 2:
            return ()
        return ("all models weigh the same: too few forecasts have their answers to learn which to trust",)

    def chance(self, past: Past, features: Scores) -> Floats:
        """Return the combined chance of every dyad of the signals, by the models of the last origin.

        ``past`` may be a later day of another history; ``features`` are its features, perhaps changed.
        """
        said = [self.fits.fitted[name].predict(past, features) for name in self.pooled]
        return self.pool(np.stack(said, axis=1))


def rolling_forecasts(
    history: History, rule: Rule, dyads: Ints, asked: Ints, origins: Sequence[int]
) -> Rolling:
    """Forecast the dyads at places ``asked`` at origins in order; models learn from all of ``dyads``."""
    signals = signals_of(history, rule, dyads, np.arange(history.days))
    start = Past(history, rule, signals, origins[0])
    early = list(range(max(WARM_UP, BURN + 4 * rule.horizon), origins[0], INNER_STEP))
    days = np.array([*early, *origins])
    made = np.full((len(days), len(asked), len(NAMES)), np.nan)
    base, usual = (np.full((len(days), len(asked)), np.nan) for _ in range(2))
    expected, sizes = np.full(base.shape, np.nan), np.full(len(days), np.nan)
    for at, (past, fits) in enumerate(_walk(start, days, len(early))):
        base[at] = climatology(past)[asked]
        usual[at] = mean_counts(past)[asked]
        for name, fitted in fits.fitted.items():
            made[at, :, NAMES.index(name)] = fitted.predict(past, past.now)[asked]
        if fits.hawkes is not None:
            expected[at] = fits.hawkes.counts(past, past.now)[asked]
            sizes[at] = fits.hawkes.size
    yes = signals.yes[asked][:, days].T
    combined, pool = _pooled(made, yes, days, rule.horizon, len(early), signals.delay)
    chances = {name: made[len(early) :, :, at] for at, name in enumerate(NAMES)}
    late = slice(len(early), None)
    return Rolling(
        origins=days[late],
        dyads=dyads[asked],
        chances={**chances, COMBINED: combined},
        yes=yes[late],
        counts=signals.counts[asked][:, days].T[late],
        expected=expected[late],
        sizes=sizes[late],
        usual=usual[late],
        base=base[late],
        pooled=fits.pooled,
        pool=pool,
        fits=fits,
        past=past,
    )


def _walk(start: Past, days: Ints, first: int) -> Iterator[tuple[Past, Fits]]:
    """Yield each day's past with the models of the latest fit; the first origin proper has a fresh one."""
    fits, fitted = None, 0
    for at, day in enumerate(days.tolist()):
        past = start.earlier(day)
        if fits is None or day - fitted >= REFIT or at == first:
            fits, fitted = Fits.on(past), day
        yield past, fits


def _pooled(
    made: Floats, yes: Floats, days: Ints, horizon: int, first: int, delay: int
) -> tuple[Floats, Pool]:
    """Pool the forecasts from place ``first`` on, each by what the windows closed before it taught."""
    found = np.empty((len(days) - first, made.shape[1]))
    places = {name: at for at, name in enumerate(NAMES)}
    pool = equal_pool(len(MANY))
    for at in range(first, len(days)):
        there = [name for name, place in places.items() if not np.isnan(made[at, :, place]).any()]
        used = [places[name] for name in pooled_of(there)]
        pool = pool_at(made[:at][..., used], yes[:at], days[:at] + delay <= days[at], horizon)
        found[at - first] = pool(made[at][:, used])
    return found, pool


def pool_at(made: Floats, yes: Floats, closed: Bools, horizon: int) -> Pool:
    """Return the pool of models by their forecasts [origin, dyad, model] whose windows have closed."""
    chances, answers = made[closed], yes[closed]
    there = ~np.isnan(answers) & ~np.isnan(chances).any(axis=2)
    return fitted_pool(chances[there], answers[there], horizon)
