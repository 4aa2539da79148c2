"""Series as rows of a table: for CSV, JSON, Parquet and data frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tocsin.watching.series import Series

_TEXTS = ("modality", "place", "by", "start", "end", "status")
_NUMBERS = ("intensity", "corrected", "corrected_intensity")
KINDS: dict[str, type] = (
    {"series": str, "actor": str, "recipient": str, "either": bool, "type": str, "quad": int}
    | dict.fromkeys(_TEXTS, str)
    | {"count": int}
    | dict.fromkeys(_NUMBERS, float)
    | dict.fromkeys(("articles", "sources", "days_read"), int)
)
"""The columns of series as rows, and what is in them; any cell but the first may be null."""


def rows_of(found: Iterable[Series]) -> list[dict[str, Any]]:
    """Return series as rows with the columns of ``KINDS``, a row a period."""
    return [
        {"series": one.key.name, **one.key.to_dict(), "by": one.by, **period.to_dict()}
        for one in found
        for period in one.periods
    ]
