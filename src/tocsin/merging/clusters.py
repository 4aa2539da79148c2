"""Bringing events together by the scores of their pairs: the same in any order of arrival."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

# What a pair that is not comparable counts for.
APART = -0.2

Score = Callable[[str, str], float | None]
Group = tuple[str, ...]


def components(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the nodes in groups that links join, each group and all groups in alphabetical order."""
    root = {node: node for node in nodes}

    def find(node: str) -> str:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other in links:
        a, b = sorted((find(one), find(other)))
        root[b] = a
    groups: dict[str, list[str]] = {}
    for node in sorted(root):
        groups.setdefault(find(node), []).append(node)
    return sorted(groups.values())


class Tree(NamedTuple):
    """What joining has made: the last groups, and for each group that there was the one it became part of.

    A group is the tuple of its nodes in alphabetical order; the last ones became part of nothing (None).
    ``ended`` is the score at which a group became part of another one, 0 for the last ones.
    """

    groups: list[list[str]]
    became: dict[Group, Group | None]
    ended: dict[Group, float]


def average_linkage(
    nodes: Sequence[str], score: Score, together: frozenset[tuple[str, str]] = frozenset()
) -> list[list[str]]:
    """Join groups while the mean score between two of them is positive, the highest first.

    ``together`` are pairs that somebody has joined by hand; they start in one group. Of equal scores the
    groups that come first in the alphabet are joined first, so that the order of arrival does not matter.
    """
    scores: dict[str, dict[str, float]] = {node: {} for node in nodes}
    for one, other in combinations(nodes, 2):
        value = score(one, other)
        if value is not None:
            scores[one][other] = scores[other][one] = value
    return linkage(nodes, scores, together).groups


def linkage(
    nodes: Sequence[str],
    scores: Mapping[str, Mapping[str, float]],
    together: frozenset[tuple[str, str]] = frozenset(),
) -> Tree:
    """Do what ``average_linkage`` does, and return how it came to that.

    ``scores`` has for each node those of the pairs that are comparable; of what they have with nodes that are
    not among ``nodes``, nothing is used.
    """
    groups = _Groups(components(nodes, together), scores)
    waiting = [(-mean, *pair) for pair in groups.pairs() if (mean := groups.mean(*pair)) > 0]
    heapq.heapify(waiting)
    while waiting:
        negative, one, other = heapq.heappop(waiting)
        if groups.mean(one, other) != -negative:
            continue  # one of the groups has grown or is gone
        for third in groups.join(one, other, -negative):
            mean = groups.mean(one, third)
            if mean > 0:
                heapq.heappush(waiting, (-mean, min(one, third), max(one, third)))
    return Tree(sorted(groups.alive.values()), groups.became, groups.ended)


class _Groups:
    """Groups by their first node, and what they score together: sums of scores above ``APART``.

    Pairs that are not comparable count for that much and need not be kept.
    """

    def __init__(self, groups: Sequence[Sequence[str]], scores: Mapping[str, Mapping[str, float]]) -> None:
        self.alive = {group[0]: list(group) for group in groups}
        self.became: dict[Group, Group | None] = {tuple(group): None for group in groups}
        self.ended = dict.fromkeys(self.became, 0.0)
        self._sums: dict[str, dict[str, float]] = {name: {} for name in self.alive}
        owner = {node: group[0] for group in groups for node in group}
        for node in sorted(owner):
            own = self._sums[owner[node]]
            for other in sorted(owner.keys() & scores[node].keys()):
                if owner[other] != owner[node]:
                    own[owner[other]] = own.get(owner[other], 0.0) + scores[node][other] - APART

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of groups that are comparable somewhere."""
        return ((one, other) for one, sums in self._sums.items() for other in sums if one < other)

    def mean(self, one: str, other: str) -> float:
        """Return the mean score of two groups; ``APART`` where one is gone."""
        total = self._sums.get(one, {}).get(other)
        if total is None:
            return APART
        return APART + total / (len(self.alive[one]) * len(self.alive[other]))

    def join(self, one: str, other: str, score: float) -> Iterable[str]:
        """Join the second group to the first, and return the groups that it is comparable with now."""
        joined = sorted([*self.alive[one], *self.alive[other]])
        for part in (tuple(self.alive[one]), tuple(self.alive.pop(other))):
            self.became[part], self.ended[part] = tuple(joined), score
        self.became[tuple(joined)], self.ended[tuple(joined)] = None, 0.0
        self.alive[one] = joined
        for third, total in self._sums.pop(other).items():
            del self._sums[third][other]
            if third != one:
                self._sums[one][third] = self._sums[third][one] = self._sums[one].get(third, 0.0) + total
        return self._sums[one]
