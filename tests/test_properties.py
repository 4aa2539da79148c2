"""What must hold of any article: spans slice back, neither order nor repetition changes a byte."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from generated import articles
from tocsin.pipeline import Coder
from tocsin.records import Actor, Article, Document, Event, Place, Span, Statement

COUNT = 300
SEED = 20_240_229


@pytest.fixture(scope="module")
def generated_articles() -> list[Article]:
    return list(articles(COUNT, SEED))


@pytest.fixture(scope="module")
def documents(generated_articles: list[Article]) -> list[Document]:
    return list(Coder().pipe(generated_articles))


def spans(document: Document) -> Iterator[Span | Actor | Place | Statement]:
    for event in document.events:
        yield from spans_of_event(event)
    for said in document.statements:
        yield said
        yield from (part for part in (said.speaker, said.addressee, said.cue) if part is not None)


def spans_of_event(event: Event) -> Iterator[Span | Actor | Place]:
    yield event.trigger
    yield event.evidence
    yield from event.actors
    yield from event.recipients
    if event.place is not None:
        yield event.place


def test_generated_articles_are_worth_coding(documents: list[Document]) -> None:
    assert len(documents) == COUNT
    assert sum(len(document.events) for document in documents) > COUNT
    assert sum(len(document.statements) for document in documents) > COUNT / 2


def test_the_same_seed_gives_the_same_articles(generated_articles: list[Article]) -> None:
    assert list(articles(COUNT, SEED)) == generated_articles
    assert len({article.id for article in generated_articles}) == COUNT


def test_every_span_slices_back_to_its_text(documents: list[Document]) -> None:
    for document in documents:
        for span in spans(document):
            there = document.article.text[span.start : span.end]
            assert there == span.text, f"{document.article.title}: {span}"
            assert there, f"{document.article.title}: an empty span: {span}"


def test_the_words_of_a_date_stand_in_the_text(documents: list[Document]) -> None:
    for document in documents:
        words = [event.date.text for event in document.events if event.date and event.date.text]
        assert all(word in document.article.text for word in words), words


def test_a_trigger_lies_inside_its_evidence(documents: list[Document]) -> None:
    for document in documents:
        for event in document.events:
            inside = event.evidence.start <= event.trigger.start and event.trigger.end <= event.evidence.end
            assert inside, f"{document.article.title}: {event.trigger} in {event.evidence}"


def test_ids_are_unique_and_statements_name_events_that_exist(documents: list[Document]) -> None:
    ids = [event.id for document in documents for event in document.events]
    assert len(ids) == len(set(ids))
    for document in documents:
        own = {event.id for event in document.events}
        assert {named for said in document.statements for named in said.events} <= own
        assert {event.article for event in document.events} <= {document.article.id}


def test_order_and_repetition_change_no_byte(
    generated_articles: list[Article], documents: list[Document]
) -> None:
    again = list(Coder().pipe(reversed(generated_articles)))
    again.reverse()
    for first, second in zip(documents, again, strict=True):
        assert msgspec.json.encode(first) == msgspec.json.encode(second), first.article.title
