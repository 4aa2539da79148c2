"""Directed acts between countries as columns of numbers: what happened when, and since when it was known.

Days are counted from ``first``, day 0. An act carries the day on which it *happened* and the day from which
it was *known*; a forecast at the end of a day may use what was known by then and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.forecasting.facts import Floats, Ints
from tocsin.watching.acts import Act

Bools = NDArray[np.bool_]

GRACE = 2
"""Days after a window whose reports still count for it: news of a day comes on the next."""
NEVER = 1 << 30
"""A day that does not come: the act never counted so."""
MOST_SOURCES = 5
"""Questions ask for no more independent sources than so many."""
CLAIMS = (("asserted", "alleged"), ("asserted",))
"""The claims that count: any that it happened, asserted alone."""
NO_QUAD = 0
PAST = 4 * 365
"""Days that a project's history goes back at most: an old stray date must not make it a century."""
COLUMNS = ("source", "target", "day", "known", "quad", "score", "kind", "settled")


@dataclass(frozen=True)
class History:
    """Acts as columns of equal length, in the order of the days on which they became known.

    ``source`` and ``target`` are places in ``parties`` (country codes; the same place twice is an act within
    a country). ``day`` and ``known`` are days since ``first``, which is None for data without a calendar.
    ``quad`` is PLOVER's class, 0 without one; ``score`` the intensity, -10 to 10; ``kind`` a place in
    ``kinds`` ("ASSAULT", "ASSAULT aerial"). ``settled[act, claim, n]`` is the day from which the act counted
    with ``CLAIMS[claim]`` on n + 1 independent sources, NEVER if it does not. ``read`` tells of each day
    whether anything was read of it. ``names`` are ids for evidence, empty where there are none. ``grace`` is
    how many days after the end of a window reports still count for it.
    """

    parties: tuple[str, ...]
    kinds: tuple[str, ...]
    source: Ints
    target: Ints
    day: Ints
    known: Ints
    quad: Ints
    score: Floats
    kind: Ints
    settled: Ints
    read: Bools
    first: date | None = None
    names: tuple[str, ...] = ()
    grace: int = 0

    @property
    def days(self) -> int:
        """How many days there are; the last is ``days - 1``."""
        return len(self.read)

    @cached_property
    def place(self) -> dict[str, int]:
        """The places of the parties."""
        return {party: number for number, party in enumerate(self.parties)}

    @property
    def counts_sources(self) -> bool:
        """Whether any act has a second independent source; data that count none never have."""
        return bool((self.settled[:, 0, 1:] < NEVER).any())

    def date_of(self, day: int) -> str:
        """Return a day's ISO date, or ``day 12`` where there is no calendar."""
        return f"day {day}" if self.first is None else (self.first + timedelta(days=int(day))).isoformat()

    def dyads(self, fewest: int, until: int | None = None) -> Ints:
        """Return the directed dyads [source, target] of different countries with so many acts known.

        ``until`` is the last day that counts, all days where it is None.
        """
        there = self.source != self.target
        if until is not None:
            there &= self.known <= until
        size = max(len(self.parties), 1)
        keys, counts = np.unique(self.source[there] * size + self.target[there], return_counts=True)
        keys = keys[counts >= fewest]
        return np.stack([keys // size, keys % size], axis=1)

    def with_acts(self, more: History) -> History:
        """Return the history with the acts of another one of the same parties, kinds and days."""
        joined = {name: np.concatenate([getattr(self, name), getattr(more, name)]) for name in COLUMNS}
        order = np.argsort(joined["known"], kind="stable")
        changed: dict[str, Any] = {name: column[order] for name, column in joined.items()}
        return replace(self, **changed, names=())

    def until(self, day: int) -> History:
        """Return what was known at the end of a day, without any trace of what came later."""
        there = self.known <= day
        kept: dict[str, Any] = {name: getattr(self, name)[there] for name in COLUMNS}
        settled = np.where(kept.pop("settled") <= day, self.settled[there], NEVER)
        names = tuple(np.array(self.names, dtype=object)[there]) if self.names else ()
        return replace(self, **kept, settled=settled, read=self.read[: day + 1], names=names)


def history_of(acts: Iterable[Act], read: Iterable[str], until: str | None = None) -> History:
    """Return the acts of a project that are told as having happened, asserted or alleged.

    ``read`` are the ISO dates of which anything was read; the history goes from the first of them to the
    last, or to ``until``, PAST days at most. Reports of later days are left out, and so are acts without a
    recipient.
    """
    days = sorted(day for day in set(read) if until is None or day <= until)
    last = date.fromisoformat(until or (days[-1] if days else date.max.isoformat()))
    earliest = (last - timedelta(days=PAST - 1)).isoformat()
    days = [day for day in days if day >= earliest]
    if not days:
        return empty_history()
    first = date.fromisoformat(days[0])
    count = (last - first).days + 1
    seen = np.zeros(count, dtype=bool)
    seen[[(date.fromisoformat(day) - first).days for day in days]] = True
    told = [(act, _settled(act, last.isoformat())) for act in acts if act.recipient]
    kept = [(act, settled) for act, settled in told if settled[0][0] >= earliest]
    parties = sorted({code[:3] for act, _ in kept for code in (act.actor, act.recipient or "")})
    kinds = sorted({_kind(act) for act, _ in kept})
    rows = [_row(act, settled, first, parties, kinds) for act, settled in kept]
    order = sorted(range(len(rows)), key=lambda number: (rows[number][3], number))
    table = [rows[number] for number in order]
    whole = np.array([row[:6] for row in table], dtype=np.int64).reshape(-1, 6)
    settled = np.array([row[7] for row in table], dtype=np.int64)
    return History(
        parties=tuple(parties),
        kinds=tuple(kinds),
        source=whole[:, 0],
        target=whole[:, 1],
        day=whole[:, 2],
        known=whole[:, 3],
        quad=whole[:, 4],
        score=np.array([row[6] for row in table], dtype=np.float64),
        kind=whole[:, 5],
        settled=settled.reshape(-1, len(CLAIMS), MOST_SOURCES),
        read=seen,
        first=first,
        names=tuple(kept[number][0].incident for number in order),
        grace=GRACE,
    )


def empty_history() -> History:
    """Return a history without days."""
    none = np.zeros(0, dtype=np.int64)
    return History(
        parties=(),
        kinds=(),
        source=none,
        target=none,
        day=none,
        known=none,
        quad=none,
        score=np.zeros(0),
        kind=none,
        settled=np.zeros((0, len(CLAIMS), MOST_SOURCES), dtype=np.int64),
        read=np.zeros(0, dtype=bool),
    )


Row = tuple[int, int, int, int, int, int, float, list[list[int]]]


def _kind(act: Act) -> str:
    return f"{act.type} {act.mode or ''}".strip()


def _row(act: Act, settled: list[list[str]], first: date, parties: list[str], kinds: list[str]) -> Row:
    def number(day: str) -> int:
        return (date.fromisoformat(day) - first).days

    return (
        parties.index(act.actor[:3]),
        parties.index((act.recipient or "")[:3]),
        number(act.day),
        max(number(settled[0][0]), 0),
        act.quad or NO_QUAD,
        kinds.index(_kind(act)),
        act.intensity or 0.0,
        [[max(number(day), 0) if day else NEVER for day in days] for days in settled],
    )


def _settled(act: Act, last: str) -> list[list[str]]:
    """Return for each claim and number of sources the first day on which the reports amount to it."""
    found = [[""] * MOST_SOURCES for _ in CLAIMS]
    for day in sorted({one.day for one in act.told if one.day <= last}):
        claim, sources = act.modality(day), min(act.independent(day), MOST_SOURCES)
        for place, claims in enumerate(CLAIMS):
            if claim in claims:
                found[place][:sources] = [one or day for one in found[place][:sources]]
    return found
