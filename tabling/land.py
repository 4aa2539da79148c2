"""``python -m tabling.land FOLDER``: writes ``land.json.gz``, the coasts and borders of the maps.

FOLDER is the unpacked npm package ``world-atlas`` (``npm pack world-atlas@2.0.2``, ISC licence), which
carries Natural Earth 4.1.0 at 1:50 million (public domain) as TopoJSON. Kept are the rings of the land and
the arcs that two countries share, in hundredths of a degree, each point as the step from the one before. A
line that crosses the 180th meridian goes on beyond it, so that no step leaps round the globe.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

SOURCE = "countries-50m.json"
OUT = Path("src/tocsin/showing/page/land.json.gz")
# Hundredths of a degree: about a kilometre, finer than any map that a page draws.
STEP = 100
TURN = 360 * STEP
ABOUT = "Natural Earth 4.1.0, 1:50 million, public domain; by way of the npm package world-atlas 2.0.2 (ISC)"

Point = tuple[int, int]


def main(folder: str) -> None:
    """Write the file."""
    topology = json.loads((Path(folder) / SOURCE).read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    (land,) = topology["objects"]["land"]["geometries"]
    rings = [_around_pole(_unrolled(_ring(ring, arcs))) for polygon in land["arcs"] for ring in polygon]
    data = {
        "about": ABOUT,
        "land": [_steps(ring) for ring in rings if len(set(ring)) > 2],
        "borders": [_steps(_unrolled(arcs[number])) for number in _shared(topology["objects"]["countries"])],
    }
    packed = json.dumps(data, separators=(",", ":")).encode()
    OUT.write_bytes(gzip.compress(packed, compresslevel=9, mtime=0))
    print(f"{len(data['land'])} rings, {len(data['borders'])} borders, {OUT.stat().st_size:,} bytes")


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Return an arc of TopoJSON, which is quantised and in steps, in hundredths of a degree."""
    points: list[Point] = []
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        degrees = [
            value * scale + shift
            for value, scale, shift in zip((x, y), transform["scale"], transform["translate"], strict=True)
        ]
        point = (round(degrees[0] * STEP), round(degrees[1] * STEP))
        if not points or points[-1] != point:
            points.append(point)
    return points


def _ring(numbers: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """Return the points of a ring; a negative number ~n is the arc n from its end."""
    return list(chain.from_iterable(arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers))


def _unrolled(points: Sequence[Point]) -> list[Point]:
    """Return points whose longitudes go on where they would leap from 180 to -180 or back."""
    turned = [points[0]]
    for x, y in points[1:]:
        turns = round((turned[-1][0] - x) / TURN)
        turned.append((x + turns * TURN, y))
    return turned


def _around_pole(ring: list[Point]) -> list[Point]:
    """Close a ring that goes round the globe (Antarctica) along the South Pole."""
    if abs(ring[-1][0] - ring[0][0]) < TURN:
        return ring
    return [*ring, (ring[-1][0], -90 * STEP), (ring[0][0], -90 * STEP)]


def _shared(countries: dict[str, Any]) -> list[int]:
    """Return the numbers of the arcs that two countries have."""
    counts: Counter[int] = Counter()
    for country in countries["geometries"]:
        counts.update({n if n >= 0 else ~n for n in _numbers(country.get("arcs", ()))})
    return sorted(number for number, count in counts.items() if count > 1)


def _numbers(nested: Any) -> Iterator[int]:
    for one in nested:
        if isinstance(one, int):
            yield one
        else:
            yield from _numbers(one)


def _steps(points: Sequence[Point]) -> list[int]:
    first = points[0]
    steps = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
    return [*first, *chain.from_iterable(step for step in steps if step != (0, 0))]


if __name__ == "__main__":
    main(sys.argv[1])
