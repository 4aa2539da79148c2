"""The date on which an article was published, as its reader or its page gives it."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

from tocsin.errors import UsageError

_WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%Y/%m/%d", "%Y/%m/%d %H:%M:%S")
"""Ways of writing a date that can be read in one way only; 01/05/2025 is none of them."""


def published_date(text: str) -> str:
    """Return an ISO date (2025-05-01) or date-time (2025-05-01T14:30:00+02:00) in its extended form.

    Any ISO 8601 form that Python reads is taken. UsageError for everything else: no date is guessed.
    """
    trimmed = text.strip()
    try:
        if trimmed.isdigit() and len(trimmed) != len("20250501"):
            raise ValueError(trimmed)  # Python 3.11 takes the first eight of ten digits
        if len(trimmed) <= len("2025-05-01"):
            return dt.date.fromisoformat(trimmed).isoformat()
        return dt.datetime.fromisoformat(trimmed).isoformat()
    except ValueError:
        shown = trimmed if len(trimmed) <= 40 else trimmed[:40] + "…"
        raise UsageError(f"{shown!r} is not a date: write it as 2025-05-01 or 2025-05-01T14:30:00Z") from None


def written_date(text: str | None) -> str | None:
    """Return the ISO form of a date as pages, feeds, mail and tables write it; None if it is unsure."""
    trimmed = " ".join((text or "").split())[:60]
    if not trimmed:
        return None
    for read in (published_date, _date_in_words, _mail_date):
        try:
            return read(trimmed)
        except (UsageError, ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


CLOCKS_BEGIN = "1970-01-01"
"""What a computer's clock shows that was never set."""


def last_believable(today: dt.date) -> str:
    """Return the last day of publication that can be believed: in the east it is tomorrow already."""
    return (today + dt.timedelta(days=1)).isoformat()


def date_warning(day: str | None, today: dt.date) -> str | None:
    """Return what is odd about a date: in the future, or the day on which computer clocks begin."""
    if day is None:
        return None
    if day[:10] == CLOCKS_BEGIN:
        return f"is dated {day}, which is what a clock shows that was never set: kept as it stands"
    if day[:10] > last_believable(today):
        return f"is dated {day}, in the future: kept as it stands"
    return None


def _mail_date(text: str) -> str:
    return parsedate_to_datetime(text).isoformat()


def _date_in_words(text: str) -> str:
    for form in _WRITTEN:
        try:
            found = dt.datetime.strptime(text, form)
        except ValueError:
            continue
        return found.isoformat() if "%H" in form else found.date().isoformat()
    raise ValueError(text)
