"""Distances on the globe, taken as a sphere."""

from __future__ import annotations

import math

EARTH_KM = 6371.0088
"""Mean radius of the earth in kilometres."""


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (latitude, longitude in degrees), in kilometres."""
    (a, b), (c, d) = ([math.radians(value) for value in point] for point in (one, other))
    chord = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))
