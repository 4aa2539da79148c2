"""What all pages share: the design tokens, the marks, and charts as static SVG.

Every function returns ``Markup`` that is safe to put into a page: text is escaped, links are checked. Charts
are drawn with the classes of ``tokens.css`` and carry no style and no script, so that a page may forbid both.
"""

from tocsin.showing.page.calibration import ReliabilityPoint, reliability_svg
from tocsin.showing.page.index_line import IndexPoint, PhaseSpan, index_svg
from tocsin.showing.page.marks import act_name, claim_tag, mark, marks_sprite, quad_words
from tocsin.showing.page.markup import both_widths, clean, isolated, safe_href, scrubbed, tokens_css
from tocsin.showing.page.network import NetworkParty, Tie, Whole, network_svg
from tocsin.showing.page.paired_lines import Course, CoursePoint, courses_svg
from tocsin.showing.page.timeline import DayBar, LevelPoint, level_svg, timeline_svg
from tocsin.showing.page.ways import DRAWN_CLAIMS, MapEnd, MapWay
from tocsin.showing.page.worldmap import (
    Landmark,
    MapPoint,
    is_drawn,
    map_svg,
    near_one_another,
    nearest_together,
)

__all__ = [
    "DRAWN_CLAIMS",
    "Course",
    "CoursePoint",
    "DayBar",
    "IndexPoint",
    "Landmark",
    "LevelPoint",
    "MapEnd",
    "MapPoint",
    "MapWay",
    "NetworkParty",
    "PhaseSpan",
    "ReliabilityPoint",
    "Tie",
    "Whole",
    "act_name",
    "both_widths",
    "claim_tag",
    "clean",
    "courses_svg",
    "index_svg",
    "is_drawn",
    "isolated",
    "level_svg",
    "map_svg",
    "mark",
    "marks_sprite",
    "near_one_another",
    "nearest_together",
    "network_svg",
    "quad_words",
    "reliability_svg",
    "safe_href",
    "scrubbed",
    "timeline_svg",
    "tokens_css",
]
