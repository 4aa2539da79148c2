"""The course of a crisis, counted from a day zero of its own: by its index, or by its level of conflict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from tocsin.briefing.level import SCALE
from tocsin.records import Record
from tocsin.serving import links
from tocsin.serving.escalation import index_days, scope_of
from tocsin.serving.guard import BESIDE
from tocsin.serving.merged import Picture
from tocsin.serving.periods import moved
from tocsin.serving.site import Site
from tocsin.storing.days import first_day
from tocsin.watching.alerting import Day
from tocsin.watching.index import points
from tocsin.watching.series import Key

Measure = Literal["index", "level"]
Onset = Literal["rise", "alert", "crisis"]
QUANTILE = 0.9
GRAVE = ("crisis", "fighting")
"""Phases whose first day is the onset of a crisis."""
NO_ONSET: dict[Onset, str] = {
    "rise": "no day stands out from the others",
    "alert": "no alert rang",
    "crisis": "no day was one of crisis or fighting",
}
NONE_READ = "nothing was read"


class Line(Record, frozen=True):
    """One crisis counted from ``zero``; without such a day it is None, and ``why`` says so.

    ``project`` is the name of the second project, None for the one that is served. ``dyad`` None is all of
    it. ``days`` have ``offset``, ``day``, ``value`` and ``url``, of the index also ``index``, ``low`` and
    ``high``; None where there is no number.
    """

    project: str | None
    dyad: str | None
    scope: str
    measure: Measure
    zero: str | None
    why: str | None
    days: tuple[dict[str, Any], ...] = ()


class Course:
    """One dyad of a project, or all of it, before it is counted from a day. UsageError as of ``scope_of``."""

    def __init__(self, site: Site, picture: Picture, dyad: str | None) -> None:
        self.site, self.picture, self.dyad = site, picture, dyad
        self.key = scope_of(dyad, picture)
        self.days: Mapping[str, Day] = index_days(site, picture, self.key)

    @property
    def has_index(self) -> bool:
        """Whether any day has an index."""
        return any(day.point.index is not None for day in self.days.values())

    def line(self, measure: Measure, onset: Onset, day: str | None, before: int, after: int) -> Line:
        """Return the course from so many days before day zero to so many after it; ``day`` sets it."""
        values = self._values(measure)
        zero = first_day(day) if day is not None else self._zero(values, measure, onset)
        if zero is None:
            return self._made(measure, None, self._why_none(values, onset))
        found = tuple(self._at(moved(zero, by), by, values, measure) for by in range(-before, after + 1))
        known = any(one["value"] is not None for one in found)
        return self._made(measure, zero, None if known else "too little was read on these days", found)

    def _made(
        self, measure: Measure, zero: str | None, why: str | None, days: tuple[dict[str, Any], ...] = ()
    ) -> Line:
        return Line(
            project=self.site.name if self.site.is_beside else None,
            dyad=self.dyad,
            scope="all of it" if self.dyad is None else self.key.name,
            measure=measure,
            zero=zero,
            why=why,
            days=days,
        )

    def _values(self, measure: Measure) -> Mapping[str, float]:
        """Return the number of each day that has one: where the index stands, or the level."""
        if measure == "index":
            return {name: day.point.index for name, day in self.days.items() if day.point.index is not None}
        return levels_of(self.site, self.picture, self.key)

    def _zero(self, values: Mapping[str, float], measure: Measure, onset: Onset) -> str | None:
        if onset == "alert":
            return next((name for name, day in self.days.items() if day.alerts), None)
        if onset == "crisis":
            return next((name for name, day in self.days.items() if day.phase.name in GRAVE), None)
        # The index is a rank within the past: what stands out is the value behind it.
        told = values if measure == "level" else {name: self.days[name].point.value for name in values}
        if not told:
            return None
        most = float(np.quantile(list(told.values()), QUANTILE))
        return next((name for name, value in told.items() if value > most), None)

    def _why_none(self, values: Mapping[str, float], onset: Onset) -> str:
        if not self.days:
            return NONE_READ
        last = self.days[max(self.days)].point.why
        return last if last is not None and not values else NO_ONSET[onset]

    def _at(self, name: str, by: int, values: Mapping[str, float], measure: Measure) -> dict[str, Any]:
        value = values.get(name)
        found: dict[str, Any] = {"offset": by, "day": name, "value": value}
        if measure == "index":
            point = None if value is None else self.days[name].point
            found |= {"index": value, "low": point and point.low, "high": point and point.high}
        return {**found, "url": None if value is None else self.url(name)}

    def url(self, day: str) -> str:
        """Return the page of what a day is made of, in the project that it is of."""
        above = BESIDE if self.site.is_beside else ""
        known = day in self.days and self.days[day].point.index is not None
        if known:
            return f"{above}{links.page('alarm', dyad=self.dyad, day=day)}#acts"
        if self.dyad is None:
            return above + links.page("days", day)
        return above + links.page("events", dyad=f"{self.key.actor}-{self.key.recipient}", until=day)


def levels_of(site: Site, picture: Picture, key: Key) -> Mapping[str, float]:
    """Return the level of each day of publication, made once for each state of the project."""
    name = ("levels", picture.mark, picture.is_whole, key)
    return site.kept(name, lambda: _levels(picture, key))


def _levels(picture: Picture, key: Key) -> dict[str, float]:
    """Return the level as the crisis shows it: what its publisher has taken back counts in no day."""
    seen = picture.watched
    if seen.coverage.first is None:
        return {}
    kept = {one.id for one in picture.incidents if picture.withdrawal(one) is None}
    acts = [act for act in seen.acts if act.incident in kept]
    return {
        one.day: max(0.0, round(SCALE * one.value, 1))
        for one in points(acts, seen.coverage, key, seed=None)
        if one.read
    }
