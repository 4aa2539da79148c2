"""Bringing events together by the scores of their pairs: the same in any order of arrival."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

# What a pair that is not comparable counts for.
APART = -0.5

Score = Callable[[str, str], float | None]


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


def average_linkage(
    nodes: Sequence[str], score: Score, together: frozenset[tuple[str, str]] = frozenset()
) -> list[list[str]]:
    """Join groups while the mean score between two of them is positive, the highest first.

    ``together`` are pairs that somebody has joined by hand; they start in one group. Of equal scores the
    groups that come first in the alphabet are joined first, so that the order of arrival does not matter.
    """
    alive = {group[0]: group for group in components(nodes, together)}
    means = {
        (one, other): _mean(alive[one], alive[other], score) for one, other in combinations(sorted(alive), 2)
    }
    waiting = [(-mean, *pair) for pair, mean in means.items()]
    heapq.heapify(waiting)
    while waiting:
        negative, one, other = heapq.heappop(waiting)
        if means.get((one, other)) != -negative:
            continue  # one of the groups has grown or is gone
        if negative >= 0:
            break
        sizes = len(alive[one]), len(alive[other])
        alive[one] = sorted([*alive[one], *alive.pop(other)])
        del means[one, other]
        for third in alive.keys() - {one}:
            kept, gone = (min(one, third), max(one, third)), (min(other, third), max(other, third))
            mean = (means[kept] * sizes[0] + means.pop(gone) * sizes[1]) / sum(sizes)
            means[kept] = mean
            heapq.heappush(waiting, (-mean, *kept))
    return sorted(alive.values())


def _mean(one: Sequence[str], other: Sequence[str], score: Score) -> float:
    found = [APART if (value := score(a, b)) is None else value for a in one for b in other]
    return sum(found) / len(found)
