"""Movements on a map: lines with a head at their goal, told apart by claim and not by colour alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from tocsin.amounts import noun_for
from tocsin.records import Modality, Record
from tocsin.showing.page.markup import element, linked

DRAWN_CLAIMS: tuple[Modality, ...] = ("asserted", "alleged", "planned")
"""What is denied, supposed or long past is no line; list it beside the map."""
THINNEST, THICKEST = 1.6, 5.0
BEND = 0.12
HEAD, GAP = 9.0, 3.0
SHORTEST = HEAD + 4.0
SLENDER = 0.42
ASIDE = 11.0
STEPS = 40
Spot = tuple[float, float]


class MapEnd(Record, frozen=True):
    """Where a movement begins or ends; ``precision`` as of ``tocsin.records.Place``, degrees WGS84."""

    name: str
    latitude: float
    longitude: float
    precision: str


class MapWay(Record, frozen=True):
    """So many movements from one place to another; ``claim`` is the strongest that holds of them."""

    origin: MapEnd
    goal: MapEnd
    count: int
    claim: Modality
    quad: int | None = None
    href: str | None = None


class Ground(NamedTuple):
    """The map under the ways: where an end lies on it, and how far the mark there reaches."""

    at: Callable[[MapEnd], Spot]
    reach: Callable[[MapEnd], float]


def way_lines(ways: Sequence[MapWay], ground: Ground, noun: str) -> list[Markup]:
    """Return a line for each way whose claim is drawn, from the edge of one mark to that of the other.

    Both directions between two places bend away from one another. Ends too near for a line give none.
    """
    most = max((way.count for way in ways), default=1)
    return [line for way in ways if (line := _line(way, ground, most, noun)) is not None]


def _line(way: MapWay, ground: Ground, most: int, noun: str) -> Markup | None:
    if way.claim not in DRAWN_CLAIMS:
        return None
    start, end = ground.at(way.origin), ground.at(way.goal)
    curve = _between((start, _bent(start, end), end), ground.reach(way.origin), ground.reach(way.goal))
    if curve is None:
        return None
    thick = THINNEST + (THICKEST - THINNEST) * math.sqrt((way.count - 1) / max(1, most - 1))
    path = "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in curve)
    quad = f"q{way.quad or 0}"
    words = f"{way.origin.name} ({way.origin.precision}) to {way.goal.name} ({way.goal.precision}): "
    words += f"{way.count} {noun_for(way.count, noun)}"
    pieces = [
        element("path", d=path, class_="way-ground", stroke_width=thick + 3),
        element("path", d=path, class_=f"way {quad} {way.claim}", stroke_width=thick),
        element("path", d=_head(curve, HEAD + thick), class_=f"way-head {quad}"),
        element("path", d=path, class_="way-hit"),
    ]
    if way.count > 1:
        x, y = _beside(curve, start, end)
        pieces.append(element("text", way.count, x=x, y=y + 4.5, class_="count halo"))
    return linked(way.href, words, *pieces)


def _beside(curve: Sequence[Spot], start: Spot, end: Spot) -> Spot:
    """Return a point on the outer side of the middle of a bent line."""
    x, y = curve[len(curve) // 2]
    length = math.dist(start, end) or 1.0
    return x - (end[1] - start[1]) / length * ASIDE, y + (end[0] - start[0]) / length * ASIDE


def _bent(start: Spot, end: Spot) -> Spot:
    (x1, y1), (x2, y2) = start, end
    return (x1 + x2) / 2 - (y2 - y1) * BEND * 2, (y1 + y2) / 2 + (x2 - x1) * BEND * 2


def _between(curve: tuple[Spot, Spot, Spot], first: float, last: float) -> list[Spot] | None:
    """Return the points of a curve that lie outside the marks at its ends; None where hardly any do."""
    points = [_on(curve, step / STEPS) for step in range(STEPS + 1)]
    kept = [
        one
        for one in points
        if math.dist(one, points[0]) >= first + GAP and math.dist(one, points[-1]) >= last + GAP
    ]
    return kept if len(kept) > 1 and math.dist(kept[0], kept[-1]) >= SHORTEST else None


def _on(curve: tuple[Spot, Spot, Spot], share: float) -> Spot:
    x, y = (
        (1 - share) ** 2 * a + 2 * share * (1 - share) * b + share**2 * c
        for a, b, c in zip(*curve, strict=True)
    )
    return x, y


def _head(curve: Sequence[Spot], size: float) -> str:
    """Return a triangle whose point is the end of the curve."""
    (x1, y1), (x2, y2) = curve[-2], curve[-1]
    length = math.dist((x1, y1), (x2, y2)) or 1.0
    along = (x2 - x1) / length * size, (y2 - y1) / length * size
    left = (x2 - along[0] - along[1] * SLENDER, y2 - along[1] + along[0] * SLENDER)
    right = (x2 - along[0] + along[1] * SLENDER, y2 - along[1] - along[0] * SLENDER)
    return f"M{x2:.1f},{y2:.1f}L{left[0]:.1f},{left[1]:.1f} {right[0]:.1f},{right[1]:.1f}z"
