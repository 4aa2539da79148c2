"""Writing events: the row, its parties, and its words into the index."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, func, insert, select

from tocsin.records import Event
from tocsin.storing import rows, schema

Index = Callable[[Connection, str, Mapping[int, Mapping[str, str]]], None]
WORDS = ("evidence", "actors", "recipients")


def insert_events(
    connection: Connection,
    index: Index,
    article: int,
    events: Mapping[int, Event],
    keys: Mapping[int, int] | None = None,
) -> dict[int, int]:
    """Write the events of an article by their position; return the key of each position.

    ``keys`` are those to give them; without them they come behind all others.
    """
    if not events:
        return {}
    given = _free_keys(connection, list(events)) if keys is None else keys
    made = [
        rows.event_row(event, article, at) | ({"key": given[at]} if given else {})
        for at, event in events.items()
    ]
    table = schema.events
    wanted = insert(table).returning(table.c.key, sort_by_parameter_order=True)
    found = list(connection.scalars(wanted, made))
    parties = [
        row for event, key in zip(events.values(), found, strict=True) for row in rows.party_rows(event, key)
    ]
    if parties:
        connection.execute(insert(schema.parties), parties)
    texts = [{name: row[name] for name in WORDS} for row in made]
    index(connection, "events", dict(zip(found, texts, strict=True)))
    return dict(zip(events, found, strict=True))


def _free_keys(connection: Connection, positions: list[int]) -> dict[int, int]:
    """Return keys behind those of rejected events, where these would be given again; mostly none.

    SQLite gives the key after the last row's, a server never gives one twice.
    """
    if connection.dialect.name != "sqlite":
        return {}
    kept = connection.scalar(select(func.max(schema.originals.c.event)))
    last = connection.scalar(select(func.max(schema.events.c.key))) if kept is not None else None
    if kept is None or kept <= (last or 0):
        return {}
    return {at: kept + number for number, at in enumerate(positions, start=1)}
