"""Series, the escalation index, alerts and replays, for reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from rich.console import Console

from tocsin.amounts import number_of
from tocsin.showing.screen import console_for, plain_table
from tocsin.watching.alerting import Alert, Day
from tocsin.watching.index import Point
from tocsin.watching.replaying import Replayed
from tocsin.watching.series import Key, Period, Series
from tocsin.watching.weighing import Contribution

SHORT_ID = 8
NONE = "–"


def show_series(stream: TextIO, found: Sequence[Series]) -> None:
    """Draw a line a period: how many incidents, how intense, what was read; missing periods say so."""
    console = console_for(stream)
    table = plain_table()
    for name in ("series", "from", "incidents", "corrected", "intensity", "read"):
        table.add_column(name, justify="left" if name in ("series", "from", "read") else "right")
    for one in found:
        for period in one.periods:
            table.add_row(one.key.name, period.start, *_numbers(period), _read(period))
    console.print(table)
    if not found:
        console.print("no incident")


def show_days(stream: TextIO, key: Key, days: Sequence[Day]) -> None:
    """Draw a line a day: the index with its band, the phase, and the incident that adds most."""
    console = console_for(stream)
    console.print(f"Escalation of {key.name}", style="bold")
    table = plain_table()
    for name in ("day", "index", "band", "value", "phase", "adds most"):
        table.add_column(name, justify="right" if name in ("index", "band", "value") else "left")
    for one in days:
        point = one.point
        band = NONE if point.low is None else f"{point.low:.0f}–{point.high or 0:.0f}"
        most = point.contributions[0] if point.contributions else None
        table.add_row(
            point.day,
            NONE if point.index is None else f"{point.index:.0f}",
            band,
            f"{point.value:.2f}",
            one.phase.name or NONE,
            (point.why or "") if point.index is None else (_act(most) if most else NONE),
        )
    console.print(table)


def show_contributions(stream: TextIO, key: Key, day: Day) -> None:
    """Draw what a day's value is made of: each incident with its share and factors, and their sum."""
    console = console_for(stream)
    point = day.point
    index = f"index {point.index:.0f}" if point.index is not None else (point.why or "")
    console.print(f"{key.name} on {point.day}: {index}, value {point.value:.3f}", style="bold")
    console.print(f"phase: {day.phase.name or NONE} since {day.phase.since} ({day.phase.why})")
    table = plain_table()
    names = ("severity", "level", "side", "claim", "sources", "direction", "coverage", "decay")
    for name in ("incident", "what", "adds", "share", *names):
        table.add_column(name, justify="left" if name in ("incident", "what") else "right")
    for one in point.contributions:
        factors = (f"{getattr(one, name):.2f}" for name in names)
        table.add_row(one.incident[:SHORT_ID], _act(one), f"{one.value:+.3f}", _share(one, point), *factors)
    table.add_row("", "value, the sum", f"{point.value:+.3f}")
    console.print(table)


def show_alerts(stream: TextIO, told: Sequence[str], on: Mapping[str, Sequence[str]]) -> None:
    """Print alerts in words, or that there are none, and the names of those that are on, by scope."""
    console = console_for(stream)
    for one in told:
        console.print(one)
    if not told:
        console.print("no new alert")
    for scope, names in on.items():
        if names:
            console.print(f"on in {scope}: {', '.join(names)}")


def show_replay(stream: TextIO, key: Key, alerts: Sequence[Alert], score: Replayed) -> None:
    """Draw the alerts of a replay and their score."""
    console = console_for(stream)
    console.print(f"Replay of {key.name}: {number_of(score.days, 'day')} read", style="bold")
    table = plain_table()
    for name in ("day", "alert", "index", "why", "then"):
        table.add_column(name, justify="right" if name == "index" else "left")
    about = {
        one.alert: f"{number_of(one.lead, 'day')} before {one.day}"
        for one in score.onsets
        if one.alert and one.lead is not None
    }
    for one in alerts:
        then = about.get(one.id) or ("false alarm" if one.id in score.false_alarms else "")
        table.add_row(one.day, one.name, NONE if one.index is None else f"{one.index:.0f}", one.reason, then)
    console.print(table)
    _score(console, score)


def _score(console: Console, score: Replayed) -> None:
    for onset in score.onsets:
        told = (
            f"{number_of(onset.lead, 'day')} ahead, by {onset.rule}"
            if onset.rule and onset.lead is not None
            else "not found"
            if onset.is_watched
            else f"could not be found: {onset.why}"
        )
        console.print(f"onset {onset.day}: {told}")
    if not score.onsets:
        console.print("no onset of fighting in these days")
    if score.mean_lead is not None:
        watched = sum(onset.is_watched for onset in score.onsets)
        console.print(f"found {score.found} of {watched}, {score.mean_lead:.1f} days ahead in the mean")
    year = score.false_alarms_a_year
    rate = "too few days to say how many a year" if year is None else f"{year:.1f} a year"
    console.print(f"{number_of(len(score.false_alarms), 'false alarm')}, {rate}")


def _numbers(period: Period) -> tuple[str, str, str]:
    if period.status == "missing":
        return NONE, NONE, NONE
    return str(period.count), f"{period.corrected:.1f}", f"{period.corrected_intensity:.1f}"


def _read(period: Period) -> str:
    if period.status == "missing":
        return "nothing read"
    return f"{number_of(period.articles, 'article')}, {number_of(period.sources, 'family', 'families')}"


def _share(one: Contribution, point: Point) -> str:
    """Return the share of the value; none where friendly acts outweigh all others."""
    return f"{one.value / point.value:.0%}" if point.value > 0 else NONE


def _act(one: Contribution) -> str:
    mode = f" {one.mode}" if one.mode else ""
    return f"{one.day} {one.actor} → {one.type}{mode} → {one.recipient or NONE}"
