"""Corrections in the database: entering and undoing them, and showing events as they make them.

``events`` has what is shown. What the coder wrote of a corrected event is in ``originals`` and stays there,
word for word, until it is shown again or its article is coded again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from tocsin.errors import UsageError
from tocsin.records import Event
from tocsin.storing import rows, schema
from tocsin.storing.corrections import (
    OF_PAIRS,
    Corrected,
    Correction,
    Fields,
    Pairing,
    Target,
    What,
    corrected,
    target_of,
)
from tocsin.storing.days import now
from tocsin.storing.event_rows import Index, insert_events
from tocsin.storing.training_rows import Judged
from tocsin.storing.unmerging import unmerge

TABLE = schema.corrections


class Article(NamedTuple):
    """An article with its corrections: key, text, whether it is coded, and what they make of its events."""

    key: int
    text: str
    is_coded: bool
    corrected: Corrected


def coded_events(connection: Connection, article: int) -> dict[int, Event]:
    """Return the events of an article as the coder wrote them, by their position."""
    shown, kept = schema.events.c, schema.originals.c
    found: dict[int, str | None] = {}
    for table in (shown, kept):  # what is kept goes before what is shown
        wanted = select(table.position, table.data).where(table.article == article)
        found |= dict(tuple(row) for row in connection.execute(wanted))
    return {at: rows.event_of(data) for at, data in sorted(found.items()) if data is not None}


def shown_events(connection: Connection, article: int) -> dict[int, str]:
    """Return the events of an article as they are shown, in JSON, by their position."""
    shown = schema.events.c
    wanted = select(shown.position, shown.data).where(shown.article == article)
    return dict(tuple(row) for row in connection.execute(wanted))


def forget_coded(connection: Connection, article: int) -> None:
    """Delete the events of an article, as they are shown and as the coder wrote them."""
    connection.execute(delete(schema.events).where(schema.events.c.article == article))
    connection.execute(delete(schema.originals).where(schema.originals.c.article == article))


def settle(connection: Connection, index: Index, article: int) -> None:
    """Show the events of an article as its corrections make them; nothing else is touched."""
    if not _is_concerned(connection, article):
        return
    shown, kept = schema.events.c, schema.originals.c
    found = connection.execute(
        select(shown.position, shown.key, shown.data).where(shown.article == article)
    ).all()
    before = {at: rows.event_of(data) for at, _, data in found}
    wanted = select(kept.position, kept.event).where(kept.article == article)
    keys = dict(tuple(row) for row in connection.execute(wanted)) | {at: key for at, key, _ in found}
    coded = coded_events(connection, article)
    after = read_article(connection, article, coded).corrected.shown
    stale = [at for at in before if before[at] != after.get(at)]
    connection.execute(delete(schema.events).where(shown.key.in_([keys[at] for at in stale])))
    fresh = {at: event for at, event in sorted(after.items()) if before.get(at) != event}
    known = {at: event for at, event in fresh.items() if at in keys}
    insert_events(connection, index, article, known, keys)
    keys |= insert_events(connection, index, article, {at: fresh[at] for at in fresh if at not in known})
    _keep(connection, article, coded, after, keys)


def _keep(
    connection: Connection,
    article: int,
    coded: dict[int, Event],
    shown: dict[int, Event],
    keys: dict[int, int],
) -> None:
    """Keep what the coder wrote of all events that are shown otherwise."""
    table = schema.originals
    connection.execute(delete(table).where(table.c.article == article))
    made = [
        {
            "article": article,
            "position": at,
            "event": keys[at],
            "data": rows.event_data(coded[at]) if at in coded else None,
        }
        for at in sorted({*coded, *shown})
        if coded.get(at) != shown.get(at)
    ]
    if made:
        connection.execute(insert(table), made)


def read_article(connection: Connection, article: int, coded: dict[int, Event] | None = None) -> Article:
    """Return an article with what its corrections make of its events."""
    table = schema.articles.c
    text, run = connection.execute(select(table.text, table.run).where(table.key == article)).one()
    coded = coded_events(connection, article) if coded is None else coded
    return Article(article, text, run is not None, corrected(coded, of_article(connection, article), text))


def of_article(connection: Connection, article: int) -> list[Correction]:
    """Return the corrections of an article, the first one first."""
    wanted = select(TABLE).where(TABLE.c.article == article).order_by(TABLE.c.key)
    return [correction_of(row._mapping) for row in connection.execute(wanted)]


def enter(
    connection: Connection,
    index: Index,
    what: What,
    event: Event,
    after: Fields | None,
    who: str,
    other: Event | None = None,
) -> Correction:
    """Enter a correction of an event that is shown, or of one to add, and apply it."""
    before: Fields | None = None
    if what == "add":
        article, target = _article_key(connection, event.article), target_of(event)
    else:
        article, target = _known(connection, event.id)
        shown = event.to_dict()
        before = shown if what == "reject" else {name: shown[name] for name in after or ()}
    beside = None if other is None else _known(connection, other.id)[1]
    row = {
        "made": now(),
        "who": who,
        "what": what,
        "article": article,
        "event": event.id,
        "other": None if other is None else other.id,
        "target": rows.json_of(target),
        "other_target": None if beside is None else rows.json_of(beside),
        "before": None if before is None else rows.json_of(before),
        "after": None if after is None else rows.json_of(after),
    }
    key: int = connection.scalars(insert(TABLE).returning(TABLE.c.key), row).one()
    _applied(connection, index, article, other.article if other is not None else None)
    return one_correction(connection, key)


def undo(connection: Connection, index: Index, number: int, who: str) -> Correction:
    """Take a correction back. UsageError for one that is unknown, undone, or below a later one."""
    one = one_correction(connection, number)
    if one.undone is not None:
        raise UsageError(f"correction {number} was undone already, by {one.undone_by} at {one.undone[:16]}")
    article = connection.scalars(select(TABLE.c.article).where(TABLE.c.key == number)).one()
    found = read_article(connection, article).corrected.found
    later = [other for other, at in found.items() if other > number and at == found.get(number)]
    if later:
        raise UsageError(
            f"correction {number}: correction {max(later)} came after it on the same event: "
            f"undo that first: tocsin correct --undo {max(later)}"
        )
    fields = {"undone": now(), "undone_by": who}
    connection.execute(update(TABLE).where(TABLE.c.key == number).values(**fields))
    _applied(connection, index, article, one.other.article if one.other is not None else None)
    return one_correction(connection, number)


def _applied(connection: Connection, index: Index, article: int, other: str | None) -> None:
    """Show the events of an article as they are now, and have them merged so, with those of another one."""
    settle(connection, index, article)
    unmerge(connection, article)
    if other is not None:
        key = connection.scalar(select(schema.articles.c.key).where(schema.articles.c.id == other))
        if key is not None and key != article:
            unmerge(connection, key)


def one_correction(connection: Connection, number: int) -> Correction:
    """Return a correction by its number; UsageError where there is none."""
    row = connection.execute(select(TABLE).where(TABLE.c.key == number)).first()
    if row is None:
        raise UsageError(f"there is no correction {number}: tocsin corrections lists them")
    return correction_of(row._mapping)


def listed(connection: Connection) -> list[Correction]:
    """Return all corrections, the first one first, with what has become of each."""
    found = connection.execute(select(TABLE).order_by(TABLE.c.key)).all()
    corrections = [correction_of(row._mapping) for row in found]
    articles: dict[str, Article | None] = {}
    return [msgspec.structs.replace(one, state=_state(connection, one, articles)) for one in corrections]


def pairings(connection: Connection) -> list[Pairing]:
    """Return the joins and splits that hold, in their order, with the ids that the events have now."""
    wanted = select(TABLE).where(TABLE.c.what.in_(OF_PAIRS), TABLE.c.undone.is_(None)).order_by(TABLE.c.key)
    articles: dict[str, Article | None] = {}
    made = []
    for row in connection.execute(wanted).all():
        one = correction_of(row._mapping)
        ids = [_now(connection, target, articles) for target in (one.target, one.other)]
        if ids[0] is not None and ids[1] is not None:
            made.append(Pairing(one=ids[0], other=ids[1], together=one.what == "join"))
    return made


def judged(connection: Connection) -> Iterator[Judged]:
    """Yield the events that somebody has accepted, changed, added or rejected, in the order of articles."""
    articles = schema.articles
    wanted = select(articles).where(articles.c.key.in_(select(TABLE.c.article))).order_by(articles.c.key)
    for row in connection.execute(wanted).all():
        corrections = {one.id: one for one in of_article(connection, row.key)}
        slots, found = read_article(connection, row.key).corrected
        last = {at: number for number, at in found.items()}
        for at in sorted(last):
            event = slots[at].shown or slots[at].base
            yield Judged(event, rows.article_of(dict(row._mapping)), corrections[last[at]])


def correction_of(row: Any) -> Correction:
    """Return the correction of a row."""
    decoded = {name: row[name] and msgspec.json.decode(row[name]) for name in ("target", "before", "after")}
    beside = row["other_target"] and msgspec.json.decode(row["other_target"])
    plain = {name: row[name] for name in ("made", "who", "what", "undone", "undone_by")}
    state = "applied" if row["undone"] is None else "undone"
    return msgspec.convert(
        {**plain, **decoded, "other": beside, "id": row["key"], "state": state}, Correction
    )


def _state(connection: Connection, one: Correction, articles: dict[str, Article | None]) -> str:
    if one.undone is not None:
        return "undone"
    targets = [one.target, *([one.other] if one.other else [])]
    found = [_article(connection, target.article, articles) for target in targets]
    if any(article is not None and not article.is_coded for article in found):
        return "waiting"
    if one.what in OF_PAIRS:
        there = all(_now(connection, target, articles) is not None for target in targets)
    else:
        there = found[0] is not None and one.id in found[0].corrected.found
    return "applied" if there else "orphaned"


def _now(connection: Connection, target: Target | None, articles: dict[str, Article | None]) -> str | None:
    """Return the id that the event of a target has now; None where it is gone."""
    article = None if target is None else _article(connection, target.article, articles)
    if target is None or article is None:
        return None
    at = article.corrected.position_of(target, article.text)
    return None if at is None else article.corrected.shown[at].id


def _article(connection: Connection, name: str, articles: dict[str, Article | None]) -> Article | None:
    if name not in articles:
        key = connection.scalar(select(schema.articles.c.key).where(schema.articles.c.id == name))
        articles[name] = None if key is None else read_article(connection, key)
    return articles[name]


def _known(connection: Connection, event: str) -> tuple[int, Target]:
    """Return the key of the article of an event that is shown, and by what the event is known."""
    table = schema.events.c
    article, position = connection.execute(
        select(table.article, table.position).where(table.id == event).order_by(table.key)
    ).one()
    return article, target_of(read_article(connection, article).corrected.slots[position].base)


def _article_key(connection: Connection, name: str) -> int:
    key: int = connection.scalars(select(schema.articles.c.key).where(schema.articles.c.id == name)).one()
    return key


def _is_concerned(connection: Connection, article: int) -> bool:
    """Tell whether an article has corrections, or had, without reading it."""
    wanted = select(TABLE.c.key).where(TABLE.c.article == article).limit(1)
    return connection.execute(wanted).first() is not None
