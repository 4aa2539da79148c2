"""What is watched: the acts of incidents and how much was read, as known today or as known on each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tocsin.merging import CopyFinder
from tocsin.records import Document, Incident, Record
from tocsin.watching.acts import Act, acts_of
from tocsin.watching.coverage import Coverage


class Watched(Record, frozen=True):
    """Acts in the order of their days, and the coverage by which they are corrected."""

    acts: tuple[Act, ...]
    coverage: Coverage


def watched(incidents: Iterable[Incident], documents: Mapping[str, Document]) -> Watched:
    """Return what incidents and their documents (by the id of their article) give to watch."""
    finder = CopyFinder()
    copies = [
        (name, other)
        for name, document in documents.items()
        for other, how in finder.add(name, document.article.text)
        if how.kind == "copy"
    ]
    return seen(incidents, documents, copies)


def seen(
    incidents: Iterable[Incident], documents: Mapping[str, Document], copies: Sequence[tuple[str, str]]
) -> Watched:
    """Return what ``watched`` does where it is known which articles copy which (the copy first)."""
    return Watched(
        acts=tuple(acts_of(incidents, documents, copies)),
        coverage=Coverage.of((document.article for document in documents.values()), copies),
    )
