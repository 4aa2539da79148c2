"""The contexts of an event (PLOVER's 37 topics), from words in its evidence."""

from __future__ import annotations

import re
from functools import cache

from tocsin.tables import alternatives, rows, table


@cache
def _any() -> re.Pattern[str]:
    """Return what finds where a word of any context begins."""
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
    found: set[str] = set()
    here = _any().search(evidence)
    while here is not None:
        at = here.start()
        found.update(name for name, pattern in _patterns() if pattern.match(evidence, at))
        here = _any().search(evidence, at + 1)
    return tuple(name for name, _ in _patterns() if name in found) if found else ()
