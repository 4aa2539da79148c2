"""The alarm on synthetic crises: found or not, how long before the plain level rule, how often in vain."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.evaluating.crises import DYAD, Course, course
from tocsin.records import Record
from tocsin.watching.alerting import Alert, Ringing, Watch
from tocsin.watching.replaying import LATEST, first_about, lead_of, shifted
from tocsin.watching.series import days_between
from tocsin.watching.thresholds import Thresholds
from tocsin.watching.weighing import Weighing

PLAIN = Thresholds(rules=("level",), changed={"level": {"margin": 0.0, "value": 0.0}})
"""The rule that the others have to beat: the index alone, at the level from which ours rings."""


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
    quiet = [_false_alarms(course(seed, crisis=False), thresholds) for seed in listed]
    return AlarmScore(
        crises=tuple(_crisis(course(seed, crisis=True), thresholds) for seed in listed),
        false_alarms=tuple(own for own, _ in quiet),
        plain_false_alarms=tuple(plain for _, plain in quiet),
    )


def _crisis(one: Course, thresholds: Thresholds | None) -> CrisisScore:
    onset = one.onset or ""
    alerts, plain_alerts = _alerts(one, thresholds, shifted(onset, LATEST))
    first, plain = first_about(alerts, onset), first_about(plain_alerts, onset)
    return CrisisScore(
        seed=one.seed,
        build_up=one.build_up,
        lead=lead_of(first, onset) if first else None,
        plain=lead_of(plain, onset) if plain else None,
        by=first.name if first else None,
    )


def _false_alarms(one: Course, thresholds: Thresholds | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    both = _alerts(one, thresholds, one.coverage.last or "")
    own, plain = (tuple(alert.name for alert in told if alert.day >= one.scored_from) for told in both)
    return own, plain


def _alerts(one: Course, thresholds: Thresholds | None, until: str) -> tuple[list[Alert], list[Alert]]:
    """Return the alerts of a course until a day, and those of the level rule alone."""
    weighing, watch = Weighing(one.acts, one.coverage, DYAD), Watch(seed=None)
    ringing, plain = Ringing(DYAD, thresholds), Ringing(DYAD, PLAIN)
    told: tuple[list[Alert], list[Alert]] = ([], [])
    for day in days_between(one.coverage.first or until, until):
        point, phase = watch.step(day, weighing)
        for found, rings in zip(told, (ringing, plain), strict=True):
            found += rings.step(point, phase, weighing).alerts
    return told
