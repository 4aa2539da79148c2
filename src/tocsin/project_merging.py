"""The incidents of some documents, or of a project, with the documents that tell of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tocsin.merging import Gathering
from tocsin.project import Project
from tocsin.records import Document, Incident, Record
from tocsin.storing.corrections import Pairing


class Merged(Record, frozen=True):
    """The incidents of some documents, and the documents by the id of their article; drawn in a notebook."""

    incidents: tuple[Incident, ...]
    documents: dict[str, Document]
    all_read: bool = True

    def _repr_html_(self) -> str:
        from tocsin.showing.notebook_incidents import incidents_html

        return incidents_html(self.incidents, self.documents)


def merge(
    documents: Iterable[Document],
    pairings: Iterable[Pairing] = (),
    told: Callable[[Document], None] = lambda document: None,
) -> Merged:
    """Merge the events of documents, in any order; a second document of one article counts for nothing.

    ``pairings`` are what people have joined and split; those of other documents are left out. ``told`` is
    called with each document when it has been taken in.
    """
    gathered = Gathering()
    for document in documents:
        if gathered.add(document):
            told(document)
    merger = gathered.merger
    known = {event.id for document in gathered.documents.values() for event in document.events}
    for pair in pairings:
        if {pair.one, pair.other} <= known:
            (merger.join if pair.together else merger.split)(pair.one, pair.other)
    return Merged(incidents=tuple(merger.incidents()), documents=gathered.documents)


def merge_project(project: Project, told: Callable[[Document], None] = lambda document: None) -> Merged:
    """Return the incidents that a project keeps, brought up to date, and its documents.

    They are those that ``merge`` makes of its documents, with what people have joined and split, but for
    their ids: see ``Project.incidents``. ``told`` is called with each document when it has been read.
    """
    incidents = tuple(project.incidents())
    kept: dict[str, Document] = {}
    for name in [article.id for article in project.articles()]:
        document = project.store.document(name)
        if document is not None:
            kept[name] = document
            told(document)
    return Merged(incidents=incidents, documents=kept)


def documents_of(project: Project, incident: Incident) -> dict[str, Document]:
    """Return the documents that tell of an incident, by the id of their article."""
    found = ((name, project.store.document(name)) for name in incident.articles)
    return {name: document for name, document in found if document is not None}
