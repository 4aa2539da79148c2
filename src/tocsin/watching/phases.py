"""Phases of a crisis: calm, tension, crisis, fighting, de-escalation, each with the incidents that say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from tocsin import tables
from tocsin.amounts import number_of
from tocsin.records import Record
from tocsin.watching.acts import Act
from tocsin.watching.index import Point
from tocsin.watching.weighing import Weighing

CALM, EASING = "calm", "de-escalation"
PEAK_DAYS = 30
EASED = 0.5
RAISED = ("crisis", "fighting")


class Phase(Record, frozen=True):
    """The phase of a day: its name (None where too little is known), since when, and why."""

    name: str | None
    since: str
    why: str
    evidence: tuple[str, ...] = ()


class _Row(Record, frozen=True):
    phase: str
    types: tuple[str, ...]
    claims: tuple[str, ...]
    incidents: float | None
    kinds: float | None
    days: float | None
    window: float | None
    index: float | None
    hold: float | None


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(tables.records(_Row, tables.table(__package__, "phases.tsv")))


class Phases:
    """Tells the phase day by day; a graver one begins at once, a lesser one when it has lasted."""

    def __init__(self) -> None:
        self._now: Phase | None = None
        self._lesser = 0
        self._values: list[float] = []
        self._raised: str | None = None

    def step(self, point: Point, weighing: Weighing) -> Phase:
        """Return the phase of the point's day; days must come in their order."""
        self._values = [*self._values, point.value][-PEAK_DAYS:]
        seen = self._seen(point, weighing)
        if self._now is None or seen.name is None or self._now.name is None:
            self._now = seen
        elif _rank(seen.name) > _rank(self._now.name):
            self._now = seen
            self._lesser = 0
        elif seen.name == self._now.name:
            self._now = Phase(name=seen.name, since=self._now.since, why=seen.why, evidence=seen.evidence)
            self._lesser = 0
        else:
            self._lesser += 1
            if self._lesser >= _hold(self._now.name):
                self._now = seen
                self._lesser = 0
        if self._now.name in RAISED:
            self._raised = point.day
        return self._now

    def _seen(self, point: Point, weighing: Weighing) -> Phase:
        if point.index is None:
            return Phase(name=None, since=point.day, why=point.why or "too little was read")
        for row in _rows():
            found = self._fits(row, point, weighing)
            if found is not None:
                return found
        if self._is_easing(point):
            share = point.value / max(self._values)
            why = f"{share:.0%} of the peak of the last {number_of(len(self._values), 'day')}"
            return Phase(name=EASING, since=point.day, why=why)
        return Phase(name=CALM, since=point.day, why="nothing of the last days says otherwise")

    def _fits(self, row: _Row, point: Point, weighing: Weighing) -> Phase | None:
        if point.index is None or point.index < (row.index or 0):
            return None
        window = int(row.window or 1)
        first = _before(point.day, window - 1)
        found = [
            act
            for act in weighing.recent(first, point.day)
            if act.type in row.types
            and first <= act.day <= point.day
            and act.modality(point.day) in row.claims
        ]
        counts = (len(found), len({(act.type, act.mode) for act in found}), len({act.day for act in found}))
        if any(
            count < (least or 1)
            for count, least in zip(counts, (row.incidents, row.kinds, row.days), strict=True)
        ):
            return None
        why = f"{_counted(found)} in {number_of(window, 'day')}, index {point.index:.0f}"
        return Phase(name=row.phase, since=point.day, why=why, evidence=tuple(act.incident for act in found))

    def _is_easing(self, point: Point) -> bool:
        if self._raised is None or self._raised < _before(point.day, PEAK_DAYS):
            return False
        return point.value <= EASED * max(self._values)


def _counted(acts: Sequence[Act]) -> str:
    kinds = dict.fromkeys(act.type for act in acts)
    return ", ".join(f"{sum(act.type == kind for act in acts)} {kind}" for kind in kinds)


def _rank(name: str) -> int:
    order = [CALM, EASING, *(row.phase for row in reversed(_rows()))]
    return order.index(name)


def _hold(name: str | None) -> int:
    return next((int(row.hold or 1) for row in _rows() if row.phase == name), 1)


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
