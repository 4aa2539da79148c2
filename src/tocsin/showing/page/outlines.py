"""Coasts and borders for maps: Natural Earth 1:50 million (public domain), see ``tabling/land.py``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tocsin import tables

STEP = 100.0
Point = tuple[float, float]


class Box(NamedTuple):
    """A part of the world in degrees; ``west`` to ``east`` may lie beyond 180."""

    west: float
    south: float
    east: float
    north: float


class Outline(NamedTuple):
    """A line or ring of points (longitude, latitude) and the box around it."""

    points: tuple[Point, ...]
    box: Box


@cache
def outlines() -> tuple[tuple[Outline, ...], tuple[Outline, ...]]:
    """Return the rings of the land and the lines between countries, read once."""
    packed = tables.table("tocsin.showing.page", "land.json.gz").read_bytes()
    data: dict[str, list[list[int]]] = json.loads(gzip.decompress(packed))
    return tuple(map(_outline, data["land"])), tuple(map(_outline, data["borders"]))


def land_in(box: Box) -> Iterator[list[Point]]:
    """Yield the pieces of land inside a box, cut at its edges."""
    for ring in _near(outlines()[0], box):
        cut = _clipped(ring, box)
        if len(cut) > 2:
            yield cut


def borders_in(box: Box) -> Iterator[list[Point]]:
    """Yield the stretches of borders that touch a box; they may run beyond it."""
    for line in _near(outlines()[1], box):
        run: list[Point] = []
        for a, b in pairwise(line):
            if _touches(a, b, box):
                run = run or [a]
                run.append(b)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _outline(steps: Sequence[int]) -> Outline:
    x = y = 0
    points: list[Point] = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / STEP, y / STEP))
    longitudes, latitudes = zip(*points, strict=True)
    return Outline(tuple(points), Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes)))


def _near(lines: Sequence[Outline], box: Box) -> Iterator[list[Point]]:
    """Yield lines whose box meets this one, moved by a turn of the globe where that brings them there."""
    for turn in (-360.0, 0.0, 360.0):
        for line in lines:
            own = line.box
            aside = own.east + turn < box.west or own.west + turn > box.east
            if not (aside or own.north < box.south or own.south > box.north):
                yield [(x + turn, y) for x, y in line.points] if turn else list(line.points)


def _touches(a: Point, b: Point, box: Box) -> bool:
    aside = max(a[0], b[0]) < box.west or min(a[0], b[0]) > box.east
    return not (aside or max(a[1], b[1]) < box.south or min(a[1], b[1]) > box.north)


def _clipped(ring: list[Point], box: Box) -> list[Point]:
    """Cut a ring at the four edges of a box, one after the other (Sutherland and Hodgman 1974)."""
    for axis, limit, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
        if not ring:
            break
        ring = list(_cut(ring, axis, limit, sign))
    return ring


def _cut(ring: list[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    before = ring[-1]
    inside_before = (before[axis] - limit) * sign >= 0
    for point in ring:
        inside = (point[axis] - limit) * sign >= 0
        if inside != inside_before:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            yield before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])
        if inside:
            yield point
        before, inside_before = point, inside
