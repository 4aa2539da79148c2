"""The map: where events are said to have taken place, and how exactly that is known."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from tocsin.briefing.places import capitals_of, states_of
from tocsin.errors import UsageError
from tocsin.knowledge import countries
from tocsin.serving import links
from tocsin.serving.answers import View, listed
from tocsin.serving.asked import Paged, Period
from tocsin.serving.periods import Days, days_of
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.showing.page import Landmark, MapPoint, both_widths, map_svg, nearest_together
from tocsin.showing.page.outlines import Box
from tocsin.showing.page.worldmap import EXACT
from tocsin.storing.overview import PlaceCount

router = APIRouter()
MOST_DRAWN = 300
MOST_NAMED = 12
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
    data = {
        "borders": borders,
        **days._asdict(),
        **listed(found, asked, more=more, path="/map", count=len(every)),
    }
    period = days._asdict()
    placed = [_point(place, period) for place in every[:MOST_DRAWN] if place.precision not in NO_DOT]
    points = [point for point in placed if point is not None]
    drawn = points if asked.whole or box is not None else nearest_together(points)
    gather = partial(_part_page, period) if box is None else None
    names = _states(site, days, every)
    shown = {
        "days": days,
        "period": period,
        "policy": POLICIES.get(borders, f"as the table {borders} says"),
        "drawing": both_widths(
            lambda width: map_svg(
                drawn, _landmarks(names, drawn), width, areas=_areas(names), noun="event", gather=gather
            )
        ),
        "part": asked.inside,
        "far": len(points) - len(drawn),
        "left_out": max(0, len(every) - MOST_DRAWN),
    }
    return View(title="Map", data=data, shown=shown)


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


def _landmarks(names: Sequence[str], drawn: Sequence[MapPoint]) -> list[Landmark]:
    """Return the capitals of states, but for those that are marked already."""
    marked = {point.name.casefold() for point in drawn}
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
