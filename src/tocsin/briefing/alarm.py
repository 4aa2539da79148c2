"""The alarm of a brief: where its main dyad stands against its own past, and which alerts are on."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.briefing.naming import code_name
from tocsin.briefing.prospects import Alarm, OnAlert, Standing
from tocsin.briefing.register import Register
from tocsin.records import Record
from tocsin.watching.alerting import Alert, Day, watch_days
from tocsin.watching.inputs import Watched
from tocsin.watching.series import Key
from tocsin.watching.standing import main_dyad, open_alerts, standing_of
from tocsin.watching.thresholds import Thresholds

MOST_WEIGHING = 5
MOST_EVIDENCE = 5
SEED = 0
"""The seed of the band: that of ``tocsin escalation`` where none is given."""
NOTHING_READ = "no dated report has been read"
NO_DYAD = "no act of one state or organisation to another is told"


class Watching(Record, frozen=True):
    """What is watched: ``seen`` is None, and ``why`` says so, where it would take too long.

    ``keys`` are those whose alerts are told, by ``thresholds``; None tells of none.
    """

    seen: Watched | None
    why: str | None = None
    keys: tuple[Key, ...] | None = None
    thresholds: Thresholds = Thresholds()


def alarm_of(watching: Watching, register: Register) -> Alarm:
    """Return the index of the main dyad and the open alerts, each with its evidence in the brief."""
    seen = watching.seen
    why = watching.why
    if seen is not None and seen.coverage.last is None:
        why = NOTHING_READ
    if seen is None or why is not None:
        return Alarm(standing=None, why=why, alerts=None if watching.keys is None else (), no_alerts=why)
    dyad = main_dyad(seen)
    standing = None if dyad is None else _standing(dyad, seen, register)
    found = {key: _days(seen, key, watching) for key in dict.fromkeys(watching.keys or ())}
    return Alarm(
        standing=standing,
        why=NO_DYAD if standing is None else None,
        alerts=None if watching.keys is None else _alerts(found, register),
        no_alerts=_why_none(found),
    )


def _days(seen: Watched, key: Key, watching: Watching) -> list[Day]:
    return list(watch_days(seen.acts, seen.coverage, key, watching.thresholds, seed=None))


def _standing(dyad: Key, seen: Watched, register: Register) -> Standing:
    point, phase = standing_of(seen, dyad, SEED)
    weighty = sorted(point.contributions, key=lambda one: (-abs(one.value), one.incident))
    known = () if point.index is None else weighty
    return Standing(
        between=scope_name(dyad),
        day=point.day,
        index=point.index,
        low=point.low,
        high=point.high,
        why=point.why,
        phase=phase.name,
        phase_since=phase.since,
        phase_why=phase.why,
        weighing=register.named("index-incidents", (one.incident for one in known), MOST_WEIGHING),
        because=register.named("phase-incidents", phase.evidence, MOST_EVIDENCE),
    )


def _alerts(days: Mapping[Key, list[Day]], register: Register) -> tuple[OnAlert, ...]:
    """Return the alerts that are on, the gravest first, then the newest."""
    found = [(key, one) for key, told in days.items() for one in open_alerts(told)]
    newest = sorted(found, key=lambda one: one[1].day, reverse=True)
    ordered = sorted(newest, key=lambda one: -one[1].grave)
    return tuple(_alert(number, key, one, register) for number, (key, one) in enumerate(ordered, 1))


def _alert(number: int, key: Key, alert: Alert, register: Register) -> OnAlert:
    return OnAlert(
        name=alert.name,
        scope=scope_name(key),
        since=alert.day,
        reason=alert.reason,
        clears=alert.clears,
        incidents=register.named(f"alert-{number}", alert.evidence, MOST_EVIDENCE),
    )


def _why_none(days: Mapping[Key, list[Day]]) -> str | None:
    """Return why no alert can be told; None where one can, of any that are watched."""
    reasons = [told[-1].point.why for told in days.values()]
    return None if None in reasons else next(iter(reasons), None)


def scope_name(key: Key) -> str:
    """Return whom a key watches, by their names."""
    sides = [code_name(side) for side in (key.actor, key.recipient) if side]
    return (" – " if key.either else " → ").join(sides) or "the whole project"
