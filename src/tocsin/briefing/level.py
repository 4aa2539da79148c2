"""The level of a crisis against its own past: a measure of each day, and where the last days stand in it.

Another measure drops in as a ``LevelMeasure``; the rest of a brief does not depend on which one it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from tocsin import ontology
from tocsin.briefing.model import Level, LevelDay
from tocsin.records import Document, Incident, Modality
from tocsin.watching.index import points
from tocsin.watching.inputs import Watched, copies_of, seen
from tocsin.watching.series import days_between

FEWEST_EARLIER = 7
CLAIM_WEIGHTS: dict[Modality, float] = {"asserted": 1.0, "alleged": 0.5}
LONGEST_DAYS = 3660
# The value of one grave attack told by two sources is 0.75: shown in tens it reads like PLOVER's scores.
SCALE = 10.0
# A report of years ago inside today's news is no day of this crisis.
EARLIEST_BEFORE_REPORTS = 7


class LevelMeasure(Protocol):
    """A measure of conflict a day.

    ``name`` and ``about`` are shown: what it is, in plain words, with its limits. ``window`` is how many
    days are summed: 1 for a measure that remembers by itself.
    """

    name: str
    about: str
    window: int

    def by_day(self, incidents: Sequence[Incident], documents: Mapping[str, Document]) -> Mapping[str, float]:
        """Return the value of each ISO day that has one, 0 or more; other days count as 0."""


class ConflictIntensity:
    """The plainest measure: the weight of the hostile acts of a day."""

    name = "intensity of conflict"
    about = (
        "the PLOVER score of each hostile act (two for a refusal, ten for the gravest attack), summed over "
        "the incidents of three days; an act that is only alleged counts half, one that is denied or only "
        "planned counts nothing. Days of which no report was read have no level. It measures what is "
        "reported, and so also how much is reported. It is no forecast"
    )

    window = 3  # reports of one day tell of the two before as well

    def by_day(self, incidents: Sequence[Incident], documents: Mapping[str, Document]) -> Mapping[str, float]:
        """Return the sum of each day on which an incident began."""
        values: dict[str, float] = {}
        for one in incidents:
            if one.date is not None:
                day = one.date.start[:10]
                values[day] = values.get(day, 0.0) + severity(one) * CLAIM_WEIGHTS.get(one.modality, 0.0)
        return values


class EscalationValue:
    """The value of the escalation index (docs/escalation.md): incidents with decay, sources and coverage."""

    name = "escalation value"
    about = (
        "the sum that the escalation index sets against the past: each incident once, however many copies "
        "tell of it, by its PLOVER score, deeds twice as much as words, cooperation against conflict, more "
        "for more independent sources, half after each week, corrected for how widely was read. tocsin "
        "escalation --explain prints every factor. Days of which no report was read have no level. It "
        "measures what is reported. It is no forecast"
    )

    window = 1  # decay remembers the days before

    def __init__(self, copies: Sequence[tuple[str, str]] | None = None) -> None:
        # Which articles copy which, where that is known already: to find it takes a while.
        self._copies = copies

    def by_day(self, incidents: Sequence[Incident], documents: Mapping[str, Document]) -> Mapping[str, float]:
        """Return the value of each day from the first that was read; where acts outweigh it, 0."""
        copies = copies_of(documents) if self._copies is None else self._copies
        return values_of(seen(incidents, documents, copies))


def values_of(found: Watched) -> dict[str, float]:
    """Return the escalation value of each day from the first that was read, as pages show it."""
    if found.coverage.first is None:
        return {}
    return {one.day: max(0.0, SCALE * one.value) for one in points(found.acts, found.coverage, seed=None)}


def severity(incident: Incident) -> float:
    """Return how hostile an act is: 0 for cooperation, up to 10."""
    return max(0.0, -score(incident))


def score(incident: Incident) -> float:
    """Return PLOVER's score of an incident, -10 to 10; 0 for types that have none."""
    if incident.type not in ontology.types():
        return 0.0
    mode = incident.mode if incident.mode and ontology.is_mode(incident.type, incident.mode) else None
    return ontology.intensity(incident.type, mode) or 0.0


def begin_of(incidents: Sequence[Incident], published: Sequence[str]) -> str | None:
    """Return the first day of the crisis: of the reports, or of an incident up to a week before them."""
    if not published:
        return None
    earliest = (date.fromisoformat(published[0]) - timedelta(days=EARLIEST_BEFORE_REPORTS)).isoformat()
    days = [one.date.start[:10] for one in incidents if one.date is not None]
    return min([published[0], *(day for day in days if earliest <= day <= published[-1])])


def level_of(
    values: Mapping[str, float], published: Sequence[str], first: str | None, measure: LevelMeasure
) -> Level:
    """Return the level at the last day of publication against the days since ``first``.

    ``values`` are those that ``measure`` gives the days, ``published`` the ISO days of publication in order.
    Days of whose window nothing was read have no level: silence is not calm. No day of publication gives no
    level at all.
    """
    days = _days(first, published[-1]) if first is not None and published else []
    window, read = measure.window, frozenset(published)
    told = [
        LevelDay(day=day, value=_level(values, days[max(0, i - window + 1) : i + 1], read))
        for i, day in enumerate(days)
    ]
    # The windows before the last one; those that reach before the first day are no full windows.
    earlier = sorted(one.value for one in told[window - 1 : -1] if one.value is not None)
    enough = len(earlier) >= FEWEST_EARLIER
    now = (told[-1].value or 0.0) if told else 0.0
    return Level(
        name=measure.name,
        about=measure.about,
        days=tuple(told),
        now=now,
        before=told[-1 - window].value if len(told) > 2 * window - 1 else None,
        window=window,
        band=(_quantile(earlier, 0.25), _quantile(earlier, 0.75)) if enough else None,
        above=sum(1 for value in earlier if value < now),
        earlier=len(earlier),
        needed=FEWEST_EARLIER,
    )


def _level(values: Mapping[str, float], days: Sequence[str], read: frozenset[str]) -> float | None:
    if not any(day in read for day in days):
        return None
    return round(sum(values.get(day, 0.0) for day in days), 1)


def _days(first: str, last: str) -> list[str]:
    earliest = date.fromisoformat(last) - timedelta(days=LONGEST_DAYS)
    return list(days_between(max(first, earliest.isoformat()), last))


def _quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile by linear interpolation (type 7 of Hyndman and Fan 1996)."""
    return round(float(np.quantile(values, share)), 1)
