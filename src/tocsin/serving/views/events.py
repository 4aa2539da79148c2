"""Events: those that fulfil filters, and one of them with the sentence that tells it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse

from tocsin import ontology
from tocsin.errors import UsageError
from tocsin.records import Event
from tocsin.serving import links
from tocsin.serving.answers import View, listed, missing
from tocsin.serving.asked import EventQuery, Nothing
from tocsin.serving.marking import in_sentence
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere

router = APIRouter()


@view(router, "/events", "events.html")
def events(site: SiteHere, asked: Annotated[EventQuery, Query()]) -> View:
    """Return the events that fulfil all filters, in the order in which they were stored."""
    filters = asked.filters()
    count = site.store.count(**filters)
    found = list(site.store.events(limit=asked.limit, offset=asked.offset, **filters))
    more = asked.offset + len(found) < count
    titles = site.overview.titles(list({event.article for event in found}))
    shown = {"titles": titles, "asked": asked, "types": list(ontology.types())}
    return View(
        title="Events", data=listed(found, asked, more=more, path="/events", count=count), shown=shown
    )


@router.get("/events/{name:path}/incident", include_in_schema=False)
def incident_of_event(site: SiteHere, name: str) -> RedirectResponse:
    """Lead to the incident that an event tells of."""
    found = site.incidents.picture().of_event(event_of(site, name).id)
    if found is None:
        raise missing("incident of event", name)
    return RedirectResponse(links.page("incidents", found.id), 303)


@view(router, "/events/{name:path}", "event.html")
def event(site: SiteHere, name: str, asked: Annotated[Nothing, Query()]) -> View:
    """Return one event, its article, the sentence that tells it, and what people have put right of it."""
    found = event_of(site, name)
    article = site.store.article(found.article)
    if article is None:
        raise missing("event", name)
    corrected = [one for one in site.store.corrections() if found.id in (one.target.event, _other(one.other))]
    data = {"event": found, "article": article.id, "title": article.title, "corrections": corrected}
    shown = {
        "article": article,
        "sentence": in_sentence(article.text, found),
        "types": ontology.types(),
    }
    return View(title=f"{found.type} {found.mode or ''}".strip(), data=data, shown=shown)


def event_of(site: Site, name: str) -> Event:
    """Return the event of a part of a path. HTTPException 404 where none has this id, all of it."""
    for known in links.names(name):
        try:
            found = site.store.event(known)
        except UsageError:
            continue
        if found.id == known:
            return found
    raise missing("event", name)


def _other(target: object) -> str | None:
    return getattr(target, "event", None)
