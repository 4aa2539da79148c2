"""A project full of made-up events: few countries, names and words are frequent, most are rare.

The same seed gives the same project. Nothing in it is true. With 27 articles a day, as 100,000 in ten years
are, an event has 78 others that it is compared with, and is comparable with 43 of them; in the annotated set
of incidents (gold/incidents/frontiers) these are 41 and 38. There many more of them tell of the same, texts
are copied, and half of what is merged is glimpsed only; here no text is a copy and nothing is glimpsed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, islice

from sqlalchemy import Connection, insert, select

from tocsin import ontology
from tocsin.knowledge import countries
from tocsin.knowledge.gazetteer import places_named
from tocsin.records import Actor, Article, Document, Event, Place, Span, When
from tocsin.storing import CoderVersion, Store, ledger, rows, schema
from tocsin.storing.days import now

EVENTS_OF_AN_ARTICLE = 6
WORDS_OF_AN_ARTICLE = 300
WORDS_OF_EVIDENCE = 25
DAYS = 3650
BATCH = 500
CODER = CoderVersion(tocsin="0", fingerprint="bench", options={})
FREQUENT = ("PAK", "IND", "USA", "RUS", "CHN", "UKR", "ISR", "IRN", "KEN", "NOR")
KNOWN_WORDS = ("border", "crossing", "ceasefire", "talks", "minister", "army", "protest", "sanctions")
TOWNS = ("Srinagar", "Islamabad", "Delhi", "Kyiv", "Nairobi", "Oslo", "Moscow", "Tehran", "Lagos", "Lima")
SECTORS = ("GOV", "GOV", "MIL", "MIL", "OPP", "REB", "CVL", "")
MODALITIES = ("asserted",) * 8 + ("alleged", "denied", "planned")


class Stock:
    """Makes articles with events; ``names`` and ``vocabulary`` have the frequent ones first.

    They are published on so many ``days``.
    """

    def __init__(self, seed: int, days: int = DAYS) -> None:
        self._chance = random.Random(seed)
        self._days = days
        self._codes = [*FREQUENT, *(code for code in countries() if code not in FREQUENT)][:150]
        self._code_shares = _shares(len(self._codes))
        made = ["".join(self._chance.choices("abcdefghijklmnoprstuvwy", k=size)) for size in self._sizes()]
        self.vocabulary = [*KNOWN_WORDS, *made]
        self._word_shares = _shares(len(self.vocabulary), first=20)
        self.names = [self._words(2).title() for _ in range(3000)]
        self._places = [self._place_of(town) for town in TOWNS]
        self._places += [self._place() for _ in range(3000)]
        self._place_shares = _shares(len(self._places), first=20)
        self._types = [
            (info.name, mode) for info in ontology.types().values() for mode in (*info.modes, None)
        ]

    def documents(self, count: int, begin: int = 0) -> Iterator[Document]:
        """Yield coded articles, numbered from ``begin``."""
        for number in range(begin, begin + count):
            day = (date(2016, 1, 1) + timedelta(days=self._chance.randrange(self._days))).isoformat()
            article = Article(
                id=f"a{number:09}",
                text=self._words(WORDS_OF_AN_ARTICLE),
                title=self._words(8),
                published=day,
                url=f"https://news.example/{number}",
                publisher=self._chance.choice(self.names[:200]),
            )
            events = tuple(self._event(article, at, day) for at in range(EVENTS_OF_AN_ARTICLE))
            yield Document(article=article, events=events, statements=())

    def _event(self, article: Article, at: int, day: str) -> Event:
        kind, mode = self._chance.choice(self._types)
        evidence = self._words(WORDS_OF_EVIDENCE)
        place = self._chance.choices(self._places, cum_weights=self._place_shares)[0]
        return Event(
            id=f"{article.id}-{at}",
            article=article.id,
            sentence=at,
            type=kind,
            mode=mode,
            cameo="010",
            quad=ontology.quad_class(kind),
            intensity=ontology.intensity(kind, mode),
            actors=(self._party(),),
            recipients=(self._party(),),
            date=When(start=day, end=day, text=None, basis="publication"),
            place=place if self._chance.random() < 0.6 else None,
            contexts=(),
            modality=self._chance.choice(MODALITIES),  # type: ignore[arg-type]
            attribution=None,
            trigger=Span(text=evidence[:5], start=at, end=at + 5),
            evidence=Span(text=evidence, start=at, end=at + len(evidence)),
            magnitude=None,
            confidence=round(self._chance.random(), 3),
        )

    def _party(self) -> Actor:
        code = self._chance.choices(self._codes, cum_weights=self._code_shares)[0]
        sector = self._chance.choice(SECTORS)
        name = self._chance.choice(self.names)
        return Actor(
            text=name,
            start=0,
            end=len(name),
            name=name,
            country=code,
            sector=sector or None,
            code=code + sector,
        )

    def _place_of(self, town: str) -> Place:
        found = places_named(town)[0]
        return Place(
            text=town,
            start=0,
            end=len(town),
            name=town,
            country=found.country,
            latitude=found.latitude,
            longitude=found.longitude,
        )

    def _place(self) -> Place:
        name = self._chance.choice(self.names)
        code = self._chance.choices(self._codes, cum_weights=self._code_shares)[0]
        north, east = self._chance.uniform(-60, 70), self._chance.uniform(-180, 180)
        return Place(
            text=name, start=0, end=len(name), name=name, country=code, latitude=north, longitude=east
        )

    def _words(self, count: int) -> str:
        return " ".join(self._chance.choices(self.vocabulary, cum_weights=self._word_shares, k=count))

    def _sizes(self) -> Iterator[int]:
        return (self._chance.randint(3, 10) for _ in range(20_000))


def fill(store: Store, documents: Iterator[Document]) -> None:
    """Store articles, and their events after, as ``tocsin add`` does."""
    with store.writing("the benchmark"):
        for document in documents:
            store.add_article(document.article)
            store.save_document(document, CODER)


def pour(store: Store, documents: Iterator[Document]) -> None:
    """Store new articles and events many at a time, in an empty project: the same rows, sooner."""
    key = 0
    with store.writing("the benchmark"):
        while batch := list(islice(documents, BATCH)):
            with store.transaction() as connection:
                _pour(connection, batch, key)
            key += len(batch)


def leave_to_merge(store: Store) -> None:
    """Mark all articles that ``pour`` has stored as ones whose incidents are still to be made."""
    with store.writing("the benchmark"), store.transaction() as connection:
        stored = [key for (key,) in connection.execute(select(schema.articles.c.key))]
        connection.execute(insert(schema.unmerged), [{"article": key} for key in stored])


def _pour(connection: Connection, batch: list[Document], last: int) -> None:
    run = ledger.run_key(connection, CODER)
    articles: list[rows.Row] = []
    events: list[rows.Row] = []
    parties: list[rows.Row] = []
    for key, document in enumerate(batch, start=last + 1):
        own = {"hash": rows.content_hash(document.article), "version": 1, "run": run}
        times = {"added": now(), "coded": now(), "key": key}
        articles.append({**rows.article_row(document.article), **own, **times})
        for at, event in enumerate(document.events):
            event_key = key * EVENTS_OF_AN_ARTICLE + at
            events.append({**rows.event_row(event, key, at), "key": event_key})
            parties += rows.party_rows(event, event_key)
    for table, made in ((schema.articles, articles), (schema.events, events), (schema.parties, parties)):
        connection.execute(insert(table), made)


def _shares(count: int, first: int = 3) -> list[float]:
    """Return cumulative weights that fall as frequencies of words do."""
    return list(accumulate(1 / (first + rank) for rank in range(count)))
