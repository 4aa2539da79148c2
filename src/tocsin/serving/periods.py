"""The days that a view shows: those that are asked for, else the last on which anything was published."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

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
    def all(self) -> list[str]:
        """Every day from the first to the last."""
        first, last = map(dt.date.fromisoformat, self)
        return [(first + dt.timedelta(days=i)).isoformat() for i in range((last - first).days + 1)]


def days_of(site: Site, asked: Period) -> Days:
    """Return the period that is asked for; without one, the last 30 days on which articles were published.

    UsageError for one that ends before it begins.
    """
    since, until = asked.days()
    known = site.overview.published()
    if until is None:
        until = known[1] if known is not None else (since or dt.date.today().isoformat())
        until = max(until, since or until)
    if since is None:
        start = (dt.date.fromisoformat(until) - dt.timedelta(days=DAYS - 1)).isoformat()
        since = max(start, min(known[0], until)) if known is not None and asked.until is None else start
    if since > until:
        raise UsageError(f"since {since} is after until {until}: exchange them")
    return Days(since, until)


def not_too_many(days: Days) -> Days:
    """Return the period. UsageError where it has more days than can be shown one by one."""
    first, last = map(dt.date.fromisoformat, days)
    if (last - first).days >= MOST_DAYS:
        raise UsageError(f"from {first} to {last} is too long: ask for {MOST_DAYS} days at most")
    return days
