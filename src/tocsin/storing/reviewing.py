"""What to look at next: events by how unsure the coder is of them and how much hangs on them.

The score is (1 - confidence) * consequence. The consequence is the mean of the weight of the quad class and
of the intensity, both from 0 to 1; types without them count as little.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, select, text

from tocsin.records import Article, Event, Record
from tocsin.storing import rows, schema

QUADS = {1: 0.25, 2: 0.5, 3: 0.5, 4: 1.0}
"""Material acts weigh more than words, conflict more than cooperation."""
OWN_TYPES = 0.25
MOST_INTENSE = 10.0
DECIDED = ("change", "accept", "reject", "add")


class ToReview(Record, frozen=True):
    """An event to look at, its article, and its score between 0 and 1."""

    score: float
    event: Event
    article: Article


def score_of(event: Event) -> float:
    """Return the score of an event."""
    weight = OWN_TYPES if event.quad is None else QUADS[event.quad]
    return (1 - event.confidence) * (weight + abs(event.intensity or 0.0) / MOST_INTENSE) / 2


def waiting(connection: Connection, limit: int) -> list[ToReview]:
    """Return the events of the highest scores that nobody has decided on; equal ones as they were stored."""
    events, articles = schema.events.c, schema.articles
    columns = [column.label(f"a_{column.name}") for column in articles.c]
    first = (
        select(events.key)
        .where(~_is_decided())
        .order_by(text(f"{schema.DOUBTFUL} DESC"), events.key)
        .limit(limit)
    )
    keys = list(connection.scalars(first))
    query = select(events.key, events.data, *columns).join_from(schema.events, articles)
    found = {row.key: row for row in connection.execute(query.where(events.key.in_(keys)))}
    made = []
    for row in map(found.__getitem__, keys):
        event = rows.event_of(row.data)
        article = rows.article_of({name[2:]: value for name, value in row._mapping.items()})
        made.append(ToReview(score=round(score_of(event), 4), event=event, article=article))
    return made


def _is_decided() -> Any:
    """Return what events fulfil that somebody has accepted, changed or added, also under another id."""
    events, kept, done = schema.events.c, schema.originals.c, schema.corrections.c
    other = select(kept.position).where(
        and_(kept.article == events.article, kept.position == events.position)
    )
    decided = select(done.event).where(done.undone.is_(None), done.what.in_(DECIDED))
    return other.exists() | events.id.in_(decided)
