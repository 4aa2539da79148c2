"""Which incidents matter most: how grave, how sure, on how many sources, how new."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from tocsin.briefing.level import score
from tocsin.briefing.register import is_contested
from tocsin.records import Event, Incident, Modality

# Half as much weight a week later: a brief is about now.
HALF_LIFE_DAYS = 7.0
LEAST_SCORE = 1.0
# What some tell and others deny counts for less than what all tell.
CONTESTED = 0.6
WITHDRAWN = 0.2
TOLD: dict[Modality, float] = {
    "asserted": 1.0,
    "alleged": 0.8,
    "planned": 0.6,
    "historical": 0.3,
    "denied": 0.4,
    "hypothetical": 0.3,
    "negated": 0.2,
}


def by_weight(
    incidents: Iterable[Incident],
    events: Mapping[str, Event],
    last_day: str | None,
    is_withdrawn: Callable[[Incident], bool],
) -> list[Incident]:
    """Return incidents, the weightiest first; equal ones in the order of their ids."""

    def rank(one: Incident) -> tuple[float, str]:
        kept = WITHDRAWN if is_withdrawn(one) else 1.0
        return -kept * weight(one, events, last_day), one.id

    return sorted(incidents, key=rank)


def weight(incident: Incident, events: Mapping[str, Event], last_day: str | None) -> float:
    """Return what an incident counts for.

    The product of how far its PLOVER score is from 0 (1 at the least), of 1 + ln of its independent sources,
    of what its claim status counts for (less where it is contested), of the best confidence among its
    events, and of a half for each week between its day and ``last_day``.
    """
    sure = max((events[name].confidence for name in incident.events if name in events), default=0.5)
    return (
        max(LEAST_SCORE, abs(score(incident)))
        * (1 + math.log(max(1, incident.independent_sources)))
        * TOLD[incident.modality]
        * (CONTESTED if is_contested(incident) else 1.0)
        * sure
        * _newness(incident, last_day)
    )


def foremost(ranked: Sequence[Incident], most: int) -> list[Incident]:
    """Return the first ``most`` incidents, without those that took place in one that is there already."""
    chosen: list[Incident] = []
    for one in ranked:
        ids = {other.id for other in chosen}
        above = {other.parent for other in chosen}
        if one.parent not in ids and one.id not in above:
            chosen.append(one)
        if len(chosen) == most:
            break
    return chosen


def _newness(incident: Incident, last_day: str | None) -> float:
    if incident.date is None or last_day is None:
        return 0.5
    days = (date.fromisoformat(last_day) - date.fromisoformat(incident.date.end[:10])).days
    return float(0.5 ** (max(0, days) / HALF_LIFE_DAYS))
