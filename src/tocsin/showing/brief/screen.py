"""What stands on the first screen of a brief: of each list so much that all of them are seen at once."""

from __future__ import annotations

from typing import NamedTuple

from tocsin.briefing.model import Brief

LINES = 21
"""Lines of reading that the lists of doubts and of what is ahead have together, below their headings."""

NOTHING = 3
"""Lines of the sentence that says that a list is empty."""

DISPUTE, OTHER = 3, 2
"""Lines of an entry: its headline, and what is asked with the answers, or words."""

DYADS, DYADS_BESIDE_INDEX = 5, 4

SHORT = 16
"""Characters of a name that is not cut on one line."""


class Shown(NamedTuple):
    """How many of each list stand on the first screen; all are in full below it."""

    disputed: int
    unconfirmed: int
    ahead: int
    dyads: int


def shown(brief: Brief) -> Shown:
    """Share the lines out: in turns one of each list, so that a long list takes what a short one leaves."""
    held = (len(brief.disputed), len(brief.unconfirmed), len(brief.ahead))
    costs = (DISPUTE, OTHER, OTHER)
    left = LINES - NOTHING * held.count(0)
    given = [0, 0, 0]
    for turn in range(max(held)):
        for i, (count, cost) in enumerate(zip(held, costs, strict=True)):
            if turn < count and cost <= left:
                given[i] += 1
                left -= cost
    return Shown(given[0], given[1], given[2], DYADS if brief.alarm is None else DYADS_BESIDE_INDEX)
