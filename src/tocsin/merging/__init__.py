"""Events of many articles -> incidents: what happened, on how many sources, where they disagree."""

from tocsin.merging.copies import CopyFinder, Likeness, likeness
from tocsin.merging.gathering import Gathering
from tocsin.merging.incidents import Merger, merge
from tocsin.merging.independence import Report, report_of
from tocsin.merging.readouts import Point, compare, of_one_matter

__all__ = [
    "CopyFinder",
    "Gathering",
    "Likeness",
    "Merger",
    "Point",
    "Report",
    "compare",
    "likeness",
    "merge",
    "of_one_matter",
    "report_of",
]
