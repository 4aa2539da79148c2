"""The alarm on synthetic crises: found or not, how long before the plain level rule, how often in vain."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.evaluating.crises import DYAD, Course, course
from tocsin.records import Record
from tocsin.watching.alerting import Alert, watch_days
from tocsin.watching.replaying import LATEST, first_about, lead_of, shifted
from tocsin.watching.thresholds import Thresholds

PLAIN = Thresholds(rules=("level",))
"""The rule that the others have to beat: the level of the index alone, with the same thresholds."""


class CrisisScore(Record, frozen=True):
    """One crisis: days from the first alert to the onset (below 0 after it), None where none rang in time.

    ``plain`` is the same of the level rule, ``by`` the name of the first alert.
    """

    seed: int
    build_up: int
    lead: int | None
    plain: int | None
    by: str | None


class AlarmScore(Record, frozen=True):
    """``false_alarms`` are the names of those of each quiet year, ``plain_false_alarms`` the level rule's."""

    crises: tuple[CrisisScore, ...]
    false_alarms: tuple[tuple[str, ...], ...]
    plain_false_alarms: tuple[tuple[str, ...], ...]

    @property
    def found(self) -> int:
        """How many crises rang in time."""
        return sum(one.lead is not None for one in self.crises)

    @property
    def lead_over_plain(self) -> float:
        """Mean days by which the alarm rings before the plain rule, over the crises that it finds.

        Where the plain rule does not ring in time, it is taken to ring on the last day that would have been.
        """
        gains = [
            one.lead - (-LATEST if one.plain is None else one.plain)
            for one in self.crises
            if one.lead is not None
        ]
        return sum(gains) / len(gains) if gains else 0.0

    @property
    def false_alarms_a_year(self) -> float:
        """Mean alerts in a year without a crisis."""
        return sum(map(len, self.false_alarms)) / len(self.false_alarms)

    @property
    def plain_false_alarms_a_year(self) -> float:
        """Mean alerts of the level rule alone in a year without a crisis."""
        return sum(map(len, self.plain_false_alarms)) / len(self.plain_false_alarms)


def measure_alarms(seeds: Iterable[int], thresholds: Thresholds | None = None) -> AlarmScore:
    """Watch a crisis and a quiet course of each seed, as if live, and score the alerts."""
    listed = list(seeds)
    quiet = [course(seed, crisis=False) for seed in listed]
    return AlarmScore(
        crises=tuple(_crisis(course(seed, crisis=True), thresholds) for seed in listed),
        false_alarms=tuple(_false_alarms(one, thresholds) for one in quiet),
        plain_false_alarms=tuple(_false_alarms(one, PLAIN) for one in quiet),
    )


def _crisis(one: Course, thresholds: Thresholds | None) -> CrisisScore:
    onset = one.onset or ""
    until = shifted(onset, LATEST)
    first = first_about(_alerts(one, thresholds, until), onset)
    plain = first_about(_alerts(one, PLAIN, until), onset)
    return CrisisScore(
        seed=one.seed,
        build_up=one.build_up,
        lead=lead_of(first, onset) if first else None,
        plain=lead_of(plain, onset) if plain else None,
        by=first.name if first else None,
    )


def _false_alarms(one: Course, thresholds: Thresholds | None) -> tuple[str, ...]:
    return tuple(
        alert.name for alert in _alerts(one, thresholds, one.coverage.last) if alert.day >= one.scored_from
    )


def _alerts(one: Course, thresholds: Thresholds | None, until: str | None) -> list[Alert]:
    days = watch_days(one.acts, one.coverage, DYAD, thresholds, until, seed=None)
    return [alert for day in days for alert in day.alerts]
