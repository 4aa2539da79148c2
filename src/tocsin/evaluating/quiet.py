"""The measure of quiet texts: how many events are invented in news without any act between parties."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tocsin.evaluating.matching import dyads
from tocsin.reading import article_from_text
from tocsin.records import Article, Document, Record


class QuietScore(Record, frozen=True):
    """How many events were found in how many texts, and which."""

    articles: int
    events: int
    found: tuple[str, ...] = ()

    @property
    def per_article(self) -> float:
        """Events an article; 0 of no articles."""
        return round(self.events / self.articles, 3) if self.articles else 0.0


def quiet_articles(folder: Path) -> list[Article]:
    """Read the quiet texts, ``*.txt``, in the order of their names."""
    paths = sorted(folder.glob("*.txt"))
    return [article_from_text(path.read_text(encoding="utf-8")) for path in paths]


def score_quiet(documents: Sequence[Document]) -> QuietScore:
    """Count the events of texts that should have none."""
    found = tuple(
        f"{document.article.title}: {event.type} {'>'.join(dyads(event)[0])} | {event.evidence.text}"
        for document in documents
        for event in document.events
    )
    return QuietScore(articles=len(documents), events=len(found), found=found)
