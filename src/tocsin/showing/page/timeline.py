"""Time as static SVG: acts a day above and below a line, and the level against its baseline."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from tocsin.records import Record
from tocsin.showing.page.markup import element, linked, svg, svg_text

MARGIN_LEFT, MARGIN_RIGHT = 34, 8
HEIGHT, TOP, BOTTOM = 260, 22, 30
LEVEL_HEIGHT = 150
WIDEST_BAR = 34
LABEL_WIDTH = 54
ALERT = 6


class DayBar(Record, frozen=True):
    """The acts of a day (or a week): ``counts`` of the quad classes 1 to 4; ``href`` leads to them."""

    label: str
    title: str
    counts: tuple[int, int, int, int]
    href: str | None = None


class LevelPoint(Record, frozen=True):
    """The level of a day, 0 or more, None where it is not known; ``href`` leads to what it is made of.

    ``rings`` tells that an alert was raised on the day.
    """

    label: str
    title: str
    value: float | None
    href: str | None = None
    rings: bool = False


def timeline_svg(bars: Sequence[DayBar], width: int = 760, title: str = "Acts by day") -> Markup:
    """Draw acts by day: conflict above the line, cooperation below; deeds solid, words pale.

    ``bars`` are in order and without gaps. Nothing to draw gives an empty Markup. ``width`` is in units of
    the drawing, which scales with its place; each bar is a link where it has an ``href``.
    """
    if not bars:
        return Markup("")
    above = max([bar.counts[2] + bar.counts[3] for bar in bars] + [1])
    below = max([bar.counts[0] + bar.counts[1] for bar in bars] + [1])
    unit = (HEIGHT - TOP - BOTTOM - 16) / (above + below)
    axis = TOP + above * unit
    step = (width - MARGIN_LEFT - MARGIN_RIGHT) / len(bars)
    columns = [_column(bar, MARGIN_LEFT + step * i, step, axis, unit) for i, bar in enumerate(bars)]
    low = axis + below * unit
    scale = (
        element("text", above, x=MARGIN_LEFT - 8, y=TOP + 5, text_anchor="end", class_="soft"),
        element("text", 0, x=MARGIN_LEFT - 8, y=axis + 4, text_anchor="end", class_="soft"),
        element("text", below, x=MARGIN_LEFT - 8, y=low + 5, text_anchor="end", class_="soft"),
        element("text", "conflict ↑", x=MARGIN_LEFT, y=12, class_="soft"),
        element("text", "cooperation ↓", x=MARGIN_LEFT, y=low + 18, class_="soft"),
        *(rule(y, width, "grid") for y in (float(TOP), low)),
    )
    return svg(
        width,
        HEIGHT + 4,
        title,
        *scale,
        *columns,
        rule(axis, width, "axis"),
        *labelled([bar.label for bar in bars], step),
    )


def level_svg(
    points: Sequence[LevelPoint],
    band: tuple[float, float] | None,
    width: int = 760,
    title: str = "Level by day",
) -> Markup:
    """Draw the level by day as a line, with the band (low, high) in which half of the earlier days lie.

    ``band`` is None where there are too few days for one. The last point that is known is marked, and the
    line has a gap where none is. A triangle stands above a day with an alert. No known point gives nothing.
    """
    known = [point.value for point in points if point.value is not None]
    if not known:
        return Markup("")
    most = max([*known, band[1] if band else 0.0, 1.0])
    bottom, top = LEVEL_HEIGHT - 26, 28 if any(point.rings for point in points) else 14
    step = (width - MARGIN_LEFT - MARGIN_RIGHT) / max(1, len(points))

    spots = [
        None
        if point.value is None
        else (MARGIN_LEFT + step * (i + 0.5), bottom - point.value / most * (bottom - top))
        for i, point in enumerate(points)
    ]
    last = next(spot for spot in reversed(spots) if spot is not None)
    drawn: list[Markup] = []
    if band is not None:
        low, high = (bottom - value / most * (bottom - top) for value in band)
        drawn.append(
            element(
                "rect",
                x=MARGIN_LEFT,
                y=high,
                width=width - MARGIN_LEFT - MARGIN_RIGHT,
                height=max(low - high, 1.0),
                class_="band",
            )
        )
    drawn += [
        rule(bottom, width, "axis"),
        element("text", f"{most:.0f}", x=MARGIN_LEFT - 8, y=top + 5, text_anchor="end", class_="soft"),
        element("text", 0, x=MARGIN_LEFT - 8, y=bottom + 4, text_anchor="end", class_="soft"),
        *runs(spots),
        *_hits(points, spots, step, bottom),
        element("circle", cx=last[0], cy=last[1], r=5.5, class_="level-now"),
        *labelled([point.label for point in points], step, bottom + 19),
    ]
    return svg(width, LEVEL_HEIGHT, title, *drawn)


def _column(bar: DayBar, left: float, step: float, axis: float, unit: float) -> Markup:
    words_coop, deeds_coop, words_conf, deeds_conf = bar.counts
    thick = min(WIDEST_BAR, max(1.5, step * 0.66))
    x = left + (step - thick) / 2
    hit = element("rect", x=left, y=TOP - 4, width=step, height=HEIGHT - TOP - BOTTOM, class_="hit")
    pieces = [hit]
    for quad, count, start, way in (
        (4, deeds_conf, 0, -1),
        (3, words_conf, deeds_conf, -1),
        (2, deeds_coop, 0, 1),
        (1, words_coop, deeds_coop, 1),
    ):
        if count:
            first, last = sorted((axis + way * start * unit, axis + way * (start + count) * unit))
            pieces.append(
                element(
                    "rect", x=x, y=first, width=thick, height=max(last - first - 1, 1.0), class_=f"q{quad}"
                )
            )
    return linked(bar.href, bar.title, *pieces)


def runs(spots: Sequence[tuple[float, float] | None]) -> list[Markup]:
    """Return a line for each run of known points."""
    runs = [list(run) for is_known, run in groupby(spots, key=lambda spot: spot is not None) if is_known]
    return [
        element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in filter(None, run)), class_="level")
        for run in runs
    ]


def _hits(
    points: Sequence[LevelPoint], spots: Sequence[tuple[float, float] | None], step: float, bottom: float
) -> list[Markup]:
    """Return what can be hit: each day that has a level, an alert, or both."""
    return [
        _hit(point, spot, MARGIN_LEFT + step * (at + 0.5), step, bottom, 2.5 if len(points) < 60 else 1)
        for at, (point, spot) in enumerate(zip(points, spots, strict=True))
        if spot is not None or point.rings
    ]


def _hit(
    point: LevelPoint, spot: tuple[float, float] | None, x: float, step: float, bottom: float, radius: float
) -> Markup:
    area = element("rect", x=x - step / 2, y=0, width=step, height=bottom, class_="hit", fill_opacity="0")
    pieces = [area]
    if spot is not None:
        pieces.append(element("circle", cx=x, cy=spot[1], r=radius, fill="currentColor"))
    if point.rings:
        pieces.append(alert_mark(x))
    return linked(point.href, point.title, *pieces)


def alert_mark(x: float) -> Markup:
    """Return the triangle above a day on which an alert was raised."""
    shape = f"M{x - ALERT:.1f} 4h{2 * ALERT}l-{ALERT} {2 * ALERT - 1}z"
    return element("path", d=shape, class_="level-now")


def labelled(labels: Sequence[str], step: float, y: float = HEIGHT - 1) -> list[Markup]:
    """Return the labels of the days, as many as there is room for; the last always has its own."""
    every = max(1, -(-LABEL_WIDTH // max(1, int(step))))
    last = len(labels) - 1
    return [
        element(
            "text",
            svg_text(label),
            x=MARGIN_LEFT + step * (i + 0.5),
            y=y,
            text_anchor="end" if 0 < i == last else "middle",
            class_="soft",
        )
        for i, label in enumerate(labels)
        if i == last or (i % every == 0 and (last - i) >= every)
    ]


def rule(y: float, width: int, kind: str) -> Markup:
    """Return a line over the whole width, of the class ``kind``."""
    return element("line", x1=MARGIN_LEFT, y1=y, x2=width - MARGIN_RIGHT, y2=y, class_=kind)
