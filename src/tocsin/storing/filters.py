"""What is asked of a project, and the conditions that it becomes.

Parties are given as a country (``PAK``, ``Pakistan``), as the beginning of a code (``PAKMIL``), or in words
(``Hegseth``, ``"Foreign Minister"``), which stand in the party's name, role or words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Select, Subquery, and_, or_, select, true, union, union_all
from sqlalchemy import Table as SqlTable
from sqlalchemy.sql.elements import ColumnElement

from tocsin.errors import UsageError
from tocsin.knowledge import countries
from tocsin.knowledge.gazetteer import key_of, places_named
from tocsin.records import Record
from tocsin.storing import schema, words
from tocsin.storing.asked_checks import check_asked
from tocsin.storing.days import first_day, last_day
from tocsin.storing.distance import Box, boxes

Condition = ColumnElement[bool]
Near = str | tuple[float, float]
KILOMETRES = 50.0
UNNAMED = "-"
"""As a publisher: nobody is named."""
_CODE = re.compile(r"[A-Z]{3,}")
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")


class Asked(Record, frozen=True):
    """Which events are wanted; None asks for nothing.

    ``dyad`` is two parties, ``PAK-IND``, of which one does something to the other or both act together.
    ``since`` and ``until`` are inclusive, and an event without a date is on no day. ``near`` is a place's
    name or (latitude, longitude), ``within_km`` goes with it. ``words`` are looked for in the evidence, in
    the language of ``words.py``; ``article`` is the id of an article. ``publisher`` is the whole name of
    one, ``-`` is none: of articles that name nobody.
    """

    actor: str | None = None
    recipient: str | None = None
    dyad: str | None = None
    type: str | None = None
    mode: str | None = None
    quad: int | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    near: Near | None = None
    within_km: float | None = None
    modality: str | None = None
    words: str | None = None
    min_confidence: float | None = None
    article: str | None = None
    publisher: str | None = None


class Searches(Protocol):
    """What filters need of a database."""

    def matching(self, name: str, column_name: str | None, query: str) -> Select[Any]:
        """Return the keys of rows that hold the words."""

    def inside(self, box: Box) -> Select[Any]:
        """Return the keys of the events in a box."""

    def distance(self, latitude: Any, longitude: Any, near: tuple[float, float]) -> ColumnElement[float]:
        """Return the kilometres between two columns and a point."""

    def is_rare(self, keys: Select[Any]) -> bool:
        """Tell whether it is faster to look up these rows than to pass through all until there are enough."""


def event_conditions(asked: Asked, database: Searches) -> Iterator[Condition]:
    """Yield what all wanted events fulfil. UsageError for what makes no sense."""
    check_asked(asked)
    yield from _sides(asked, database)
    yield from _columns(asked)
    yield from _when(asked, database)
    if asked.place is not None:
        yield in_place(asked.place, schema.events)
    yield from _near(asked, database)
    if asked.words is not None:
        yield schema.events.c.key.in_(database.matching("events", "evidence", asked.words))


def party_conditions(side: str, asked: str, database: Searches, among: str) -> Condition:
    """Return what rows of ``among`` fulfil whose ``side`` (speaker, addressee) is the one asked for."""
    table = schema.METADATA.tables[among]
    code = _code_of(asked)
    named = table.c.key.in_(database.matching(among, side, _phrase(asked)))
    return named if code is None else or_(_has_code(table.c, code, f"{side}_"), named)


def _sides(asked: Asked, database: Searches) -> Iterator[Condition]:
    key = schema.events.c.key
    if asked.actor is not None:
        yield key.in_(party_events(asked.actor, "actor", database))
    if asked.recipient is not None:
        yield key.in_(party_events(asked.recipient, "recipient", database))
    if asked.dyad is not None:
        yield key.in_(dyad_events(asked.dyad, database))


def dyad_events(dyad: str, database: Searches) -> Any:
    """Return the keys of the events between two parties, in a column ``event``."""
    one, other = _two(dyad)
    pairs = (
        (one, "actor", other, "recipient"),
        (other, "actor", one, "recipient"),
        (one, "actor", other, "actor"),
    )
    found = []
    for first, side, second, other_side in pairs:
        here = _as_table(party_events(first, side, database))
        found.append(select(here.c.event).where(here.c.event.in_(party_events(second, other_side, database))))
    return union_all(*found)


def _two(dyad: str) -> tuple[str, str]:
    parts = [part.strip() for part in re.split(r"\s*[–—]\s*|\s+-\s+|\s+and\s+", dyad)]
    if len(parts) == 1:
        parts = [part.strip() for part in dyad.split("-")]
    if len(parts) != 2 or not all(parts):
        raise UsageError(f"dyad {dyad!r}: write two parties as PAK-IND, or 'Pakistan - Guinea-Bissau'")
    return parts[0], parts[1]


def party_events(asked: str, side: str, database: Searches) -> Any:
    """Return the keys of the events that have the party on the side, in a column ``event``."""
    parties = schema.parties.c
    code = _code_of(asked)
    if code is not None and asked.strip() == code and code[:3] in countries():
        return select(parties.event).where(parties.side == side, _has_code(parties, code))
    named = _as_table(database.matching("events", f"{side}s", _phrase(asked)))
    by_words = select(next(iter(named.c)).label("event"))
    if code is None:
        return by_words
    return union(select(parties.event).where(parties.side == side, _has_code(parties, code)), by_words)


def _as_table(query: Any) -> Subquery:
    return query.subquery()  # type: ignore[no-any-return]


def _has_code(columns: Any, code: str, prefix: str = "") -> Condition:
    if len(code) == 3:
        found: Condition = columns[f"{prefix}country"] == code
        return found
    column = columns[f"{prefix}code"]
    following = code[:-1] + chr(ord(code[-1]) + 1)
    begins: Condition = and_(column >= code, column < following)
    return begins


def _code_of(asked: str) -> str | None:
    """Return a code as it stands, or that of a country's name."""
    written = asked.strip()
    if _CODE.fullmatch(written):
        return written
    return code_of_name(written)


def code_of_name(name: str) -> str | None:
    """Return the code of a country's name; None for any other."""
    return _country_codes().get(key_of(name))


def _phrase(asked: str) -> str:
    """Return the query for a party's name: the words as they follow each other, or what the user quotes."""
    if '"' in asked or "*" in asked or " OR " in asked:
        return asked
    found = words.phrase(asked)
    if found is None:
        raise UsageError(f"party {asked!r}: give a country (PAK), a code (PAKMIL) or a name")
    return found


@cache
def _country_codes() -> dict[str, str]:
    return {
        key_of(name): country.code
        for country in reversed(countries().values())
        for name in (country.name, *country.names)
    }


def _columns(asked: Asked) -> Iterator[Condition]:
    events = schema.events.c
    if asked.type is not None:
        yield events.type == asked.type.upper().replace("-", "_")
    if asked.mode is not None:
        yield events.mode == asked.mode
    if asked.quad is not None:
        yield events.quad == asked.quad
    if asked.modality is not None:
        yield events.modality == asked.modality
    if asked.min_confidence is not None:
        yield events.confidence >= asked.min_confidence
    if asked.article is not None:
        article = select(schema.articles.c.key).where(schema.articles.c.id == asked.article)
        yield events.article == article.scalar_subquery()
    if asked.publisher is not None:
        kept = schema.articles.c
        named = kept.publisher.is_(None) if asked.publisher == UNNAMED else kept.publisher == asked.publisher
        yield events.article.in_(select(kept.key).where(named))


def _when(asked: Asked, database: Searches) -> Iterator[Condition]:
    events = schema.events.c
    since = None if asked.since is None else first_day(asked.since)
    until = None if asked.until is None else last_day(asked.until)
    if since is not None and until is not None and since > until:
        raise UsageError(f"since {asked.since} is after until {asked.until}: exchange them")
    bounds = [] if since is None else [events.date_end >= since]
    bounds += [] if until is None else [events.date_start <= until]
    if bounds:
        keys = select(events.key).where(*bounds)
        yield events.key.in_(keys) if database.is_rare(keys) else and_(*bounds)


def in_place(place: str, table: SqlTable) -> Condition:
    """Return what rows with a place (events, incidents) fulfil; a country's code is no other name.

    Keys of both kinds are put together in indexes, since an OR would have all rows read and sorted.
    """
    kept = table.c
    named: Condition = kept.place_key == key_of(place)
    code = _code_of(place)
    if code is None:
        return named
    inside: Condition = kept.place_country == code
    if place.strip() == code and code in countries():
        return inside
    return kept.key.in_(union(select(kept.key).where(inside), select(kept.key).where(named)))


def _near(asked: Asked, database: Searches) -> Iterator[Condition]:
    if asked.near is None:
        if asked.within_km is not None:
            raise UsageError("within_km says how far from a place: give near as well")
        return
    radius = KILOMETRES if asked.within_km is None else asked.within_km
    if radius < 0:
        raise UsageError(f"within_km {radius:g} is less than nothing: give kilometres")
    point = point_of(asked.near)
    events = schema.events.c
    found = [events.key.in_(database.inside(box)) for box in boxes(*point, radius)]
    yield or_(*found) if found else true()
    yield database.distance(events.latitude, events.longitude, point) <= radius


def point_of(near: Near) -> tuple[float, float]:
    """Return latitude and longitude of ``34.1,74.8`` or of the largest place of a name; else UsageError."""
    if isinstance(near, str):
        found = _POINT.fullmatch(near)
        if found is None:
            return _named_point(near)
        near = (float(found[1]), float(found[2]))
    latitude, longitude = near
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise UsageError(
            f"near {latitude:g},{longitude:g} is not on the globe: latitude first, then longitude"
        )
    return latitude, longitude


def _named_point(name: str) -> tuple[float, float]:
    found = places_named(name)
    if not found:
        raise UsageError(f"near {name!r}: no such place is known: write it as latitude,longitude")
    return found[0].latitude, found[0].longitude
