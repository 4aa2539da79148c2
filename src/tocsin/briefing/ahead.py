"""What to watch: acts that are announced, supposed or threatened, with the day that the reports give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tocsin.briefing.model import Ahead
from tocsin.briefing.register import Register
from tocsin.briefing.settled import settled
from tocsin.records import Event, Incident, When

MOST_AHEAD = 8
DAYS_WITHOUT_DAY = 14
EXPECTED = frozenset({"planned", "hypothetical"})


def ahead_of(
    ranked: Sequence[Incident], register: Register, last_day: str | None
) -> tuple[tuple[Ahead, ...], int]:
    """Return what is expected on or after the last day, those with a day first, and how much there is of it.

    An incident that any report tells as done is not ahead, nor one that later reports settle. A threat is
    kept for its own sake: its day is that of the threat, so what is threatened for a day is in its words.
    What has no day of its own counts for two weeks after the last report of it.
    """
    found: list[tuple[Incident, Event, bool]] = []
    over = settled(ranked, register)
    for one in ranked:
        if one.id in over:
            continue
        events = register.events(one)
        expected = [event for event in events if event.modality in EXPECTED]
        is_dated = _told_day(one) is not None
        if one.modality in EXPECTED and expected and not _is_over(one, last_day):
            if is_dated or _is_fresh(expected[-1], register, last_day):
                found.append((one, expected[-1], False))
        elif _is_threat(one) and events and _is_fresh(events[-1], register, last_day):
            found.append((one, events[-1], True))
    made = [
        Ahead(
            line=line,
            first=day.start if day is not None else None,
            last=day.end if day is not None else None,
            is_threat=is_threat,
            words=register.quote(event),
        )
        for one, event, is_threat in found[: 3 * MOST_AHEAD]
        if (line := register.line(one)) is not None
        for day in [None if is_threat else _told_day(one)]
    ]
    ordered = sorted(made, key=lambda one: (one.first is None, one.first or "", one.is_threat))
    return tuple(ordered[:MOST_AHEAD]), len(found)


def _told_day(incident: Incident) -> When | None:
    """Return the day that words give; the day of a report is not the day of what it announces."""
    when = incident.date
    return when if when is not None and when.basis != "publication" else None


def _is_threat(incident: Incident) -> bool:
    return incident.type == "THREATEN" and incident.modality in ("asserted", "alleged")


def _is_fresh(event: Event, register: Register, last_day: str | None) -> bool:
    published = register.article(event.article).published
    if published is None or last_day is None:
        return True
    return (date.fromisoformat(last_day) - date.fromisoformat(published[:10])).days <= DAYS_WITHOUT_DAY


def _is_over(incident: Incident, last_day: str | None) -> bool:
    return incident.date is not None and last_day is not None and incident.date.end[:10] < last_day
