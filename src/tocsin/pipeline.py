"""The rooms in a row: article in, coded document out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

from tocsin.coding.acts import ActNamer, LexiconNamer
from tocsin.coding.coded import Coded
from tocsin.coding.coder import code_article
from tocsin.coding.frames import lexicon
from tocsin.coding.weighing import weighing
from tocsin.errors import InputError, UsageError
from tocsin.glimpsing import WideCoder, glimpses_of
from tocsin.knowledge.claims import Borders, read_borders
from tocsin.language import Reader
from tocsin.language.model import Parsed
from tocsin.quoting import statements_of, with_details
from tocsin.reading import article_from_text, text_warnings
from tocsin.reading.python_input import Day, checked_article, given_article, given_date, given_text
from tocsin.records import Article, Document, Place, ResolvedActor
from tocsin.resolving.events import Resolver
from tocsin.resolving.located import place_of
from tocsin.resolving.naming import resolve_phrase
from tocsin.sensing import View, sight_model
from tocsin.sensing.relations import relation_model
from tocsin.sensing.threads import stay_on_one_thread
from tocsin.workers import in_order

if TYPE_CHECKING:
    import pandas as pd


class CodedDocument(Document, frozen=True):
    """A coded article with its views: a data frame, and marked text in a notebook."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row an event, with the columns of CSV; UsageError where pandas is missing."""
        from tocsin.showing.frame import to_frame

        return to_frame(self)

    def _repr_html_(self) -> str:
        from tocsin.showing.notebook import to_html

        return to_html(self)


class Coder:
    """Codes articles. The model and tables are loaded when the first article comes, once for each Coder.

    ``namer`` names the acts, the lexicon if none is given; with ``model`` the trained model adds those
    that it misses, and the relation model weighs each act: the one of the folder ``relations``, or the one
    that ships. With ``explain`` the explanations name the words that carried its answer, which takes time.
    ``borders`` decides the country of disputed places: ``un``, ``de-facto``, ``none``, or a table's path.
    With ``glimpses`` documents keep acts that are seen too faintly to be told, by which merging knows again
    what was told elsewhere; that takes a tenth more time.
    """

    def __init__(
        self,
        namer: ActNamer | None = None,
        *,
        model: bool = True,
        relations: str | Path | None = None,
        explain: bool = False,
        borders: str = "un",
        glimpses: bool = False,
    ) -> None:
        folder = None if relations is None else str(relations)
        self._made_of = (namer, model, folder, explain, borders, glimpses)
        self._namer = namer
        self._model = model
        self._relations = None if relations is None else relation_model(Path(relations))
        self._explain = explain
        self._glimpses = glimpses
        self._borders = borders_of(borders)
        self._reader: Reader | None = None

    def code(
        self, given: str | Article, *, published: Day = None, title: str | None = None, url: str | None = None
    ) -> CodedDocument:
        """Return the events and statements of one report, a text or an article, as ``tocsin.code`` does.

        ``published``, ``title`` and ``url`` come in the place of those that an article has.
        """
        return next(self.pipe([given_article(given, published=published, title=title, url=url)]))

    def pipe(self, articles: Iterable[Article], workers: int | None = None) -> Iterator[CodedDocument]:
        """Yield one document an article, in their order.

        With ``workers`` so many processes code, each on one thread and with models of its own; what comes out
        is the same. In a script this stands under ``if __name__ == "__main__"``. UsageError for 0 or less,
        and for what is no article.
        """
        if isinstance(articles, (str, bytes, Article)) or not isinstance(articles, Iterable):
            raise UsageError("pipe takes many articles: give a list or another iterable of tocsin.Article")
        checked = map(checked_article, articles)
        if workers is None:
            yield from self._pipe(checked)
            return
        for _, made in in_order(partial(_worker, *self._made_of), checked, workers):
            yield made()

    def _pipe(self, articles: Iterable[Article]) -> Iterator[CodedDocument]:
        reader = self.reader()
        namer = self._namer = self._namer or LexiconNamer()
        threads = ThreadpoolController()
        for article in articles:
            # The matrices are small: to share one among threads takes longer than to multiply it.
            with threads.limit(limits=1, user_api="blas"):
                document = self._document(reader, namer, article)
            yield document

    def reader(self) -> Reader:
        """Return the reader of this coder, made when it is first asked for."""
        if self._reader is None:
            self._reader = Reader(verbs=lexicon().verbs())
        return self._reader

    def _document(self, reader: Reader, namer: ActNamer, article: Article) -> CodedDocument:
        parsed, views = self._parsed(reader, article)
        acts, faint = (
            WideCoder(parsed, namer, views).code_widely()
            if self._glimpses
            else (code_article(parsed, namer, views), [])
        )
        weighed = self._weighing(parsed, acts)
        resolver = Resolver(parsed, article.id, self._borders)
        weighed()
        made = resolver.resolve(acts)
        events = tuple(event for event, _ in made)
        statements = statements_of(parsed, article.id, events)
        glimpses = glimpses_of(resolver, acts, faint, events) if self._glimpses else ()
        events, glimpses = with_details(parsed, events, glimpses, statements)
        return CodedDocument(
            article=article,
            events=events,
            statements=statements,
            explanations=tuple(why for _, why in made),
            warnings=text_warnings(article),
            glimpses=glimpses,
        )

    def _weighing(self, parsed: Parsed, acts: Sequence[Coded]) -> Callable[[], None]:
        """Begin to weigh the acts by the relation model, where the coder has one."""
        if not self._model:
            return lambda: None
        return weighing(parsed, acts, self._relations or relation_model(), self._explain)

    def _parsed(self, reader: Reader, article: Article) -> tuple[Parsed, list[View] | None]:
        """Parse an article, while the model reads its sentences on other threads."""
        if not self._model:
            return reader.read(article), None
        model, looking = sight_model(), list[Iterator[View]]()
        parsed = reader.read(article, lambda texts: looking.append(model.views(texts)))
        return parsed, list(looking[0])


def borders_of(asked: object) -> Borders:
    """Return the policy of a name or of a table. UsageError for what is neither, InputError for no table."""
    if not isinstance(asked, (str, Path)):
        raise UsageError(f"borders {asked!r:.60}: give un, de-facto, none, or the path of a table")
    try:
        return read_borders(str(asked))
    except (UnicodeDecodeError, csv.Error) as error:
        reason = f"is no table in UTF-8 ({error})"
        raise InputError(str(asked), reason, "save it as tab-separated text in UTF-8") from None


def _worker(
    namer: ActNamer | None, model: bool, relations: str | None, explain: bool, borders: str, glimpses: bool
) -> Callable[[Article], CodedDocument]:
    """Return what codes articles in a process that is one of several."""
    stay_on_one_thread()
    coder = Coder(
        namer, model=model, relations=relations, explain=explain, borders=borders, glimpses=glimpses
    )
    return coder.code


def actor(text: str, *, date: Day = None, context: str | None = None) -> ResolvedActor:
    """Return whom a phrase means ("Germany's defence minister").

    ``date`` is the ISO day of the report: the same office is another person in another year. ``context`` is
    text of the report, whose own facts come before the tables. Raises UsageError for a date that is none or
    an empty phrase.
    """
    if not given_text(text, "the phrase").strip():
        raise UsageError("an empty phrase names nobody: give the words for a person, a body or a country")
    near = None if context is None else given_text(context, "the context")
    return resolve_phrase(shared_coder().reader(), text.strip(), given_date(date), near)


def places(text: str, *, borders: str = "un") -> tuple[Place, ...]:
    """Return the places that a text names, with coordinates where the tables have them; parties included.

    ``borders`` decides the country of disputed places, as for ``Coder``.
    """
    policy = borders_of(borders)
    found = shared_coder().reader().places(article_from_text(given_text(text)))
    return tuple(place_of(one, text, policy) for one in found)


@cache
def shared_coder() -> Coder:
    """Return the coder that ``code`` uses, made once."""
    return Coder()


def code(
    given: str | Article, *, published: Day = None, title: str | None = None, url: str | None = None
) -> CodedDocument:
    """Code one report: its text, or an article.

    ``published`` is its ISO date or a ``datetime.date``, against which "on Wednesday" and "March 9" are
    resolved. Raises UsageError for a date that is none and for what is no text, and InputError for an empty
    text.
    """
    return shared_coder().code(given, published=published, title=title, url=url)
