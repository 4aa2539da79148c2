"""Statements: who said what to whom, searched by the words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from tocsin.quoting.saying import cue_words
from tocsin.serving.answers import View, listed
from tocsin.serving.asked import StatementQuery
from tocsin.serving.routing import view
from tocsin.serving.site import SiteHere

router = APIRouter()


@view(router, "/statements", "statements.html")
def statements(site: SiteHere, asked: Annotated[StatementQuery, Query()]) -> View:
    """Return who said what to whom, in the order in which it was stored."""
    filters = {name: value for name, value in asked.model_dump(exclude={"limit", "offset"}).items()
               if value is not None}  # fmt: skip
    found = list(site.store.statements(limit=asked.limit + 1, offset=asked.offset, **filters))
    more, found = len(found) > asked.limit, found[: asked.limit]
    titles = site.overview.titles(list({one.article for one in found}), with_text=True)
    cues = {
        one.id: cue_words(one, titles[one.article].text if one.article in titles else "") for one in found
    }
    data = listed(found, asked, more=more, path="/statements")
    return View(title="Statements", data=data, shown={"asked": asked, "titles": titles, "cues": cues})
