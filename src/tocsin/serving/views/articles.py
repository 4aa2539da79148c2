"""Articles: a list of them, and one with its words marked and its acts in the margin."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from tocsin import ontology
from tocsin.quoting.saying import cue_words
from tocsin.serving import links
from tocsin.serving.answers import View, listed, missing
from tocsin.serving.asked import ArticleQuery, Nothing
from tocsin.serving.marking import paragraphs
from tocsin.serving.routing import view
from tocsin.serving.site import SiteHere
from tocsin.storing.filters import UNNAMED

router = APIRouter()
NOBODY = ""
"""How articles without a publisher are asked for in ``Overview.articles``."""


@view(router, "/articles", "articles.html")
def articles(site: SiteHere, asked: Annotated[ArticleQuery, Query()]) -> View:
    """Return articles without their text, the newest first."""
    found = site.overview.articles(
        words=asked.words,
        publisher=NOBODY if asked.publisher == UNNAMED else asked.publisher,
        since=asked.since,
        until=asked.until,
        limit=asked.limit + 1,
        offset=asked.offset,
    )
    more = len(found) > asked.limit
    data = listed(found[: asked.limit], asked, more=more, path="/articles")
    return View(title="Articles", data=data, shown={"asked": asked})


@view(router, "/articles/{name:path}", "article.html")
def article(site: SiteHere, name: str, asked: Annotated[Nothing, Query()]) -> View:
    """Return one article with its events, its statements and its earlier versions."""
    found = next(filter(None, map(site.store.document, links.names(name))), None)
    if found is None:
        raise missing("article", name)
    versions = [
        {
            "version": one.version,
            "added": one.added,
            "replaced": one.replaced,
            "events": len(one.document.events),
        }
        for one in site.store.versions(found.article.id)
    ]
    data = {
        "article": found.article,
        "events": found.events,
        "statements": found.statements,
        "versions": versions,
    }
    shown = {
        "paragraphs": paragraphs(found),
        "types": ontology.types(),
        "warnings": found.warnings,
        "cues": {one.id: cue_words(one, found.article.text) for one in found.statements},
    }
    return View(title=found.article.title or found.article.id, data=data, shown=shown)
