"""Dates in words -> days: "March 9", "on Wednesday", "yesterday", "last week", against the publication date.

Own rules, since the libraries miss the ways of news ("late on Wednesday", "the previous day") and invent
dates where none are. Here nothing is invented: without a publication date only full dates are resolved.

The words are looked for in ``date_patterns.py``, and ``date_lookalikes.py`` leaves out what is no date. A
single date is read in ``date_cores.py``, ``date_relative.py`` and ``date_stated.py``, dates of several parts
in ``date_joins.py``; whether they lie behind or ahead is told by ``date_tense.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tocsin.records import Basis
from tocsin.resolving.date_cores import Core, Moment
from tocsin.resolving.date_joins import Item, bounded, follows, items, links, resolve, stretch
from tocsin.resolving.date_lookalikes import is_date
from tocsin.resolving.date_patterns import LEAD, LEAD_WINDOW, core_pattern
from tocsin.resolving.date_spans import Days
from tocsin.resolving.date_stated import is_year
from tocsin.resolving.date_tense import sentence_breaks, tense_of

# How far back the date may stand from which "the next day" is counted.
ANCHOR_REACH = 400
# Prepositions that are no part of the expression.
_OUTSIDE = ("of", "for", "about", "around", "towards", "toward", "all")
# Words of a lead that may be cores of their own: "the first Monday of May", "two days before Christmas".
_TAKING = ("part", "shift", "overnight")


@dataclass(frozen=True, slots=True)
class Expression:
    """A date in words: ``text`` is the article's from ``start`` to ``end``.

    ``first`` and ``last`` are its days, both inclusive. ``weekday`` is the number of a bare weekday ("on
    Friday", Monday is 0), whose week the tense has chosen.
    """

    start: int
    end: int
    text: str
    first: date
    last: date
    basis: Basis
    weekday: int | None = None


def find_dates(text: str, published: str | None) -> list[Expression]:
    """Return the dates of a text in order, resolved against ``published`` (ISO date or None)."""
    day = date.fromisoformat(published[:10]) if published else None
    found = items(_cores(text), text)
    made: list[Expression] = []
    at = 0
    while at < len(found):
        expression, used = _read(found, at, text, day, made)
        # Without a day of publication nothing is near or far.
        if expression is not None and (day is not None or expression.basis == "stated"):
            made.append(expression)
        at += used
    return made


def _read(
    found: list[Item], at: int, text: str, day: date | None, made: list[Expression]
) -> tuple[Expression | None, int]:
    """Read the date that begins with an item; return it with the number of items that it took."""
    item = found[at]
    if item.core.kind == "year" and not is_year(item.core):
        return None, 1
    count = _stretch_length(found, at, text)
    for used in (count, 1) if count > 1 else (1,):
        last = found[at + used - 1]
        moment = _moment(item, last.end, text, day, made)
        days = _days(item, last, moment)
        if days is not None:
            return _expression(item, last, text, days), used
    return None, 1


def _days(item: Item, last: Item, moment: Moment | None) -> Days | None:
    """Return the days from one item to another, None for a day that no calendar has."""
    try:
        days = resolve(item, moment) if last is item else stretch(item, last, moment)
    except (ValueError, OverflowError):
        return None
    return bounded(item, days, moment) if days else None


def _expression(item: Item, last: Item, text: str, days: Days) -> Expression:
    bare = item is last and item.open and days.single
    start = item.core.inner if item.core.word("prep") in _OUTSIDE else item.start
    return Expression(
        start=start,
        end=last.end,
        text=text[start : last.end],
        first=days.first,
        last=days.last,
        basis=days.basis,
        weekday=item.core.weekday if bare else None,
    )


def _stretch_length(found: list[Item], at: int, text: str) -> int:
    """Return how many items from one on tell one stretch: "Monday to Friday", "Monday and Tuesday"."""
    end = at + 1
    while end < len(found):
        kind = links(found[end - 1], found[end], text)
        if kind == "range" and end == at + 1:
            return 2
        if kind not in ("and", "list") or not follows(found[end - 1], found[end]):
            break
        end += 1
        if kind == "and":
            return end - at
    return 1


def _moment(item: Item, end: int, text: str, day: date | None, made: list[Expression]) -> Moment | None:
    if day is None:
        return None
    tense = tense_of(text, item.core.inner, item.core.at, end)
    return Moment(day, tense, _anchor(item, text, made))


def _anchor(item: Item, text: str, made: list[Expression]) -> date | None:
    """Return the day told last before, if it stands in this sentence or in the one before."""
    if not made or made[-1].first != made[-1].last or item.start - made[-1].end > ANCHOR_REACH:
        return None
    return made[-1].first if sentence_breaks(text, made[-1].end, item.start) <= 1 else None


def _cores(text: str) -> list[Core]:
    """Return the cores of a text with their leads; one that lies in the lead of the next is part of that."""
    kept: list[Core] = []
    for found in core_pattern().finditer(text):
        core = _core(found, text)
        linked = core.kind == "month" and bool(kept) and _is_end(kept[-1], core, text)
        if not linked and not is_date(core, text):
            continue
        while kept and core.start <= kept[-1].at and any(core.word(group) for group in _TAKING):
            kept.pop()
        if kept and core.start < kept[-1].end:
            core = _core(found, text, kept[-1].end)
        kept.append(core)
    return kept


def _is_end(before: Core, core: Core, text: str) -> bool:
    """Whether a month is the end of a stretch ("from March to May")."""
    return links(Item(before), Item(core), text) in ("range", "and")


def _core(found: re.Match[str], text: str, floor: int = 0) -> Core:
    """Return the core with the words before it, from ``floor`` on and in its paragraph."""
    at = found.start()
    floor = max(floor, at - LEAD_WINDOW)
    floor = max(floor, text.rfind("\n\n", floor, at))
    lead = LEAD.search(text, floor, at)
    start = inner = lead.start() if lead else at
    if lead and lead["prep"]:
        inner = lead.end("prep")
        while text[inner].isspace():
            inner += 1
    kind = (found.lastgroup or "").removeprefix("k_")
    return Core(kind, found, lead, start, inner, at, found.end())
