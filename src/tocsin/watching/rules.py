"""The alert rules: each looks at a day and says what is on, why, and what would clear it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from tocsin.amounts import noun_for, number_of
from tocsin.records import Record
from tocsin.watching.acts import Act
from tocsin.watching.changes import last_change
from tocsin.watching.index import Point
from tocsin.watching.patterns import matches_on
from tocsin.watching.phases import RAISED, Phase
from tocsin.watching.thresholds import Thresholds
from tocsin.watching.weighing import Weighing

SHOWN = 5
"""Incidents that an alert names as its evidence, the weightiest first."""
RISE = "rise"
"""The topic of the rules that see the value rise."""


class Signal(Record, frozen=True):
    """Something that a rule sees on a day.

    ``name`` tells it from others of its rule. ``rings`` is False for what only keeps an alert on that rings
    already. Of one ``topic`` a single alert is on at a time: three ways to see one rise ring once. ``days``
    is after how many days without a signal it is cleared; ``grave`` orders them, 3 is the gravest. Where
    ``span`` has the days of its first and last act, it also rings for a span that begins after all before.
    """

    rule: str
    name: str
    topic: str
    rings: bool
    days: int
    grave: int
    reason: str
    clears: str
    evidence: tuple[str, ...] = ()
    span: tuple[str, str] | None = None


class Seen:
    """All that rules know on a day: the points until then, and the acts reported until then."""

    def __init__(self, thresholds: Thresholds) -> None:
        self.thresholds = thresholds
        self.read: list[Point] = []
        self.past: list[float] = []
        self.rises: list[float] = []
        self.told_days: list[str] = []
        self.unread = 0
        self.last_change: str | None = None
        self.kinds: set[str] = set()
        self.point: Point
        self.phase: Phase
        self.weighing: Weighing

    def take(self, point: Point, phase: Phase, weighing: Weighing) -> None:
        """Go on to the next day. Of the days before it, what they were made of is forgotten."""
        self.point, self.phase, self.weighing = point, phase, weighing
        kept = msgspec.structs.replace(point, contributions=())
        self.unread = 0 if point.read else self.unread + 1
        if point.read:
            self.read.append(kept)

    def of(self, rule: str, setting: str) -> float:
        """Return a setting of a rule."""
        return self.thresholds.of(rule, setting)

    def days(self, rule: str, setting: str) -> int:
        """Return a setting that counts days."""
        return int(self.thresholds.of(rule, setting))


Rule = Callable[[Seen], Iterator[Signal]]


def level(seen: Seen) -> Iterator[Signal]:
    """Ring when the index is high, and not only because the past was quiet."""
    point, days = seen.point, seen.days("level", "days")
    below = seen.of("level", "below")
    if point.index is not None and point.index < below:
        return
    # Where nothing can be told, an alert stays as it is.
    index = -1.0 if point.index is None else point.index
    needed = seen.of("level", "margin") * quantile(seen.past, seen.of("level", "index") / 100)
    high = index >= seen.of("level", "index") and point.value >= max(needed, seen.of("level", "value"))
    yield Signal(
        rule="level",
        name="level",
        topic=RISE,
        rings=high,
        days=days,
        grave=2,
        reason=f"the index is {index:.0f}, with {_in_days(len(seen.read) - 1)} before to compare with",
        clears=f"the index below {below:g} on {_in_days(days)} in a row",
        evidence=_weightiest(point),
    )


def jump(seen: Seen) -> Iterator[Signal]:
    """Ring when the value rose by more in a few days than nearly ever before."""
    span = seen.days("jump", "days")
    if len(seen.read) <= span or not seen.point.read:
        return
    rise = seen.point.value - seen.read[-1 - span].value
    needed = seen.of("jump", "margin") * quantile(seen.rises, seen.of("jump", "quantile"))
    if seen.point.index is not None and rise >= max(needed, seen.of("jump", "value")):
        start = seen.read[-span].day
        fresh = tuple(
            one.incident for one in seen.point.contributions if one.known >= start and one.value > 0
        )
        yield Signal(
            rule="jump",
            name="jump",
            topic=RISE,
            rings=True,
            days=seen.days("jump", "clear"),
            grave=2,
            reason=f"the value rose by {rise:.2f} in {_in_days(span)}; "
            f"{needed:.2f} would have been much already",
            clears=f"no such rise for {_in_days(seen.days('jump', 'clear'))}",
            evidence=fresh[:SHOWN],
        )
    insort(seen.rises, rise)


def change_point(seen: Seen) -> Iterator[Signal]:
    """Ring when what is added each day has come to lie at a higher level."""
    if seen.point.index is None:
        return
    window = seen.read[-seen.days("change-point", "days") :]
    values = [point.fresh for point in window]
    found = last_change([point.day for point in window], values, seen.of("change-point", "penalty"))
    recent = _before(seen.point.day, seen.days("change-point", "recent"))
    if found is None or found.day < recent:
        return
    needed = max(
        seen.of("change-point", "times") * found.before, found.before + seen.of("change-point", "rise")
    )
    if found.after < needed:
        return
    # The estimate of the day moves a little while days are added: it is the same change.
    rings = seen.last_change is None or found.day > seen.last_change
    if rings:
        seen.last_change = (date.fromisoformat(found.day) + timedelta(days=14)).isoformat()
    clear = seen.days("change-point", "clear")
    since = [one for one in seen.point.contributions if one.known >= found.day and one.value > 0]
    yield Signal(
        rule="change-point",
        name="change-point",
        topic=RISE,
        rings=rings,
        days=clear,
        grave=2,
        reason=f"since {found.day} a day adds {found.after:.2f}; before it added {found.before:.2f}",
        clears=f"no further change upwards for {_in_days(clear)}",
        evidence=tuple(one.incident for one in since)[:SHOWN],
    )


def first_act(seen: Seen) -> Iterator[Signal]:
    """Ring for a kind of material conflict that was never so widely asserted between the two."""
    day, clear = seen.point.day, seen.days("first-act", "clear")
    fresh: dict[str, Act] = {}
    for act in seen.weighing.told_on(day):
        named = f"{act.type} {act.mode}" if act.mode else act.type
        if act.quad != 4 or not seen.weighing.key.takes(act) or named in seen.kinds:
            continue
        if act.modality(day) == "asserted" and act.independent(day) >= seen.of("first-act", "sources"):
            fresh.setdefault(named, act)
    known = len(seen.read) > seen.of("first-act", "history")
    for named, act in fresh.items():
        seen.kinds.add(named)
        if not known or seen.point.index is None or seen.point.index < seen.of("first-act", "index"):
            continue
        yield Signal(
            rule="first-act",
            name=f"first-act {named}",
            topic="first-act",
            rings=True,
            days=clear,
            grave=2,
            reason=f"{act.actor} → {named} → {act.recipient}: "
            f"first well attested in {_in_days(len(seen.read))}",
            clears=f"by itself after {_in_days(clear)}",
            evidence=(act.incident,),
        )


def phase(seen: Seen) -> Iterator[Signal]:
    """Ring when the phase is crisis or fighting."""
    found, clear = seen.phase, seen.days("phase", "clear")
    if found.name not in RAISED:
        return
    yield Signal(
        rule="phase",
        name=f"phase {found.name}",
        topic=RISE if found.name == "crisis" else f"phase {found.name}",
        rings=True,
        days=clear,
        grave=3 if found.name == "fighting" else 2,
        reason=f"{found.name} since {found.since}: {found.why}",
        clears=f"{_in_days(clear)} outside of {found.name}",
        evidence=found.evidence[-SHOWN:],
    )


def pattern(seen: Seen) -> Iterator[Signal]:
    """Ring when one of the named patterns is completed."""
    clear = seen.days("pattern", "clear")
    for match in matches_on(seen.point, seen.weighing):
        acts = " after ".join(
            f"{act.actor} → {act.type} → {act.recipient or '–'} ({act.day})" for act in match.acts[::-1]
        )
        yield Signal(
            rule="pattern",
            name=f"pattern {match.pattern.name}",
            topic=match.pattern.name,
            rings=True,
            days=clear,
            grave=int(match.pattern.grave or 1),
            reason=f"{match.pattern.tells}: {acts}",
            clears=f"not seen again for {_in_days(clear)}",
            evidence=tuple(act.incident for act in match.acts),
            span=(match.acts[0].day, match.acts[-1].day) if match.pattern.anew else None,
        )


def silence(seen: Seen) -> Iterator[Signal]:
    """Ring when nothing happens where something always did, or when nothing is read any more."""
    unread = seen.unread
    if unread >= seen.of("silence", "unread"):
        yield Signal(
            rule="silence",
            name="silence unread",
            topic="silence",
            rings=True,
            days=1,
            grave=1,
            reason=f"nothing was read of {_in_days(unread)}: quiet cannot be told from missing",
            clears="an article of a later day",
        )
        return
    if seen.weighing.told_on(seen.point.day):
        seen.told_days.append(seen.point.day)
        return
    if len(seen.told_days) < 10 or not seen.point.read:
        return
    last = seen.told_days[-1]
    gaps = [_days(one, other) for one, other in zip(seen.told_days, seen.told_days[1:], strict=False)]
    quiet = sum(point.day > last for point in seen.read)
    if quiet >= max(seen.of("silence", "days"), seen.of("silence", "times") * max(gaps)):
        yield Signal(
            rule="silence",
            name="silence quiet",
            topic="silence",
            rings=True,
            days=1,
            grave=1,
            reason=f"no act for {number_of(quiet, 'read day')}, since {last}; "
            f"the longest before {noun_for(max(gaps), 'was', 'were')} {max(gaps)}",
            clears="an act that is reported",
        )


RULES: dict[str, Rule] = {
    "level": level,
    "jump": jump,
    "change-point": change_point,
    "first-act": first_act,
    "phase": phase,
    "pattern": pattern,
    "silence": silence,
}


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value of an ordered list below which a share of it lies; 0 of an empty one."""
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def _weightiest(point: Point) -> tuple[str, ...]:
    return tuple(one.incident for one in point.contributions if one.value > 0)[:SHOWN]


def _in_days(count: int) -> str:
    return number_of(count, "day")


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
