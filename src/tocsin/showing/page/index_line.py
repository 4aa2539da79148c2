"""The escalation index as static SVG: the line from 0 to 100 with its band, alerts above, phases below."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tocsin.records import Record
from tocsin.showing.page.markup import element, linked, svg, svg_text
from tocsin.showing.page.timeline import MARGIN_LEFT, MARGIN_RIGHT, alert_mark, labelled, rule, runs

INDEX_HEIGHT, TOP, BOTTOM = 216, 26, 54
LETTER = 7.2
"""Units that a letter of a label takes, at most."""


class IndexPoint(Record, frozen=True):
    """The index of a day, 0 to 100, None where there is none; ``low`` and ``high`` bound it.

    ``rings`` tells that an alert was raised on the day, ``href`` leads to what the index is made of.
    """

    label: str
    title: str
    index: float | None
    low: float | None = None
    high: float | None = None
    rings: bool = False
    href: str | None = None


class PhaseSpan(Record, frozen=True):
    """A phase from the place of its first point to that of its last, both inclusive."""

    name: str
    first: int
    last: int


def index_svg(
    points: Sequence[IndexPoint], phases: Sequence[PhaseSpan], width: int = 760, title: str = "Index by day"
) -> Markup:
    """Draw the index by day, with a gap where it is not known, and a triangle on a day with an alert.

    ``points`` are in order and without gaps. A point in which nothing is known has no link. No known index
    gives an empty Markup.
    """
    known = [(i, point.index) for i, point in enumerate(points) if point.index is not None]
    if not known:
        return Markup("")
    step = (width - MARGIN_LEFT - MARGIN_RIGHT) / len(points)
    spots = [
        None if point.index is None else (MARGIN_LEFT + step * (i + 0.5), _height(point.index))
        for i, point in enumerate(points)
    ]
    last, level = known[-1]
    return svg(
        width,
        INDEX_HEIGHT,
        title,
        *_bands(points, step),
        *(rule(_height(level), width, "axis" if level == 0 else "grid") for level in (0.0, 50.0, 100.0)),
        *(
            element("text", at, x=MARGIN_LEFT - 8, y=_height(at) + 5, text_anchor="end", class_="soft")
            for at in (0, 50, 100)
        ),
        *runs(spots),
        *(_day(point, i, step) for i, point in enumerate(points)),
        element("circle", cx=MARGIN_LEFT + step * (last + 0.5), cy=_height(level), r=5.5, class_="level-now"),
        *(piece for span in phases for piece in _phase(span, step)),
        *labelled([point.label for point in points], step, INDEX_HEIGHT - 4),
    )


def _height(index: float) -> float:
    low = INDEX_HEIGHT - BOTTOM
    return low - index / 100 * (low - TOP)


def _bands(points: Sequence[IndexPoint], step: float) -> list[Markup]:
    return [
        element(
            "rect", x=MARGIN_LEFT + step * i, y=_height(point.high), width=step,
            height=max(_height(point.low) - _height(point.high), 1.0), class_="band",
        )
        for i, point in enumerate(points)
        if point.low is not None and point.high is not None
    ]  # fmt: skip


def _day(point: IndexPoint, at: int, step: float) -> Markup:
    middle = MARGIN_LEFT + step * (at + 0.5)
    pieces = [
        element(
            "rect", x=middle - step / 2, y=0, width=step, height=INDEX_HEIGHT - BOTTOM, class_="hit",
            fill_opacity="0",
        )
    ]  # fmt: skip
    if point.index is not None:
        pieces.append(element("circle", cx=middle, cy=_height(point.index), r=1.5, fill="currentColor"))
    if point.rings:
        pieces.append(alert_mark(middle))
    return linked(point.href, point.title, *pieces)


def _phase(span: PhaseSpan, step: float) -> list[Markup]:
    """Return a line under the days of a phase, and its name where there is room for it."""
    first, last = MARGIN_LEFT + step * span.first, MARGIN_LEFT + step * (span.last + 1)
    y = INDEX_HEIGHT - BOTTOM + 8
    pieces = [
        element("line", x1=first + 1, y1=y, x2=max(last - 1, first + 1.5), y2=y, class_="axis"),
        element("line", x1=first + 1, y1=y - 4, x2=first + 1, y2=y + 4, class_="axis"),
    ]
    if len(span.name) * LETTER <= last - first:
        pieces.append(element("text", svg_text(span.name), x=first + 4, y=y + 16, class_="soft"))
    return pieces
