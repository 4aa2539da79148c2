"""The review queue: the least certain and most consequential events, to accept, fix or reject by a key."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from tocsin import ontology
from tocsin.serving.answers import View
from tocsin.serving.asked import Asked
from tocsin.serving.marking import in_sentence
from tocsin.serving.routing import view
from tocsin.serving.site import SiteHere
from tocsin.showing.correction_view import review_data

router = APIRouter()


class ReviewQuery(Asked):
    """How many."""

    limit: int = Field(20, ge=1, le=100, description="How many, at most.")


@view(router, "/review", "review.html")
def review(site: SiteHere, asked: Annotated[ReviewQuery, Query()]) -> View:
    """Return events that nobody has looked at, the least certain and most consequential first."""
    queue = list(site.store.to_review(asked.limit))
    shown = {
        "queue": queue,
        "sentences": {one.event.id: in_sentence(one.article.text, one.event) for one in queue},
        "types": ontology.types(),
    }
    return View(title="Review", data={"items": [review_data(one) for one in queue]}, shown=shown)
