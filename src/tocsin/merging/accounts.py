"""What each source says of an incident, field by field, in a form that can be compared."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tocsin.merging.independence import Report
from tocsin.records import Detail, Event, Record
from tocsin.tables import records, table

# Seconds, days and the like in one unit, by the noun that stands with the number.
_UNITS = {
    "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.0,
    "metre": 0.001, "meter": 0.001, "mile": 1.609, "nautical": 1.852,
}  # fmt: skip
# Parts of the people that a count may be about; a count of others is one of all.
PARTS = frozenset(("soldiers", "fighters", "children", "women", "civilians"))
WHOLE = "any"


class Field(Record, frozen=True):
    """A row of fields.tsv."""

    field: str
    how: str
    grows: bool
    apart: float | None
    denies: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What one voice says of a field in one event; a count is one of ``of``, from ``low`` to ``high``.

    ``voice`` is the speaker's name in lower case, or the source of the article where nobody is named and
    ``speaker`` is None; ``side`` is the speaker's country. ``day`` is when it was published, as it stands in
    the report.
    """

    event: Event
    value: str
    voice: str
    speaker: str | None
    side: str | None
    day: str
    low: float = 0.0
    high: float = 0.0
    of: str = WHOLE


@cache
def fields() -> dict[str, Field]:
    """Read fields.tsv."""
    return {row.field: row for row in records(Field, table("tocsin.merging", "fields.tsv"))}


def accounts(
    field: str, events: Sequence[Event], reports: Mapping[str, Report], sources: Mapping[str, str]
) -> list[Account]:
    """Return what the events say of a field; ``sources`` has the independent source of each article.

    Where the events of an article have no details at all, their ``magnitude`` stands for them.
    """
    found: dict[tuple[str, str, str, str], Account] = {}
    detailed = {event.article for event in events if event.details}
    for event in events:
        for one in _read(field, event, reports, sources, event.article in detailed):
            # Of several numbers of one voice the largest is the whole; that there is none is another thing.
            kept = "" if fields()[field].how == "count" and one.high > 0 else one.value
            key = (event.article, one.voice, one.of, kept)
            known = found.get(key)
            if known is None or one.high > known.high:
                found[key] = one
    return list(found.values())


def _read(
    field: str, event: Event, reports: Mapping[str, Report], sources: Mapping[str, str], detailed: bool
) -> list[Account]:
    report = reports.get(event.article)
    day = (report.published or "") if report is not None else ""
    source = sources.get(event.article, event.article)
    made = [_of(one, event, source, day) for one in event.details if one.field == field]
    count = (event.magnitude or {}).get(field)
    if count is not None and not detailed:
        said = event.attribution.source if event.attribution is not None else None
        voice = (said or source).lower()
        side = event.attribution.country if event.attribution is not None else None
        made.append(Account(event, str(count), voice, said, side, day, count, count))
    return made


def _of(one: Detail, event: Event, source: str, day: str) -> Account:
    scale = _UNITS.get(one.of or "", 1.0)
    return Account(
        event=event,
        value=f"{one.value} {one.of}s" if one.of in _UNITS else one.value,
        voice=(one.said_by or source).lower(),
        speaker=one.said_by,
        side=one.side,
        day=day,
        low=(one.low or 0.0) * scale,
        high=math.inf if one.high is None else one.high * scale,
        of=one.of if one.of in PARTS else WHOLE,
    )
