"""The contexts of an event (PLOVER's 37 topics), from words in its evidence."""

from __future__ import annotations

import re
from functools import cache

from tocsin.tables import alternatives, rows, table


@cache
def _any() -> re.Pattern[str]:
    """Return what finds a word of any context: most clauses have none."""
    return re.compile("|".join(pattern.pattern for _, pattern in _patterns()), re.IGNORECASE)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    columns = ("context", "words")
    return tuple(
        (
            row["context"],
            re.compile(r"\b(?:" + "|".join(map(re.escape, alternatives(row["words"]))) + r")", re.IGNORECASE),
        )
        for _, row in rows(table("tocsin.resolving", "contexts.tsv"), columns)
    )


def contexts_of(evidence: str) -> tuple[str, ...]:
    """Return the contexts whose words occur in ``evidence``, in the table's order."""
    if _any().search(evidence) is None:
        return ()
    return tuple(name for name, pattern in _patterns() if pattern.search(evidence))
