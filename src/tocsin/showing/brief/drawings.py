"""The charts of a brief, each from its part of the brief and each figure with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from markupsafe import Markup

from tocsin.briefing.lines import Lines
from tocsin.briefing.model import Brief, LevelDay, Period, Spot, WayEnd
from tocsin.briefing.naming import state_name
from tocsin.showing import page as shared
from tocsin.showing.brief.phrases import day_words, days_between, month_words, span_words

MOST_POINTS = 100
LONGEST_WEEK, LONGEST_MONTH = 6, 30  # days from the first to the last


class Drawings:
    """Draws the charts of one brief; each is empty where there is nothing to draw."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief

    def timeline(self) -> Markup:
        """Return the acts of each period."""
        label = _label_of(self._brief.periods)
        bars = [
            shared.DayBar(
                label=label(one.first),
                title=f"{span_words(one.first, one.last)}: {_counted(one)}",
                counts=one.counts,
                href=f"#{one.incidents.anchor}" if one.incidents.count else None,
            )
            for one in self._brief.periods
        ]
        if not any(sum(one.counts) for one in self._brief.periods):
            return Markup("")
        return shared.both_widths(lambda width: shared.timeline_svg(bars, width))

    def level(self) -> Markup:
        """Return the level of each day against its band; nothing where there are too few days for a band."""
        level = self._brief.level
        if level.band is None:
            return Markup("")
        points = [
            shared.LevelPoint(
                label=day_words(day.day),
                title=f"{day_words(day.day, year=True)}: {_told(day.value)}",
                value=day.value,
                href=f"#{self._anchor(day.day)}",
            )
            for day in _thinned(level.days)
        ]
        return shared.level_svg(points, level.band, 420, f"{level.name}, by day")

    def reliability(self) -> Markup:
        """Return how often forecasts came true over the chance that was given; nothing where too few did."""
        found = self._brief.forecasts
        points = [
            shared.ReliabilityPoint(
                title=f"{one.n} of {one.low:.0%} to {one.high:.0%}: {one.observed:.0%} came true",
                forecast=one.forecast,
                observed=one.observed,
                n=one.n,
                href="#resolved",
            )
            for one in (found.record.reliability if found is not None else ())
        ]
        return shared.reliability_svg(points)

    def network(self) -> Markup:
        """Return the parties and their acts."""
        ties = [
            shared.Tie(
                one=dyad.one,
                other=dyad.other,
                cooperation=dyad.cooperation.count,
                conflict=dyad.conflict.count,
                cooperation_href=f"#{dyad.cooperation.anchor}",
                conflict_href=f"#{dyad.conflict.anchor}",
            )
            for dyad in self._brief.dyads
        ]
        tied = {name for tie in ties for name in (tie.one, tie.other)}
        parties = [
            shared.NetworkParty(name=one.name, weight=one.incidents.count, href=f"#{one.incidents.anchor}")
            for one in self._brief.parties
            if one.name in tied
        ]
        return (
            shared.both_widths(lambda width: shared.network_svg(parties, ties, width)) if ties else Markup("")
        )

    def places(self) -> Markup:
        """Return the map of the places that have coordinates of their own, with what moved between them."""
        points, ways = self._near()
        named = {point.name.lower() for point in points} | {
            end.name.lower() for way in ways for end in (way.origin, way.goal)
        }
        landmarks = [
            shared.Landmark(name=one.name, latitude=one.latitude, longitude=one.longitude)
            for one in self._brief.capitals
            if one.name.lower() not in named
        ]
        if not points and not ways:
            return Markup("")
        states = [
            shared.Landmark(name=one.name, latitude=one.latitude, longitude=one.longitude)
            for one in self._brief.states
        ]
        return shared.both_widths(
            lambda width: shared.map_svg(points, landmarks, width, areas=states, ways=ways)
        )

    def beyond(self) -> list[Spot]:
        """Return the places with coordinates that lie too far away for the map."""
        drawn = {point.href for point in self._near()[0]}
        placed = {point.href for point in self._points()}
        return [one for one in self._brief.spots if f"#{one.incidents.anchor}" in placed - drawn]

    def _near(self) -> tuple[list[shared.MapPoint], list[shared.MapWay]]:
        """Return the places that make one map, and the ways between such places."""
        return shared.near_one_another(self._points(), self._ways(), self._around())

    def _around(self) -> list[shared.MapPoint]:
        """Return where the crisis is: what happened in the states of the two that act most on one another.

        Talks planned in a third state, or an act on the other side of the world, must not move the map away
        from it. Nothing where no such place is known closely enough.
        """
        foremost = {name for dyad in self._brief.dyads[:1] for name in (dyad.one, dyad.other)}
        told = {
            f"#{spot.incidents.anchor}": spot.told
            for spot in self._brief.spots
            if spot.told and spot.country is not None and state_name(spot.country) in foremost
        }
        return [
            msgspec.structs.replace(point, count=told[point.href])
            for point in self._points()
            if point.href in told and shared.is_drawn(point)
        ]

    def _ways(self) -> list[shared.MapWay]:
        made = []
        for way in self._brief.ways:
            ends = [_end(one) for one in (way.origin, way.goal)]
            if ends[0] is not None and ends[1] is not None:
                made.append(
                    shared.MapWay(
                        origin=ends[0],
                        goal=ends[1],
                        count=way.incidents.count,
                        claim=way.claim,
                        quad=way.quad,
                        href=f"#{way.incidents.anchor}",
                    )
                )
        return made

    def _points(self) -> list[shared.MapPoint]:
        return [
            shared.MapPoint(
                name=spot.name,
                latitude=spot.latitude,
                longitude=spot.longitude,
                precision=spot.precision or "",
                count=spot.incidents.count,
                quad=spot.quad,
                href=f"#{spot.incidents.anchor}",
            )
            for spot in self._brief.spots
            if spot.latitude is not None and spot.longitude is not None
        ]

    def _anchor(self, day: str) -> str:
        periods = (one for one in self._brief.periods if one.incidents.count)
        found = (one.incidents.anchor for one in periods if one.first <= day <= one.last)
        return next(found, "timeline")


def _told(value: float | None) -> str:
    return "nothing read" if value is None else f"{value:g}"


def _label_of(periods: Sequence[Period]) -> Callable[[str], str]:
    """Return how the periods are written below a chart: by day or week, by month, or by year."""
    longest = max((days_between(one.first, one.last) for one in periods), default=0)
    if longest > LONGEST_MONTH:
        return lambda day: day[:4]
    return month_words if longest > LONGEST_WEEK else day_words


def _thinned(days: Sequence[LevelDay]) -> Sequence[LevelDay]:
    """Return every nth day, and the last: more points than that cannot be told apart."""
    step = -(-len(days) // MOST_POINTS) if days else 1
    return days[::-1][::step][::-1]


def _counted(period: Period) -> str:
    kinds = (
        "of cooperation in words",
        "of cooperation in deeds",
        "of conflict in words",
        "of conflict in deeds",
    )
    told = [f"{count} {kind}" for count, kind in zip(period.counts, kinds, strict=True) if count]
    return ", ".join(told) or _nothing(period.incidents)


def _nothing(lines: Lines) -> str:
    return f"{lines.count} of neither kind" if lines.count else "nothing reported"


def _end(one: WayEnd) -> shared.MapEnd | None:
    if one.latitude is None or one.longitude is None:
        return None
    return shared.MapEnd(
        name=one.name, latitude=one.latitude, longitude=one.longitude, precision=one.precision or ""
    )
