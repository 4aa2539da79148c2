"""Questions about a history -> forecasts: a chance with its reasons, or why there is no number."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from tocsin.amounts import noun_for, number_of
from tocsin.errors import UsageError
from tocsin.forecasting.facts import Floats, Scores
from tocsin.forecasting.history import COLUMNS, History
from tocsin.forecasting.models import POOLED
from tocsin.forecasting.questions import Rule, hits_of
from tocsin.forecasting.rolling import COMBINED, Rolling, rolling_forecasts
from tocsin.records import Record

LEAST_READ = 28
LEAST_WINDOWS = 4
"""Days read, and windows after one another, that are needed before any number is given."""
LEAST_YES = 3
"""Windows after one another, of all dyads together, in which it happened."""
LONG_GAP = 28
STALE = 7
SHOWN = 6
TAUGHT_BY = 1


class Reason(Record, frozen=True):
    """How far inputs move the chance from where their usual values would put it (0.04: 4 points)."""

    inputs: str
    points: float


class ModelSaid(Record, frozen=True):
    """What one model says, its weight in the pool, and its reasons in its own unit."""

    chance: float
    weight: float
    reasons: tuple[tuple[str, float], ...]


class Forecast(Record, frozen=True):
    """The answer to one question on one day.

    ``origin`` is the last day whose reports were used; the window goes from ``start`` to ``end``, ISO dates,
    both inclusive. ``chance`` is None where the data are too few, and ``why`` says so. ``baseline`` is the
    climatology of the dyad with partial pooling. ``expected`` and ``size`` are mean and size of a negative
    binomial for the number of acts (variance is mean + mean^2 / size), None without a model of counts.
    ``digest`` names the data that were used.
    """

    question: str
    rule: Rule
    origin: str
    start: str
    end: str
    chance: float | None
    why: str | None = None
    baseline: float | None = None
    expected: float | None = None
    size: float | None = None
    reasons: tuple[Reason, ...] = ()
    models: dict[str, ModelSaid] = {}  # noqa: RUF012 - msgspec copies it
    notes: tuple[str, ...] = ()
    digest: str = ""


def ask(
    history: History, rules: Sequence[Rule], explain: bool = True, on: str | None = None
) -> list[Forecast]:
    """Return a forecast from the last day of the history for each of the questions, in their order.

    ``on`` is the day that was asked for: that of a forecast without a number where nothing was read.

    UsageError for data without a calendar and for a question that these data can never answer.
    """
    found: dict[int, Forecast] = {}
    asked: dict[Rule, list[int]] = {}
    for number, rule in enumerate(rules):
        why = why_not(history, rule)
        if why is not None:
            found[number] = _blank(history, rule, why, on)
        else:
            asked.setdefault(rule.about("", ""), []).append(number)
    for common, numbers in asked.items():
        same = [rules[number] for number in numbers]
        found |= dict(zip(numbers, _together(history, common, same, explain), strict=True))
    return [found[number] for number in range(len(rules))]


def why_not(history: History, rule: Rule) -> str | None:
    """Return why no number can be given, in words; None where one can."""
    read = int(history.read.sum())
    if not read:
        return "no dated report had been read by that day"
    hits, _ = hits_of(history, rule)
    needed = max(LEAST_READ, LEAST_WINDOWS * rule.horizon)
    if read < needed:
        had = f"{number_of(read, 'day')} {noun_for(read, 'was', 'were')} read"
        return f"too little data: {had}, {needed} are needed for {number_of(rule.horizon, 'day')} ahead"
    stale = history.days - 1 - int(np.flatnonzero(history.read).max())
    if stale > STALE:
        return f"nothing was read of the last {number_of(stale, 'day')}: what has happened since is not known"
    if not _met(history, rule):
        return f"{rule.dyad} was never seen: no report tells of an act between the two"
    abroad = hits & (history.source != history.target) & (history.day >= 0)
    weeks = len(set((history.day[abroad] // rule.horizon).tolist()))
    if weeks < LEAST_YES:
        seen = number_of(weeks, "window")
        return f"too little data: acts of this kind were seen in {seen}, {LEAST_YES} are needed"
    return None


def gaps(history: History) -> tuple[str, ...]:
    """Tell of long times of which nothing was read."""
    there = np.flatnonzero(history.read)
    wide = np.flatnonzero(np.diff(there) > LONG_GAP)
    return tuple(
        f"nothing was read from {history.date_of(start)} to {history.date_of(end)}: it teaches nothing"
        for start, end in zip((there[wide] + 1).tolist(), (there[wide + 1] - 1).tolist(), strict=True)
    )


def _met(history: History, rule: Rule) -> bool:
    one, other = history.place.get(rule.source), history.place.get(rule.target)
    if one is None or other is None:
        return False
    there = (history.source == one) & (history.target == other)
    back = (history.source == other) & (history.target == one)
    return bool((there | back).any())


def window_of(history: History, rule: Rule, on: str | None = None) -> tuple[str, str, str]:
    """Return the origin and the window's first and last day as ISO dates.

    The origin is the last day of the history; where nothing was read it is ``on``, by default today.
    """
    if not history.days:
        origin = date.fromisoformat(on) if on else date.today()
    elif history.first is None:
        raise UsageError("these data have no days: nothing can be forecast from them")
    else:
        origin = history.first + timedelta(days=history.days - 1)
    one, last = origin + timedelta(days=1), origin + timedelta(days=rule.horizon)
    return origin.isoformat(), one.isoformat(), last.isoformat()


def _blank(history: History, rule: Rule, why: str, on: str | None) -> Forecast:
    origin, start, end = window_of(history, rule, on)
    return Forecast(question=rule.words, rule=rule, origin=origin, start=start, end=end, chance=None, why=why)


def _together(history: History, common: Rule, rules: Sequence[Rule], explain: bool) -> list[Forecast]:
    """Answer questions that differ in their dyads alone, all models fitted once."""
    wanted = [(history.place[rule.source], history.place[rule.target]) for rule in rules]
    known = {tuple(dyad) for dyad in history.dyads(TAUGHT_BY).tolist()}
    dyads = np.array(sorted(known | set(wanted)), dtype=np.int64)
    rows = {(int(a), int(b)): row for row, (a, b) in enumerate(dyads)}
    asked = np.array([rows[dyad] for dyad in wanted], dtype=np.int64)
    rolling = rolling_forecasts(history, common, dyads, asked, [history.days - 1])
    moved = _moves(rolling) if explain else {}
    notes, digest = (*gaps(history), *rolling.notes), digest_of(history)
    return [
        _forecast(rolling, history, rule, at, int(asked[at]), moved, notes, digest)
        for at, rule in enumerate(rules)
    ]


def _forecast(
    rolling: Rolling,
    history: History,
    rule: Rule,
    at: int,
    row: int,
    moved: dict[str, Floats],
    notes: tuple[str, ...],
    digest: str,
) -> Forecast:
    origin, start, end = window_of(history, rule)
    chance = float(rolling.chances[COMBINED][0, at])
    # Counts come from one model, the chance from all: so many acts are to be expected at that chance alone.
    expected = float(np.maximum(rolling.expected[0, at], chance * rule.count))
    reasons = sorted(
        (Reason(inputs=group, points=float(points[row])) for group, points in moved.items()),
        key=lambda reason: -abs(reason.points),
    )
    return Forecast(
        question=rule.words,
        rule=rule,
        origin=origin,
        start=start,
        end=end,
        chance=chance,
        baseline=float(rolling.chances[POOLED.name][0, at]),
        expected=None if math.isnan(expected) else expected,
        size=None if math.isnan(expected) else float(rolling.sizes[0]),
        reasons=tuple(reasons[:SHOWN]),
        models=_said(rolling, at, row),
        notes=notes,
        digest=digest,
    )


def _said(rolling: Rolling, at: int, row: int) -> dict[str, ModelSaid]:
    return {
        name: ModelSaid(
            chance=float(rolling.chances[name][0, at]),
            weight=weight,
            reasons=tuple(
                (one.name, one.value) for one in rolling.fits.fitted[name].explain(rolling.past, row)
            ),
        )
        for name, weight in zip(rolling.pooled, rolling.pool.weights.tolist(), strict=True)
    }


def _moves(rolling: Rolling) -> dict[str, Floats]:
    """Return by group of inputs how far it moves the chance of each dyad from that of its usual values."""
    past = rolling.past
    now = rolling.chance(past, past.now)
    usual: Scores = np.median(past.rows, axis=0) if len(past.rows) else np.median(past.now, axis=0)
    found = {}
    for group in dict.fromkeys(past.signals.groups):
        changed = past.now.copy()
        places = [place for place, one in enumerate(past.signals.groups) if one == group]
        changed[:, places] = usual[places]
        found[group] = now - rolling.chance(past, changed)
    return found


def digest_of(history: History) -> str:
    """Return a hash of all that a forecast may use, so that it can be told later what it was made from."""
    digest = hashlib.sha256("|".join((*history.parties, *history.kinds, str(history.first))).encode())
    for name in (*COLUMNS, "read"):
        digest.update(np.ascontiguousarray(getattr(history, name)).tobytes())
    return digest.hexdigest()[:16]
