"""The crisis: a line for each day with its events under it, and what has changed since the day before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import RedirectResponse

from tocsin.briefing.model import Level
from tocsin.records import Event, Record
from tocsin.serving import links
from tocsin.serving.answers import View, listed
from tocsin.serving.asked import DayQuery, Period
from tocsin.serving.charting import QUADS, acts_data, level_data
from tocsin.serving.gisting import gist_data, panels_of
from tocsin.serving.line import Line, Rung, line_of
from tocsin.serving.periods import Days, days_of, not_too_many
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.serving.turning import turn_of
from tocsin.showing.page import DayBar, LevelPoint, both_widths, level_svg, quad_words, timeline_svg
from tocsin.storing.overview import SAID_TO_HAVE_HAPPENED, DayCount

router = APIRouter()
EACH_DAY = 12
SHOWN_EACH_DAY = 5
DAYS_SHOWN = 60
EVIDENCE = 5
"""Incidents of an alert that are named."""
UNDATED = "undated"


class Day(Record, frozen=True):
    """What one day has: ``counts`` of the quad classes among the acts that are said to have happened.

    ``unclassed`` has no quad class; ``otherwise`` is denied, planned, supposed, past or did not happen.
    ``level`` is that of the brief at the end of the day, None where it is not known. ``events`` are the
    weightiest.
    """

    day: str
    counts: dict[int, int]
    unclassed: int
    otherwise: int
    level: float | None = None
    events: tuple[Event, ...] = ()

    @property
    def total(self) -> int:
        """How many acts are said to have happened."""
        return sum(self.counts.values()) + self.unclassed

    @property
    def all(self) -> int:
        """How many events began on this day, whatever is said of them."""
        return self.total + self.otherwise


@router.get("/", include_in_schema=False)
def first_page() -> RedirectResponse:
    """Lead to the crisis."""
    return RedirectResponse(links.NOWHERE, 303)


@view(router, "/crisis", "crisis.html")
def crisis(site: SiteHere, asked: Annotated[Period, Query()]) -> View:
    """Return the days of a period, each with its events by quad class, and what changed on the last."""
    period = not_too_many(days_of(site, asked))
    since, until = period
    line = line_of(site)
    level = (
        None if line is None else site.kept(("level", line.picture.mark, until), lambda: line.level(until))
    )
    rung = [] if line is None else line.within(since, until)
    days = _days(site, period, level)
    turn = turn_of(level)
    gist = None if line is None else line.gist(until)
    data = {
        "since": since,
        "until": until,
        "days": [_day_data(day) for day in days],
        "level": None if level is None else {"name": level.name, "band": level.band},
        "turn": turn,
        "alerts": [{"dyad": one.dyad, **one.alert.to_dict()} for one in rung],
        "change": _change(days),
        "gist": None if gist is None else gist_data(gist),
        "undated": site.overview.undated(),
        "counts": site.counts(),
    }
    points = [] if line is None else _points(days, line, rung)
    band = None if level is None else level.band
    ringing = {one.alert.day for one in rung}
    shown = {
        **_filled(days),
        "days": period,
        "last": days[-1] if days else None,
        "before": days[-2] if len(days) > 1 else None,
        "quads": QUADS,
        "timeline": both_widths(lambda width: timeline_svg(_bars(days), width, "Acts by day")),
        "line": line,
        "level": both_widths(lambda width: level_svg(points, band, width, "Level of conflict by day")),
        "level_data": level_data([(day.day, day.level, day.day in ringing) for day in days], band),
        "acts_data": acts_data([(day.day, day.counts) for day in days]),
        "rung": rung,
        "turn": turn,
        "gist": gist,
        "doubts": () if gist is None else panels_of(gist.doubts),
        "turn_url": None if line is None or turn is None else _day_url(line, turn.day),
        "incidents": {} if line is None else line.named(rung, EVIDENCE),
        "most": EVIDENCE,
    }
    return View(title="Crisis", data=data, shown=shown, settled=line is not None and line.is_newest)


def _filled(days: Sequence[Day]) -> dict[str, Any]:
    """Return the days that have something, the latest first and not too many, and how many are left out."""
    filled = [day for day in reversed(days) if day.all]
    return {"filled": filled[:DAYS_SHOWN], "left_out": max(0, len(filled) - DAYS_SHOWN)}


@view(router, "/days/{day}", "day.html")
def one_day(site: SiteHere, day: str, asked: Annotated[DayQuery, Query()]) -> View:
    """Return the events that began on one day (or on no day: undated), the weightiest first."""
    known = None if day == UNDATED else _a_day(day)
    count, found = site.overview.of_day(
        known,
        quad=asked.quad,
        modality=asked.modality,
        happened=asked.happened,
        limit=asked.limit,
        offset=asked.offset,
    )
    more = asked.offset + len(found) < count
    data = {"day": known, **listed(found, asked, more=more, path=f"/days/{day}", count=count)}
    titles = site.overview.titles(list({event.article for event in found}))
    return View(title=known or "Without a day", data=data, shown={"titles": titles, "asked": asked})


def _a_day(day: str) -> str:
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError:
        raise HTTPException(404, f"there is no day {day!r}: write it as 2025-05-01") from None


def _days(site: Site, period: Days, level: Level | None) -> list[Day]:
    """Return all days of a period, also those on which nothing is known to have happened."""
    values = {} if level is None else {one.day: one.value for one in level.days}
    counted: dict[str, list[DayCount]] = {}
    for one in site.overview.days(*period):
        counted.setdefault(one.day, []).append(one)
    leading = site.overview.leading(*period, EACH_DAY)
    return [_day(name, counted.get(name, []), leading.get(name, []), values.get(name)) for name in period.all]


def _day(name: str, counted: Sequence[DayCount], leading: Sequence[Event], level: float | None) -> Day:
    counts: Counter[int] = Counter(dict.fromkeys(QUADS, 0))
    unclassed = otherwise = 0
    for one in counted:
        if one.modality not in SAID_TO_HAVE_HAPPENED:
            otherwise += one.count
        elif one.quad is None:
            unclassed += one.count
        else:
            counts[one.quad] += one.count
    return Day(
        day=name, counts=dict(counts), unclassed=unclassed, otherwise=otherwise,
        level=level, events=_told_once(leading),
    )  # fmt: skip


def _told_once(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the first of the events that say the same of the same parties."""
    kept: dict[tuple[object, ...], Event] = {}
    for event in events:
        sides = [
            frozenset(one.country or one.text for one in side) for side in (event.actors, event.recipients)
        ]
        kept.setdefault((event.type, *sides), event)
    return tuple(kept.values())[:SHOWN_EACH_DAY]


def _change(days: Sequence[Day]) -> dict[str, Any] | None:
    """Return the last day beside the one before, by quad class; None for a single day."""
    if len(days) < 2:
        return None
    last, before = days[-1], days[-2]
    known = last.level is not None and before.level is not None
    return {
        "day": last.day,
        "before": before.day,
        "quads": {str(quad): last.counts[quad] - before.counts[quad] for quad in QUADS},
        "level": round((last.level or 0.0) - (before.level or 0.0), 1) if known else None,
    }


def _day_data(day: Day) -> Mapping[str, Any]:
    data = day.to_dict()
    return {**data, "events": [event.id for event in day.events]}


def _bars(days: Sequence[Day]) -> list[DayBar]:
    return [
        DayBar(
            label=day.day[5:],
            title=f"{day.day}: {_acts_of(day)}",
            counts=(day.counts[1], day.counts[2], day.counts[3], day.counts[4]),
            href=links.page("days", day.day),
        )
        for day in days
    ]


def _acts_of(day: Day) -> str:
    """Return the acts of a day in words, those of conflict first."""
    told = [f"{day.counts[quad]} of {quad_words(quad)}" for quad in (4, 3, 2, 1) if day.counts[quad]]
    return ", ".join(told) or "no act"


def _points(days: Sequence[Day], line: Line, rung: Sequence[Rung]) -> list[LevelPoint]:
    """Return the level of each day; each leads to what the day adds up where the alarm tells that."""
    alerts: dict[str, list[str]] = {}
    for one in rung:
        alerts.setdefault(one.alert.day, []).append(_said(one))
    return [
        LevelPoint(
            label=day.day[5:],
            title="; ".join(
                [f"{day.day}: {'nothing was read' if day.level is None else f'{day.level:g}'}",
                 *alerts.get(day.day, ()), *(_words(event) for event in day.events[:2])]
            ),
            value=day.level,
            href=_day_url(line, day.day),
            rings=day.day in alerts,
        )
        for day in days
    ]  # fmt: skip


def _day_url(line: Line, day: str) -> str:
    return links.page("alarm", day=day) + "#acts" if line.has_index(day) else links.page("days", day)


def _said(one: Rung) -> str:
    return f"alert: {one.alert.name}" + (f" ({one.dyad})" if one.dyad else "")


def _words(event: Event) -> str:
    return " ".join(event.evidence.text.split())[:120]
