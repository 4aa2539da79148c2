"""Bringing events together by the scores of their pairs: the same in any order of arrival."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

# What a pair that is not comparable counts for.
APART = -0.2

Score = Callable[[str, str], float | None]
Group = tuple[str, ...]


def components(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the nodes in groups that links join, each group and all groups in alphabetical order."""
    beside: dict[str, list[str]] = {node: [] for node in nodes}
    for one, other in links:
        beside[one].append(other)
        beside[other].append(one)
    groups: list[list[str]] = []
    while beside:
        node, ahead = beside.popitem()
        group = [node]
        while ahead:
            node = ahead.pop()
            if node in beside:
                group.append(node)
                ahead += beside.pop(node)
        groups.append(sorted(group))
    return sorted(groups)


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
    waiting = [(-mean, one, other) for one in groups.alive for mean, other in groups.near(one) if one < other]
    heapq.heapify(waiting)
    while waiting:
        negative, one, other = heapq.heappop(waiting)
        if groups.mean(one, other) != -negative:
            continue  # one of the groups has grown or is gone
        groups.join(one, other, -negative)
        for mean, third in groups.near(one):
            heapq.heappush(waiting, (-mean, one, third) if one < third else (-mean, third, one))
    return Tree(sorted(groups.alive.values()), groups.became, groups.ended)


class _Groups:
    """Groups by their first node, and what they score together: sums of scores above ``APART``.

    Pairs that are not comparable count for that much and need not be kept.
    """

    def __init__(self, groups: Sequence[Sequence[str]], scores: Mapping[str, Mapping[str, float]]) -> None:
        self.alive = {group[0]: list(group) for group in groups}
        self.became: dict[Group, Group | None] = {tuple(group): None for group in groups}
        self.ended = dict.fromkeys(self.became, 0.0)
        self._sizes = {name: len(group) for name, group in self.alive.items()}
        self._sums: dict[str, dict[str, float]] = {name: {} for name in self.alive}
        owner = {node: group[0] for group in groups for node in group}
        # Sums depend on their order; where each node is a group of its own there are none.
        ordered = sorted if len(owner) > len(groups) else iter
        for node in sorted(owner):
            name, row = owner[node], scores[node]
            own = self._sums[name]
            for other in ordered(owner.keys() & row.keys()):
                if (its := owner[other]) != name:
                    own[its] = own.get(its, 0.0) + row[other] - APART

    def near(self, one: str) -> list[tuple[float, str]]:
        """Return the groups with which the mean score of one is positive, each after that score."""
        size, sizes = self._sizes[one], self._sizes
        means = [(APART + total / (size * sizes[other]), other) for other, total in self._sums[one].items()]
        return [pair for pair in means if pair[0] > 0]

    def mean(self, one: str, other: str) -> float:
        """Return the mean score of two groups; ``APART`` where one is gone."""
        total = self._sums.get(one, {}).get(other)
        return APART if total is None else APART + total / (self._sizes[one] * self._sizes[other])

    def join(self, one: str, other: str, score: float) -> None:
        """Join the second group to the first."""
        joined = sorted([*self.alive[one], *self.alive[other]])
        for part in (tuple(self.alive[one]), tuple(self.alive.pop(other))):
            self.became[part], self.ended[part] = tuple(joined), score
        self.became[tuple(joined)], self.ended[tuple(joined)] = None, 0.0
        self.alive[one] = joined
        self._sizes[one] = len(joined)
        own = self._sums[one]
        for third, total in self._sums.pop(other).items():
            its = self._sums[third]
            del its[other]
            if third != one:
                own[third] = its[one] = own.get(third, 0.0) + total
