"""Problems: what could not be read or coded, why, and what to do."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query

from tocsin.serving.answers import View, listed
from tocsin.serving.asked import Paged
from tocsin.serving.routing import view
from tocsin.serving.site import SiteHere

router = APIRouter()


@view(router, "/problems", "problems.html")
def problems(site: SiteHere, asked: Annotated[Paged, Query()]) -> View:
    """Return what could not be read or coded."""
    end = asked.offset + asked.limit
    found = list(islice(site.store.problems(), asked.offset, end + 1))
    more, found = len(found) > asked.limit, found[: asked.limit]
    count = site.counts().problems
    data = listed(found, asked, more=more, path="/problems", count=count)
    return View(title="Problems", data=data)
