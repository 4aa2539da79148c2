"""The states at odds in a report: which it names most, and who is the other of two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from tocsin.coding.coded import Coded
from tocsin.coding.parties import Party, PartyReader, party_of
from tocsin.coding.words import words
from tocsin.knowledge import countries, roles
from tocsin.language.antecedents import countries_mentioned
from tocsin.language.model import Parsed

FORCES = frozenset(("MIL", "COP"))
AGAINST = frozenset(("ASSAULT", "COERCE", "ACCUSE", "THREATEN", "SANCTION", "MOBILIZE"))
OUTLAWS = frozenset(("REB", "UAF", "CRM"))
T = TypeVar("T")


def once(count: Callable[[Parsed], T]) -> Callable[[Parsed], T]:
    """Make a function of a parsed article remember its answer for as long as the article is there."""
    known: WeakKeyDictionary[Parsed, T] = WeakKeyDictionary()

    @wraps(count)
    def counted(parsed: Parsed) -> T:
        if parsed not in known:
            known[parsed] = count(parsed)
        return known[parsed]

    return counted


# Who of a country is not its state.
DISSENTING = frozenset(("OPP", "CVL", "PTY", "LAB", "REB", "EDU", "REL"))
# Two states are what a report is about where the second is named at least so often as the first, and a third
# at most so often as the second.
BALANCED = 0.4
# So many words of captivity make a report one of captives.
CAPTIVITY = 2
THIRD = 0.6


def other_state(parsed: Parsed, coded: Coded) -> str | None:
    """Return the state that a report names most besides those that act."""
    others = countries().keys() - {p.country for p in coded.actors}
    named = named_countries(parsed).most_common()
    return next((country for country, n in named if country in others and n > 1), None)


@once
def named_countries(parsed: Parsed) -> Counter[str]:
    """Return how often a report names each country or body, itself or by its people; no pronoun counts."""
    return Counter({country: n for country, n in countries_mentioned(parsed).items() if country})


def last_named(parsed: Parsed, at: int, country: str) -> Party | None:
    """Return a country as last named before token ``at``, itself or by its people; None where never."""
    for token in reversed(parsed.tokens[:at]):
        if token.mention is not None and token.mention.entity.country == country:
            return party_of(token, token.mention)
    return None


def are_at_odds(earlier: Sequence[Coded], one: str, other: str) -> bool:
    """Tell whether an act of the article so far sets two states against each other; captors are no state."""
    for act in earlier:
        if act.act.type not in AGAINST:
            continue
        doers = {p.country for p in act.actors if p.branch not in OUTLAWS}
        struck = {p.country for p in act.recipients}
        if (one in doers and other in struck) or (other in doers and one in struck):
            return True
    return False


@once
def armed_states(parsed: Parsed) -> set[str]:
    """Return the states whose forces a report names ("Greek cutters", "the Turkish navy")."""
    reader = PartyReader(parsed)
    found = set()
    for token in parsed.tokens:
        role = roles().get(token.lemma)
        if role is not None and token.mention is None and role.sector[:3] in FORCES:
            found.add(reader.holder(token)[1])
        elif token.mention is not None and (token.mention.entity.sector or "")[:3] in FORCES:
            found.add(token.mention.entity.country)
    return {country for country in found if country}


@once
def _is_of_captives(parsed: Parsed) -> bool:
    """Tell whether a report is of hostages: the state of their captors need not be at odds with theirs."""
    return sum(token.lemma in words("captivity") for token in parsed.tokens) >= CAPTIVITY


def adversary(parsed: Parsed, coded: Coded, earlier: Sequence[Coded]) -> str | None:
    """Return the other of two states at odds, for an act of one; None in a report of one state or of many.

    ``earlier`` are the acts of the article before this one. Who dissents from his state does not act for it.
    """
    if any(p.branch in DISSENTING for p in coded.actors):
        return None
    return other_of_two(parsed, earlier, {p.country for p in coded.actors})


def other_of_two(parsed: Parsed, earlier: Sequence[Coded], own: set[str | None]) -> str | None:
    """Return the other of two states at odds than the one in ``own``; None where a report is of no such two.

    The two are named far more often than any third, and have forces in it or have acted against each other.
    """
    named = [(code, n) for code, n in named_countries(parsed).most_common() if code in countries()]
    if len(named) < 2 or (len(named) > 2 and named[2][1] > THIRD * named[1][1]):
        return None
    (first, most), (second, less) = named[:2]
    if less < BALANCED * most or len(own) != 1 or not own <= {first, second}:
        return None
    armed = {first, second} <= armed_states(parsed) and not _is_of_captives(parsed)
    if not (armed or are_at_odds(earlier, first, second)):
        return None
    return second if first in own else first
