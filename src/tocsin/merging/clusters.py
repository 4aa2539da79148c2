"""Bringing events together by the scores of their pairs: the same in any order of arrival."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

# What a pair that is not comparable counts for.
APART = -0.5

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
    return linkage(nodes, score, together).groups


def linkage(nodes: Sequence[str], score: Score, together: frozenset[tuple[str, str]] = frozenset()) -> Tree:
    """Do what ``average_linkage`` does, and return how it came to that."""
    alive = {group[0]: group for group in components(nodes, together)}
    became: dict[Group, Group | None] = {tuple(group): None for group in alive.values()}
    ended = dict.fromkeys(became, 0.0)
    means = {
        (one, other): _mean(alive[one], alive[other], score) for one, other in combinations(sorted(alive), 2)
    }
    waiting = [(-mean, *pair) for pair, mean in means.items() if mean > 0]
    heapq.heapify(waiting)
    while waiting:
        negative, one, other = heapq.heappop(waiting)
        if means.get((one, other)) != -negative:
            continue  # one of the groups has grown or is gone
        sizes = len(alive[one]), len(alive[other])
        joined = sorted([*alive[one], *alive[other]])
        for part in (tuple(alive[one]), tuple(alive.pop(other))):
            became[part], ended[part] = tuple(joined), -negative
        became[tuple(joined)], ended[tuple(joined)] = None, 0.0
        alive[one] = joined
        del means[one, other]
        for third in alive.keys() - {one}:
            kept, gone = (min(one, third), max(one, third)), (min(other, third), max(other, third))
            mean = (means[kept] * sizes[0] + means.pop(gone) * sizes[1]) / sum(sizes)
            means[kept] = mean
            if mean > 0:
                heapq.heappush(waiting, (-mean, *kept))
    return Tree(sorted(alive.values()), became, ended)


def _mean(one: Sequence[str], other: Sequence[str], score: Score) -> float:
    found = [APART if (value := score(a, b)) is None else value for a in one for b in other]
    return sum(found) / len(found)
