"""How good alerts were: lead time before the onsets of fighting, and alarms that nothing followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tocsin.records import Record
from tocsin.watching.acts import Act
from tocsin.watching.alerting import Alert
from tocsin.watching.series import Key

QUIET_DAYS = 30
"""Days without force after which force is an onset."""
EARLIEST, LATEST = 30, 3
"""An alert from so many days before an onset to so many after it is about it: reports take a day or two."""
NO_WARNING = "silence"
"""The rule whose alerts say nothing of fighting to come, and are neither hits nor false alarms."""


class Onset(Record, frozen=True):
    """A first day of fighting, the first alert about it and how many days before it rang, if one did."""

    day: str
    alert: str | None = None
    rule: str | None = None
    lead: int | None = None


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


def scored(alerts: Sequence[Alert], onsets: Sequence[str], days: int) -> Replayed:
    """Score alerts, in the order of their days, against onsets; ``days`` is how many days were read.

    A false alarm is one that no onset follows within 30 days, nor precedes by as few.
    """
    told = [_onset(alerts, day) for day in onsets]
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


def _onset(alerts: Sequence[Alert], day: str) -> Onset:
    first = first_about(alerts, day)
    if first is None:
        return Onset(day=day)
    return Onset(day=day, alert=first.id, rule=first.name, lead=lead_of(first, day))
