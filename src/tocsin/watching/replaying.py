"""How good alerts were: lead time before the onsets of fighting, and alarms that nothing followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tocsin.records import Record
from tocsin.watching.acts import Act
from tocsin.watching.alerting import Alert
from tocsin.watching.index import Point
from tocsin.watching.series import Key

QUIET_DAYS = 30
"""Days without force after which force is an onset."""
EARLIEST, LATEST = 30, 3
"""An alert from so many days before an onset to so many after it is about it: reports take a day or two."""
NO_WARNING = "silence"
"""The rule whose alerts say nothing of fighting to come, and are neither hits nor false alarms."""


class Onset(Record, frozen=True):
    """A first day of fighting, the first alert about it and how many days before it rang, if one did.

    ``why`` says of one without an alert why none could ring; None where the alarm watched and missed it.
    """

    day: str
    alert: str | None = None
    rule: str | None = None
    lead: int | None = None
    why: str | None = None

    @property
    def is_watched(self) -> bool:
        """Whether an alert about it rang, or could have."""
        return self.why is None


class Replayed(Record, frozen=True):
    """The score of a stretch of days. ``false_alarms`` are ids of alerts, ``days`` how many were read.

    ``false_alarms_a_year`` is None where fewer than 30 days were read.
    """

    onsets: tuple[Onset, ...]
    alerts: int
    false_alarms: tuple[str, ...]
    days: int
    false_alarms_a_year: float | None
    found: int
    mean_lead: float | None


def onsets_of(acts: Iterable[Act], key: Key, first: str, last: str) -> list[str]:
    """Return the onsets of fighting between two days: force after 30 days without any.

    Force is an ASSAULT of the key that two independent sources assert.
    """
    days = sorted(
        {
            act.day
            for act in acts
            if act.type == "ASSAULT"
            and key.takes(act)
            and act.modality() == "asserted"
            and act.independent() >= 2
        }
    )
    found = []
    for at, day in enumerate(days):
        if first <= day <= last and (at == 0 or days[at - 1] < shifted(day, -QUIET_DAYS)):
            found.append(day)
    return found


def first_about(alerts: Sequence[Alert], onset: str) -> Alert | None:
    """Return the first alert that is about an onset."""
    start, end = shifted(onset, -EARLIEST), shifted(onset, LATEST)
    return next((one for one in alerts if start <= one.day <= end and one.rule != NO_WARNING), None)


def lead_of(alert: Alert, onset: str) -> int:
    """Return the days from an alert to an onset; below 0 for one that came after it."""
    return (date.fromisoformat(onset) - date.fromisoformat(alert.day)).days


def scored(alerts: Sequence[Alert], onsets: Sequence[str], points: Sequence[Point]) -> Replayed:
    """Score alerts, in the order of their days, against onsets, by the points of all days that were watched.

    A false alarm is one that no onset follows within 30 days, nor precedes by as few.
    """
    told = [_onset(alerts, day, points) for day in onsets]
    days = sum(point.read for point in points)
    false = [
        one.id
        for one in alerts
        if one.rule != NO_WARNING
        and not any(shifted(day, -EARLIEST) <= one.day <= shifted(day, QUIET_DAYS) for day in onsets)
    ]
    leads = [one.lead for one in told if one.lead is not None]
    return Replayed(
        onsets=tuple(told),
        alerts=len(alerts),
        false_alarms=tuple(false),
        days=days,
        false_alarms_a_year=len(false) * 365 / days if days >= QUIET_DAYS else None,
        found=len(leads),
        mean_lead=sum(leads) / len(leads) if leads else None,
    )


def shifted(day: str, days: int) -> str:
    """Return the day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _onset(alerts: Sequence[Alert], day: str, points: Sequence[Point]) -> Onset:
    first = first_about(alerts, day)
    if first is None:
        return Onset(day=day, why=_why_not(day, points))
    return Onset(day=day, alert=first.id, rule=first.name, lead=lead_of(first, day))


def _why_not(day: str, points: Sequence[Point]) -> str | None:
    """Return why no alert about an onset could ring; None where the index had a number when it might."""
    if not points or not points[0].day <= day <= points[-1].day:
        stretch = f"{points[0].day} to {points[-1].day}" if points else "none"
        return f"outside of the days that were replayed, {stretch}"
    start, end = shifted(day, -EARLIEST), shifted(day, LATEST)
    near = [point for point in points if start <= point.day <= end]
    if any(point.index is not None for point in near):
        return None
    return next(
        (point.why for point in reversed(near) if point.why and point.day <= day),
        "no day about it has an index",
    )
