"""What scripts need to draw in the browser what the server has drawn: JSON for an attribute of the page.

Words of reports are not in it: scripts take them from the page, where they are escaped. Names are cleaned,
and set as text; links are paths of this server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.serving.answers import json_bytes
from tocsin.showing.page import Landmark, MapEnd, MapPoint, MapWay, clean, is_drawn
from tocsin.showing.page.markup import NARROW, WIDE
from tocsin.showing.page.worldmap import extent

QUADS = (1, 2, 3, 4)


def level_data(days: Sequence[tuple[str, float | None, bool]], band: tuple[float, float] | None) -> str:
    """Return the level of each day, whether an alert rang on it, and the band of the earlier days."""
    return _attribute({"kind": "level", "days": [[day, value, int(rings)] for day, value, rings in days],
                       "band": band})  # fmt: skip


def acts_data(days: Sequence[tuple[str, Mapping[int, int]]]) -> str:
    """Return the acts of each day by quad class."""
    return _attribute(
        {"kind": "acts", "days": [[day, *(counts[quad] for quad in QUADS)] for day, counts in days]}
    )


def map_data(
    points: Sequence[MapPoint], ways: Sequence[MapWay], towns: Sequence[Landmark], states: Sequence[Landmark]
) -> str:
    """Return what a map shows, and the boxes of degrees that hold it; nothing to draw gives an empty text."""
    marks = [point for point in points if is_drawn(point)]
    lines = [way for way in ways if is_drawn(way.origin) and is_drawn(way.goal)]
    ends = [end for way in lines for end in (way.origin, way.goal)]
    spots = [(one.longitude, one.latitude) for one in marks]
    spots += [(end.longitude, end.latitude) for end in ends]
    if not spots:
        return ""
    return _attribute({
        "box": extent(spots, WIDE),
        "narrow": extent(spots, NARROW),
        "points": [{**_spot(one), "count": one.count, "quad": one.quad or 0, "href": one.href}
                   for one in marks],
        "ways": [{"from": _spot(one.origin), "to": _spot(one.goal), "count": one.count,
                  "quad": one.quad or 0, "claim": one.claim, "href": one.href} for one in lines],
        "towns": [_spot(one) for one in towns],
        "states": [_spot(one) for one in states],
    })  # fmt: skip


def _spot(one: MapPoint | MapEnd | Landmark) -> dict[str, Any]:
    at = {"name": clean(one.name), "at": (one.longitude, one.latitude)}
    return at if isinstance(one, Landmark) else {**at, "precision": one.precision}


def _attribute(data: dict[str, Any]) -> str:
    return json_bytes(data).decode()
