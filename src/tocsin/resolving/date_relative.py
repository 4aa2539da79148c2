"""Dates counted from the publication, or from the date told before: "two weeks ago", "last month"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tocsin.resolving.date_cores import Core, Moment, month_end, number, ordinal
from tocsin.resolving.date_spans import (
    VAGUE_COUNT,
    VAGUE_DAYS,
    Days,
    calendar_unit,
    days_after,
    months_after,
    one,
    part_of,
    shifted,
)

_TODAY = re.compile("today|tonight|this |(?:earlier|later|early|late|the end) |day's end")
_LAST = ("last", "previous", "the previous", "preceding", "the preceding")
_ROLLING = ("past", "the past", "this past", "the last")
_COMING = ("the next", "coming", "the coming", "this coming")
_SAID_UNITS = ("during", "throughout", "all", "within")


def near(core: Core, moment: Moment) -> Days | None:
    """Read "yesterday", "overnight", "the previous day", "that night"."""
    words = " ".join(core.found["near"].lower().split())
    day, anchor = moment.day, moment.anchor
    if words == "overnight":
        return Days(days_after(day, -1), day)
    if words in ("the day before yesterday", "the night before last"):
        return one(days_after(day, -2))
    if words == "the day after tomorrow":
        return one(days_after(day, 2))
    if words.startswith(("yesterday", "last ")):
        return one(days_after(day, -1))
    if words.startswith("tomorrow"):
        return one(days_after(day, 1))
    if re.match("the (?:previous|preceding)|the .+ before", words):
        return one(days_after(anchor or day, -1))
    if re.match("the (?:next|following)|the .+ after", words):
        # Nothing says which day it follows, if no day was told.
        return one(days_after(anchor, 1)) if anchor else None
    if words.startswith("that "):
        return one(anchor) if anchor else None
    if words.startswith(("the same", "earlier in", "later in")):
        return one(anchor or day)
    return one(day) if _TODAY.match(words) else None


def counted(core: Core, moment: Moment) -> Days | None:
    """Read "three days ago", "a week earlier", "two days later"."""
    found = core.found
    unit, way = found["nunit"].lower(), found["ndir"].lower()
    if found["nvague"] or not found["n"]:
        return _vaguely_ago(unit, moment.day) if way == "ago" else None
    count = number(found["n"])
    if way in ("later", "after"):
        return one(shifted(moment.anchor, unit, count)) if moment.anchor else None
    if way == "hence" or way.startswith("from"):
        return one(shifted(moment.day, unit, count))
    if way == "ago" and unit == "hour" and count < 24:
        # The day may have turned since; the publication has no hour.
        return one(moment.day)
    start = moment.day if way in ("ago", "previously") else (moment.anchor or moment.day)
    return _round(shifted(start, unit, -count), unit)


def _vaguely_ago(unit: str, day: date) -> Days | None:
    """Read "a few days ago" and "weeks ago": not yesterday, and not more than "recent" says."""
    if unit == "hour":
        return one(day)
    if unit not in ("day", "night", "week", "month"):
        return None
    return Days(_vaguely(day, unit, -1), days_after(day, -1))


def _vaguely(day: date, unit: str, sign: int) -> date:
    if unit in VAGUE_DAYS:
        return days_after(day, sign * VAGUE_DAYS[unit])
    return shifted(day, unit, sign * VAGUE_COUNT[unit])


def span(core: Core, moment: Moment) -> Days | None:
    """Read "the past two weeks", "recent days", "the next 48 hours", "the days ahead"."""
    found, day = core.found, moment.day
    if found["rahead"]:
        return Days(days_after(day, 1), _vaguely(day, found["rahead"].lower().removesuffix("s"), 1))
    unit, way = found["runit"].lower(), found["rdir"].lower()
    sign = 1 if way in ("next", "coming") else -1
    if found["rn"]:
        other = shifted(day, unit, sign * number(found["rn"]))
    else:
        other = day if unit == "hour" else _vaguely(day, unit, sign)
    if sign < 0:
        return Days(other, day)
    return Days(day if unit == "hour" else days_after(day, 1), max(other, day))


def ahead(core: Core, moment: Moment) -> Days | None:
    """Read "in two weeks" and "within 48 hours", which are durations unless they lie ahead."""
    found, day = core.found, moment.day
    if found["wunit"]:
        if moment.tense not in ("future", "soon"):
            return None
        unit = found["wunit"].lower()
        if found["win"]:
            return Days(day, shifted(day, unit, number(found["win"])))
        return Days(day, _vaguely(day, unit, 1))
    unit = found["aunit"].lower()
    # "could fly there in an hour"
    if unit == "hour" or (moment.tense not in ("future", "soon") and not found["atime"]):
        return None
    if found["avague"]:
        return Days(days_after(day, 1), _vaguely(day, unit, 1))
    return _round(shifted(day, unit, number(found["an"])), unit)


def _round(day: date, unit: str) -> Days:
    """Return the month of a day that is counted in months, the year of one counted in years, else the day."""
    if unit in ("month", "quarter"):
        return Days(day.replace(day=1), month_end(day))
    if unit in ("year", "decade", "century"):
        return Days(date(day.year, 1, 1), date(day.year, 12, 31))
    return one(day)


def spell(core: Core, moment: Moment) -> Days | None:
    """Read "for the third straight day": from the first of the days to the publication."""
    found = core.found
    unit = next(found[g] for g in ("su", "su2", "su3", "su4", "su5") if found[g]).lower()
    nth = found["so"] or found["so2"]
    count = ordinal(nth.lower()) if nth else number(found["sc"])
    if count < 1:
        return None
    if unit in ("day", "night"):
        return Days(days_after(moment.day, 1 - count), moment.day)
    first = calendar_unit(moment.day, unit, 1 - count).first
    return Days(min(first, moment.day), moment.day)


def unit(core: Core, moment: Moment) -> Days | None:
    """Read "last week", "this month", "the past year", "earlier in the week", "the weekend"."""
    name, tail = core.found["unit"].lower(), core.found["utail"]
    if tail:
        return calendar_unit(moment.day, name, -2 if "before" in tail else 2)
    mod = core.mod
    if not mod:
        return _bare_unit(core, name, moment)
    if name == "weekend" and mod == "this":
        return _weekend(moment, back=moment.tense == "past")
    if name == "weekend" and mod in _ROLLING:
        return calendar_unit(moment.day, name, -1)
    return _modified_unit(mod, name, moment)


def _modified_unit(mod: str, name: str, moment: Moment) -> Days | None:
    day = moment.day
    if mod in _LAST or (mod == "the last" and name in ("quarter", "year", "century")):
        return calendar_unit(day, name, -1)
    if mod in _ROLLING:
        return Days(shifted(day, name, -1), day)
    if mod in _COMING and name not in ("weekend", "century"):
        return Days(days_after(day, 1), shifted(day, name, 1))
    if mod in ("next", "upcoming", *_COMING):
        return calendar_unit(day, name, 1)
    if mod.endswith(("following", "same")):
        steps = 1 if mod.endswith("following") else 0
        return calendar_unit(moment.anchor, name, steps) if moment.anchor else None
    whole = calendar_unit(day, name, 0)
    return _so_far(mod, whole, day)


def _so_far(mod: str, whole: Days, day: date) -> Days:
    """Cut "earlier this week" behind the publication, "later this week" before it."""
    if mod.startswith("earlier"):
        return Days(whole.first, max(whole.first, min(whole.last, day)))
    if mod.startswith("later") or "of the" in mod or "of this" in mod:
        return Days(min(whole.last, max(whole.first, day)), whole.last)
    return whole


def _bare_unit(core: Core, name: str, moment: Moment) -> Days | None:
    """Read "the weekend", and "the month" where a part of it or a preposition says that it is this one."""
    if name == "weekend":
        said = core.word("the") or core.word("prep")
        return _weekend(moment, back=moment.tense in ("past", None)) if said else None
    if core.word("part") or core.word("prep") in _SAID_UNITS:
        return calendar_unit(moment.day, name, 0) if core.word("the") or core.word("edge") else None
    return None


def _weekend(moment: Moment, back: bool) -> Days:
    """Return the last weekend that has begun, or this week's."""
    here = calendar_unit(moment.day, "weekend", 0)
    return calendar_unit(moment.day, "weekend", -1) if back and here.first > moment.day else here


def unit_end(core: Core, moment: Moment) -> Days | None:
    """Read "year-end" and "the month's end"."""
    return part_of(calendar_unit(moment.day, core.found["uend"].lower(), 0), "end")


def day_of_month(core: Core, moment: Moment) -> Days | None:
    """Read "the 12th of last month", and "on the 12th" as the last or the next one."""
    wanted = int(re.sub(r"\D", "", core.found["dom"]))
    mod = (core.found["dommod"] or "").lower()
    if mod:
        month = calendar_unit(moment.day, "month", {"last": -1, "next": 1}.get(mod, 0))
        return one(month.first.replace(day=wanted))
    if core.word("prep") not in ("on", "since", "until", "from") or not core.word("the"):
        return None
    around = (months_after(moment.day.replace(day=1), step) for step in range(-2, 3))
    days = [first.replace(day=wanted) for first in around if wanted <= month_end(first).day]
    if moment.tense in ("future", "soon"):
        return one(min(day for day in days if day >= moment.day))
    return one(max(day for day in days if day <= moment.day))


READERS: dict[str, Callable[[Core, Moment], Days | None]] = {
    "near": near,
    "counted": counted,
    "span": span,
    "ahead": ahead,
    "spell": spell,
    "unit": unit,
    "unit_end": unit_end,
    "dom": day_of_month,
}
