"""The rooms in a row: article in, coded document out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.coding.acts import ActNamer, LexiconNamer
from tocsin.coding.coder import code_article
from tocsin.coding.frames import lexicon
from tocsin.language import Reader
from tocsin.quoting import statements_of
from tocsin.records import Article, Document
from tocsin.resolving.events import Resolver


class Coder:
    """Codes articles. The model and tables are loaded when the first article comes, once for each Coder.

    ``namer`` names the acts; the lexicon is the default.
    """

    def __init__(self, namer: ActNamer | None = None) -> None:
        self._namer = namer
        self._reader: Reader | None = None

    def code(self, article: Article) -> Document:
        """Return the events and statements of one article."""
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article]) -> Iterator[Document]:
        """Yield one document an article, in their order."""
        if self._reader is None:
            self._reader = Reader(verbs=lexicon().verbs())
        namer = self._namer = self._namer or LexiconNamer()
        for article in articles:
            parsed = self._reader.read(article)
            made = Resolver(parsed, article.id).resolve(code_article(parsed, namer))
            events = tuple(event for event, _ in made)
            yield Document(
                article=article,
                events=events,
                statements=statements_of(parsed, article.id, events),
                explanations=tuple(why for _, why in made),
            )
