"""Where it happened, as static SVG: dots where the place is known, broken rings where only its area is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from tocsin.amounts import noun_for
from tocsin.records import Record
from tocsin.showing.page.markup import element, linked, shortened, svg, svg_text
from tocsin.showing.page.outlines import Box, borders_in, land_in
from tocsin.showing.page.ways import DRAWN_CLAIMS, Ground, MapEnd, MapWay, way_lines

EXACT = ("place", "town")
AREAS = {"district": 30.0, "region": 90.0}  # kilometres; a ring of this size says "somewhere about here"
LEAST_DEGREES = 4.0
AROUND = 0.16  # of the extent is left free at each side
FINEST = 0.7  # units of the drawing: points nearer to one another than this are one
SPECK = 1.8
KM_OF_DEGREE = 111.32
SMALLEST_DOT, LARGEST_DOT = 4.5, 13.0
SMALLEST_RING = 15.0
AREA_LETTER = 11.0
LETTER, CAPITAL = 7.0, 9.4  # about as wide as letters are at 13 units
LONGEST_LABEL = 26
POLE = 84.0
POLE_STEPS = 4
EDGE = 1e-6
TOUCHING = 0.8  # of the sum of two radii: marks nearer than that hide one another
FAR, FAR_DEGREES = 4.0, 8.0


class MapPoint(Record, frozen=True):
    """Incidents at a place; ``precision`` as of ``tocsin.records.Place``, degrees WGS84, ``quad`` of most."""

    name: str
    latitude: float
    longitude: float
    precision: str
    count: int
    quad: int | None = None
    href: str | None = None


class Landmark(Record, frozen=True):
    """A town that helps to find the way; nothing happened there."""

    name: str
    latitude: float
    longitude: float


class _Frame:
    """A projection: equidistant along the meridians, and true along the parallel in the middle."""

    def __init__(self, box: Box, width: int) -> None:
        self.box = box
        self.squeeze = math.cos(math.radians((box.south + box.north) / 2))
        self.scale = width / ((box.east - box.west) * self.squeeze)
        self.width = width
        self.height = round((box.north - box.south) * self.scale)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.box.west) * self.squeeze * self.scale, (
            self.box.north - latitude
        ) * self.scale

    def of(self, point: MapPoint | Landmark | MapEnd) -> tuple[float, float]:
        return self.at(_turned(point.longitude, self.box.west), point.latitude)

    def pixels(self, kilometres: float) -> float:
        return kilometres / KM_OF_DEGREE * self.scale


def map_svg(
    points: Sequence[MapPoint],
    landmarks: Sequence[Landmark] = (),
    width: int = 760,
    title: str = "Places",
    areas: Sequence[Landmark] = (),
    *,
    noun: str = "incident",
    gather: Callable[[Sequence[MapPoint]], str] | None = None,
    ways: Sequence[MapWay] = (),
) -> Markup:
    """Draw the places of incidents on coasts and borders, as near as they lie together.

    A town or place is a mark (circle for cooperation, diamond for conflict), a district or region a broken
    ring with its number. A point of any other precision, as ``country``, is not drawn: list it beside the
    map. The borders are Natural Earth's; say so, and whose a disputed place is taken to be. Nothing to draw
    gives an empty Markup. ``areas`` are names alone, written where there is room. ``noun`` is what is
    counted. Marks that would hide one another become one where ``gather`` gives the page of such a group.
    ``ways`` are movements between places: a line each, from mark to mark, where both ends are exact enough.
    """
    drawn = [point for point in points if is_drawn(point)]
    lines = [way for way in ways if is_drawn(way.origin) and is_drawn(way.goal) and way.claim in DRAWN_CLAIMS]
    ends = [end for way in lines for end in (way.origin, way.goal)]
    if not drawn and not ends:
        return Markup("")
    spots = [(point.longitude, point.latitude) for point in drawn]
    spots += [(end.longitude, end.latitude) for end in ends]
    frame = _Frame(extent(spots, width), width)
    if gather is not None:
        drawn = _gathered(drawn, frame, gather)
    most = max((point.count for point in drawn), default=1)
    under = {end: _mark_at(end, drawn, most, frame) for end in ends}
    bare = list({frame.of(end): end for end, reach in under.items() if reach is None}.values())
    ground = Ground(frame.of, lambda end: under[end] or _end_reach(end, frame))
    ordered = sorted(drawn, key=lambda point: (point.precision in EXACT, -point.count, point.name))
    labels = _Labels(frame)
    for point in ordered:
        labels.keep(frame.of(point), _reach(point, most, frame))
    for end in bare:
        labels.keep(frame.of(end), _end_reach(end, frame))
    marks = [_point(point, most, frame, labels, noun) for point in ordered]
    near = [one for one in landmarks if _inside(one, frame)]
    return svg(
        frame.width,
        frame.height,
        title,
        element("rect", width=frame.width, height=frame.height, class_="sea"),
        element(
            "path",
            d=_path(land_in(_wider(frame.box)), frame, closed=True),
            class_="land",
            fill_rule="evenodd",
        ),
        element("path", d=_path(borders_in(frame.box), frame, closed=False), class_="border"),
        *way_lines(lines, ground, noun),
        *(_bare_end(end, frame, labels) for end in bare),
        *(_landmark(one, frame, labels) for one in near),
        *(labels.name_area(one.name, frame.of(one)) for one in areas if _inside(one, frame)),
        *marks,
        _scale_bar(frame),
    )


def is_drawn(point: MapPoint | MapEnd) -> bool:
    """Tell whether a place is known closely enough for the map."""
    return point.precision in EXACT or point.precision in AREAS


def nearest_together(points: Sequence[MapPoint], around: Sequence[MapPoint] = ()) -> list[MapPoint]:
    """Return the points that make one map: those not far beyond the usual distance from the middle of all.

    The middle is the weighted median; far is more than four times the median distance from it and more than
    eight degrees. List the others beside the map. Where it matters which part of the world the map shows,
    only the points ``around`` say where the middle is and how far is far.
    """
    if not points:
        return []
    deciding = around or points
    west = extent([(point.longitude, point.latitude) for point in points], 760).west
    turned = [
        (_turned(point.longitude, west), point.latitude) for point in deciding for _ in range(point.count)
    ]
    middle = tuple(sorted(column)[len(column) // 2] for column in zip(*turned, strict=True))

    def away(place: tuple[float, float]) -> float:
        squeeze = math.cos(math.radians(middle[1]))
        return math.hypot((place[0] - middle[0]) * squeeze, place[1] - middle[1])

    usual = sorted(map(away, turned))[len(turned) // 2]
    furthest = max(FAR_DEGREES, FAR * usual)
    return [point for point in points if away((_turned(point.longitude, west), point.latitude)) <= furthest]


def near_one_another(
    points: Sequence[MapPoint], ways: Sequence[MapWay], around: Sequence[MapPoint] = ()
) -> tuple[list[MapPoint], list[MapWay]]:
    """Return the points that make one map, as of ``nearest_together``, and the ways with both ends on it."""
    ends = [
        MapPoint(
            name=end.name, latitude=end.latitude, longitude=end.longitude, precision=end.precision, count=1
        )
        for way in ways
        for end in (way.origin, way.goal)
        if is_drawn(way.origin) and is_drawn(way.goal) and way.claim in DRAWN_CLAIMS
    ]
    near = nearest_together([*points, *ends], around)
    kept = {(one.latitude, one.longitude) for one in near}
    lines = [way for way in ways if _spot(way.origin) in kept and _spot(way.goal) in kept]
    return [point for point in points if point in near], lines


def _spot(end: MapEnd) -> tuple[float, float]:
    return end.latitude, end.longitude


def extent(places: Sequence[tuple[float, float]], width: int) -> Box:
    """Return the box around places with room at its sides; the longitudes begin after their widest gap."""
    longitudes = sorted({(longitude + 180) % 360 - 180 for longitude, _ in places})
    gaps = [(b - a, b) for a, b in zip(longitudes, [*longitudes[1:], longitudes[0] + 360], strict=True)]
    west = max(gaps)[1]
    west = west - 360 if west > 180 else west
    east = max(_turned(longitude, west) for longitude in longitudes)
    south, north = min(y for _, y in places), max(y for _, y in places)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    squeeze = math.cos(math.radians(middle_y))
    high = max(north - south, LEAST_DEGREES) * (1 + 2 * AROUND)
    wide = max(east - west, LEAST_DEGREES / squeeze) * (1 + 2 * AROUND)
    shape = 0.62 if width > 500 else 1.05  # height to width
    wide = min(max(wide, high / shape / squeeze), 360.0)
    high = min(max(high, wide * squeeze * shape * 0.8), 2 * POLE)
    south = max(-POLE, min(middle_y - high / 2, POLE - high))
    for _ in range(POLE_STEPS):
        # Near a pole the middle moves off it, and with it how wide a degree is drawn.
        squeeze = math.cos(math.radians(south + high / 2))
        high = min(max(high, wide * squeeze * shape * 0.8), 2 * POLE)
        south = max(-POLE, min(middle_y - high / 2, POLE - high))
    return Box(middle_x - wide / 2, south, middle_x + wide / 2, south + high)


def _turned(longitude: float, west: float) -> float:
    # A point on the edge itself must not go once round the globe.
    return (longitude - west + EDGE) % 360 + west - EDGE


def _wider(box: Box) -> Box:
    return Box(box.west - 0.5, box.south - 0.5, box.east + 0.5, box.north + 0.5)


def _inside(point: MapPoint | Landmark, frame: _Frame) -> bool:
    x, y = frame.of(point)
    return 8 < x < frame.width - 8 and 8 < y < frame.height - 8


def _path(lines: Iterable[Sequence[tuple[float, float]]], frame: _Frame, *, closed: bool) -> str:
    parts: list[str] = []
    # A map of half the world has more coast than can be seen.
    finest = FINEST * (2 if frame.box.east - frame.box.west > 60 else 1)
    for line in lines:
        kept: list[tuple[float, float]] = []
        for x, y in (frame.at(*point) for point in line):
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > finest:
                kept.append((x, y))
        if len(kept) > (2 if closed else 1) and _is_seen(kept):
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in kept)
            parts.append(f"M{points}{'z' if closed else ''}")
    return "".join(parts)


def _is_seen(points: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a line is long enough to be more than a speck."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return max(max(across) - min(across), max(down) - min(down)) > SPECK


def _reach(point: MapPoint, most: int, frame: _Frame) -> float:
    if point.precision in AREAS:
        return max(SMALLEST_RING, frame.pixels(AREAS[point.precision]))
    return SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * math.sqrt(point.count / most) * (most > 1)


def _gathered(
    points: Sequence[MapPoint], frame: _Frame, gather: Callable[[Sequence[MapPoint]], str]
) -> list[MapPoint]:
    """Return the points with those in one that would hide one another; areas stay as they are."""
    most = max((point.count for point in points), default=1)
    groups: list[list[MapPoint]] = []
    for point in sorted(points, key=lambda one: (-one.count, one.name)):
        near = (group for group in groups if _hides(group[0], point, most, frame))
        found = next(near, None) if point.precision in EXACT else None
        if found is None:
            groups.append([point])
        else:
            found.append(point)
    return [group[0] if len(group) == 1 else _one_of(group, gather(group)) for group in groups]


def _hides(one: MapPoint, other: MapPoint, most: int, frame: _Frame) -> bool:
    if one.precision not in EXACT:
        return False
    reach = _reach(one, most, frame) + _reach(other, most, frame)
    return math.dist(frame.of(one), frame.of(other)) < TOUCHING * reach


def _one_of(group: Sequence[MapPoint], href: str) -> MapPoint:
    first, *others = group
    quads = Counter[int | None]()
    for one in group:
        quads[one.quad] += one.count
    return MapPoint(
        name=f"{shortened(first.name, LONGEST_LABEL // 2)} and {len(others)} more",
        latitude=first.latitude, longitude=first.longitude, precision=first.precision,
        count=sum(one.count for one in group), quad=quads.most_common(1)[0][0], href=href,
    )  # fmt: skip


def _point(point: MapPoint, most: int, frame: _Frame, labels: _Labels, noun: str) -> Markup:
    x, y = frame.of(point)
    reach = _reach(point, most, frame)
    quad = point.quad or 0
    words = f"{point.name}: {point.count} {noun_for(point.count, noun)} ({point.precision})"
    if point.precision in AREAS:
        shape = element("circle", cx=x, cy=y, r=reach, class_=f"area q{quad}", fill_opacity="0.25")
        inside = element("text", point.count, x=x, y=y + 4.5, class_="count halo")
        return linked(point.href, words, shape, inside, *labels.place(point.name, (x, y), reach))
    if quad in (3, 4):
        path = f"M{x:.1f} {y - reach:.1f}l{reach:.1f} {reach:.1f} {-reach:.1f} {reach:.1f}"
        path += f" {-reach:.1f} {-reach:.1f}z"
        shape = element("path", d=path, class_=f"q{quad}")
    else:
        shape = element("circle", cx=x, cy=y, r=reach, class_=f"q{quad}")
    return linked(point.href, words, shape, *labels.place(point.name, (x, y), reach))


def _mark_at(end: MapEnd, points: Sequence[MapPoint], most: int, frame: _Frame) -> float | None:
    """Return how far the mark reaches under which an end lies; None where none does."""
    alike = [one for one in points if (one.precision in AREAS) == (end.precision in AREAS)]
    under = ((math.dist(frame.of(one), frame.of(end)), _reach(one, most, frame)) for one in alike)
    return min(((away, reach) for away, reach in under if away < reach), default=(0.0, None))[1]


def _end_reach(end: MapEnd, frame: _Frame) -> float:
    if end.precision in AREAS:
        return max(SMALLEST_RING, frame.pixels(AREAS[end.precision]))
    return SMALLEST_DOT


def _bare_end(end: MapEnd, frame: _Frame, labels: _Labels) -> Markup:
    """Return the mark of a place at which something only came from or went to."""
    x, y = frame.of(end)
    reach = _end_reach(end, frame)
    kind = "area q0" if end.precision in AREAS else "way-end"
    circle = element("circle", cx=x, cy=y, r=reach, class_=kind, fill_opacity="0.25" if reach > 10 else None)
    return linked(None, f"{end.name} ({end.precision})", circle, *labels.place(end.name, (x, y), reach))


def _landmark(one: Landmark, frame: _Frame, labels: _Labels) -> Markup:
    x, y = frame.of(one)
    square = element("rect", x=x - 2.5, y=y - 2.5, width=5, height=5, fill="currentColor")
    return linked(None, one.name, square, *labels.place(one.name, (x, y), 4, soft=True))


def _scale_bar(frame: _Frame) -> Markup:
    room = frame.width * 0.22 / frame.pixels(1)
    size = next(step for step in (2000, 1000, 500, 200, 100, 50, 20, 10, 5) if step <= room or step == 5)
    x, y = 12.0, frame.height - 12.0
    line = element("path", d=f"M{x} {y - 5}v5h{frame.pixels(size):.1f}v-5", class_="axis", stroke_width="1.5")
    return element("g", line, element("text", f"{size} km", x=x + 5, y=y - 6, class_="halo"))


class _Labels:
    """Names beside marks, each where it covers nothing; one for which there is no room is left out."""

    def __init__(self, frame: _Frame) -> None:
        self._frame = frame
        self._taken: list[tuple[float, float, float, float]] = []

    def keep(self, spot: tuple[float, float], reach: float) -> None:
        """Keep the place of a mark free of names."""
        half = min(reach, SMALLEST_RING)
        self._taken.append((spot[0] - half, spot[1] - half, spot[0] + half, spot[1] + half))

    def place(
        self, name: str, spot: tuple[float, float], reach: float, *, soft: bool = False
    ) -> list[Markup]:
        """Return the name as text, or nothing; its mark and the whole name stay in the mark's title."""
        text = shortened(name, LONGEST_LABEL)
        long = sum(CAPITAL if letter.isupper() else LETTER for letter in text)
        x, y = spot
        for left, base, anchor in (
            (x + reach + 5, y + 4.5, "start"),
            (x - reach - 5 - long, y + 4.5, "end"),
            (x - long / 2, y - reach - 6, "middle"),
            (x - long / 2, y + reach + 15, "middle"),
        ):
            box = (left, base - 12, left + long, base + 4)
            if self._is_free(box):
                self._taken.append(box)
                at = {"start": left, "end": left + long, "middle": left + long / 2}[anchor]
                kind = "halo soft" if soft else "halo"
                return [element("text", svg_text(text), x=at, y=base, text_anchor=anchor, class_=kind)]
        return []

    def name_area(self, name: str, middle: tuple[float, float]) -> Markup:
        """Return a name around its middle, a little higher or lower where that is free, or nothing."""
        text = shortened(name, LONGEST_LABEL)
        half = sum(AREA_LETTER for _ in text) / 2
        x, y = middle
        for base in (y + 5, y - 20, y + 30, y - 45, y + 55):
            box = (x - half, base - 13, x + half, base + 5)
            if self._is_free(box):
                self._taken.append(box)
                return element("text", svg_text(text), x=x, y=base, text_anchor="middle", class_="state")
        return Markup("")

    def _is_free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        if left < 2 or top < 2 or right > self._frame.width - 2 or bottom > self._frame.height - 2:
            return False
        return all(
            left >= east or right <= west or top >= south or bottom <= north
            for west, north, east, south in self._taken
        )
