"""The crisis: a line for each day with its events under it, and what has changed since the day before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import RedirectResponse

from tocsin.records import Event, Record
from tocsin.serving import links
from tocsin.serving.answers import View, listed
from tocsin.serving.asked import DayQuery, Period
from tocsin.serving.periods import Days, days_of, not_too_many
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.showing.page import DayBar, LevelPoint, both_widths, level_svg, timeline_svg
from tocsin.storing.overview import SAID_TO_HAVE_HAPPENED, DayCount

router = APIRouter()
EACH_DAY = 12
SHOWN_EACH_DAY = 5
DAYS_SHOWN = 60
QUADS = (1, 2, 3, 4)
LEAST_DAYS_FOR_BAND = 8
UNDATED = "undated"


class Day(Record, frozen=True):
    """What one day has: ``counts`` of the quad classes among the acts that are said to have happened.

    ``unclassed`` has no quad class; ``otherwise`` is denied, planned, supposed, past or did not happen.
    ``conflict`` is the sum of the scores of its conflict, turned positive. ``events`` are the weightiest.
    """

    day: str
    counts: dict[int, int]
    unclassed: int
    otherwise: int
    conflict: float
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
    days = _days(site, period)
    data = {
        "since": since,
        "until": until,
        "days": [_day_data(day) for day in days],
        "change": _change(days),
        "undated": site.overview.undated(),
        "counts": site.counts(),
    }
    filled = [day for day in reversed(days) if day.all]
    shown = {
        "days": period,
        "filled": filled[:DAYS_SHOWN],
        "left_out": max(0, len(filled) - DAYS_SHOWN),
        "last": days[-1] if days else None,
        "before": days[-2] if len(days) > 1 else None,
        "quads": QUADS,
        "timeline": both_widths(lambda width: timeline_svg(_bars(days), width, "Acts by day")),
        "level": both_widths(lambda width: level_svg(_points(days), _band(days), width, "Conflict by day")),
        "band": _band(days),
    }
    return View(title="Crisis", data=data, shown=shown)


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


def _days(site: Site, period: Days) -> list[Day]:
    """Return all days of a period, also those on which nothing is known to have happened."""
    counted: dict[str, list[DayCount]] = {}
    for one in site.overview.days(*period):
        counted.setdefault(one.day, []).append(one)
    leading = site.overview.leading(*period, EACH_DAY)
    return [_day(name, counted.get(name, []), leading.get(name, [])) for name in period.all]


def _day(name: str, counted: Sequence[DayCount], leading: Sequence[Event]) -> Day:
    counts: Counter[int] = Counter(dict.fromkeys(QUADS, 0))
    unclassed = otherwise = 0
    conflict = 0.0
    for one in counted:
        if one.modality not in SAID_TO_HAVE_HAPPENED:
            otherwise += one.count
        elif one.quad is None:
            unclassed += one.count
        else:
            counts[one.quad] += one.count
            conflict += max(0.0, -one.intensity)
    return Day(
        day=name, counts=dict(counts), unclassed=unclassed, otherwise=otherwise,
        conflict=round(conflict, 1), events=_told_once(leading),
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
    return {
        "day": last.day,
        "before": before.day,
        "quads": {str(quad): last.counts[quad] - before.counts[quad] for quad in QUADS},
        "conflict": round(last.conflict - before.conflict, 1),
    }


def _day_data(day: Day) -> Mapping[str, Any]:
    data = day.to_dict()
    return {**data, "events": [event.id for event in day.events]}


def _bars(days: Sequence[Day]) -> list[DayBar]:
    return [
        DayBar(
            label=day.day[5:],
            title=f"{day.day}: " + ", ".join(f"{day.counts[quad]} of class {quad}" for quad in QUADS),
            counts=(day.counts[1], day.counts[2], day.counts[3], day.counts[4]),
            href=links.page("days", day.day),
        )
        for day in days
    ]


def _points(days: Sequence[Day]) -> list[LevelPoint]:
    return [
        LevelPoint(
            label=day.day[5:],
            title=f"{day.day}: {day.conflict:g}" + "".join(f"; {_words(event)}" for event in day.events[:2]),
            value=day.conflict,
            href=links.page("days", day.day),
        )
        for day in days
    ]


def _words(event: Event) -> str:
    return " ".join(event.evidence.text.split())[:120]


def _band(days: Sequence[Day]) -> tuple[float, float] | None:
    """Return between which values half of the days before the last lie; None where they are too few."""
    values = sorted(day.conflict for day in days[:-1])
    if len(values) < LEAST_DAYS_FOR_BAND:
        return None
    return values[len(values) // 4], values[(3 * len(values)) // 4]
