"""Events of some types in a period with the texts that tell them, in one query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import and_, func, or_, select

from tocsin.records import Event
from tocsin.storing import rows, schema
from tocsin.storing.asking import Reads
from tocsin.storing.days import first_day, last_day
from tocsin.storing.failures import told

Kinds = Sequence[tuple[str, str | None]]


def told_events(
    store: Reads, kinds: Kinds, since: str, until: str, most: int
) -> tuple[Iterator[tuple[Event, str]], int]:
    """Return the ``most`` events of some types that were stored last, and how many more there are.

    A type is given with a mode, or None for all. Each event comes with the text of its article. The days are
    those of ``Store.events``: an event counts that lasts into the period.
    """
    events, articles = schema.events.c, schema.articles.c
    # No plain columns, so that the index of days is gone through and not that of types or the whole table.
    type_ = func.coalesce(events.type, "")
    fits = or_(
        *(
            and_(type_ == kind, events.mode == mode) if mode is not None else type_ == kind
            for kind, mode in kinds
        )
    )
    within = and_(events.date_end >= first_day(since), events.date_start <= last_day(until))
    keys = select(events.key).where(within, fits).order_by((events.key + 0).desc())
    query = (
        select(events.data, articles.text)
        .join(schema.articles, articles.key == events.article)
        .where(events.key.in_(keys.limit(most)))
        .order_by(events.key)
    )
    with told(store.where), store._database.engine.connect() as connection:
        found = connection.execute(query).all()
        left = 0
        if len(found) == most:
            counted = connection.scalar(select(func.count()).select_from(schema.events).where(within, fits))
            left = int(counted or 0) - most
    return ((rows.event_of(data), text) for data, text in found), left
