"""Two accounts of one talk, side by side: where an article of each side is about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tocsin.briefing.model import SideBySide, SidePoint
from tocsin.briefing.register import Register
from tocsin.merging import Point, compare
from tocsin.records import Article, Document, Incident

MOST_TALKS = 2
MOST_POINTS = 12
# An account is short and about one talk. A long report that mentions it is none.
LONGEST_ACCOUNT = 2400
LONGEST_POINT = 300

Compare = Callable[[str, str], list[Point]]


def accounts_of(
    ranked: Sequence[Incident],
    documents: Mapping[str, Document],
    register: Register,
    comparing: Compare = compare,
) -> tuple[SideBySide, ...]:
    """Return the talks of which two publishers that do not share their texts give an account each."""
    found: list[SideBySide] = []
    for one in ranked:
        pair = _two_accounts(one, documents) if one.type == "CONSULT" else None
        line = register.line(one) if pair is not None else None
        if pair is None or line is None:
            continue
        first, second = pair
        points = comparing(first.text, second.text)
        if any(point.relation in ("both", "contradictory") for point in points):
            found.append(
                SideBySide(
                    line=line,
                    first=register.reference(first.id),
                    second=register.reference(second.id),
                    points=tuple(map(_shown, _chosen(points))),
                )
            )
        if len(found) == MOST_TALKS:
            break
    return tuple(found)


def _two_accounts(incident: Incident, documents: Mapping[str, Document]) -> tuple[Article, Article] | None:
    """Return two articles of two publishers that are about an incident; None where there are none."""
    if incident.independent_sources < 2:
        return None
    # Both tell of the talk near their beginning: it is what they are about.
    about = [
        article
        for name in incident.articles
        if len((article := documents[name].article).text) <= LONGEST_ACCOUNT
        and any(
            event.id in incident.events and event.sentence <= 1 and event.type == "CONSULT"
            for event in documents[name].events
        )
    ]
    for i, first in enumerate(about):
        for second in about[i + 1 :]:
            if first.publisher and second.publisher and first.publisher != second.publisher:
                return first, second
    return None


def _chosen(points: Sequence[Point]) -> list[Point]:
    """Return so many points as there is room for: what both say and contradict first, in their order."""
    if len(points) <= MOST_POINTS:
        return list(points)
    shared = [point for point in points if point.relation in ("both", "contradictory")][:MOST_POINTS]
    rest = [point for point in points if point not in shared][: MOST_POINTS - len(shared)]
    return [point for point in points if point in shared or point in rest]


def _shown(point: Point) -> SidePoint:
    return SidePoint(
        relation=point.relation,
        first=point.first.text[:LONGEST_POINT] if point.first else None,
        second=point.second.text[:LONGEST_POINT] if point.second else None,
    )
