"""What scripts need to draw in the browser what the server has drawn: JSON for an attribute of the page.

Words of reports are not in it: scripts take them from the page, where they are escaped. Names are cleaned,
and set as text; links are paths of this server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.serving.answers import json_bytes
from tocsin.showing.page import (
    Landmark,
    MapEnd,
    MapPoint,
    MapWay,
    NetworkParty,
    Tie,
    Whole,
    clean,
    is_drawn,
)
from tocsin.showing.page.markup import NARROW, WIDE
from tocsin.showing.page.worldmap import extent

QUADS = (1, 2, 3, 4)
MOST_PARTIES, MOST_TIES = 150, 400
"""Of more, nobody tells one from another, and the page grows."""


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


def network_data(parties: Sequence[NetworkParty], ties: Sequence[Tie], whole: Whole | None = None) -> str:
    """Return who acts on whom: as much of it as can be told apart, those with most acts first.

    Parties and ties are those of ``whole``, so that each keeps its place from day to day; beside what they
    have now stands what they have in all. Fewer than two parties give an empty text.
    """
    everything = whole or Whole(parties=tuple(parties), ties=tuple(ties))
    every = sorted(everything.parties, key=lambda one: (-one.weight, one.name))[:MOST_PARTIES]
    places = {party.name: place for place, party in enumerate(every)}
    inside = [tie for tie in everything.ties if {tie.one, tie.other} <= places.keys()]
    kept = sorted(inside, key=lambda tie: (-tie.cooperation - tie.conflict, tie.one, tie.other))[:MOST_TIES]
    if not kept:
        return ""
    now_parties = {party.name: party for party in parties}
    now_ties = {(tie.one, tie.other): tie for tie in ties}
    return _attribute({
        "parties": [_party(party, now_parties.get(party.name)) for party in every],
        "ties": [{"ends": (places[tie.one], places[tie.other]), "all": tie.cooperation + tie.conflict,
                  **_sides(now_ties.get((tie.one, tie.other)))} for tie in kept],
    })  # fmt: skip


def _party(party: NetworkParty, now: NetworkParty | None) -> dict[str, Any]:
    return {"name": clean(party.name), "count": now.weight if now else 0, "href": now.href if now else None}


def _sides(tie: Tie | None) -> dict[str, Any]:
    """Return the sides on which there are acts now: how many, and where they are told."""
    if tie is None:
        return {}
    sides = {
        "cooperation": (tie.cooperation, tie.cooperation_href),
        "conflict": (tie.conflict, tie.conflict_href),
    }
    return {side: found for side, found in sides.items() if found[0]}


def _spot(one: MapPoint | MapEnd | Landmark) -> dict[str, Any]:
    at = {"name": clean(one.name), "at": (one.longitude, one.latitude)}
    return at if isinstance(one, Landmark) else {**at, "precision": one.precision}


def _attribute(data: dict[str, Any]) -> str:
    return json_bytes(data).decode()
