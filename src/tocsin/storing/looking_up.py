"""Finding things of a project by the beginning of an id, and what is newest: for a look from the terminal."""

from __future__ import annotations

from typing import Literal, get_args

from sqlalchemy import select

from tocsin.errors import UsageError
from tocsin.records import Incident, Record
from tocsin.storing import schema
from tocsin.storing.asking import Reads
from tocsin.storing.incident_rows import COLUMNS, SHOWN, incident_from

Kind = Literal["article", "event", "incident"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TABLES = {"article": schema.articles, "event": schema.events, "incident": schema.incidents}
CANDIDATES = 5
"""Ids that an error names."""


class Named(Record, frozen=True):
    """Something that has an id."""

    kind: Kind
    id: str


def one_named(store: Reads, name: str) -> Named:
    """Return the article, event or incident with this id, or the only one whose id begins so.

    UsageError for none, which names those whose ids begin most alike, and for several, which names them.
    """
    wanted = name.strip()
    found = _beginning(store, wanted) if wanted else []
    exact = [one for one in found if one.id == wanted]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        raise UsageError(f"several ids begin with {name!r}: write more of it: {_listed(exact or found)}")
    missing = f"no article, event or incident has the id {name!r}" if wanted else "an id is empty"
    for length in range(max(0, len(wanted) - 1), -1, -1):
        if near := _beginning(store, wanted[:length]):
            raise UsageError(f"{missing}: there are {_listed(near)}")
    raise UsageError(f"{missing}: the project is empty: fill it with tocsin add")


def incident_of(store: Reads, event: str) -> Incident | None:
    """Return the incident that an event (its whole id) tells of; None where it is not merged."""
    kept, member = schema.incidents, schema.members
    query = select(*COLUMNS).join_from(kept, member, member.c.incident == kept.c.key)
    for row in store._rows(query.where(member.c.event == event, SHOWN)):
        return incident_from(row.data, row.parent)
    return None


def newest_incidents(store: Reads, limit: int) -> list[Incident]:
    """Return incidents as they were last merged, the latest day first; those without a day come last."""
    kept = schema.incidents.c
    query = select(*COLUMNS).where(SHOWN).order_by(kept.day.desc(), kept.id.desc()).limit(limit)
    return [incident_from(row.data, row.parent) for row in store._rows(query)]


def _beginning(store: Reads, name: str) -> list[Named]:
    """Return what has an id that begins so, of each kind the one with this very id and some more."""
    found = []
    for kind in KINDS:
        column = TABLES[kind].c.id
        query = select(column).where(column >= name, column < f"{name}\U0010ffff")
        query = query.where(SHOWN) if kind == "incident" else query
        rows = store._rows(query.order_by(column).limit(CANDIDATES + 1))
        found += [Named(kind=kind, id=row.id) for row in rows]
    return found


def _listed(found: list[Named]) -> str:
    some = ", ".join(f"{one.kind} {one.id}" for one in found[:CANDIDATES])
    return some if len(found) <= CANDIDATES else f"{some} and more"
