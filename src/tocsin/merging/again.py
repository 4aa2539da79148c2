"""What a report tells again, days later and without a day: known by two things that it tells alike.

A report names no day for most of what it only recalls, so that the coder gives it the report's own. It is not
looked for among all events of two months, but by its ``keys``: a place, a name, an exact number. One of them
alone is not enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tocsin.records import Event

if TYPE_CHECKING:
    from tocsin.merging.pairs import Profile

# So many days later something may be told again, and not on the day after: that may be news.
LATEST, SOONEST = 60, 2
# What stands in the title or the lead of a report is news.
NEWS = 0
# So many things have to be alike: keys, the verb, or the words, which are from this share on.
ALIKE = 2
WORDS = 0.16
# Verbs with so many letters in common count as the same.
STEM = 4


def keys_of(event: Event, names: Iterable[str], counts: Iterable[tuple[str, float]]) -> frozenset[str]:
    """Return by what a later report may know an event again: its place, its names, its exact numbers."""
    places = () if event.place is None else (event.place.name,)
    return frozenset(
        (
            *(f"place {name}" for name in places),
            *(f"name {name}" for name in names),
            *(f"{field} {number:g}" for field, number in counts),
        )
    )


def may_recall(one: Profile) -> bool:
    """Tell whether an event may be told again there; what is historical has all days before it anyway."""
    event = one.event
    return bool(one.keys) and not one.dated and event.modality != "historical" and event.sentence > NEWS


def told_again(one: Profile, other: Profile) -> bool:
    """Tell whether the later one of two events tells the earlier one again."""
    earlier, later = (one, other) if one.last <= other.last else (other, one)
    if not SOONEST <= later.first - earlier.last <= LATEST or one.keys.isdisjoint(other.keys):
        return False
    common = len(one.keys & other.keys)
    common += same_verb(one.event, other.event) + (likeness(one.words, other.words) >= WORDS)
    return common >= ALIKE and may_recall(later)


def same_verb(one: Event, other: Event) -> bool:
    """Tell whether two events are told by words that begin alike ("shelled", "shelling")."""
    return one.trigger.text.lower()[:STEM] == other.trigger.text.lower()[:STEM]


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the words of two events that both have."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0
