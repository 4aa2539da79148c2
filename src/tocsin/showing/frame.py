"""A document as a pandas data frame, for those who have pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.errors import UsageError
from tocsin.records import Document
from tocsin.showing.flat import COLUMNS, flat_rows

if TYPE_CHECKING:
    import pandas as pd


def to_frame(document: Document) -> pd.DataFrame:
    """Return one row an event, with the columns of CSV; UsageError where pandas is not installed."""
    try:
        import pandas as pd
    except ImportError:
        raise UsageError("to_frame needs pandas: pip install 'tocsin[frame]'") from None
    return pd.DataFrame(list(flat_rows(document)), columns=list(COLUMNS))
