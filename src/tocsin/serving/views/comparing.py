"""Two crises on aligned days: the index of two dyads, each counted from a day zero of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from markupsafe import Markup
from pydantic import Field

from tocsin.errors import UsageError
from tocsin.records import Record
from tocsin.serving import links
from tocsin.serving.answers import View
from tocsin.serving.asked import Asked
from tocsin.serving.escalation import index_days, main_dyads, scope_of
from tocsin.serving.merged import Picture
from tocsin.serving.periods import moved
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.showing.page import IndexPoint, PhaseSpan, both_widths, index_svg
from tocsin.storing.days import first_day
from tocsin.watching.alerting import Day

router = APIRouter()
QUANTILE = 0.9
MOST = 200


class CompareQuery(Asked):
    """Which two, and from which day each is counted."""

    one: str | None = Field(None, description="Two parties, IND-PAK, or IND:PAK for one direction.")
    other: str | None = Field(None, description="Two others.")
    one_day: str | None = Field(None, description="Day zero of the first: 2025-05-01.")
    other_day: str | None = Field(None, description="Day zero of the second.")
    before: int = Field(30, ge=0, le=MOST, description="How many days before day zero.")
    after: int = Field(60, ge=0, le=MOST, description="How many days after it.")


class Line(Record, frozen=True):
    """One dyad counted from ``zero``; without such a day it is None, and ``why`` says so.

    ``days`` have ``offset``, ``day``, ``index``, ``low``, ``high``; None where there is no number.
    """

    dyad: str
    scope: str
    zero: str | None
    why: str | None
    days: tuple[dict[str, Any], ...] = ()


@view(router, "/compare", "compare.html")
def compare(site: SiteHere, asked: Annotated[CompareQuery, Query()]) -> View:
    """Return the index of two dyads on aligned days.

    Day zero is the first on which the value is above 90 % of that dyad's own days, or the one asked for.
    """
    picture = site.incidents.picture()
    one, other = _pair(asked, main_dyads(site, picture))
    named = [(one, asked.one_day), (other, asked.other_day)]
    lines = [_line(site, picture, dyad, day, asked) for dyad, day in named if dyad is not None]
    shown = {
        "drawings": [_drawing(line, asked) for line in lines],
        "given": {"one": one, "other": other, **asked.given("one", "other")},
        "is_newest": picture.is_newest,
    }
    return View(title="Compare", data={"lines": lines}, shown=shown, settled=picture.is_newest)


def _pair(asked: CompareQuery, main: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the dyads asked for, else the main ones. UsageError where both are the same."""
    if asked.one is not None and asked.one == asked.other:
        raise UsageError("one and other are the same dyad: name two")
    left = [name for name in main if name not in (asked.one, asked.other)]
    one = asked.one or (left.pop(0) if left else None)
    return one, asked.other or (left.pop(0) if left else None)


def _line(site: Site, picture: Picture, dyad: str, day: str | None, asked: CompareQuery) -> Line:
    key = scope_of(dyad, picture)
    days = index_days(site, picture, key)
    zero = first_day(day) if day is not None else _zero(days)
    if zero is None:
        last = days[max(days)].point.why if days else None
        return Line(dyad=dyad, scope=key.name, zero=None, why=last or "no day stands out from the others")
    found = [_aligned(days.get(moved(zero, by)), zero, by) for by in range(-asked.before, asked.after + 1)]
    known = any(one["index"] is not None for one in found)
    why = None if known else "too little was read on these days"
    return Line(dyad=dyad, scope=key.name, zero=zero, why=why, days=tuple(found))


def _zero(days: Mapping[str, Day]) -> str | None:
    """Return the first day whose value is above the quantile of its dyad's days that have a number."""
    told = {name: day.point.value for name, day in days.items() if day.point.index is not None}
    if not told:
        return None
    level = float(np.quantile(list(told.values()), QUANTILE))
    return next((name for name, value in told.items() if value > level), None)


def _aligned(day: Day | None, zero: str, by: int) -> dict[str, Any]:
    point = None if day is None or day.point.index is None else day.point
    return {
        "offset": by,
        "day": moved(zero, by),
        "index": point and point.index,
        "low": point and point.low,
        "high": point and point.high,
    }


def _drawing(line: Line, asked: CompareQuery) -> Markup:
    points = [
        IndexPoint(
            label=f"{one['offset']:+d}" if one["offset"] else "0",
            title=f"day {one['offset']:+d}, {one['day']}: "
            + ("no number" if one["index"] is None else f"index {one['index']:.0f}"),
            index=one["index"],
            low=one["low"],
            high=one["high"],
            href=None
            if one["index"] is None
            else f"{links.page('alarm', dyad=line.dyad, day=one['day'])}#acts",
        )
        for one in line.days
    ]
    spans = [
        PhaseSpan(name="before", first=0, last=asked.before - 1),
        PhaseSpan(name="day 0 and after", first=asked.before, last=asked.before + asked.after),
    ]
    spans = [span for span in spans if span.last >= span.first]
    return both_widths(lambda width: index_svg(points, spans, width, f"Index of {line.scope} by day"))
