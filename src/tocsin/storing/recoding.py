"""The side table of ``tocsin recode``: what a newer coder makes of the articles, until it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from tocsin.records import Document
from tocsin.storing import ledger, rows, schema
from tocsin.storing.answers import CoderVersion

BATCH = 200


def begin(connection: Connection, run: int) -> None:
    """Forget what other coders made, and what was made of versions that have been replaced."""
    side, articles = schema.recoded, schema.articles.c
    current = select(articles.key).where(articles.key == side.c.article, articles.hash == side.c.hash)
    connection.execute(delete(side).where((side.c.run != run) | ~current.exists()))


def waiting(connection: Connection, coder: CoderVersion, last: int) -> list[Any]:
    """Return the next articles after the key ``last`` that another coder has coded and this one not."""
    articles, side = schema.articles, schema.recoded
    run = ledger.found_run(connection, coder)
    done = select(side.c.article).where(side.c.article == articles.c.key)
    query = select(articles).where(articles.c.run.is_not(None), articles.c.key > last, ~done.exists())
    if run is not None:
        query = query.where(articles.c.run != run)
    return list(connection.execute(query.order_by(articles.c.key).limit(BATCH)))


def put(connection: Connection, document: Document, run: int) -> None:
    """Keep a document of a newer coder, unless its article has changed meanwhile."""
    table, side = schema.articles.c, schema.recoded
    content = rows.content_hash(document.article)
    key = connection.scalar(select(table.key).where(table.id == document.article.id, table.hash == content))
    if key is None:
        return
    connection.execute(delete(side).where(side.c.article == key))
    data = rows.document_data(document)
    connection.execute(insert(side).values(article=key, run=run, hash=content, data=data))


def made(connection: Connection) -> Iterator[tuple[int, Document]]:
    """Yield the key of each article that was coded anew, with its new document."""
    for key, _, document in keys_and_runs(connection):
        yield key, document()


def keys_and_runs(connection: Connection) -> Iterator[tuple[int, int, Callable[[], Document]]]:
    """Yield key, run and a way to load the document of each article that was coded anew, in their order.

    Articles that have changed since are left out.
    """
    side, articles = schema.recoded.c, schema.articles.c
    query = select(side.article, side.run).join_from(schema.recoded, schema.articles)
    for key, run in connection.execute(query.where(articles.hash == side.hash).order_by(side.article)).all():
        yield key, run, lambda key=key: _document(connection, key)  # type: ignore[misc]


def _document(connection: Connection, key: int) -> Document:
    side = schema.recoded.c
    return rows.document_of(connection.scalars(select(side.data).where(side.article == key)).one())
