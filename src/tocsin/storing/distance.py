"""Distances on the globe: kilometres on a great circle, and the boxes that hold a circle."""

from __future__ import annotations

import math
from typing import NamedTuple

from tocsin.knowledge.globe import EARTH_KM, distance_km

_SLACK = 1.001
"""Boxes are a little larger than their circle: an R-tree rounds."""


class Box(NamedTuple):
    """Degrees, inclusive; never across the date line."""

    south: float
    north: float
    west: float
    east: float


def kilometres(
    latitude: float | None, longitude: float | None, to_latitude: float, to_longitude: float
) -> float | None:
    """Return the great-circle distance between two points in degrees; None for no point."""
    if latitude is None or longitude is None:
        return None
    return distance_km((latitude, longitude), (to_latitude, to_longitude))


def boxes(latitude: float, longitude: float, radius: float) -> list[Box]:
    """Return boxes that hold the circle: one, or two where it crosses the date line."""
    high = math.degrees(radius / EARTH_KM) * _SLACK + 0.001
    south, north = max(-90.0, latitude - high), min(90.0, latitude + high)
    if north >= 90 or south <= -90 or high >= 90:
        return [Box(south, north, -180.0, 180.0)]
    wide = math.degrees(math.asin(min(1.0, math.sin(math.radians(high)) / math.cos(math.radians(latitude)))))
    west, east = longitude - wide - 0.001, longitude + wide + 0.001
    if west < -180:
        return [Box(south, north, -180.0, east), Box(south, north, west + 360, 180.0)]
    if east > 180:
        return [Box(south, north, west, 180.0), Box(south, north, -180.0, east - 360)]
    return [Box(south, north, west, east)]
