"""Bringing events together by the scores of their pairs: the same in any order of arrival."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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
    groups = components(nodes, together)
    means = {
        (i, j): _mean(groups[i], groups[j], score)
        for i in range(len(groups))
        for j in range(i + 1, len(groups))
    }
    alive = dict(enumerate(groups))
    while means:
        best = max(means.items(), key=lambda item: (item[1], _first(alive, item[0])))
        (i, j), mean = best
        if mean <= 0:
            break
        sizes = len(alive[i]), len(alive[j])
        alive[i] = sorted([*alive[i], *alive.pop(j)])
        for k in alive:
            if k == i:
                continue
            a, b = means.pop((min(i, k), max(i, k))), means.pop((min(j, k), max(j, k)))
            means[min(i, k), max(i, k)] = (a * sizes[0] + b * sizes[1]) / sum(sizes)
        means.pop((i, j))
    return sorted(alive.values())


def _first(alive: dict[int, list[str]], pair: tuple[int, int]) -> tuple[tuple[int, ...], ...]:
    """Return a key that is greater for groups that come earlier in the alphabet."""
    names = sorted(alive[k][0] for k in pair)
    return tuple(tuple(-ord(char) for char in name) for name in names)


def _mean(one: Sequence[str], other: Sequence[str], score: Score) -> float:
    found = [APART if (value := score(a, b)) is None else value for a in one for b in other]
    return sum(found) / len(found)
