"""The map: where events took place, what moved from where to where, and how exactly that is known."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from tocsin import ontology
from tocsin.briefing.movements import Movement
from tocsin.briefing.places import capitals_of, states_of
from tocsin.errors import UsageError
from tocsin.knowledge import countries
from tocsin.records import Place
from tocsin.serving import links
from tocsin.serving.answers import View, listed
from tocsin.serving.asked import Paged, Period
from tocsin.serving.charting import map_data
from tocsin.serving.drawing import event_url
from tocsin.serving.moving import NOT_TOLD, Way, moved_in, name_of, ways_of
from tocsin.serving.periods import Days, days_of
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.showing.page import (
    DRAWN_CLAIMS,
    Landmark,
    MapEnd,
    MapPoint,
    MapWay,
    both_widths,
    map_svg,
    near_one_another,
)
from tocsin.showing.page.outlines import Box
from tocsin.showing.page.worldmap import EXACT
from tocsin.storing.overview import PlaceCount

router = APIRouter()
MOST_DRAWN = 300
MOST_NAMED = 12
MOST_WAYS = 60
ROOM = 0.005  # degrees around the places of a part, half a kilometre
NO_DOT = (None, "country")
POLICIES = {
    "un": "recognised by the United Nations or most states",
    "de-facto": "of whoever controls it",
    "none": "left open",
}


class MapQuery(Paged, Period):
    """Which days, and which part of the table."""

    whole: bool = Field(False, description="Draw places also that lie far from most others.")
    inside: str | None = Field(
        None,
        description="Only towns and known places in a part of it: west,south,east,north in degrees.",
    )

    def box(self) -> Box | None:
        """Return the part of the map that is asked for. UsageError for what is none."""
        if self.inside is None:
            return None
        try:
            west, south, east, north = map(float, self.inside.split(","))
        except ValueError:
            west, south, east, north = (math.nan,) * 4
        if not (south <= north and -360 <= west <= east <= 540):
            raise UsageError(f"inside {self.inside!r}: write west,south,east,north in degrees")
        return Box(west, south, east, north)


@view(router, "/map", "map.html")
def map_of_places(site: SiteHere, asked: Annotated[MapQuery, Query()]) -> View:
    """Return the places of events with their precision, those with most events first."""
    days = days_of(site, asked)
    box = asked.box()
    all_of_them = site.kept(("places", days), lambda: site.overview.places(*days))
    every = all_of_them if box is None else [one for one in all_of_them if _is_in(one, box)]
    found = every[asked.offset : asked.offset + asked.limit]
    more = asked.offset + len(found) < len(every)
    borders = site.project.settings.borders
    moved = moved_in(site, days)
    ways = ways_of(moved.found)
    data = {
        "borders": borders,
        **days._asdict(),
        **listed(found, asked, more=more, path="/map", count=len(every)),
        "movements": ways[:MOST_WAYS],
    }
    period = days._asdict()
    placed = [_point(place, period) for place in every[:MOST_DRAWN] if place.precision not in NO_DOT]
    points = [point for point in placed if point is not None]
    lines = [] if box is not None else _lines(ways[:MOST_WAYS], moved.found, period)
    every_one = asked.whole or box is not None
    drawn, lines = (points, lines) if every_one else near_one_another(points, lines)
    gather = partial(_part_page, period) if box is None else None
    names = _states(site, days, every)
    landmarks, areas = _landmarks(names, drawn, lines), _areas(names)
    shown = {
        "days": days,
        "period": period,
        "policy": POLICIES.get(borders, f"as the table {borders} says"),
        "drawing": both_widths(
            lambda width: map_svg(
                drawn,
                landmarks,
                width,
                areas=areas,
                noun="event",
                gather=gather,
                ways=lines,
            )
        ),
        "map_data": map_data(drawn, lines, landmarks, areas),
        "part": asked.inside,
        "far": len(points) - len(drawn),
        "left_out": max(0, len(every) - MOST_DRAWN),
        "drawn_ways": len(lines),
        "more_ways": len(ways) - len(data["movements"]),
        "moved": len(moved.found),
        "unread": moved.unread,
        "way_page": partial(_way_page, period),
    }
    return View(title="Map", data=data, shown=shown)


class MovementQuery(Paged, Period):
    """Which movements."""

    origin: str | None = Field(None, description=f"Where from, by name; {NOT_TOLD} where nobody tells.")
    goal: str | None = Field(None, description=f"Where to, by name; {NOT_TOLD} where nobody tells.")


@view(router, "/movements", "movements.html")
def movements(site: SiteHere, asked: Annotated[MovementQuery, Query()]) -> View:
    """Return what moved from where to where, each with the event that tells it."""
    days = days_of(site, asked)
    moved = moved_in(site, days)
    every = [one for one in moved.found if _is_asked(one, asked)]
    found = every[asked.offset : asked.offset + asked.limit]
    more = asked.offset + len(found) < len(every)
    data = {
        **days._asdict(),
        **listed(found, asked, more=more, path="/movements", count=len(every)),
        "unread": moved.unread,
    }
    titles = site.overview.titles(list({one.event.article for one in found}))
    shown = {"titles": titles, "days": days, "period": days._asdict(), "not_told": NOT_TOLD}
    return View(title="Movements", data=data, shown=shown)


def _is_asked(one: Movement, asked: MovementQuery) -> bool:
    wanted = ((asked.origin, one.origin), (asked.goal, one.goal))
    return all(name is None or name == name_of(place) for name, place in wanted)


def _way_page(period: dict[str, str], way: Way) -> str:
    return links.page("movements", origin=name_of(way.origin), goal=name_of(way.goal), **period)


def _lines(ways: Sequence[Way], movements: Sequence[Movement], period: dict[str, str]) -> list[MapWay]:
    """Return the ways that can be drawn; one that a single event tells leads to its words."""
    by_event = {one.event.id: one.event for one in movements}
    lines = []
    for way in ways:
        origin, goal = (_end(place) for place in (way.origin, way.goal))
        claim = next((claim for claim in DRAWN_CLAIMS if way.claims.get(claim)), None)
        if origin is None or goal is None or claim is None:
            continue
        lines.append(
            MapWay(
                origin=origin,
                goal=goal,
                count=way.count,
                claim=claim,
                quad=ontology.quad_class(way.acts[0].type),
                href=_way_page(period, way) if way.only is None else event_url(by_event[way.only]),
            )
        )
    return lines


def _end(place: Place | None) -> MapEnd | None:
    if place is None or place.latitude is None or place.longitude is None or place.precision in NO_DOT:
        return None
    return MapEnd(
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision or "",
    )


def _is_in(place: PlaceCount, box: Box) -> bool:
    if place.latitude is None or place.longitude is None or place.precision not in EXACT:
        return False
    turned = (place.longitude - box.west) % 360 + box.west
    return box.south <= place.latitude <= box.north and turned <= box.east


def _part_page(period: dict[str, str], group: Sequence[MapPoint]) -> str:
    """Return the page of the part of the map in which some places are, with a little room at its sides."""
    first = group[0].longitude
    turned = [(one.longitude - first + 180) % 360 - 180 + first for one in group]
    south, north = (end(one.latitude for one in group) for end in (min, max))
    sides = (min(turned) - ROOM, south - ROOM, max(turned) + ROOM, north + ROOM)
    return links.page("map", inside=",".join(f"{side:.3f}" for side in sides), **period)


def _states(site: Site, days: Days, places: Sequence[PlaceCount]) -> list[str]:
    """Return the names of the states that act most in a period, and of those in which something happened."""
    counted: Counter[str] = Counter()
    for tie in site.kept(("ties", days), lambda: site.overview.ties(*days)):
        counted[tie.actor] += tie.count
        counted[tie.recipient] += tie.count
    for place in places:
        counted[place.country or ""] += place.count
    known = countries()
    return [known[code].name for code, _ in counted.most_common() if code in known][:MOST_NAMED]


def _landmarks(names: Sequence[str], drawn: Sequence[MapPoint], lines: Sequence[MapWay]) -> list[Landmark]:
    """Return the capitals of states, but for those that are marked already."""
    marked = {point.name.casefold() for point in drawn}
    marked |= {end.name.casefold() for line in lines for end in (line.origin, line.goal)}
    return [
        Landmark(name=one.name, latitude=one.latitude, longitude=one.longitude)
        for one in capitals_of(names)
        if one.name.casefold() not in marked
    ]


def _areas(names: Sequence[str]) -> list[Landmark]:
    found = states_of(names)
    return [Landmark(name=one.name, latitude=one.latitude, longitude=one.longitude) for one in found]


def _point(place: PlaceCount, period: dict[str, str]) -> MapPoint | None:
    if place.latitude is None or place.longitude is None or place.precision is None:
        return None
    return MapPoint(
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        count=place.count,
        quad=4 if place.conflict * 2 > place.count else 2,
        href=links.page("events", place=place.name, **period),
    )
