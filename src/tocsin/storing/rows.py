"""Records become rows and rows records again; what is stored of each comes back equal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from tocsin.knowledge.gazetteer import key_of
from tocsin.records import Actor, Article, Document, Event, Statement
from tocsin.storing.answers import Problem

Row = dict[str, Any]
ARTICLE_COLUMNS = ("id", "url", "title", "text", "published", "publisher", "language", "dateline")


def content_hash(article: Article) -> str:
    """Return the SHA-256 of all that an article says of itself, but for its id."""
    data = {name: value for name, value in article.to_dict().items() if value is not None and name != "id"}
    return hashlib.sha256(msgspec.json.encode(data, order="sorted")).hexdigest()


def article_row(article: Article) -> Row:
    """Return the columns of an article's record."""
    data = article.to_dict()
    row = {name: data.pop(name) for name in ARTICLE_COLUMNS}
    more = {name: value for name, value in data.items() if value is not None}
    return {**row, "more": msgspec.json.encode(more).decode() if more else None}


def article_of(row: Mapping[str, Any]) -> Article:
    """Return the article of a row; a row without text gives one whose text is empty."""
    data = {name: row.get(name) for name in ARTICLE_COLUMNS} | {"text": row.get("text") or ""}
    more = msgspec.json.decode(row["more"]) if row.get("more") else {}
    return msgspec.convert({**more, **data}, Article)


def event_row(event: Event, article: int, position: int) -> Row:
    """Return an event's row; ``article`` is the key of its article."""
    return {
        "article": article,
        "position": position,
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "quad": event.quad,
        "intensity": event.intensity,
        "date_start": event.date.start if event.date else None,
        "date_end": event.date.end if event.date else None,
        "modality": event.modality,
        **_where(event),
        "attribution": event.attribution.source if event.attribution else None,
        "attribution_country": event.attribution.country if event.attribution else None,
        "confidence": event.confidence,
        "evidence": event.evidence.text,
        "actors": _named(event.actors),
        "recipients": _named(event.recipients),
        "data": json_of(event),
    }


def party_rows(event: Event, key: int) -> Iterator[Row]:
    """Yield the rows of an event's parties; ``key`` is the event's."""
    for side, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for position, party in enumerate(parties):
            yield {
                "event": key,
                "side": side,
                "position": position,
                "name": party.name,
                "country": party.country,
                "sector": party.sector,
                "code": party.code,
                "role": party.role,
                "text": party.text,
                "start": party.start,
                "end": party.end,
            }


def statement_row(statement: Statement, article: int, position: int) -> Row:
    """Return a statement's row; ``article`` is the key of its article."""
    return {
        "article": article,
        "position": position,
        "id": statement.id,
        "direct": statement.direct,
        **_party("speaker", statement.speaker),
        **_party("addressee", statement.addressee),
        "channel": statement.channel,
        "text": statement.text,
        "data": json_of(statement),
    }


def event_of(data: str) -> Event:
    """Return the event of its JSON."""
    return msgspec.json.decode(data, type=Event)


def event_data(event: Event) -> str:
    """Return an event as JSON."""
    return json_of(event)


def statement_of(data: str) -> Statement:
    """Return the statement of its JSON."""
    return msgspec.json.decode(data, type=Statement)


def document_data(document: Document) -> str:
    """Return a document as JSON: article, events, statements and glimpses."""
    kept = Document(
        article=document.article,
        events=document.events,
        statements=document.statements,
        warnings=document.warnings,
        glimpses=document.glimpses,
    )
    return json_of(kept)


def document_of(data: str) -> Document:
    """Return the document of its JSON."""
    return msgspec.json.decode(data, type=Document)


def json_of(data: Any) -> str:
    """Return records, or what is made of them, as JSON."""
    return msgspec.json.encode(data).decode()


def _where(event: Event) -> Row:
    place = event.place
    if place is None:
        return dict.fromkeys(("place", "place_key", "place_country", "latitude", "longitude"))
    return {
        "place": place.name,
        "place_key": key_of(place.name),
        "place_country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _party(side: str, party: Actor | None) -> Row:
    return {
        side: (party.name or party.text) if party else None,
        f"{side}_country": party.country if party else None,
        f"{side}_code": party.code if party else None,
    }


def _named(parties: Iterable[Actor]) -> str:
    """Return names, words and roles of all parties, which is what names are looked for in."""
    return " | ".join(
        part for party in parties for part in dict.fromkeys((party.name, party.text, party.role)) if part
    )


def document_from(
    article: Mapping[str, Any], events: Iterable[str], statements: Iterable[str], glimpses: Iterable[str]
) -> Document:
    """Return the document of an article's row and the JSON of its events, statements and glimpses."""
    return Document(
        article=article_of(article),
        events=tuple(map(event_of, events)),
        statements=tuple(map(statement_of, statements)),
        warnings=tuple(msgspec.json.decode(article["warnings"])) if article["warnings"] else (),
        glimpses=tuple(map(event_of, glimpses)),
    )


def problem_of(row: Mapping[str, Any]) -> Problem:
    """Return the problem of a row."""
    data = {name: row[name] for name in Problem.__struct_fields__}
    return msgspec.convert({**data, "options": msgspec.json.decode(row["options"])}, Problem)
