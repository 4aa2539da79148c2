"""Bringing further events into groups that are there already: only what they touch is grouped anew.

The groups of ``average_linkage`` are found by joining the best pair first, so a further event changes only
what happens near it. The groups that it may touch are taken apart and joined again together with it. Then it
is asked whether anything that is new on the way there, compared with how these groups came about before,
could have been joined with an event outside. If so, the group of that one is taken in as well, and all is
done once more. What comes out is what grouping everything would give; in the worst case it is that. (Where
pairs inside and outside have the very same score, the alphabet may choose otherwise.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from tocsin.merging.clusters import APART, Group, Tree, components, linkage
from tocsin.merging.scores import Compared, Inside, Pair, Scores

# Two ways to the same mean may differ by so much.
SLACK = 1e-9

Sums = dict[str, float]


class Known(Compared, Protocol):
    """What is known of the events that have a group, and of the fresh ones. Events are named by their ids."""

    @property
    def joined(self) -> frozenset[Pair]:
        """Pairs that somebody has joined, in alphabetical order."""

    @property
    def scores(self) -> Scores:
        """The scores that are known."""

    def groups_of(self, events: Iterable[str]) -> Mapping[str, int]:
        """Return the group of each event that has one."""

    def events_of(self, groups: Iterable[int]) -> Mapping[int, Sequence[str]]:
        """Return the events of groups."""


class Grown(NamedTuple):
    """The groups that were taken apart, by number with their events, and those that took their place."""

    gone: dict[int, list[str]]
    made: list[list[str]]


def grow(fresh: Iterable[str], known: Known) -> Grown:
    """Bring events that have no group yet into groups. The order in which events come does not matter."""
    work = _Growth(sorted(fresh), known)
    while work.take_in(work.reached()):
        pass
    return Grown(work.region, work.after.groups)


class _Growth:
    """The groups that were taken apart so far, and what came of them with and without the fresh events."""

    def __init__(self, fresh: list[str], known: Known) -> None:
        self.region: dict[int, list[str]] = {}
        self.after = Tree([], {}, {})
        self._fresh = fresh
        self._known = known
        self._inside = Inside(known.scores, known)
        self._inside.take(fresh)
        self._trees: dict[Group, Tree] = {}

    def take_in(self, groups: Iterable[int]) -> bool:
        """Take the events of further groups in; return whether there were any."""
        wanted = set(groups) - self.region.keys()
        found = {key: list(events) for key, events in self._known.events_of(sorted(wanted)).items()}
        self.region |= found
        self._inside.take([event for events in found.values() for event in events])
        return bool(found)

    def reached(self) -> set[int]:
        """Group what is taken in, with and without the fresh events; return the groups that it touches."""
        inside = [event for events in self.region.values() for event in events]
        before, self.after = self._tree(inside), self._tree([*inside, *self._fresh])
        novel = [group for group, later in self.after.became.items() if before.became.get(group, ()) != later]
        here = self._inside.rows.keys()
        partners = [one for pair in self._known.joined for one in pair if len({*pair} & here) == 1]
        outside = {*partners, *self._attracted(novel)} - here
        return set(self._known.groups_of(sorted(outside)).values())

    def _tree(self, events: Sequence[str]) -> Tree:
        inside = set(events)
        joined = frozenset(pair for pair in self._known.joined if {*pair} <= inside)
        links = (
            (event, other)
            for event in events
            for other in self._inside.links[event]
            if event < other and other in inside
        )
        whole = Tree([], {}, {})
        for component in components(events, [*links, *joined]):
            made = self._joined(tuple(component), joined)
            whole.groups.extend(made.groups)
            whole.became.update(made.became)
            whole.ended.update(made.ended)
        return whole

    def _joined(self, component: Group, joined: frozenset[Pair]) -> Tree:
        if component not in self._trees:
            own = set(component)
            partners = frozenset(pair for pair in joined if pair[0] in own)
            self._trees[component] = linkage(component, self._inside.rows, partners)
        return self._trees[component]

    def _attracted(self, novel: Sequence[Group]) -> Iterator[str]:
        """Yield, for each group that is new on the way, the event outside that it would sooner have joined.

        The mean score of two groups is at most that of the one and the best event of the other, and at the
        score at which the one was joined with another it is gone. Other events outside may follow once the
        group of this one is taken in; mostly they do not.
        """
        outside = self._outside({event for group in novel for event in group})
        parts: dict[Group, list[Group]] = defaultdict(list)
        for group, later in self.after.became.items():
            if later is not None:
                parts[later].append(group)
        sums: dict[Group, Sums] = {}
        for group in sorted(novel, key=len):
            known = [sums[one] for one in parts[group] if one in sums]
            rest = set(group).difference(*(one for one in parts[group] if one in sums))
            sums[group] = _added([*known, *(outside[event] for event in rest if outside[event])])
            least = (max(self.after.ended[group] - SLACK, 0.0) - APART) * len(group)
            found = [(value, one) for one, value in sums[group].items() if value > least]
            if found:
                yield max(found)[1]

    def _outside(self, events: set[str]) -> dict[str, Sums]:
        """Return for each event what it scores above ``APART`` with those outside that may be attracted.

        They have a group, and a positive score with one of the events: a mean of others is not positive.
        """
        self._inside.complete(events)
        rows, links = self._inside.rows, self._inside.links
        linked = {other for event in events for other in links[event]} - rows.keys()
        attracted = self._known.groups_of(sorted(linked)).keys()
        return {
            event: {other: rows[event][other] - APART for other in attracted & rows[event].keys()}
            for event in events
        }


def _added(parts: Sequence[Sums]) -> Sums:
    """Return the sums of scores with each event."""
    if not parts:
        return {}
    first, *others = sorted(parts, key=len, reverse=True)
    total = dict(first)
    for part in others:
        for event, value in part.items():
            total[event] = total.get(event, 0.0) + value
    return total
