"""Which incidents matter most: how grave, how sure, on how many sources, how new."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from tocsin import ontology
from tocsin.briefing.level import score
from tocsin.briefing.naming import parties_of
from tocsin.briefing.register import is_contested
from tocsin.records import Event, Incident, Modality

# Half as much weight a week later: a brief is about now.
HALF_LIFE_DAYS = 7.0
LEAST_SCORE = 1.0
IN_WORDS = 1  # the quad class of cooperation in words
# What some tell and others deny counts for less than what all tell.
CONTESTED = 0.6
WITHDRAWN = 0.2
# A welcome by somebody else is no part of the crisis, however friendly its PLOVER score.
ASIDE = 0.4
FEWEST_ACTS = 3  # between two parties, for the crisis to be taken for theirs
MOST_IN_ONE = 12  # parties of a side of which pairs are made
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
    main: Sequence[str] = (),
) -> list[Incident]:
    """Return incidents, the weightiest first; equal ones in the order of their ids.

    ``main`` are the two parties of the crisis: what others say in friendship counts less.
    """

    def rank(one: Incident) -> tuple[float, str]:
        kept = WITHDRAWN if is_withdrawn(one) else 1.0
        if main and _is_aside(one, main):
            kept *= ASIDE
        return -kept * weight(one, events, last_day), one.id

    return sorted(incidents, key=rank)


def main_pair(incidents: Iterable[Incident], fewest: int = FEWEST_ACTS) -> tuple[str, ...]:
    """Return the two parties with the most acts between them; nothing where these are too few."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in incidents:
        for actor in parties_of(one.actors)[:MOST_IN_ONE]:
            others = [other for other in parties_of(one.recipients)[:MOST_IN_ONE] if other != actor]
            counts.update((min(actor, other), max(actor, other)) for other in others)
    most = min(counts, key=lambda pair: (-counts[pair], pair), default=None)
    return most if most is not None and counts[most] >= fewest else ()


def _is_aside(incident: Incident, main: Sequence[str]) -> bool:
    """Tell whether an incident is a friendly word of parties that are none of the two."""
    if incident.type not in ontology.types() or ontology.quad_class(incident.type) != IN_WORDS:
        return False
    return set(main).isdisjoint(parties_of(incident.actors))


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
