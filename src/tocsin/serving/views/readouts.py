"""Readouts: two accounts of one call or meeting side by side, point by point."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from tocsin.errors import UsageError
from tocsin.merging import compare
from tocsin.records import Article, Incident
from tocsin.serving.answers import View, missing
from tocsin.serving.asked import ReadoutQuery
from tocsin.serving.merged import Picture, StillMerging
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere

router = APIRouter()
MOST_PAIRS = 40
LONGEST = 40_000


@view(router, "/readouts", "readouts.html")
def readouts(site: SiteHere, asked: Annotated[ReadoutQuery, Query()]) -> View:
    """Return two articles point by point; without them, pairs of reports to compare.

    A point is in both, in one only, or contradictory.
    """
    if (asked.first is None) != (asked.second is None):
        raise UsageError("first and second: give the ids of two articles")
    if asked.first is None or asked.second is None:
        try:
            picture = site.incidents.picture()
        except StillMerging as still:  # any two articles can be compared all the same
            waiting: dict[str, Any] = {"pairs": [], "points": None, "waiting": str(still)}
            return View(title="Readouts", data={"pairs": [], "waiting": str(still)}, shown=waiting,
                        settled=False)  # fmt: skip
        pairs = _pairs(picture)
        data = {"pairs": [{"incident": one.id, "first": a.id, "second": b.id} for one, a, b in pairs]}
        return View(title="Readouts", data=data, shown={"pairs": pairs, "points": None, "waiting": None},
                    settled=picture.is_newest)  # fmt: skip
    first, second = _article(site, asked.first), _article(site, asked.second)
    if first.id == second.id:
        raise UsageError("first and second are one article: give two")
    if max(len(first.text), len(second.text)) > LONGEST:
        raise UsageError(
            f"an account has more than {LONGEST} characters: tocsin readouts compares such files"
        )
    points = compare(first.text, second.text)
    compared = {"first": first.id, "second": second.id, "points": points}
    return View(title="Readouts", data=compared, shown={"points": points, "sides": (first, second)})


def _article(site: Site, name: str) -> Article:
    found = site.store.article(name)
    if found is None:
        raise missing("article", name)
    return found


def _pairs(picture: Picture) -> list[tuple[Incident, Article, Article]]:
    """Return pairs of reports of one call or meeting by two publishers, the latest first."""
    found = []
    talks = [one for one in picture.incidents if one.type == "CONSULT" and len(one.articles) > 1]
    talks.sort(key=lambda one: one.date.start if one.date else "", reverse=True)
    for one in talks[:MOST_PAIRS]:
        articles = list({doc.article.id: doc.article for _, doc in picture.reports(one)}.values())
        first = articles[0]
        second = next((a for a in articles[1:] if a.publisher != first.publisher), None)
        if second is not None:
            found.append((one, first, second))
    return found
