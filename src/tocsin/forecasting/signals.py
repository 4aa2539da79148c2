"""What was known of each dyad at the end of each day: rates, recency, gaps, neighbours, trend, intensities.

Every number at a day is made of what was known by that day; nothing here looks at the outcome of a question
but ``outcomes``, which says itself from which day a window's answer was known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tocsin.errors import UsageError
from tocsin.forecasting.facts import Floats, Ints, Scores
from tocsin.forecasting.history import Bools, History
from tocsin.forecasting.questions import Rule, hits_of

SHORT, MEDIUM, LONG = 5, 20, 90
HIT_LIVES = (2, SHORT, 10, MEDIUM, 45, 120)
LIVES = (SHORT, MEDIUM, LONG)
RATE_LIVES = (14, 30, 90, 0)
"""Half-lives in days; 0 never forgets."""
FLOOR = 0.01
PRIOR_WINDOWS = 3.0
"""Chosen on rolling origins. Maximum likelihood takes 9 and more, as most dyads hardly clash: worse."""
PRIOR_CHANCE = 0.07
ALONE = 1e-6
"""A prior that only counts where there is no window at all."""
LONGEST = 400
MOST_CELLS = 200_000_000
ACTS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True)
class Signals:
    """Features [dyad, day, feature] of ``dyads`` on ``days`` (in order), with their names and groups.

    ``groups`` are the words by which explanations sum features up. ``yes`` is [dyad, day]: 1 where the
    question is answered yes by the window after the day, 0 for no, NaN where nobody can say; it is known
    ``delay`` days later: horizon and grace. ``counts`` are the acts in it.
    """

    dyads: Ints
    days: Ints
    names: tuple[str, ...]
    groups: tuple[str, ...]
    features: Scores
    yes: Floats
    counts: Floats
    delay: int

    def at(self, day: int) -> Scores:
        """Return [dyad, feature] as known at the end of a day."""
        return self.features[:, int(np.searchsorted(self.days, day))]

    def closed(self, day: int, first: int = 0, step: int = 1) -> Ints:
        """Return the places of days whose windows closed by ``day``: each ``step``-th, with the latest."""
        last = int(np.searchsorted(self.days, day - self.delay, side="right"))
        start = int(np.searchsorted(self.days, first))
        return np.arange(last - 1, start - 1, -step)[::-1]

    def place(self, name: str) -> int:
        """Return the place of a feature."""
        return self.names.index(name)


def signals_of(history: History, rule: Rule, dyads: Ints, days: Ints) -> Signals:
    """Make the signals of a question about each dyad; UsageError where they would not fit in memory."""
    made = _Maker(history, rule, dyads)
    found: list[Scores] = []
    names: list[str] = []
    groups: list[str] = []
    for group, name, values in made.features():
        if not found and len(dyads) * len(days) * 100 > MOST_CELLS:
            raise UsageError(
                "too many dyads and days: ask for dyads with more acts (--min-events), or give fewer years"
            )
        found.append(np.asarray(values[:, days], dtype=np.float32))
        names.append(name)
        groups.append(group)
    yes, counts = outcomes(history, rule, dyads)
    return Signals(
        dyads=dyads,
        days=days,
        names=tuple(names),
        groups=tuple(groups),
        features=np.stack(found, axis=2),
        yes=yes[:, days],
        counts=counts[:, days],
        delay=rule.horizon + history.grace,
    )


def outcomes(history: History, rule: Rule, dyads: Ints, as_known: bool = False) -> tuple[Floats, Floats]:
    """Return answer and count of the window after each day, both [dyad, day].

    An act counts for a window in which it happened, if it was known by the window's end and the grace of the
    history; with ``as_known`` it counts on the day from which it was known. NaN where the two are not yet
    over, and where the answer would be no but less than half of the days were read: silence is not peace.
    """
    hits, since = hits_of(history, rule)
    size, days = rule.horizon, history.days
    grace = 0 if as_known else history.grace
    happened = since if as_known else history.day
    # An act counts for the windows after the days from ``first`` to the day before it happened.
    first = np.maximum(happened - size, since - size - grace)
    there = hits & (first < happened)
    steps = _daily(history, dyads, there, np.maximum(first, 0), rule.either)
    steps -= _daily(history, dyads, there, np.maximum(happened, 0), rule.either)
    counts = np.cumsum(steps, axis=1)
    counts[:, max(days - size - grace, 0) :] = np.nan
    read = np.concatenate([[0], np.cumsum(history.read)])
    seen = np.ones(days)
    if days > size:
        seen[: days - size] = (read[size + 1 :] - read[1:-size]) / size
    yes = np.where(np.isnan(counts), np.nan, counts >= rule.count)
    hidden = (yes == 0) & (seen < 0.5)[None]
    return np.where(hidden, np.nan, yes), np.where(hidden, np.nan, counts)


def decayed(values: Floats, half_life: float, read: Bools) -> Floats:
    """Return the mean of values [row, day] until each day, by age; a day that was not read leaves it.

    The weights of the days add up to 1 from the first day on: without that a mean of long memory rises for
    as long as the data are young, and a rate of the first month cannot be told from half of it a year later.
    """
    kept = 0.5 ** (1 / half_life)
    found, held, mass = np.empty(values.shape), np.zeros(values.shape[0]), 0.0
    for day in range(values.shape[1]):
        if read[day] or values[:, day].any():
            held = held * kept + values[:, day]
            mass = mass * kept + 1
        found[:, day] = held / max(mass, 1.0)
    return found


def since_last(values: Floats) -> Floats:
    """Return log(1 + days) since the last day with any, at most LONGEST days."""
    found, last = np.empty(values.shape), np.full(values.shape[0], -LONGEST)
    for day in range(values.shape[1]):
        last = np.where(values[:, day] > 0, day, last)
        found[:, day] = np.minimum(day - last, LONGEST)
    return np.log1p(found)


def _daily(history: History, dyads: Ints, which: Bools, days: Ints, either: bool = False) -> Floats:
    """Count the acts of each dyad on each day [dyad, day]; days outside of the history are left out."""
    size = max(len(history.parties), 1)
    keys = dyads[:, 0] * size + dyads[:, 1]
    found = np.zeros((len(dyads), history.days))
    if not len(dyads):
        return found
    order = np.argsort(keys)
    there = np.flatnonzero(which & (days >= 0) & (days < history.days))
    ways = [(history.source, history.target)] + ([(history.target, history.source)] if either else [])
    for source, target in ways:
        asked = source[there] * size + target[there]
        place = np.minimum(np.searchsorted(keys[order], asked), len(keys) - 1)
        fits = keys[order][place] == asked
        np.add.at(found, (order[place[fits]], days[there[fits]]), 1)
    return found


def _of_party(history: History, party: Ints, which: Bools, days: Ints) -> Floats:
    found = np.zeros((max(len(history.parties), 1), history.days))
    there = which & (days >= 0) & (days < history.days)
    np.add.at(found, (party[there], days[there]), 1)
    return found


def _logged(values: Floats) -> Floats:
    return np.asarray(np.log(np.maximum(values, 0) + FLOOR))


def odds(chance: Floats) -> Floats:
    """Return log-odds of chances, cut at 1 in 500."""
    kept = np.clip(chance, 0.002, 0.998)
    return np.asarray(np.log(kept / (1 - kept)))


class _Maker:
    """Makes the features one by one, so that only what is kept stays in memory."""

    def __init__(self, history: History, rule: Rule, dyads: Ints) -> None:
        self._all, self._rule, self._dyads = history, rule, dyads
        self._back = dyads[:, ::-1]
        self._hits, self._since = hits_of(history, rule)
        self._abroad = history.source != history.target
        self._read = history.read

    def features(self) -> Iterator[tuple[str, str, Floats]]:
        """Yield group, name and [dyad, day]."""
        yield from self._rates()
        yield from self._of_hits()
        yield from self._of_acts()
        yield from self._of_neighbours()
        yield from self._of_all()

    def _rates(self) -> Iterator[tuple[str, str, Floats]]:
        """Yield the rate of yes in closed windows, smoothed by that of all dyads: climatology and recent."""
        yes, _ = outcomes(self._all, self._rule, self._dyads, as_known=True)
        for half_life in RATE_LIVES:
            words = "ever" if not half_life else f"half-life {half_life}"
            yield "its own past", f"rate of yes, {words}", odds(rates(yes, half_life, self._rule.horizon))
        yield "its own past", "rate of yes, unpooled", odds(rates(yes, 0, self._rule.horizon, prior=ALONE))

    def _of_hits(self) -> Iterator[tuple[str, str, Floats]]:
        ways = (("", self._dyads, "acts like this"), ("reverse ", self._back, "acts like this, reverse"))
        for way, dyads, group in ways:
            daily = np.minimum(_daily(self._all, dyads, self._hits, self._since), 1)
            for half_life in HIT_LIVES:
                made = _logged(decayed(daily, half_life, self._read))
                yield group, f"{way}hits, half-life {half_life}", made
            yield group, f"{way}days since a hit", since_last(daily)

    def _of_acts(self) -> Iterator[tuple[str, str, Floats]]:
        for way, dyads in (("", self._dyads), ("reverse ", self._back)):
            for quad, words in {**ACTS, 0: "other words"}.items():
                daily = _daily(self._all, dyads, self._abroad & (self._all.quad == quad), self._all.known)
                for half_life in LIVES:
                    made = _logged(decayed(daily, half_life, self._read))
                    yield f"{way}{words}", f"{way}{words}, half-life {half_life}", made
                if quad == 3:
                    yield f"{way}{words}", f"{way}days since {words}", since_last(daily)
            daily = _daily(self._all, dyads, self._abroad, self._all.known)
            yield f"{way}all acts", f"{way}days since any act", since_last(daily)
            for half_life in LIVES:
                made = _logged(decayed(daily, half_life, self._read))
                yield f"{way}all acts", f"{way}all acts, half-life {half_life}", made
            yield from self._intensity(way, dyads)

    def _intensity(self, way: str, dyads: Ints) -> Iterator[tuple[str, str, Floats]]:
        hostile = self._abroad & (self._all.score < 0)
        size = max(len(self._all.parties), 1)
        keys = {int(a) * size + int(b): row for row, (a, b) in enumerate(dyads.tolist())}
        found = np.zeros((len(dyads), self._all.days))
        for act in np.flatnonzero(hostile).tolist():
            row = keys.get(int(self._all.source[act] * size + self._all.target[act]))
            if row is not None and 0 <= self._all.known[act] < self._all.days:
                found[row, self._all.known[act]] -= self._all.score[act]
        for half_life in LIVES:
            made = np.log(decayed(found, half_life, self._read) + 0.05)
            yield f"{way}intensity", f"{way}intensity, half-life {half_life}", made

    def _of_neighbours(self) -> Iterator[tuple[str, str, Floats]]:
        own = np.minimum(_daily(self._all, self._dyads, self._hits, self._since), 1)
        back = np.minimum(_daily(self._all, self._back, self._hits, self._since), 1)
        abroad = self._hits & self._abroad
        out = _of_party(self._all, self._all.source, abroad, self._since)
        into = _of_party(self._all, self._all.target, abroad, self._since)
        within = self._hits & ~self._abroad
        home = _of_party(self._all, self._all.source, within, self._since)
        words = self._abroad & (self._all.quad == 3)
        says = _of_party(self._all, self._all.source, words, self._all.known)
        hears = _of_party(self._all, self._all.target, words, self._all.known)
        source, target = self._dyads[:, 0], self._dyads[:, 1]
        parts = {
            ("the actor against others", "its hits on others"): out[source] - own,
            ("others against the recipient", "hits of others on the recipient"): into[target] - own,
            ("others against the actor", "hits of others on the actor"): into[source] - back,
            ("the recipient against others", "hits of the recipient on others"): out[target] - back,
            ("at home", "hits within the actor's country"): home[source],
            ("at home", "hits within the recipient's country"): home[target],
            ("the actor's words", "verbal conflict by the actor"): says[source],
            ("words against the recipient", "verbal conflict against the recipient"): hears[target],
        }
        for (group, name), values in parts.items():
            for half_life in LIVES:
                made = _logged(decayed(np.maximum(values, 0), half_life, self._read))
                yield group, f"{name}, half-life {half_life}", made

    def _of_all(self) -> Iterator[tuple[str, str, Floats]]:
        shape = (len(self._dyads), self._all.days)
        abroad = self._hits & self._abroad
        everything = _of_party(self._all, self._all.source, self._abroad, self._all.known).sum(axis=0)
        hits = _of_party(self._all, self._all.source, abroad, self._since).sum(axis=0)
        for name, values in (("hits of all", hits), ("acts of all", everything)):
            for half_life in LIVES:
                made = _logged(decayed(values[None], half_life, self._read))
                yield "the world", f"{name}, half-life {half_life}", np.broadcast_to(made, shape)


def rates(yes: Floats, half_life: float, horizon: int, prior: float = PRIOR_WINDOWS) -> Floats:
    """Return on each day the rate of yes over the windows closed by then, partially pooled (empirical Bayes).

    The rate of all dyads weighs as much as ``prior`` windows of a dyad's own. Windows overlap, so ``horizon``
    of them count as one.
    """
    rows, days = yes.shape
    kept = 0.5 ** (1 / half_life) if half_life else 1.0
    won, mass, found = np.zeros(rows), np.zeros(rows), np.empty(yes.shape)
    for day in range(days):
        if day >= horizon:
            now = yes[:, day - horizon]
            there = ~np.isnan(now)
            won = np.where(there, won * kept + np.where(there, now, 0.0), won)
            mass = np.where(there, mass * kept + 1, mass)
        usual = (won.sum() + PRIOR_CHANCE) / (mass.sum() + 1)
        found[:, day] = (won / horizon + prior * usual) / (mass / horizon + prior)
    return found
