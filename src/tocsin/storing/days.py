"""Days as queries give them: a day, a month or a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from tocsin.errors import UsageError

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def first_day(text: str) -> str:
    """Return the first day of ``2025``, ``2025-05`` or ``2025-05-01``; UsageError for what is no date."""
    return _day(text, last=False)


def last_day(text: str) -> str:
    """Return the last day of ``2025``, ``2025-05`` or ``2025-05-01``; UsageError for what is no date."""
    return _day(text, last=True)


def now() -> str:
    """Return the time in UTC, to the microsecond, so that two of them have an order."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _day(text: str, *, last: bool) -> str:
    found = _FORM.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        year, month = int(found["year"]), int(found["month"] or (12 if last else 1))
        end = calendar.monthrange(year, month)[1] if last else 1
        return dt.date(year, month, int(found["day"] or end)).isoformat()
    except ValueError:
        raise UsageError(f"{text!r} is no day: write 2025-05-01, 2025-05 or 2025") from None
