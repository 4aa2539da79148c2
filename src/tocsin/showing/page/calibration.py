"""How often forecasts came true, as static SVG: the reliability diagram."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tocsin.records import Record
from tocsin.showing.page.markup import element, linked, svg

SIDE, LEFT, TOP, BOTTOM = 240, 46, 16, 44
LEAST, MOST = 4.0, 12.0


class ReliabilityPoint(Record, frozen=True):
    """Forecasts of about one chance: their mean and the share that came true (0 to 1), and how many."""

    title: str
    forecast: float
    observed: float
    n: int
    href: str | None = None


def reliability_svg(points: Sequence[ReliabilityPoint], title: str = "Reliability of forecasts") -> Markup:
    """Draw the share that came true over the chance that was given; on the broken line they are the same.

    The area of a circle goes with the number of its forecasts. No points give an empty Markup.
    """
    if not points:
        return Markup("")
    most = max(point.n for point in points)
    at = [(LEFT + point.forecast * SIDE, TOP + (1 - point.observed) * SIDE) for point in points]
    bottom, right = TOP + SIDE, LEFT + SIDE
    ticks = [
        piece
        for share in (0.0, 0.5, 1.0)
        for piece in (
            element("text", f"{share:.0%}", x=LEFT - 8, y=TOP + (1 - share) * SIDE + 5, text_anchor="end",
                    class_="soft"),
            element("text", f"{share:.0%}", x=LEFT + share * SIDE, y=bottom + 18, text_anchor="middle",
                    class_="soft"),
        )
    ]  # fmt: skip
    circles = [
        linked(
            point.href,
            point.title,
            element("circle", cx=x, cy=y, r=max(MOST * (point.n / most) ** 0.5, LEAST), class_="level-now"),
        )
        for point, (x, y) in zip(points, at, strict=True)
    ]
    return svg(
        LEFT + SIDE + 24,
        TOP + SIDE + BOTTOM,
        title,
        element("line", x1=LEFT, y1=bottom, x2=right, y2=bottom, class_="axis"),
        element("line", x1=LEFT, y1=TOP, x2=LEFT, y2=bottom, class_="axis"),
        element("line", x1=LEFT, y1=bottom, x2=right, y2=TOP, class_="axis", stroke_dasharray="4 4"),
        *ticks,
        element("text", "chance that was given", x=LEFT + SIDE / 2, y=bottom + 38, text_anchor="middle",
                class_="soft"),
        element("text", "came true ↑", x=LEFT + 6, y=TOP + 2, class_="soft"),
        *circles,
    )  # fmt: skip
