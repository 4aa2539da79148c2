"""The states at odds in a report: which it names most, and who is the other of two."""

from __future__ import annotations

from collections import Counter

from tocsin.coding.coded import Coded
from tocsin.knowledge import countries
from tocsin.language.model import Parsed

# Who of a country is not its state.
DISSENTING = frozenset(("OPP", "CVL", "PTY", "LAB", "REB", "EDU", "REL"))
# Two states are what a report is about where the second is named at least so often as the first, and a third
# at most so often as the second.
BALANCED = 0.4
THIRD = 0.6


def other_state(parsed: Parsed, coded: Coded) -> str | None:
    """Return the state that a report names most besides those that act."""
    others = countries().keys() - {p.country for p in coded.actors}
    named = named_countries(parsed).most_common()
    return next((country for country, n in named if country in others and n > 1), None)


def named_countries(parsed: Parsed) -> Counter[str]:
    """Return how often a report names each country or body, itself or by its people; no pronoun counts."""
    named = (t.mention for t in parsed.tokens if t.mention is not None and t.mention.kind != "pronoun")
    return Counter(m.entity.country for m in named if m.entity.country)


def adversary(parsed: Parsed, coded: Coded) -> str | None:
    """Return the other of two states at odds, for an act of one; None in a report of one state or of many.

    The two are named far more often than any third; who dissents from his state does not act for it.
    """
    named = [(code, n) for code, n in named_countries(parsed).most_common() if code in countries()]
    if len(named) < 2 or (len(named) > 2 and named[2][1] > THIRD * named[1][1]):
        return None
    (first, most), (second, less) = named[:2]
    own = {p.country for p in coded.actors}
    if less < BALANCED * most or len(own) != 1 or not own <= {first, second}:
        return None
    if any(p.branch in DISSENTING for p in coded.actors):
        return None
    return second if first in own else first
