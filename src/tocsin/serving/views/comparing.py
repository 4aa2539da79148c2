"""Two crises on aligned days: two dyads of a project, or two projects, each from a day zero of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from markupsafe import Markup
from pydantic import Field

from tocsin.errors import UsageError
from tocsin.serving import links
from tocsin.serving.aligned import Course, Line, Measure, Onset
from tocsin.serving.answers import View
from tocsin.serving.asked import Asked
from tocsin.serving.escalation import main_dyads
from tocsin.serving.guard import BESIDE
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.showing.page import Course as DrawnCourse
from tocsin.showing.page import CoursePoint, both_widths, courses_svg

router = APIRouter()
MOST = 200
PERCENT = 100.0
ONSET_CHOICES: dict[Onset, str] = {
    "rise": "the rise",
    "alert": "the first alert",
    "crisis": "the crisis phase",
}
ONSETS: dict[Onset, str] = {
    "rise": "the first day above nine tenths of its own days",
    "alert": "the first day on which an alert rang",
    "crisis": "the first day of crisis or fighting",
}


class CompareQuery(Asked):
    """Which two, by what, and from which day each is counted."""

    one: str | None = Field(None, description="Two parties, IND-PAK, or IND:PAK for one direction.")
    other: str | None = Field(None, description="Two others; of the second project where one is compared.")
    across: bool | None = Field(
        None, description="Compare with the project served beside (the default where there is one)."
    )
    measure: Measure | None = Field(
        None, description="The index, or the level of conflict; else the index where both have one."
    )
    onset: Onset = Field("rise", description="Which day is day zero: of the rise, an alert, a crisis phase.")
    one_day: str | None = Field(None, description="Day zero of the first: 2025-05-01.")
    other_day: str | None = Field(None, description="Day zero of the second.")
    before: int = Field(30, ge=0, le=MOST, description="How many days before day zero.")
    after: int = Field(60, ge=0, le=MOST, description="How many days after it.")


@view(router, "/compare", "compare.html")
def compare(site: SiteHere, asked: Annotated[CompareQuery, Query()]) -> View:
    """Return two crises on aligned days: two dyads, or this project and the one served beside it.

    Day zero is the first on which the value is above 90 % of that one's own days, or what ``onset`` says, or
    the day asked for.
    """
    across = _is_across(site, asked)
    courses = _across(site, asked) if across else _within(site, asked)
    measure = asked.measure or ("index" if all(one.has_index for one in courses) else "level")
    lines = [
        course.line(measure, asked.onset, day, asked.before, asked.after)
        for course, day in zip(courses, (asked.one_day, asked.other_day), strict=False)
    ]
    offsets = _told(lines)
    is_newest = all(course.picture.is_newest for course in courses)
    shown = {
        "drawing": _drawing(site, lines, offsets, measure, across),
        "rows": _rows(lines, offsets),
        "names": [_name(site, line, across) for line in lines],
        "homes": [_home(line, course) for line, course in zip(lines, courses, strict=True)],
        "zeros": [None if line.zero is None else course.url(line.zero)
                  for line, course in zip(lines, courses, strict=True)],
        "given": {
            **asked.given("across", "one", "other"),
            "one": asked.one if across else next((line.dyad for line in lines[:1]), asked.one),
            "other": asked.other if across else next((line.dyad for line in lines[1:2]), asked.other),
            "onset": asked.onset,
            "measure": measure,
        },
        "across": across,
        "can_cross": site.beside is not None,
        "second": None if site.beside is None else site.beside.name,
        "onsets": list(ONSET_CHOICES.items()),
        "onset_words": ONSETS[asked.onset],
        "is_newest": is_newest,
    }  # fmt: skip
    data = {"across": across, "measure": measure, "onset": asked.onset, "lines": lines}
    return View(title="Compare", data=data, shown=shown, settled=is_newest)


def _is_across(site: Site, asked: CompareQuery) -> bool:
    """Tell whether two projects are compared. UsageError where there is no second one."""
    if asked.across and site.beside is None:
        raise UsageError("across: no project is served beside: tocsin serve PROJECT --beside OTHER")
    return site.beside is not None if asked.across is None else asked.across


def _across(site: Site, asked: CompareQuery) -> list[Course]:
    """Return the course of this project and that of the second one, or of a dyad of each."""
    assert site.beside is not None
    return [
        Course(each, each.incidents.picture(), dyad)
        for each, dyad in ((site, asked.one), (site.beside, asked.other))
    ]


def _within(site: Site, asked: CompareQuery) -> list[Course]:
    """Return the courses of the dyads asked for, else of main ones. UsageError where both are the same."""
    if asked.one is not None and asked.one == asked.other:
        raise UsageError("one and other are the same dyad: name two")
    picture = site.incidents.picture()
    left = [name for name in main_dyads(site, picture) if name not in (asked.one, asked.other)]
    one = asked.one or (left.pop(0) if left else None)
    other = asked.other or (left.pop(0) if left else None)
    return [Course(site, picture, dyad) for dyad in (one, other) if dyad is not None]


def _told(lines: Sequence[Line]) -> list[int]:
    """Return the days from the first to the last on which any of the lines has a number."""
    known = [one["offset"] for line in lines for one in line.days if one["value"] is not None]
    if not known:
        return []
    return list(range(min(known), max(known) + 1))


def _rows(lines: Sequence[Line], offsets: Sequence[int]) -> list[dict[str, Any]]:
    """Return a row for each day on which one of them has a number, the days of both in it."""
    by_offset = [{one["offset"]: one for one in line.days} for line in lines]
    found: list[dict[str, Any]] = [
        {"offset": at, "days": [days.get(at) for days in by_offset]} for at in offsets
    ]
    return [row for row in found if any(day and day["value"] is not None for day in row["days"])]


def _drawing(
    site: Site, lines: Sequence[Line], offsets: Sequence[int], measure: Measure, across: bool
) -> Markup:
    if not offsets:
        return Markup("")
    courses = [
        DrawnCourse(
            name=_name(site, line, across),
            points=tuple(_point(_at(line, offset), measure) for offset in offsets),
        )
        for line in lines
    ]
    values = [point.value for course in courses for point in course.points if point.value is not None]
    most = PERCENT if measure == "index" else max([*values, 1.0])
    title = "Index by day from day zero" if measure == "index" else "Level of conflict by day from day zero"
    return both_widths(lambda width: courses_svg(courses, offsets, most, width, title))


def _at(line: Line, offset: int) -> dict[str, Any] | None:
    return next((one for one in line.days if one["offset"] == offset), None)


def _point(day: dict[str, Any] | None, measure: Measure) -> CoursePoint:
    if day is None:
        return CoursePoint(title="", value=None)
    said = (
        "no number"
        if day["value"] is None
        else f"{measure} {day['value']:.{0 if measure == 'index' else 1}f}"
    )
    return CoursePoint(
        title=f"day {day['offset']:+d}, {day['day']}: {said}", value=day["value"], href=day["url"]
    )


def _name(site: Site, line: Line, across: bool) -> str:
    """Return how a line is called: by its project where there are two, by its dyad where one is asked for."""
    if not across:
        return line.scope
    project = line.project or site.name
    return project if line.dyad is None else f"{project}, {line.scope}"


def _home(line: Line, course: Course) -> str:
    above = BESIDE if course.site.is_beside else ""
    return above + links.page("alarm", dyad=line.dyad)
