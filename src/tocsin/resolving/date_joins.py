"""Dates of several parts: "Monday of last week", "Thursday, 2 July", "from May 3 to June 5", "by Monday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.resolving.date_cores import (
    Core,
    Moment,
    candidates,
    chosen,
    latest,
    modified,
    narrowed,
    soonest,
)
from tocsin.resolving.date_relative import READERS
from tocsin.resolving.date_spans import Days, days_after
from tocsin.resolving.date_stated import full

# Longer than any link between two parts.
LONGEST_LINK = 24
_RANGE = re.compile(
    r"\s*(?:-|–|—|\b(?:up\s+)?to\b|\buntil\b|\btill\b|\bthrough\b|\binto\b)\s*(?:the\s+)?", re.IGNORECASE
)
_AND = re.compile(r"(?:\s*,)?\s+(?:and|or|&)\s+(?:(?:on|in|again\s+on)\s+)?", re.IGNORECASE)
_COMMA = re.compile(r",\s+(?:on\s+)?", re.IGNORECASE)
_WITHIN = re.compile(r"(?:\s+|,\s+)(?:(?:of|in|during|on|at)\s+)?(?:the\s+)?", re.IGNORECASE)
_APPOSED = re.compile(r"(?:,?\s+(?:on\s+|the\s+)?|,?\s*\()", re.IGNORECASE)
_STATED = ("month_day", "day_month", "worded_day", "iso", "numeric")
_RECURRING = ("weekday", "month", "month_day", "day_month", "worded_day", "season", "holiday", "quarter")
# Which unit may hold what recurs: "Monday of last week", "May of last year".
_HOLDER = {kind: "week" if kind == "weekday" else "year" for kind in _RECURRING}
# Prepositions after which what is named is the end of a stretch that begins with the publication.
_ENDING = ("by", "until", "till", "up to", "no later than", "not later than", "on or before", "through")


@dataclass(frozen=True, slots=True)
class Item:
    """One date, of one core or of two ("Monday of last week"); ``other`` is the second."""

    core: Core
    other: Core | None = None

    @property
    def start(self) -> int:
        """The first character of the words before it."""
        return self.core.start

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.other.end if self.other else self.core.end

    @property
    def open(self) -> bool:
        """Whether nothing in it chooses among the days that it can mean."""
        return self.other is None and self.core.open


def items(cores: Sequence[Core], text: str) -> list[Item]:
    """Join the cores that tell one date together."""
    made: list[Item] = []
    at = 0
    while at < len(cores):
        joined = at + 1 < len(cores) and _belong(cores[at], cores[at + 1], text)
        made.append(Item(cores[at], cores[at + 1] if joined else None))
        at += 2 if joined else 1
    return made


def _belong(a: Core, b: Core, text: str) -> bool:
    link = text[a.end : b.inner]
    if b.inner - a.end > LONGEST_LINK:
        return False
    if a.kind in ("weekday", "near") and b.kind in _STATED:
        return not a.mod and bool(_APPOSED.fullmatch(link)) and not b.word("part")
    return bool(_WITHIN.fullmatch(link)) and (_is_within(a, b) or _is_within(b, a))


def _is_within(part: Core, period: Core) -> bool:
    """Whether a weekday is told with its week, or a month with its year."""
    return (
        period.kind == "unit"
        and period.found["unit"].lower() == _HOLDER.get(part.kind)
        and bool(period.mod or period.found["utail"])
        and part.open
    )


def links(a: Item, b: Item, text: str) -> str | None:
    """Return how two dates are linked: "range", "and", or None."""
    if b.core.inner - a.end > LONGEST_LINK or b.core.inner < a.end:
        return None
    link = text[a.end : b.core.inner]
    if _RANGE.fullmatch(link):
        return "range"
    if _AND.fullmatch(link):
        return "range" if a.core.word("prep") == "between" else "and"
    return "list" if _COMMA.fullmatch(link) else None


def follows(a: Item, b: Item) -> bool:
    """Whether two dates in a list are neighbours ("Wednesday and Thursday"): they are one stretch."""
    if a.core.weekday is not None and b.core.weekday is not None:
        return (b.core.weekday - a.core.weekday) % 7 == 1 and b.open
    if a.core.kind == b.core.kind == "month":
        return b.open
    if a.core.kind == b.core.kind == "year":
        return int(b.core.found["y5"]) == int(a.core.found["y5"]) + 1
    return a.core.kind == b.core.kind == "near"


def resolve(item: Item, moment: Moment | None) -> Days | None:
    """Return the days of one date; without a moment only those that name their year."""
    if moment and item.open and _is_since(item):
        return latest(item.core, moment.day)
    if item.other is None:
        return resolve_core(item.core, moment)
    first = full(item.other)
    if item.other.kind in _STATED and (first or moment):
        return first or _apposed(item, moment)
    if moment is None:
        return None
    part, period = (item.core, item.other) if item.core.kind in _RECURRING else (item.other, item.core)
    around = resolve_core(period, moment)
    return _inside(part, around) if around else None


def _inside(part: Core, around: Days) -> Days | None:
    fitting = [c for c in candidates(part, around.first) if around.first <= c.first <= around.last]
    return fitting[0] if fitting else None


def _apposed(item: Item, moment: Moment | None) -> Days | None:
    """Read "Thursday, 2 July": the year in which it was a Thursday, if that is near."""
    if moment is None or item.other is None:
        return None
    told = chosen(item.other, moment)
    if told is None or item.core.weekday is None or told.first.weekday() == item.core.weekday:
        return told
    fitting = [c for c in candidates(item.other, moment.day) if c.first.weekday() == item.core.weekday]
    return min(fitting, key=lambda c: abs((c.first - moment.day).days), default=told)


def resolve_core(core: Core, moment: Moment | None) -> Days | None:
    """Return the days of one core, its part and shift included."""
    stated = full(core)
    if stated is not None:
        return stated if core.year is not None else narrowed(core, stated)
    if moment is None:
        return None
    if core.open:
        return chosen(core, moment)
    if core.kind in READERS:
        return narrowed(core, READERS[core.kind](core, moment))
    if core.weekday is not None and core.found["wtail"]:
        return _weeks_off(core, moment)
    return modified(core, moment) if core.mod and core.year is None else None


def _weeks_off(core: Core, moment: Moment) -> Days | None:
    """Read "the Friday before last" and the British "Friday week", the one after the next."""
    before = "before" in core.found["wtail"]
    near = latest(core, moment.day, strictly=True) if before else soonest(core, moment.day, strictly=True)
    weeks = -7 if before else 7
    return Days(days_after(near.first, weeks), days_after(near.last, weeks)) if near else None


def stretch(a: Item, b: Item, moment: Moment | None) -> Days | None:
    """Return the days from one date to another; an open one is the nearest to the other that fits."""
    if moment is None:
        return _spanned(resolve(a, None), resolve(b, None)) or _up_to(a, resolve(b, None))
    if a.open and b.open and moment.tense in ("future", "soon"):
        first = resolve(a, moment)
        return _spanned(first, soonest(b.core, first.first) if first else None)
    if b.open and not a.open:
        first = resolve(a, moment)
        return _spanned(first, soonest(b.core, first.first) if first else None)
    last = resolve(b, moment)
    return _up_to(a, last) if a.open else _spanned(resolve(a, moment), last)


def _up_to(a: Item, last: Days | None) -> Days | None:
    return _spanned(latest(a.core, last.first), last) if last and a.open else None


def _spanned(first: Days | None, last: Days | None) -> Days | None:
    if first is None or last is None or first.first > last.last:
        return None
    stated = first.basis == last.basis == "stated"
    return Days(first.first, last.last, "stated" if stated else "relative")


def bounded(item: Item, days: Days, moment: Moment | None) -> Days | None:
    """Apply "since" (until the publication) and "by" or "until" (from the publication on)."""
    if moment is None:
        return days
    if _is_since(item):
        return Days(days.first, moment.day, days.basis) if days.first <= moment.day else None
    prep, at_end = item.core.word("prep"), item.core.word("edge") in ("end", "close")
    ending = prep in _ENDING or (prep == "before" and at_end)
    ahead = item.open or at_end or moment.tense != "past"
    if ending and ahead and days.last >= moment.day:
        return Days(moment.day, days.last, days.basis)
    return days


def _is_since(item: Item) -> bool:
    return "since" in item.core.word("prep").split()
