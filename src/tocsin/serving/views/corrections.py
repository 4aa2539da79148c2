"""Putting right: what is sent to change, accept, reject, add, join, split or undo; and what was put right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from tocsin.errors import UsageError
from tocsin.project_correcting import Corrector
from tocsin.records import Incident
from tocsin.serving import links
from tocsin.serving.answers import View, json_bytes, listed, missing
from tocsin.serving.asked import Paged
from tocsin.serving.drawing import anchor
from tocsin.serving.posting import Posted, PostedHere
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.serving.views.events import event_of
from tocsin.showing.correction_view import said
from tocsin.storing.corrections import Correction

router = APIRouter()
NEEDS = "Needs the token as `Authorization: Bearer …`. Fields as JSON or as a form; `who` is your name. "


@view(router, "/corrections", "corrections.html")
def corrections(site: SiteHere, asked: Annotated[Paged, Query()]) -> View:
    """Return what people have put right, the last first."""
    every = list(site.store.corrections())[::-1]
    found = every[asked.offset : asked.offset + asked.limit]
    more = asked.offset + len(found) < len(every)
    data = listed(found, asked, more=more, path="/corrections", count=len(every))
    return View(title="Corrections", data=data, shown={"said": {one.id: said(one) for one in found}})


@router.post("/events/{name:path}/accept", description=NEEDS, response_class=Response)
def accept(site: SiteHere, name: str, given: PostedHere) -> Response:
    """Say that an event is right."""
    return _done(given, Corrector(site.project, given.who).accept(event_of(site, name).id))


@router.post("/events/{name:path}/reject", description=NEEDS, response_class=Response)
def reject(site: SiteHere, name: str, given: PostedHere) -> Response:
    """Say that an event is none."""
    return _done(given, Corrector(site.project, given.who).reject(event_of(site, name).id))


@router.post(
    "/events/{name:path}/change",
    description=NEEDS + "Fields: type, mode, actors and recipients (codes), modality, date, place; "
    "`none` empties one.",
    response_class=Response,
)
def change(site: SiteHere, name: str, given: PostedHere) -> Response:
    """Change fields of an event."""
    wanted = given.wanted()
    if not wanted.any:
        raise UsageError("say what to change: type, mode, actors, recipients, modality, date or place")
    return _done(given, Corrector(site.project, given.who).change(event_of(site, name).id, wanted))


@router.post(
    "/articles/{name:path}/events",
    description=NEEDS + "Fields: evidence (words that the article has once), type, actors, recipients, …",
    response_class=Response,
)
def add(site: SiteHere, name: str, given: PostedHere) -> Response:
    """Add an event that the coder has missed."""
    known = next((one for one in links.names(name) if site.store.article(one) is not None), None)
    if known is None:
        raise missing("article", name)
    corrector = Corrector(site.project, given.who)
    made = corrector.add(known, given.needed("evidence"), given.wanted())
    return _done(given, made, f"{links.page('articles', known)}#{anchor(made.target.event)}")


@router.post(
    "/incidents/{name}/split",
    description=NEEDS + "Field: event, which is kept out of the incident from now on.",
    response_class=Response,
)
def split(site: SiteHere, name: str, given: PostedHere) -> Response:
    """Take an event out of an incident."""
    incident, event = _incident(site, name), given.needed("event")
    others = [one for one in incident.events if one != event]
    if event not in incident.events or not others:
        raise UsageError(f"event {event!r} is not one of several of this incident")
    _take_back(site, given, "join", [event], others)
    return _paired(site, given, "split", event, others)


@router.post(
    "/incidents/{name}/join",
    description=NEEDS + "Field: other, the id of an incident or of an event that belongs to this one.",
    response_class=Response,
)
def join(site: SiteHere, name: str, given: PostedHere) -> Response:
    """Join an incident, or an event, to this one."""
    incident, other = _incident(site, name), given.needed("other")
    known = site.incidents.picture().incident(other)
    event = known.events[0] if known is not None else other
    if event in incident.events:
        raise UsageError(f"{other!r} is in this incident already")
    joined = known.events if known is not None else (event,)
    _take_back(site, given, "split", joined, incident.events)
    return _paired(site, given, "join", event, [incident.events[0]])


@router.post("/corrections/{number}/undo", description=NEEDS, response_class=Response)
def undo(site: SiteHere, number: int, given: PostedHere) -> Response:
    """Take a correction back."""
    return _done(given, Corrector(site.project, given.who).undo(number))


def _incident(site: Site, name: str) -> Incident:
    found = site.incidents.picture().incident(name)
    if found is None:
        raise missing("incident", name)
    return found


def _paired(
    site: Site, given: Posted, what: Literal["join", "split"], event: str, others: list[str]
) -> Response:
    """Pair an event with others, and go where it is then."""
    corrector = Corrector(site.project, given.who)
    made = [corrector.pair(what, event, other) for other in others]
    now = site.incidents.picture().of_event(event)
    return _done(given, made[-1], None if now is None else links.page("incidents", now.id))


def _take_back(site: Site, given: Posted, what: str, ones: Iterable[str], others: Iterable[str]) -> None:
    """Undo the joins, or splits, between two groups of events, the newest first."""
    here, there = set(ones), set(others)
    for one in reversed(list(site.store.corrections())):
        if one.what == what and one.undone is None and one.other is not None:
            pair = (one.target.event, one.other.event)
            if (pair[0] in here and pair[1] in there) or (pair[1] in here and pair[0] in there):
                Corrector(site.project, given.who).undo(one.id)


def _done(given: Posted, made: Correction, after: str | None = None) -> Response:
    """Answer with the correction, or lead back to the page from which it was sent."""
    if given.is_json:
        return Response(
            json_bytes(made), media_type="application/json", headers={"Cache-Control": "no-store"}
        )
    return RedirectResponse(after or links.own_path(given.one("next")), 303)
