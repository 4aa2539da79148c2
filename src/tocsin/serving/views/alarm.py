"""The alarm: the escalation index of the project or a dyad, its phases and alerts, and what a day adds up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query
from markupsafe import Markup
from pydantic import Field

from tocsin.serving import links
from tocsin.serving.aligned import levels_of
from tocsin.serving.answers import View
from tocsin.serving.asked import Period
from tocsin.serving.escalation import index_days, scope_of, standings
from tocsin.serving.periods import Days, days_of, moved, not_too_many
from tocsin.serving.replays import Known, Replay, replay_of
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.serving.then import known_data
from tocsin.showing.page import IndexPoint, LevelPoint, PhaseSpan, both_widths, index_svg, level_svg
from tocsin.storing.days import first_day
from tocsin.watching.alerting import Alert, Day
from tocsin.watching.phases import Phase
from tocsin.watching.weighing import Contribution

router = APIRouter()
ROWS = 60
EVIDENCE = 8
BEFORE, AFTER = 22, 7
"""Days shown around one that is asked for outside the period."""
FACTORS = ("severity", "level", "side", "claim", "sources", "direction", "coverage", "decay")
NOT_READ = "nothing was read of this day"


class AlarmQuery(Period):
    """Whose index, of which days, and the day to take apart."""

    dyad: str | None = Field(None, description="Two parties, IND-PAK, or IND:PAK for one direction.")
    day: str | None = Field(None, description="The day whose value is taken apart: 2025-05-01.")
    replay: bool = Field(False, description="As it was known on that day.")


@view(router, "/alarm", "alarm.html")
def alarm(site: SiteHere, asked: Annotated[AlarmQuery, Query()]) -> View:
    """Return the escalation index by day with its band, phases, alerts, and what one day adds up.

    Where too little was read there is no number but the reason.
    """
    chosen = None if asked.day is None else first_day(asked.day)
    period = not_too_many(_period(site, asked, chosen))
    picture = site.incidents.picture()
    key = scope_of(asked.dyad, picture)
    days = index_days(site, picture, key)
    chosen = chosen or max((day for day in period.all if day in days), default=period.until)
    replay, state = replay_of(site, picture, key) if asked.replay else (None, None)
    now = days.get(chosen)
    if replay is not None:
        days = {name: known.day for name, known in replay.days.items()}
    told = [name for name in period.all if not asked.replay or name <= chosen]
    within = [days[day] for day in told if day in days]
    here = {"since": asked.since, "until": asked.until, "dyad": asked.dyad}
    day = _day_data(days.get(chosen), chosen)
    stand = site.kept(("standings", picture.mark, picture.is_whole), lambda: standings(site, picture))
    alerts = [alert for one in within for alert in one.alerts]
    data = {
        **period._asdict(),
        "dyad": asked.dyad,
        "replay": asked.replay,
        "replayed": state,
        "days": [_index_data(days.get(name), name) for name in told],
        "phases": [{"name": phase.name, "since": phase.since, "why": phase.why,
                    "evidence": phase.evidence} for phase, _ in _phases(within)],
        "alerts": alerts,
        "chosen": day,
        "known": None
        if replay is None
        else known_data(replay, picture, chosen, now, levels_of(site, picture, key)),
        "standings": [] if asked.replay else stand,  # they tell of the last day
    }  # fmt: skip
    known = data["known"]
    # Without an index a day of a replay has its level, and that is what is taken apart.
    parts = known["counted"] if known is not None and day["index"] is None else day["contributions"]
    shown = {
        "days": period,
        "same": here,
        "drawing": _drawing(days, told, period, here, replay),
        "incidents": {
            name: found for name in _named(data, alerts, parts) if (found := picture.incident(name))
        },
        "most": EVIDENCE,
        "rows": parts[:ROWS],
        "rest": _rest(parts[ROWS:]),
        "factors": FACTORS,
        "is_newest": picture.is_newest,
        "read": bool(days),
        "indexed": any(one["index"] is not None for one in data["days"]),
    }
    return View(title="Alarm", data=data, shown=shown, settled=picture.is_newest and state != "being made")


def _drawing(
    days: Mapping[str, Day],
    told: Sequence[str],
    period: Days,
    here: Mapping[str, Any],
    replay: Replay | None,
) -> Markup:
    """Draw the index; where no day has one and it is a replay, the level, which needs no such past."""
    within = [days[name] for name in told if name in days]
    points = [_point(days.get(name), name, here) for name in told]
    points += [
        IndexPoint(label=name[5:], title=f"{name}: later", index=None) for name in period.all[len(told) :]
    ]
    if replay is not None and all(point.index is None for point in points):
        levels = [_level_point(replay.days.get(name), name, here) for name in told]
        levels += [LevelPoint(label=name[5:], title="", value=None) for name in period.all[len(told) :]]
        return both_widths(lambda width: level_svg(levels, None, width, "Level of conflict as it was known"))
    spans = _spans(within, period)
    return both_widths(lambda width: index_svg(points, spans, width, "Escalation index by day"))


def _level_point(known: Known | None, name: str, here: Mapping[str, Any]) -> LevelPoint:
    level = None if known is None else known.level
    said = NOT_READ if level is None else f"level {level:.1f}, as it was known then"
    rung = [] if known is None else [f"alert: {one.name}" for one in known.day.alerts]
    return LevelPoint(
        label=name[5:],
        title="; ".join([f"{name}: {said}", *rung]),
        value=level,
        href=f"{links.page('alarm', **{**here, 'day': name, 'replay': 'true'})}#known",
        rings=bool(rung),
    )


def _period(site: Site, asked: AlarmQuery, chosen: str | None) -> Days:
    """Return the days to show; those around the chosen one where no others are asked for."""
    period = days_of(site, asked)
    if chosen is None or asked.since or asked.until or period.since <= chosen <= period.until:
        return period
    return Days(moved(chosen, -BEFORE), moved(chosen, AFTER))


def _index_data(day: Day | None, name: str) -> dict[str, Any]:
    """Return a day as JSON data: without an index it has no number, but says why."""
    if day is None or day.point.index is None:
        return {"day": name, "index": None, "low": None, "high": None, "value": None, "phase": None,
                "why": NOT_READ if day is None else day.point.why}  # fmt: skip
    point = day.point
    return {"day": name, "index": point.index, "low": point.low, "high": point.high, "value": point.value,
            "phase": day.phase.name, "why": None}  # fmt: skip


def _day_data(day: Day | None, name: str) -> dict[str, Any]:
    """Return the chosen day with the contributions that add up to its value."""
    known = day is not None and day.point.index is not None
    told = day.point.contributions if day is not None and known else ()
    return {**_index_data(day, name), "contributions": told}


def _rest(left: Sequence[Contribution]) -> tuple[int, float] | None:
    return (len(left), math.fsum(one.value for one in left)) if left else None


def _phases(days: Sequence[Day]) -> list[tuple[Phase, int]]:
    """Return the phases of days in their order, each as it began, and how many days it lasted of these."""
    found = []
    for _, group in groupby(days, key=lambda day: day.phase.name and (day.phase.name, day.phase.since)):
        same = list(group)
        found.append((same[0].phase, len(same)))
    return found


def _spans(days: Sequence[Day], period: Days) -> list[PhaseSpan]:
    if not days:
        return []
    at = period.all.index(days[0].point.day)
    spans = []
    for phase, length in _phases(days):
        if phase.name is not None:
            spans.append(PhaseSpan(name=phase.name, first=at, last=at + length - 1))
        at += length
    return spans


def _point(day: Day | None, name: str, here: Mapping[str, Any]) -> IndexPoint:
    if day is None:
        return IndexPoint(label=name[5:], title=f"{name}: {NOT_READ}", index=None)
    point = day.point
    said = point.why if point.index is None else f"index {point.index:.0f}"
    if point.low is not None and point.high is not None:
        said = f"{said} ({point.low:.0f} to {point.high:.0f})"
    told = [f"{name}: {said}", day.phase.name or "", *(f"alert: {one.name}" for one in day.alerts)]
    return IndexPoint(
        label=name[5:],
        title="; ".join(filter(None, told)),
        index=point.index,
        low=point.low,
        high=point.high,
        rings=bool(day.alerts),
        href=f"{links.page('alarm', **{**here, 'day': name})}#acts",
    )


def _named(data: Mapping[str, Any], alerts: Sequence[Alert], parts: Sequence[Contribution]) -> set[str]:
    """Return the ids of all incidents that the page names."""
    found = {one.incident for one in parts[:ROWS]}
    found.update(name for phase in data["phases"] for name in phase["evidence"][:EVIDENCE])
    found.update(name for alert in alerts for name in alert.evidence[:EVIDENCE])
    return found
