"""The date on which an article was published, as its reader gives it."""

from __future__ import annotations

import datetime as dt

from tocsin.errors import UsageError


def published_date(text: str) -> str:
    """Return an ISO date (2025-05-01) or date-time (2025-05-01T14:30:00+02:00) in its extended form.

    Any ISO 8601 form that Python reads is taken. UsageError for everything else: no date is guessed.
    """
    trimmed = text.strip()
    try:
        if len(trimmed) <= len("2025-05-01"):
            return dt.date.fromisoformat(trimmed).isoformat()
        return dt.datetime.fromisoformat(trimmed).isoformat()
    except ValueError:
        shown = trimmed if len(trimmed) <= 40 else trimmed[:40] + "…"
        raise UsageError(f"{shown!r} is not a date: write it as 2025-05-01 or 2025-05-01T14:30:00Z") from None
