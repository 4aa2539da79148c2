"""Two courses on aligned days as static SVG: a whole line with dots and a broken one with squares."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from tocsin.records import Record
from tocsin.showing.page.markup import element, linked, shortened, svg, svg_text
from tocsin.showing.page.timeline import MARGIN_LEFT, MARGIN_RIGHT, rule, runs

HEIGHT, TOP, BOTTOM = 264, 54, 30
DOT, SQUARE = 2.6, 4.6
SAMPLE = 26.0
LONGEST_NAME = 44
LABEL_WIDTH = 44
SECOND = "other"


class CoursePoint(Record, frozen=True):
    """The value of a day, None where there is none; ``href`` leads to what it is made of."""

    title: str
    value: float | None
    href: str | None = None


class Course(Record, frozen=True):
    """A named line of points, as many as there are days."""

    name: str
    points: tuple[CoursePoint, ...]


def courses_svg(
    courses: Sequence[Course],
    offsets: Sequence[int],
    most: float,
    width: int = 760,
    title: str = "Two courses by day",
) -> Markup:
    """Draw two courses over the days ``offsets`` from day zero; the scale reaches ``most``, which is above 0.

    ``courses`` are at most two, of as many points as there are offsets. A gap is a day without a value. No
    value at all gives an empty Markup.
    """
    most = _round_above(most)
    if not any(point.value is not None for course in courses for point in course.points):
        return Markup("")
    step = (width - MARGIN_LEFT - MARGIN_RIGHT) / len(offsets)
    low = float(HEIGHT - BOTTOM)
    drawn: list[Markup] = []
    for at, course in enumerate(courses[:2]):
        kind = SECOND if at else ""
        spots = [
            None
            if point.value is None
            else (MARGIN_LEFT + step * (i + 0.5), low - min(point.value / most, 1.0) * (low - TOP))
            for i, point in enumerate(course.points)
        ]
        drawn.append(element("g", *runs(spots), class_=f"course {kind}".strip()))
        drawn += [
            _point(course.name, point, spot, step, bool(at))
            for point, spot in zip(course.points, spots, strict=True)
            if spot is not None
        ]
    return svg(
        width,
        HEIGHT,
        title,
        *(_name(course, 14.0 + 18.0 * at, bool(at)) for at, course in enumerate(courses[:2])),
        *(rule(low - share * (low - TOP), width, "grid" if share else "axis") for share in (0.0, 0.5, 1.0)),
        *(
            element(
                "text", f"{most * share:.3g}", x=MARGIN_LEFT - 8, y=low - share * (low - TOP) + 5,
                text_anchor="end", class_="soft",
            )
            for share in (0.0, 0.5, 1.0)
        ),
        *_zero(offsets, step, low),
        *drawn,
        *_labels(offsets, step),
    )  # fmt: skip


def _round_above(most: float) -> float:
    """Return the next number above with one figure that is not 0, so that the scale can be read."""
    unit = 10.0 ** math.floor(math.log10(most))
    return math.ceil(most / unit - 1e-9) * unit


def _labels(offsets: Sequence[int], step: float) -> list[Markup]:
    """Return the days that there is room to name; day zero always is."""
    every = next(size for size in (1, 2, 5, 10, 20, 50, 100, 1000) if size * step >= LABEL_WIDTH)
    return [
        element(
            "text",
            f"{offset:+d}".replace("-", "−") if offset else "0",
            x=MARGIN_LEFT + step * (i + 0.5),
            y=HEIGHT - 6,
            text_anchor="middle",
            class_="soft",
        )
        for i, offset in enumerate(offsets)
        if offset % every == 0
    ]


def _name(course: Course, y: float, is_second: bool) -> Markup:
    """Return the name of a course behind a piece of its line."""
    middle = MARGIN_LEFT + SAMPLE / 2
    sample = element(
        "polyline", points=f"{MARGIN_LEFT},{y - 4:.1f} {MARGIN_LEFT + SAMPLE:.1f},{y - 4:.1f}", class_="level"
    )
    return element(
        "g",
        sample,
        _shape(middle, y - 4, is_second),
        element("text", svg_text(shortened(course.name, LONGEST_NAME)), x=MARGIN_LEFT + SAMPLE + 8, y=y),
        class_=f"course {SECOND if is_second else ''}".strip(),
    )


def _point(name: str, point: CoursePoint, spot: tuple[float, float], step: float, is_second: bool) -> Markup:
    # Half the width of a day for each, so that either can be hit where both lie together.
    wide = max(step / 2, 3.0)
    hit = element(
        "rect", x=spot[0] - (0 if is_second else wide), y=spot[1] - 12, width=wide, height=24, class_="hit",
        fill_opacity="0",
    )  # fmt: skip
    words = f"{shortened(name, LONGEST_NAME)}, {point.title}"
    return linked(point.href, words, hit, _shape(spot[0], spot[1], is_second))


def _shape(x: float, y: float, is_second: bool) -> Markup:
    if is_second:
        return element(
            "rect", x=x - SQUARE / 2, y=y - SQUARE / 2, width=SQUARE, height=SQUARE, class_="course-square"
        )
    return element("circle", cx=x, cy=y, r=DOT, class_="course-dot")


def _zero(offsets: Sequence[int], step: float, low: float) -> list[Markup]:
    """Return the line of day zero, where it is among the days."""
    if 0 not in offsets:
        return []
    x = MARGIN_LEFT + step * (offsets.index(0) + 0.5)
    return [element("line", x1=x, y1=TOP - 6, x2=x, y2=low, class_="axis course-zero")]
