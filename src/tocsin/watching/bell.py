"""The bell: which signals ring, with hysteresis, without repeats, and not too often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tocsin.records import Record
from tocsin.watching.rules import RISE, Signal
from tocsin.watching.thresholds import LIMITS, Thresholds


class Rung(Record, frozen=True):
    """What came of a day's signals: those that ring, and the names of those held, cleared, and on then.

    Held are those that would ring, but for an alert of their topic that is on, or for the limit of how often.
    """

    signals: tuple[Signal, ...]
    held: tuple[str, ...]
    cleared: tuple[str, ...]
    on: tuple[str, ...]


class _On(Record, frozen=True):
    """An alert that is on: the last day of its signal, and after how many without one it is cleared."""

    last: str
    days: int
    topic: str


class Bell:
    """Remembers what has rung. A signal rings when nothing of its topic is on, and not soon after it was.

    It rings again where the value has become much greater than when its topic last rang, and for what began
    after all that it rang for.
    """

    def __init__(self, thresholds: Thresholds) -> None:
        self._of = thresholds.of
        self._on: dict[str, _On] = {}
        self._cleared: dict[str, str] = {}
        self._days: list[str] = []
        self._values: dict[str, float] = {}
        self._spent: dict[str, str] = {}

    def ring(self, day: str, value: float, signals: Sequence[Signal]) -> Rung:
        """Return what rings of a day's signals; days come in their order."""
        cleared = self._clear(day, {one.name for one in signals})
        asking = [one for one in signals if one.rings and self._may_ring(one, day, value)]
        ordered = sorted(asking, key=lambda one: (-one.grave, one.name))
        rung = self._one_a_topic(ordered, value)[: self._left(day)]
        for one in signals:
            if one in rung or one.name in self._on:
                self._on[one.name] = _On(last=day, days=one.days, topic=one.topic)
                self._spend(one, one.span[1] if one.span else "")
        for one in rung:
            self._spend(one, _before(day, -1))
            self._values[one.topic] = value
            self._days.append(day)
        held = tuple(one.name for one in ordered if one not in rung)
        return Rung(signals=tuple(rung), held=held, cleared=cleared, on=tuple(self._on))

    def _clear(self, day: str, names: set[str]) -> tuple[str, ...]:
        over = [
            name for name, one in self._on.items() if name not in names and one.last <= _before(day, one.days)
        ]
        for name in over:
            del self._on[name]
            self._cleared[name] = day
        return tuple(over)

    def _may_ring(self, signal: Signal, day: str, value: float) -> bool:
        if self._is_worse(signal.topic, value) or self._is_anew(signal):
            return True
        cleared = self._cleared.get(signal.name)
        rested = cleared is None or cleared <= _before(day, int(self._of(LIMITS, "again")))
        return signal.name not in self._on and rested

    def _is_worse(self, topic: str, value: float) -> bool:
        before = self._values.get(topic) if topic == RISE else None
        return before is not None and value >= self._of(LIMITS, "worse") * before

    def _is_anew(self, signal: Signal) -> bool:
        return signal.span is not None and "" < self._spent.get(signal.name, "") <= signal.span[0]

    def _spend(self, signal: Signal, day: str) -> None:
        self._spent[signal.name] = max(day, self._spent.get(signal.name, ""))

    def _one_a_topic(self, ordered: Iterable[Signal], value: float) -> list[Signal]:
        topics = {one.topic for one in self._on.values() if not self._is_worse(one.topic, value)}
        kept = []
        for one in ordered:
            if one.topic not in topics or self._is_anew(one):
                topics.add(one.topic)
                kept.append(one)
        return kept

    def _left(self, day: str) -> int:
        week = sum(one > _before(day, 7) for one in self._days)
        left = int(self._of(LIMITS, "per_week")) - week
        return max(0, min(int(self._of(LIMITS, "per_day")), left))


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
