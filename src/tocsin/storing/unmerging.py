"""Taking events out of their incidents, where they are no longer what was merged.

It is done in the transaction that changes the events. So incidents never tell of events that are gone, and
what is still to be merged is known whenever a job is stopped: the articles in ``unmerged``, and the members
that have no incident.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, or_, select

from tocsin.storing import schema


def unmerge(connection: Connection, article: int) -> None:
    """Take an article's events out of merging, and mark it as one to be merged.

    The incidents that they are in are taken apart as a whole: what else was in them is merged again, too.
    """
    members, waiting = schema.members, schema.unmerged
    own = select(members.c.incident).where(members.c.article == article, members.c.incident.is_not(None))
    connection.execute(delete(schema.incidents).where(schema.incidents.c.key.in_(own)))
    connection.execute(delete(members).where(members.c.article == article))
    if connection.scalar(select(waiting.c.article).where(waiting.c.article == article)) is None:
        connection.execute(insert(waiting).values(article=article))


def forget_text(connection: Connection, article: int) -> None:
    """Forget what is known of an article's text, which has changed."""
    pairs = schema.copies
    connection.execute(delete(schema.digests).where(schema.digests.c.article == article))
    connection.execute(delete(pairs).where(or_(pairs.c.article == article, pairs.c.other == article)))
