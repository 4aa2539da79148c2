"""Alerts: what rules see becomes something that rings once, with hysteresis and a limit of how often."""

from __future__ import annotations

import hashlib
from bisect import insort
from collections.abc import Iterable, Iterator

from tocsin.records import Record
from tocsin.watching.acts import Act
from tocsin.watching.bell import Bell
from tocsin.watching.coverage import Coverage
from tocsin.watching.index import Escalation, Point
from tocsin.watching.phases import Phase, Phases
from tocsin.watching.rules import RULES, Seen, Signal
from tocsin.watching.series import Key, bounds, days_between
from tocsin.watching.thresholds import Thresholds
from tocsin.watching.weighing import Weighing


class Alert(Record, frozen=True):
    """An alert, raised on a day, from what was reported by that day.

    ``id`` is made of rule, scope and day, so that the same alert is known again. ``scope`` names the dyad or
    crisis. ``evidence`` are ids of incidents, the weightiest first. ``clears`` says what would end it.
    """

    id: str
    day: str
    scope: str
    rule: str
    name: str
    grave: int
    reason: str
    clears: str
    evidence: tuple[str, ...]
    phase: str | None
    index: float | None
    value: float


class Day(Record, frozen=True):
    """What a day gave: its point and phase, the alerts that rang, and the names of those that were cleared.

    ``held`` are signals that did not ring since an alert of their topic is on, or too many had rung;
    ``on`` are the names of the alerts that are on at the end of the day.
    """

    point: Point
    phase: Phase
    alerts: tuple[Alert, ...]
    cleared: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    on: tuple[str, ...] = ()


class Watch:
    """Tells point and phase of one dyad or crisis day by day, from what was reported by then.

    ``seed`` and ``since`` are those of ``Escalation``.
    """

    def __init__(self, seed: int | None = 0, since: str = "") -> None:
        self._escalation = Escalation(seed, since)
        self._phases = Phases()

    def step(self, day: str, weighing: Weighing) -> tuple[Point, Phase]:
        """Return what a day gives; days come in their order, without gaps.

        ``weighing`` holds the acts as they are known then: the same each day, or one for each.
        """
        point = self._escalation.step(day, weighing)
        return point, self._phases.step(point, weighing)


class Ringing:
    """Says what rings on the days of a watch."""

    def __init__(self, key: Key, thresholds: Thresholds | None = None) -> None:
        self.key = key
        self._thresholds = thresholds or Thresholds()
        self._seen = Seen(self._thresholds)
        self._bell = Bell(self._thresholds)

    def step(self, point: Point, phase: Phase, weighing: Weighing) -> Day:
        """Return a day with its alerts."""
        seen = self._seen
        seen.take(point, phase, weighing)
        signals = [one for name in self._thresholds.names for one in RULES[name](seen)]
        if point.read:
            insort(seen.past, point.value)
        rung = self._bell.ring(point.day, point.value, signals)
        return Day(
            point=point,
            phase=phase,
            alerts=tuple(self._alert(one, point, phase) for one in rung.signals),
            cleared=rung.cleared,
            held=rung.held,
            on=rung.on,
        )

    def _alert(self, signal: Signal, point: Point, phase: Phase) -> Alert:
        named = f"{signal.name}|{self.key.name}|{point.day}"
        return Alert(
            id=hashlib.sha256(named.encode()).hexdigest()[:16],
            day=point.day,
            scope=self.key.name,
            rule=signal.rule,
            name=signal.name,
            grave=signal.grave,
            reason=signal.reason,
            clears=signal.clears,
            evidence=signal.evidence,
            phase=phase.name,
            index=point.index,
            value=point.value,
        )


class Alarm:
    """Watches one dyad or crisis day by day and rings. Each day sees what was reported by then."""

    def __init__(self, key: Key, thresholds: Thresholds | None = None, seed: int | None = 0) -> None:
        self._watch = Watch(seed)
        self._ringing = Ringing(key, thresholds)

    def step(self, day: str, weighing: Weighing) -> Day:
        """Return what a day gives, as of ``Watch.step``."""
        return self._ringing.step(*self._watch.step(day, weighing), weighing)


def watch_days(
    acts: Iterable[Act],
    coverage: Coverage,
    key: Key = Key(),  # noqa: B008 - immutable
    thresholds: Thresholds | None = None,
    until: str | None = None,
    seed: int | None = 0,
) -> Iterator[Day]:
    """Yield what each day gives, from the first read one to ``until``. UsageError if none was read."""
    first, last = bounds(coverage, None, until, None)
    alarm, weighing = Alarm(key, thresholds, seed), Weighing(acts, coverage, key)
    for day in days_between(first, last):
        yield alarm.step(day, weighing)
