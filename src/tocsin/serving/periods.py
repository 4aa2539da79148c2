"""The days that a view shows: those that are asked for, else the last on which anything was published."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from tocsin.briefing.level import EARLIEST_BEFORE_REPORTS
from tocsin.errors import UsageError
from tocsin.serving.asked import Period
from tocsin.serving.site import Site

DAYS = 30
MOST_DAYS = 400


class Days(NamedTuple):
    """The first and the last day of a period, ISO dates, both inclusive."""

    since: str
    until: str

    @property
    def length(self) -> int:
        """How many days there are."""
        first, last = map(dt.date.fromisoformat, self)
        return (last - first).days + 1

    @property
    def before(self) -> Days:
        """The period of the same length that ends the day before."""
        return Days(*(moved(day, -self.length) for day in self))

    @property
    def after(self) -> Days:
        """The period of the same length that begins the day after."""
        return Days(*(moved(day, self.length) for day in self))

    @property
    def all(self) -> list[str]:
        """Every day from the first to the last."""
        return [moved(self.since, i) for i in range(self.length)]


def moved(day: str, by: int) -> str:
    """Return the day so many days later, or earlier; the first or last there is where the calendar ends."""
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=by)).isoformat()
    except OverflowError:
        return (dt.date.max if by > 0 else dt.date.min).isoformat()


def days_of(site: Site, asked: Period) -> Days:
    """Return the period that is asked for; without one, the last 30 days on which articles were published.

    A project that has fewer begins as its brief does, with what happened in the week before the first report.
    UsageError for one that ends before it begins.
    """
    since, until = asked.days()
    known = site.overview.published()
    if until is None:
        until = known[1] if known is not None else dt.date.today().isoformat()
        until = max(until, since or until)
    if since is None:
        since = moved(until, 1 - DAYS)
        if known is not None and asked.until is None:
            since = max(since, min(_begin(site, known[0]), until))
    if since > until:
        raise UsageError(f"since {since} is after until {until}: exchange them")
    return Days(since, until)


def _begin(site: Site, published: str) -> str:
    earliest = moved(published, -EARLIEST_BEFORE_REPORTS)
    return site.overview.first_begun(earliest, published) or published


def not_too_many(days: Days) -> Days:
    """Return the period. UsageError where it has more days than can be shown one by one."""
    if days.length > MOST_DAYS:
        raise UsageError(f"{days.since} to {days.until} is too long: ask for {MOST_DAYS} days at most")
    return days
