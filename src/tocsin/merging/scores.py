"""What events score with all others that they may be compared with: each pair is compared once.

Many steps of merging ask for the same pairs, since what is new touches groups that were made a moment before.
So the scores of an event are kept, with all that it is comparable with, and those of later ones are added.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from tocsin.merging.pairs import Profile, comparable, score

Pair = tuple[str, str]
Row = dict[str, float]
"""The scores of an event with others, by their ids; what is not comparable with it is not there."""


class Compared(Protocol):
    """What is known of all events that there are, with and without a group. They are named by their ids."""

    def profiles(self, events: Iterable[str]) -> Mapping[str, Profile]:
        """Return what is compared of events, and perhaps of more."""

    def near(self, events: Sequence[str]) -> Mapping[str, Collection[str]]:
        """Return for each event those that it may be compared with, and perhaps more."""


class Scores:
    """The scores of some events with all that there are: ``rows`` by event, ``links`` those above 0.

    ``split`` are the pairs that somebody has split; they score minus infinity.
    """

    def __init__(self, split: Iterable[Pair]) -> None:
        self.rows: dict[str, Row] = {}
        self.links: dict[str, list[str]] = {}
        self.split: dict[str, set[str]] = defaultdict(set)
        self.size = 0
        for one, other in split:
            self.split[one].add(other)
            self.split[other].add(one)

    def clear(self) -> None:
        """Forget all scores."""
        self.rows.clear()
        self.links.clear()
        self.size = 0

    def enter(self, events: Sequence[str], known: Compared) -> None:
        """Compare events that are new with all that there are, and with each other."""
        self._compare(events, known, whole=set())
        for event in events:
            for other, value in self.rows[event].items():
                if other in self.rows and event not in self.rows[other]:
                    self._add(other, event, value)

    def read(self, events: Iterable[str], known: Compared) -> None:
        """Have the rows of events that are no longer new, and compare what is not known of them yet."""
        missing = sorted(event for event in events if event not in self.rows)
        if missing:
            self._compare(missing, known, whole=set(self.rows))

    def _compare(self, events: Sequence[str], known: Compared, whole: set[str]) -> None:
        """Make the rows of events; ``whole`` are those whose rows have all that there are."""
        near = known.near(events)
        profiles = known.profiles({*events, *(other for others in near.values() for other in others)})
        for event in events:
            row = _compared(event, (other for other in near[event] if other not in whole), profiles)
            for other in near[event]:
                if other in whole and event in self.rows[other]:
                    row[other] = self.rows[other][event]
            row |= dict.fromkeys(self.split.get(event, ()), -math.inf)
            self.rows[event], self.links[event] = row, _linked(row)
            self.size += len(row)
            whole.add(event)

    def _add(self, event: str, other: str, value: float) -> None:
        self.rows[event][other] = value
        if value > 0:
            self.links[event].append(other)
        self.size += 1


class Inside:
    """The scores among some events: ``rows`` and ``links`` as those of ``Scores``, and often the very same.

    Of an event whose row is not kept there, only the scores with the others inside are had.
    """

    def __init__(self, scores: Scores, known: Compared) -> None:
        self.rows: dict[str, Row] = {}
        self.links: dict[str, list[str]] = {}
        self._scores = scores
        self._known = known
        self._families: dict[str, list[str]] = defaultdict(list)
        self._partial: set[str] = set()

    def take(self, events: Sequence[str]) -> None:
        """Take further events in."""
        profiles = self._known.profiles(events)
        for event in events:
            family = self._families[profiles[event].family]
            if event in self._scores.rows:
                self._share(event)
            else:
                self.rows[event] = self._compare(event, family)
                self.links[event] = _linked(self.rows[event])
            row = self.rows[event]
            for other in self._partial & row.keys():
                self.rows[other][event] = row[other]
                if row[other] > 0:
                    self.links[other].append(event)
            if event not in self._scores.rows:
                self._partial.add(event)
            family.append(event)

    def complete(self, events: Iterable[str]) -> None:
        """Have the whole rows of some that are inside."""
        wanted = list(events)
        self._scores.read(wanted, self._known)
        for event in wanted:
            self._share(event)
        self._partial.difference_update(wanted)

    def _share(self, event: str) -> None:
        self.rows[event], self.links[event] = self._scores.rows[event], self._scores.links[event]

    def _compare(self, event: str, others: Sequence[str]) -> Row:
        """Return the scores with those of the same family that are inside."""
        whole = self._scores.rows
        row = _compared(event, self._partial.intersection(others), self._known.profiles((event, *others)))
        row |= {other: whole[other][event] for other in others if event in whole.get(other, ())}
        return row | dict.fromkeys(self._scores.split.get(event, set()) & self.rows.keys(), -math.inf)


def _linked(row: Row) -> list[str]:
    return [other for other, value in row.items() if value > 0]


def _compared(event: str, others: Iterable[str], profiles: Mapping[str, Profile]) -> Row:
    one = profiles[event]
    row: Row = {}
    for name in others:
        other = profiles[name]
        if name != event and comparable(one, other):
            row[name] = score(one, other)
    return row
