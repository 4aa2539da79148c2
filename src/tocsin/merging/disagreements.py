"""Where the reports of one incident do not agree: numbers, claims, days, doers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from tocsin.merging.independence import Report
from tocsin.records import Claimed, Disagreement, Event

Read = Callable[[Event], str | None]


def disagreements(events: Sequence[Event], reports: Mapping[str, Report]) -> tuple[Disagreement, ...]:
    """Return the fields on which the events of one incident differ; they are in the order of publication."""
    kinds = sorted({kind for event in events for kind in event.magnitude or {}})
    found = [_numbers(kind, events, reports) for kind in kinds]
    found.append(_values("claim", events, _claim))
    found.append(_values("doer", [event for event in events if event.type in ("ASSAULT", "COERCE")], _doer))
    found.append(_values("date", [event for event in events if event.date and event.date.text], _day))
    return tuple(one for one in found if one is not None)


def magnitudes(events: Sequence[Event]) -> dict[str, tuple[int, int]] | None:
    """Return the least and the greatest number of each kind that events give."""
    found: dict[str, tuple[int, int]] = {}
    for event in events:
        for kind, value in (event.magnitude or {}).items():
            low, high = found.get(kind, (value, value))
            found[kind] = (min(low, value), max(high, value))
    return found or None


def history(events: Sequence[Event], reports: Mapping[str, Report]) -> tuple[str, ...]:
    """Return the claim status by day, a line a change: "2024-05-01 alleged"."""
    lines: list[str] = []
    last = None
    for event in events:
        if event.modality != last:
            report = reports.get(event.article)
            day = (report.published or "")[:10] if report is not None else ""
            lines.append(f"{day} {event.modality}".strip())
            last = event.modality
    return tuple(lines)


def _numbers(kind: str, events: Sequence[Event], reports: Mapping[str, Report]) -> Disagreement | None:
    counted = [
        (event, event.magnitude[kind]) for event in events if event.magnitude and kind in event.magnitude
    ]
    if len({value for _, value in counted}) < 2:
        return None
    days = [
        (reports[event.article].published or "") if event.article in reports else "" for event, _ in counted
    ]
    told = sorted(zip(days, (value for _, value in counted), strict=True))
    rising = all(a <= b and (a == b or day < later) for (day, a), (later, b) in pairwise(told))
    way: Literal["update", "conflict"] = "update" if rising else "conflict"
    return _made(kind, way, [(event, str(value)) for event, value in counted])


def _values(field: str, events: Sequence[Event], read: Read) -> Disagreement | None:
    told = [(event, value) for event in events if (value := read(event)) is not None]
    if len({value for _, value in told}) < 2:
        return None
    return _made(field, "conflict", told)


def _made(field: str, kind: Literal["update", "conflict"], told: Sequence[tuple[Event, str]]) -> Disagreement:
    values: dict[str, list[Event]] = {}
    for event, value in told:
        values.setdefault(value, []).append(event)
    return Disagreement(
        field=field,
        kind=kind,
        values=tuple(
            Claimed(value=value, events=tuple(event.id for event in group), said_by=_speakers(group))
            for value, group in values.items()
        ),
    )


def _speakers(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event.attribution.source for event in events if event.attribution is not None))


def _claim(event: Event) -> str | None:
    """Return whether the act is said to have happened or is denied; plans and wishes say neither."""
    if event.modality in ("asserted", "alleged", "historical"):
        return "happened"
    return "denied" if event.modality == "denied" else None


def _doer(event: Event) -> str | None:
    named = sorted({actor.country for actor in event.actors if actor.country})
    return ", ".join(named) or None


def _day(event: Event) -> str | None:
    return event.date.start if event.date is not None and event.date.start == event.date.end else None
