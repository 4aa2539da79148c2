"""What one act adds to the escalation index on a day: seven factors, each of which can be shown."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from tocsin import tables
from tocsin.records import Record
from tocsin.watching.acts import Act, matches
from tocsin.watching.coverage import Coverage
from tocsin.watching.series import HAPPENED, Key

CONFLICT = (3, 4)
MATERIAL = (2, 4)
AT_NOBODY = frozenset({"THREATEN", "MOBILIZE"})
"""Types that count against the other side of a dyad though they name no recipient."""


class Contribution(Record, frozen=True):
    """What one incident adds to the index's value on a day: ``value`` is the product of the factors.

    ``severity`` is PLOVER's score without its sign, over 10; ``level`` material over verbal; ``side``
    conflict or cooperation; ``claim`` asserted over alleged; ``sources`` 1 - 2 ** -n of n independent ones;
    ``direction`` whether it is aimed at, or answers, the other side; ``coverage`` of the day it was told on;
    ``decay`` since it happened. ``known`` is the day of its first report, ``families`` are the
    publishers that told it by then.
    """

    incident: str
    day: str
    known: str
    actor: str
    recipient: str | None
    type: str
    mode: str | None
    value: float
    severity: float
    level: float
    side: float
    claim: float
    sources: float
    direction: float
    coverage: float
    decay: float
    families: tuple[str, ...]


@cache
def weights() -> dict[tuple[str, str], float]:
    """Return the numbers of weights.tsv by part and of what. DataError for a row that cannot be read."""
    source = tables.table(__package__, "weights.tsv")
    return {
        (row["part"], row["of"]): float(row["value"])
        for _, row in tables.rows(source, ("part", "of", "value"))
    }


def weight(part: str, of: str = "days") -> float:
    """Return one number of weights.tsv."""
    return weights()[part, of]


class Weighing:
    """The acts of one dyad or crisis, and what each of them weighs on a day.

    A key with two parties also takes threats and mobilisations of either that name no recipient. An incident
    counts once, with the first of its pairs of parties.
    """

    def __init__(self, acts: Iterable[Act], coverage: Coverage, key: Key) -> None:
        self.key = key
        self.coverage = coverage
        everything = list(acts)
        self.acts = _scope(everything, key)
        self._known = [act.known for act in self.acts]
        self._near = [act for act in everything if concerns(act, key)]
        self._told: dict[str, list[Act]] | None = None
        self._first: list[Act] | None = None
        self._first_days: list[str] = []
        self._hostile: dict[tuple[str, str], list[Act]] = {}
        for act in self.acts:
            if act.quad in CONFLICT and act.recipient is not None:
                self._hostile.setdefault((act.actor[:3], act.recipient[:3]), []).append(act)

    def on(self, day: str) -> list[Contribution]:
        """Return what each act adds on a day, from what was reported by that day; the greatest first."""
        first = _shifted(day, -int(weight("horizon")))
        found = []
        for act in self.recent(first, day):
            if act.intensity and act.quad is not None and _anchor(act, day) >= first:
                one = self._contribution(act, day)
                if one.value:
                    found.append(one)
        return sorted(found, key=lambda one: (-abs(one.value), one.incident))

    def recent(self, first: str, last: str) -> list[Act]:
        """Return the acts first reported between two days, both inclusive."""
        return self.acts[bisect_left(self._known, first) : bisect_right(self._known, last)]

    def told_on(self, day: str) -> list[Act]:
        """Return the acts, of those by or against a party of the key, that a report of this day tells."""
        if self._told is None:
            self._told = {}
            for act in self._near:
                for when in {one.day for one in act.told}:
                    self._told.setdefault(when, []).append(act)
        return self._told.get(day, [])

    def told_between(self, first: str, last: str) -> list[Act]:
        """Return those first reported between two days, both inclusive."""
        if self._first is None:
            self._first = sorted(self._near, key=lambda act: act.known)
            self._first_days = [act.known for act in self._first]
        low, high = bisect_left(self._first_days, first), bisect_right(self._first_days, last)
        return self._first[low:high]

    def _contribution(self, act: Act, day: str) -> Contribution:
        anchor = _anchor(act, day)
        families = act.sources(day)
        factors = {
            "severity": abs(act.intensity or 0.0) / 10,
            "level": weight("level", "material" if act.quad in MATERIAL else "verbal"),
            "side": weight("side", "conflict" if (act.intensity or 0.0) < 0 else "cooperation"),
            "claim": weight("claim", act.modality(day) or "denied"),
            "sources": 1 - 0.5 ** act.independent(day),
            "direction": self._direction(act, anchor, day),
            "coverage": self.coverage.factor(act.known),
            "decay": 0.5 ** ((_number(day) - _number(anchor)) / weight("half_life")),
        }
        return Contribution(
            incident=act.incident,
            day=act.day,
            known=act.known,
            actor=act.actor,
            recipient=act.recipient,
            type=act.type,
            mode=act.mode,
            value=math.prod(factors.values()),
            families=families,
            **factors,
        )

    def _direction(self, act: Act, anchor: str, day: str) -> float:
        if act.recipient is None:
            return weight("direction", "at nobody")
        if act.quad not in CONFLICT:
            return weight("direction", "at")
        first = _shifted(anchor, -int(weight("answer")))
        before = self._hostile.get((act.recipient[:3], act.actor[:3]), [])
        low, high = (
            bisect_left(before, first, key=_known_day),
            bisect_right(before, day, key=_known_day),
        )
        answers = any(
            first <= one.day <= anchor and one.modality(day) in HAPPENED for one in before[low:high]
        )
        return weight("direction", "answering" if answers else "at")


def concerns(act: Act, key: Key) -> bool:
    """Tell whether a party of the key acts or is acted upon; anything concerns a key without parties."""
    sides = [side for side in (key.actor, key.recipient) if side is not None]
    return not sides or any(matches(party, side) for party in (act.actor, act.recipient) for side in sides)


def _scope(acts: Iterable[Act], key: Key) -> list[Act]:
    kept: dict[str, Act] = {}
    for act in sorted(acts, key=lambda one: (one.known, one.incident, one.actor, one.recipient or "~")):
        if act.incident not in kept and (key.takes(act) or _at_nobody(act, key)):
            kept[act.incident] = act
    return list(kept.values())


def _at_nobody(act: Act, key: Key) -> bool:
    if act.recipient is not None or act.type not in AT_NOBODY:
        return False
    sides = (key.actor, key.recipient) if key.either else (key.actor,)
    return any(side is not None and act.actor.startswith(side) for side in sides)


def _known_day(act: Act) -> str:
    return act.known


def _anchor(act: Act, day: str) -> str:
    """Return the day from which an act fades: on which it happened, of a plan that of its first report."""
    return act.known if act.modality(day) == "planned" else min(act.day, act.known)


@cache
def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


@cache
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def total(contributions: Sequence[Contribution]) -> float:
    """Return the value of the index before it is compared with the past: the sum of what incidents add."""
    return math.fsum(one.value for one in contributions)
