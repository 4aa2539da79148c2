"""Documents taken in one by one: their copies found, their events merged."""

from __future__ import annotations

from tocsin.merging.copies import CopyFinder
from tocsin.merging.incidents import Merger
from tocsin.merging.independence import report_of
from tocsin.records import Document


class Gathering:
    """What was taken in so far: ``merger`` has its incidents, ``documents`` are by the id of their article.

    ``alike`` has the pairs of articles that share text, the later one first, with the kind of their likeness.
    """

    def __init__(self) -> None:
        self.merger = Merger()
        self.documents: dict[str, Document] = {}
        self.alike: dict[tuple[str, str], str] = {}
        self._finder = CopyFinder()

    def add(self, document: Document) -> bool:
        """Take in a document; return False for a second one of an article, which counts for nothing."""
        article = document.article
        if article.id in self.documents:
            return False
        near = {other: how.kind for other, how in self._finder.add(article.id, article.text)}
        copies = [other for other, kind in near.items() if kind == "copy"]
        self.merger.add(report_of(article), document.events, copies, document.glimpses)
        self.alike |= {(article.id, other): kind for other, kind in near.items()}
        self.documents[article.id] = document
        return True

    def copies(self) -> list[tuple[str, str]]:
        """Return the pairs of articles of which the first copies the second."""
        return [pair for pair, kind in self.alike.items() if kind == "copy"]
