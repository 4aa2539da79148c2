"""Glimpses of articles as rows: what merging compares, and no query finds."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from tocsin.records import Event
from tocsin.storing import rows, schema

TABLE = schema.glimpses


def replace_glimpses(connection: Connection, article: int, glimpses: Sequence[Event]) -> bool:
    """Write what is glimpsed of an article in the place of what was; return whether it is something else."""
    made = [
        {"article": article, "position": schema.GLIMPSED + number, "data": rows.event_data(one)}
        for number, one in enumerate(glimpses)
    ]
    if list(glimpses_of(connection, article).values()) == [row["data"] for row in made]:
        return False
    connection.execute(delete(TABLE).where(TABLE.c.article == article))
    if made:
        connection.execute(insert(TABLE), made)
    return True


def glimpses_of(connection: Connection, article: int) -> dict[int, str]:
    """Return the JSON of what is glimpsed of an article, by position."""
    wanted = select(TABLE.c.position, TABLE.c.data).where(TABLE.c.article == article)
    return {row.position: row.data for row in connection.execute(wanted.order_by(TABLE.c.position))}
