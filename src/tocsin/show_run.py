"""One run of ``tocsin show``: an article, event or incident of a project, by the beginning of its id."""

from __future__ import annotations

import json
from typing import Any, TextIO

from tocsin.errors import UsageError
from tocsin.project import Project, open_project
from tocsin.project_merging import documents_of
from tocsin.records import Document
from tocsin.showing.article_view import show_article, show_event
from tocsin.showing.incidents_view import show_incident
from tocsin.showing.output import open_output
from tocsin.storing.looking_up import incident_of, one_named
from tocsin.storing.sentences import sentence_around

MOST = 5
"""Reports of an incident that are shown."""


def show(where: str | None, name: str, as_json: bool) -> None:
    """Print what has this id, or an id that begins so. UsageError, with candidates, for none or several."""
    with open_project(where) as project:
        project.merge_if_free()
        found = one_named(project.store, name)
        draw = {"article": _article, "event": _event, "incident": _incident}[found.kind]
        with open_output(None, as_data=as_json) as stream:
            data = draw(project, found.id, None if as_json else stream)
            if as_json:
                stream.write(json.dumps({"kind": found.kind, **data}, ensure_ascii=False) + "\n")


def _article(project: Project, name: str, stream: TextIO | None) -> dict[str, Any]:
    document = _document(project, name)
    if stream is not None:
        show_article(stream, document)
    data = document.to_dict()
    return {field: data[field] for field in ("article", "events", "statements")}


def _event(project: Project, name: str, stream: TextIO | None) -> dict[str, Any]:
    event = project.store.event(name)
    article = _document(project, event.article).article
    incident = incident_of(project.store, event.id)
    if stream is not None:
        show_event(stream, event, article, incident)
    start, end = sentence_around(article.text, event.evidence.start, event.evidence.end)
    return {
        "event": event.to_dict(),
        "sentence": article.text[start:end],
        "article": {field: value for field, value in article.to_dict().items() if field != "text"},
        "incident": None if incident is None else incident.id,
    }


def _incident(project: Project, name: str, stream: TextIO | None) -> dict[str, Any]:
    incident = project.store.incident(name)
    if stream is not None:
        show_incident(stream, incident, documents_of(project, incident), most=MOST)
    return {"incident": incident.to_dict()}


def _document(project: Project, name: str) -> Document:
    found = project.store.document(name)
    if found is None:
        raise UsageError(f"article {name} has just been removed by another process: try again")
    return found
