"""Sources: which publishers a project reads, how much of each, and from when to when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from tocsin.serving.answers import View, listed
from tocsin.serving.asked import Paged
from tocsin.serving.routing import view
from tocsin.serving.site import SiteHere

router = APIRouter()


@view(router, "/sources", "sources.html")
def sources(site: SiteHere, asked: Annotated[Paged, Query()]) -> View:
    """Return the publishers, the one with most articles first."""
    every = site.kept("publishers", site.overview.publishers)
    found = every[asked.offset : asked.offset + asked.limit]
    more = asked.offset + len(found) < len(every)
    data = listed(found, asked, more=more, path="/sources", count=len(every))
    return View(title="Sources", data=data)
