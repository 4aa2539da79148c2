"""A date's core with the words before it, and the days that it can mean: "late next May" -> 21 to 31 May.

A core is open if its words name no year ("May 3", "Christmas Eve") or no week ("Friday"): then it can mean
many days, and the tense, the modifier ("last", "next") or another date beside it chooses among them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tocsin.resolving import date_patterns as patterns
from tocsin.resolving.date_spans import (
    WEEKDAYS,
    Days,
    calendar_unit,
    days_after,
    edge_of,
    months,
    nth_of,
    one,
    part_of,
    shifted,
    weekday_after,
    weekday_before,
)
from tocsin.resolving.date_tense import Tense
from tocsin.resolving.holidays import holiday

# A day that is told without a year is the nearest one; one that lies ahead must be nearer by these days.
AHEAD_COSTS = 60
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_YEARLY = ("month_day", "day_month", "worded_day", "month", "season", "holiday", "quarter", "month_year")
# Where a core's year stands, by kind.
_YEAR_GROUPS = {
    "month_day": "y1",
    "day_month": "y2",
    "worded_day": "y6w",
    "month_year": "y3",
    "season": "y7",
    "quarter": "y8",
    "holiday": "y9",
}
_STATED_DAYS = ("month_day", "day_month", "worded_day", "holiday")


@dataclass(frozen=True, slots=True)
class Core:
    """A core and its lead. ``start`` is that of the lead; ``inner`` is behind the preposition."""

    kind: str
    found: re.Match[str]
    lead: re.Match[str] | None
    start: int
    inner: int
    at: int
    end: int

    def word(self, group: str) -> str:
        """Return a group of the lead in lower case with single spaces, or nothing."""
        return " ".join((self.lead[group] or "").lower().split()) if self.lead else ""

    @property
    def mod(self) -> str:
        """Return what narrows the date: "last", "this coming"; with "the" before it where it stands there."""
        return f"the {self.word('mod')}" if self.word("the") and self.word("mod") else self.word("mod")

    @property
    def year(self) -> int | None:
        """Return the year that stands behind the core."""
        cell = self.found[_YEAR_GROUPS[self.kind]] if self.kind in _YEAR_GROUPS else None
        return int(cell) if cell else None

    @property
    def weekday(self) -> int | None:
        """Return the number of the weekday, Monday is 0."""
        return WEEKDAYS[self.found["wd"].lower()] if self.kind == "weekday" else None

    @property
    def open(self) -> bool:
        """Whether nothing in its words chooses among the days that it can mean."""
        if self.kind == "weekday":
            return not self.mod and not self.found["wtail"]
        return self.kind in _YEARLY and self.year is None and not self.mod


@dataclass(frozen=True, slots=True)
class Moment:
    """From where a date is read: the day of publication, the tense, and the date told before it."""

    day: date
    tense: Tense | None
    anchor: date | None


def narrowed(core: Core, days: Days | None) -> Days | None:
    """Return the part of the days that the lead names, moved by what it adds ("two days before")."""
    if days is None:
        return None
    part = _parted(core, days)
    return _moved(core, part) if part else None


def _parted(core: Core, days: Days) -> Days | None:
    words = core.word("part")
    if not words:
        return days
    if core.word("nth"):
        nth = ordinal(core.word("nth"))
        return nth_of(days, core.word("nof"), nth)
    if core.word("ends"):
        nth = -1 if core.word("ends") in ("last", "final", "closing") else 1
        return edge_of(days, core.word("enunit"), nth, number(core.word("encount") or "one"))
    return part_of(days, _part_name(core.word("edge") or words))


def _part_name(words: str) -> str:
    """Return the part that words name: "the opening days of" is ``early``."""
    if words in ("beginning", "start"):
        return "start"
    if words in ("end", "close", "turn", "the end", "the very end"):
        return "end"
    if re.search("mid|middle", words):
        return "mid"
    return "late" if re.search("late|last|closing|final", words) else "early"


def _moved(core: Core, days: Days) -> Days:
    if core.word("into"):
        days = Days(days_after(days.first, -1), days.last, days.basis)
    if core.word("held"):
        return _holding(core, days)
    if not core.word("shift"):
        return days
    if core.word("eve"):
        return one(days_after(days.first, -1), days.basis)
    count = number(core.word("sn")) if core.word("sn") else 1
    if core.word("sdir") in ("after", "following", "from"):
        return one(shifted(days.last, core.word("sunit"), count), days.basis)
    return one(shifted(days.first, core.word("sunit"), -count), days.basis)


def _holding(core: Core, days: Days) -> Days:
    """Read "the week of May 5" (Monday to Sunday), "the week ending May 5", "the weekend of May 4-5"."""
    if not days.single:
        return days
    if core.word("hold") == "of":
        whole = calendar_unit(days.first, core.word("held"), 0)
        return Days(whole.first, whole.last, days.basis)
    length = 6 if core.word("held") == "week" else 1
    if core.word("hold") == "ending":
        return Days(days_after(days.first, -length), days.last, days.basis)
    return Days(days.first, days_after(days.first, length), days.basis)


def ordinal(word: str) -> int:
    """Return the number of an ordinal: "third" and "3rd" are 3, "last" is -1."""
    return patterns.ORDINALS[word] if word in patterns.ORDINALS else int(re.sub(r"\D", "", word))


def number(words: str) -> int:
    """Return the number that a count says. Raises KeyError for words that are none."""
    words = " ".join(words.lower().split())
    return int(words) if words.isdigit() else patterns.NUMBERS[words]


def month_number(word: str) -> int:
    """Return the number of a month, which may be short."""
    return patterns.MONTHS[word.lower().rstrip(".")]


def in_year(core: Core, year: int) -> Days | None:
    """Return the days of a yearly core in a year, its part included, None if the year has none."""
    try:
        return narrowed(core, _BUILDERS[core.kind](core.found, year))
    except ValueError:
        return None


def _month_day(found: re.Match[str], year: int) -> Days:
    return _day_of_month(year, month_number(found["m1"]), found["d1"], found["d1b"] or found["d1c"])


def _day_month(found: re.Match[str], year: int) -> Days:
    return _day_of_month(year, month_number(found["m2"]), found["d2"], found["d2b"] or found["d2c"])


def _worded_day(found: re.Match[str], year: int) -> Days:
    """Read "the first of May" and "the twenty-second of April"."""
    ten, _, rest = found["dw"].lower().rpartition("-")
    day = patterns.NUMBERS.get(ten, 0) + (30 if rest == "thirtieth" else ordinal(rest))
    return one(date(year, month_number(found["m6"]), day), "stated")


def _day_of_month(year: int, month: int, first: str, last: str | None) -> Days:
    start, end = (int(re.sub(r"\D", "", word or first)) for word in (first, last))
    if end < start:
        # "killed 12 and 5 May": the first number is no day.
        start = end
    return Days(date(year, month, start), date(year, month, end), "stated")


def _season(found: re.Match[str], year: int) -> Days:
    return months(year, _SEASONS[found["season"].lower()], 3)


def _quarter(found: re.Match[str], year: int) -> Days:
    nth = int(found["q"][1]) if found["q"] else ordinal(found["oq"].lower())
    size = 6 if found["q"] and found["q"][0] == "H" else 3
    # "H3" has no month to begin with: months raises the ValueError that says so.
    return months(year, size * (nth - 1) + 1, size)


_BUILDERS: dict[str, Callable[[re.Match[str], int], Days]] = {
    "month_day": _month_day,
    "day_month": _day_month,
    "worded_day": _worded_day,
    "month_year": lambda found, year: months(year, month_number(found["m3"])),
    "month": lambda found, year: months(year, month_number(found["m4"])),
    "season": _season,
    "quarter": _quarter,
    "holiday": lambda found, year: one(holiday(found["holiday"], year), "stated"),
}


def candidates(core: Core, near: date) -> list[Days]:
    """Return what a weekday or yearly core can mean around a day, in order of time."""
    if core.weekday is not None:
        days = [weekday_before(near, core.weekday, strictly=True), weekday_after(near, core.weekday)]
        days.append(weekday_after(days[-1], core.weekday, strictly=True))
        return [moved for moved in (narrowed(core, one(day)) for day in days) if moved]
    # A leap day may be eight years off.
    reach = 8 if _leap(core) else 1
    years = range(max(1, near.year - reach), min(9998, near.year + reach) + 1)
    return [days for days in (in_year(core, year) for year in years) if days]


def _leap(core: Core) -> bool:
    found = core.found
    return (core.kind == "month_day" and found["m1"][:3] == "Feb" and found["d1"].startswith("29")) or (
        core.kind == "day_month" and found["m2"][:3] == "Feb" and found["d2"].startswith("29")
    )


def latest(core: Core, day: date, strictly: bool = False) -> Days | None:
    """Return the last that has begun by a day; strictly, the last that is over before it."""
    fitting = [c for c in candidates(core, day) if (c.last < day if strictly else c.first <= day)]
    return max(fitting, key=lambda c: c.first, default=None)


def soonest(core: Core, day: date, strictly: bool = False) -> Days | None:
    """Return the first that is not over on a day; strictly, the first that begins after it."""
    fitting = [c for c in candidates(core, day) if (c.first > day if strictly else c.last >= day)]
    return min(fitting, key=lambda c: c.first, default=None)


def chosen(core: Core, moment: Moment) -> Days | None:
    """Return what an open core means, by the tense; without one, a day of a month is the nearest."""
    if moment.tense in ("future", "soon"):
        return soonest(core, moment.day, strictly=core.weekday is not None and moment.tense == "future")
    if core.kind in _STATED_DAYS:
        return min(candidates(core, moment.day), key=lambda c: _cost(c.first, moment.day), default=None)
    return latest(core, moment.day)


def _cost(day: date, published: date) -> int:
    return abs((day - published).days) + (AHEAD_COSTS if day > published else 0)


def modified(core: Core, moment: Moment) -> Days | None:
    """Return what "last Friday", "next May" or "this summer" means."""
    mod, day = core.mod.removeprefix("the "), moment.day
    if mod in ("last", "past", "this past", "previous", "preceding"):
        return latest(core, _before(mod, moment), strictly=True)
    if mod in ("next", "coming", "this coming", "upcoming"):
        return soonest(core, day, strictly=True)
    if mod == "following":
        start = moment.anchor if moment.anchor or moment.tense != "future" else day
        return soonest(core, start, strictly=True) if start else None
    if mod == "same":
        return latest(core, moment.anchor or day)
    if core.weekday is not None:
        return latest(core, day) if moment.tense == "past" else soonest(core, day)
    return in_year(core, day.year)


def _before(mod: str, moment: Moment) -> date:
    return moment.anchor if mod in ("previous", "preceding") and moment.anchor else moment.day


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
