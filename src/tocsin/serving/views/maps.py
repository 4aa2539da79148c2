"""The map: where events are said to have taken place, and how exactly that is known."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from tocsin.serving import links
from tocsin.serving.answers import View, listed
from tocsin.serving.asked import Paged, Period
from tocsin.serving.periods import days_of
from tocsin.serving.routing import view
from tocsin.serving.site import SiteHere
from tocsin.showing.page import MapPoint, both_widths, map_svg, nearest_together
from tocsin.storing.overview import PlaceCount

router = APIRouter()
MOST_DRAWN = 300
NO_DOT = (None, "country")
POLICIES = {
    "un": "recognised by the United Nations or most states",
    "de-facto": "of whoever controls it",
    "none": "left open",
}


class MapQuery(Paged, Period):
    """Which days, and which part of the table."""

    whole: bool = Field(False, description="Draw places also that lie far from most others.")


@view(router, "/map", "map.html")
def map_of_places(site: SiteHere, asked: Annotated[MapQuery, Query()]) -> View:
    """Return the places of events with their precision, those with most events first."""
    days = days_of(site, asked)
    every = site.kept(("places", days), lambda: site.overview.places(*days))
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
    drawn = points if asked.whole else nearest_together(points)
    shown = {
        "days": days,
        "period": period,
        "policy": POLICIES.get(borders, f"as the table {borders} says"),
        "drawing": both_widths(lambda width: map_svg(drawn, (), width)),
        "far": len(points) - len(drawn),
        "left_out": max(0, len(every) - MOST_DRAWN),
    }
    return View(title="Map", data=data, shown=shown)


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
