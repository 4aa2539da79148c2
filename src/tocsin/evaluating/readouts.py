"""Pairs of accounts of one call or meeting: how many of their points are aligned rightly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.evaluating.json_lines import json_lines
from tocsin.merging import Point, compare
from tocsin.records import Record, Span

Words = tuple[int, int] | None


class GoldPoint(Record, frozen=True):
    """One point: its relation, and its characters in each account, None where one does not say it."""

    relation: str
    first: Words
    second: Words


class GoldPair(Record, frozen=True):
    """Two accounts with their points."""

    first: str
    second: str
    points: tuple[GoldPoint, ...]


class ReadoutScores(Record, frozen=True):
    """What was measured.

    ``aligned`` is the share of points whose words are put together, or left alone, rightly; ``related`` of
    those for which the relation is right as well.
    """

    points: int
    aligned: float
    related: float


def read_readouts(path: Path) -> list[GoldPair]:
    """Read pairs of accounts, one a line. InputError names the line of one that is amiss."""
    found = []
    for number, data in json_lines(path, ("parties", "points")):
        try:
            texts = [party["text"] for party in data["parties"]]
            points = tuple(_point(one, texts) for one in data["points"])
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(str(path), f"is no pair of accounts ({error})", "mend it", number) from error
        found.append(GoldPair(first=texts[0], second=texts[1], points=points))
    return found


def measure_readouts(pairs: Sequence[GoldPair]) -> ReadoutScores:
    """Compare the accounts of each pair, and see what becomes of the annotated points."""
    points = aligned = related = 0
    for pair in pairs:
        told = compare(pair.first, pair.second)
        for point in pair.points:
            hits = [one for one in told if _is_aligned(point, one)]
            points += 1
            aligned += bool(hits)
            related += any(one.relation == point.relation for one in hits)
    return ReadoutScores(points=points, aligned=aligned / max(1, points), related=related / max(1, points))


def _is_aligned(gold: GoldPoint, told: Point) -> bool:
    """Tell whether a point of ours has the words of both sides, or of the one side and nothing beside it."""
    if gold.first is not None and gold.second is not None:
        return _overlaps(told.first, gold.first) and _overlaps(told.second, gold.second)
    if gold.first is not None:
        return told.second is None and _overlaps(told.first, gold.first)
    return told.first is None and _overlaps(told.second, gold.second)


def _overlaps(span: Span | None, words: Words) -> bool:
    return span is not None and words is not None and span.start < words[1] and words[0] < span.end


def _point(data: dict[str, Any], texts: Sequence[str]) -> GoldPoint:
    first, second = (_place(words, text) for words, text in zip((data["a"], data["b"]), texts, strict=True))
    return GoldPoint(relation=data["relation"], first=first, second=second)


def _place(words: str | None, text: str) -> Words:
    if words is None:
        return None
    start = text.index(words)
    return start, start + len(words)
