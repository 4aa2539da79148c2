"""The level of a crisis against its own past: a measure of each day, and where the last days stand in it.

Another measure drops in as a ``LevelMeasure``; the rest of a brief does not depend on which one it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from tocsin import ontology
from tocsin.briefing.model import Level, LevelDay
from tocsin.records import Document, Incident, Modality

FEWEST_EARLIER = 7
CLAIM_WEIGHTS: dict[Modality, float] = {"asserted": 1.0, "alleged": 0.5}
LONGEST_DAYS = 3660


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
        "planned counts nothing. It measures what is reported, and so also how much is reported. It is no "
        "forecast"
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


def severity(incident: Incident) -> float:
    """Return how hostile an act is: 0 for cooperation, up to 10."""
    return max(0.0, -score(incident))


def score(incident: Incident) -> float:
    """Return PLOVER's score of an incident, -10 to 10; 0 for types that have none."""
    if incident.type not in ontology.types():
        return 0.0
    mode = incident.mode if incident.mode and ontology.is_mode(incident.type, incident.mode) else None
    return ontology.intensity(incident.type, mode) or 0.0


def level_of(
    values: Mapping[str, float], first: str | None, last: str | None, measure: LevelMeasure
) -> Level:
    """Return the level at the day ``last`` against all days since ``first`` (ISO days, or None: no level).

    ``values`` are those that ``measure`` gives the days.
    """
    days = [] if first is None or last is None else _days(first, last)
    window = measure.window
    sums = [
        sum(values.get(day, 0.0) for day in days[max(0, i - window + 1) : i + 1]) for i in range(len(days))
    ]
    # The windows before the last one; those that reach before the first day are no full windows.
    earlier = sorted(sums[window - 1 : -1])
    enough = len(earlier) >= FEWEST_EARLIER
    now = sums[-1] if sums else 0.0
    return Level(
        name=measure.name,
        about=measure.about,
        days=tuple(LevelDay(day=day, value=round(value, 1)) for day, value in zip(days, sums, strict=True)),
        now=round(now, 1),
        before=round(sums[-1 - window], 1) if len(sums) > 2 * window - 1 else None,
        window=window,
        band=(_quantile(earlier, 0.25), _quantile(earlier, 0.75)) if enough else None,
        above=sum(1 for value in earlier if value < now),
        earlier=len(earlier),
        needed=FEWEST_EARLIER,
    )


def _days(first: str, last: str) -> list[str]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    length = min((end - start).days, LONGEST_DAYS)
    return [(end - timedelta(days=back)).isoformat() for back in range(length, -1, -1)]


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile by linear interpolation (type 7 of Hyndman and Fan 1996)."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (at - low) * (ordered[high] - ordered[low]), 1)
