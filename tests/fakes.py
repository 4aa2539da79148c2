"""A coder that needs no model: it sees ``X met Y.`` and ``X attacked Y.`` and nothing else."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from functools import partial

from tocsin import ontology
from tocsin.reading import text_warnings
from tocsin.records import (
    Actor,
    Article,
    Attribution,
    Decision,
    Document,
    Event,
    Explanation,
    Place,
    Span,
    Statement,
    When,
)
from tocsin.workers import in_order

ACT = re.compile(
    r"(?P<actor>[A-Z]\w+) (?P<trigger>met|attacked) (?P<recipient>[A-Z]\w+)(?: in (?P<place>[A-Z]\w+))?"
)
TYPES = {"met": ("CONSULT", "visit", "042"), "attacked": ("ASSAULT", None, "190")}


class FakeCoder:
    """Has the interface of Tocsin's coder."""

    def __init__(
        self, model: str | None = None, explain: bool = False, borders: str = "un", glimpses: bool = True
    ) -> None:
        self.model, self.explain, self.borders = model, explain, borders

    def pipe(self, articles: Iterable[Article], workers: int | None = None) -> Iterator[Document]:
        if workers is None:
            yield from map(self.code, articles)
            return
        for _, made in in_order(partial(getattr, self, "code"), articles, workers):
            yield made()

    def code(self, article: Article) -> Document:
        events = tuple(event_of(found, article) for found in ACT.finditer(article.text))
        return Document(
            article=article,
            events=events,
            statements=statements_of(article),
            explanations=tuple(explanation_of(event) for event in events),
            warnings=text_warnings(article),
        )


class SlowCoder(FakeCoder):
    """Takes a while, so that it can be killed."""

    def code(self, article: Article) -> Document:
        time.sleep(0.002)
        return super().code(article)


class NewerCoder(SlowCoder):
    """Sees only the last event."""

    def code(self, article: Article) -> Document:
        document = super().code(article)
        return Document(article=article, events=document.events[::-1][:1], statements=())


def event_of(found: re.Match[str], article: Article) -> Event:
    type_name, mode, cameo = TYPES[found["trigger"]]
    alleged = type_name == "ASSAULT"
    return Event(
        id=f"{article.id}-{found.start()}",
        article=article.id,
        sentence=0,
        type=type_name,
        mode=mode,
        cameo=cameo,
        quad=ontology.quad_class(type_name),
        intensity=ontology.intensity(type_name, mode),
        actors=(actor_of(found, "actor"),),
        recipients=(actor_of(found, "recipient"),),
        date=date_of(article),
        place=place_of(found),
        contexts=(),
        modality="alleged" if alleged else "asserted",
        attribution=Attribution(source="Ana Sol", country="NOR") if alleged else None,
        trigger=span_of(found, "trigger"),
        evidence=span_of(found, 0),
        magnitude={"dead": 2} if alleged else None,
        confidence=0.9,
    )


def span_of(found: re.Match[str], group: str | int) -> Span:
    return Span(text=found[group], start=found.start(group), end=found.end(group))


def actor_of(found: re.Match[str], group: str) -> Actor:
    return Actor(
        text=found[group], start=found.start(group), end=found.end(group), country=found[group][:3].upper()
    )


def place_of(found: re.Match[str]) -> Place | None:
    if found["place"] is None:
        return None
    return Place(text=found["place"], start=found.start("place"), end=found.end("place"), name=found["place"])


def date_of(article: Article) -> When | None:
    if article.published is None:
        return None
    day = article.published[:10]
    return When(start=day, end=day, text=None, basis="publication")


def statements_of(article: Article) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            id=f"{article.id}-s{found.start()}",
            article=article.id,
            text=found[0],
            start=found.start(),
            end=found.end(),
            direct=True,
            speaker=None,
            addressee=None,
            channel=None,
            cue=None,
            events=(),
        )
        for found in re.finditer(r"“[^”]*”", article.text)
    )


def explanation_of(event: Event) -> Explanation:
    said = f"row 'v {event.trigger.text} R': {event.type}"
    return Explanation(
        event=event.id, clause=event.evidence.text, decisions=(Decision(room="coding", said=said),)
    )
