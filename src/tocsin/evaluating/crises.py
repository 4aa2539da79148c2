"""Synthetic courses of events between two states, with a crisis whose onset is known, or without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import numpy as np

from tocsin import ontology, tables
from tocsin.records import Modality, Record
from tocsin.watching.acts import Act, Told
from tocsin.watching.coverage import Coverage
from tocsin.watching.series import Key

FIRST = date(2031, 1, 1)
YEAR = 365
DAYS = 2 * YEAR
SIDES = ("AAA", "BBB")
DYAD = Key(actor=SIDES[0], recipient=SIDES[1], either=True)
FAMILIES = tuple(f"family {number}" for number in range(1, 7))
UNREAD = 0.03
COPIED = 0.3
ALLEGED = 0.25
ANSWERED = 0.25
"""How likely an act of conflict draws another one from the other side within days, in quiet times too."""
WARS_OF_WORDS = 2
"""How many flare up in each year and die down again."""


class Course(Record, frozen=True):
    """One course of two years; the second is the one that is scored.

    ``onset`` is the first day of fighting, None in a course without a crisis; ``build_up`` the days of rising
    tension before it, few of them where it comes by surprise.
    """

    seed: int
    acts: tuple[Act, ...]
    coverage: Coverage
    onset: str | None
    build_up: int
    scored_from: str


class _Kind(Record, frozen=True):
    type: str
    mode: str
    share: float | None
    build_up: float | None
    fighting: float | None
    words_war: float | None
    words: str


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(tables.records(_Kind, tables.table(__package__, "crises.tsv")))


def course(seed: int, crisis: bool) -> Course:
    """Return the course of a seed: the same each time."""
    maker = _Maker(np.random.default_rng([seed, int(crisis)]), crisis)
    return maker.course(seed)


class _Maker:
    """Draws one course. What happens is drawn first, who reads and reports it after that."""

    def __init__(self, draw: np.random.Generator, crisis: bool) -> None:
        self._draw = draw
        self._rate = draw.uniform(0.3, 1.2)
        self._onset = int(draw.integers(YEAR + 100, DAYS - 40)) if crisis else None
        surprise = draw.random() < 0.2
        self._build_up = int(draw.integers(0, 3) if surprise else draw.integers(5, 25))
        self._steep = draw.uniform(0.4, 1.2)
        self._fierce = draw.uniform(0.5, 1.5)
        self._wars = [
            (start, start + int(draw.integers(5, 14)))
            for year in range(2)
            for start in (
                int(one) for one in draw.integers(year * YEAR, year * YEAR + YEAR - 20, WARS_OF_WORDS)
            )
        ]

    def course(self, seed: int) -> Course:
        """Draw everything."""
        happened = sorted(self._happened(), key=lambda one: one[0])
        read = self._read()
        acts = (self._act(number, *one, read) for number, one in enumerate(happened))
        return Course(
            seed=seed,
            acts=tuple(act for act in acts if act is not None),
            coverage=Coverage({_day(day): families for day, families in read.items()}),
            onset=None if self._onset is None else _day(self._onset),
            build_up=self._build_up if self._onset is not None else 0,
            scored_from=_day(YEAR),
        )

    def _happened(self) -> Iterator[tuple[int, _Kind, int]]:
        """Yield day, kind and actor (0 or 1) of each act and of what answers it."""
        for day in range(DAYS):
            for kind in _kinds():
                for _ in range(self._draw.poisson(self._rate * (kind.share or 0) * self._times(kind, day))):
                    yield from self._answers(day, kind, int(self._draw.integers(2)))

    def _answers(self, day: int, kind: _Kind, actor: int) -> Iterator[tuple[int, _Kind, int]]:
        while day < DAYS:
            yield day, kind, actor
            if ontology.quad_class(kind.type) not in (3, 4) or self._draw.random() > ANSWERED:
                return
            day, actor = day + 1 + int(self._draw.exponential(2)), 1 - actor

    def _times(self, kind: _Kind, day: int) -> float:
        """Return by how much a kind is commoner on a day than in quiet times."""
        times = 1.0
        if any(start <= day < end for start, end in self._wars):
            times = kind.words_war or 0
        if self._onset is None or day < self._onset - self._build_up:
            return times
        if day < self._onset:
            risen = (day - self._onset + self._build_up + 1) / self._build_up
            return max(times, 1 + ((kind.build_up or 0) - 1) * self._steep * risen)
        over = max(0, day - self._onset - 20) / 15
        left: float = 0.5**over
        return max(0.0, 1 + ((kind.fighting or 0) - 1) * self._fierce * left)

    def _read(self) -> dict[int, dict[str, int]]:
        """Return the articles read: some days are missing, once for weeks; in a crisis more is written."""
        usual = self._draw.uniform(1, 5, len(FAMILIES))
        gap = int(self._draw.integers(20, YEAR - 40))
        missing = {*range(gap, gap + int(self._draw.integers(8, 25)))}
        read: dict[int, dict[str, int]] = {}
        for day in range(DAYS):
            busy = 2.0 if self._onset is not None and self._onset <= day < self._onset + 30 else 1.0
            counts = self._draw.poisson(usual * busy * self._draw.lognormal(0, 0.3))
            if day not in missing and self._draw.random() > UNREAD:
                read[day] = {one: int(count) for one, count in zip(FAMILIES, counts, strict=True) if count}
        return read

    def _act(
        self, number: int, day: int, kind: _Kind, actor: int, read: dict[int, dict[str, int]]
    ) -> Act | None:
        """Return an act with its reports; None where nobody who is read reports it."""
        score = ontology.intensity(kind.type, kind.mode or None)
        wide = 0.15 + 0.05 * abs(score or 0)
        modality: Modality = "alleged" if self._draw.random() < ALLEGED else "asserted"
        told: list[Told] = []
        for family in self._draw.permutation(len(FAMILIES)):
            if told and self._draw.random() > wide:
                continue
            when = day + int(self._draw.geometric(0.6)) - 1
            if FAMILIES[family] not in read.get(when, {}):
                continue
            copied = bool(told) and self._draw.random() < COPIED
            told.append(
                Told(
                    day=_day(when),
                    source=FAMILIES[family],
                    voice=told[0].voice if copied else FAMILIES[family],
                    modality=modality,
                    event=f"{number}-{family}",
                )
            )
        if not told:
            return None
        return Act(
            incident=f"incident-{number:05}",
            actor=SIDES[actor],
            recipient=SIDES[1 - actor],
            day=_day(day),
            type=kind.type,
            mode=kind.mode or None,
            quad=ontology.quad_class(kind.type),
            intensity=score,
            told=tuple(sorted(told, key=lambda one: (one.day, one.event))),
            words=kind.words,
        )


def _day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()
