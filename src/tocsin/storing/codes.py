"""A code that a person gives -> a party; a name -> a place; with the words of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from tocsin.errors import UsageError
from tocsin.knowledge import agencies, countries, offices, organisations, roles
from tocsin.knowledge.claims import Borders
from tocsin.knowledge.gazetteer import Town, key_of, places_named
from tocsin.knowledge.places import known_places
from tocsin.knowledge.world import middles
from tocsin.records import Actor, Place
from tocsin.storing.filters import code_of_name
from tocsin.storing.sentences import sentence_around

PART = 3
"""Letters of a country and of a sector."""
GOVERNMENT = "GOV"
CITY = 100_000
"""People from which on a town is what its name means."""
Bounds = tuple[int, int]


def party_of(code: str, text: str, evidence: Bounds, known: Sequence[Actor] = ()) -> Actor:
    """Return the party of a code: a country (``PAK``) or an organisation (``UNO``), and sectors (``PAKMIL``).

    It is one of ``known`` where that has the code. Else its words are where the evidence, or its sentence,
    names the country; a party that they do not name has no words. UsageError for a code that is none.
    """
    written = code.strip().upper()
    for one in known:
        if one.code == written:
            return one
    country, sectors = _read(code, written)
    start, end = _words_of(country, text, evidence)
    words, name = text[start:end], _name_of(country)
    return Actor(
        text=words,
        start=start,
        end=end,
        name=(name if not sectors else None) or (None if words else written),
        country=country,
        sector=sectors[:PART] or _usual_sector(country),
        code=written,
    )


def place_of(name: str, text: str, evidence: Bounds, borders: Borders) -> Place:
    """Return the place of a name: one of crises, a country, else a city, region or town that is so called.

    ``Hyderabad, PAK`` is the one in a country. A place that no table knows must stand in the article, and has
    no coordinates. UsageError for one that is nowhere.
    """
    written, _, within = (part.strip() for part in name.partition(","))
    start, end = _in_article([written], text, evidence)
    place = _known_place(written, within.upper(), borders)
    if place is None and start == end:
        raise UsageError(f"place {name!r} is neither in a table nor in the article: write it as they do")
    found = place or Place(text="", start=0, end=0, name=text[start:end])
    return Place(**found.to_dict() | {"text": text[start:end], "start": start, "end": end})


def _known_place(name: str, within: str, borders: Borders) -> Place | None:
    row = known_places().named(name)
    if row is not None and not within:
        country, claimed = borders.place(row.name, "", row.country or None)
        return _place(row.name, country, row.latitude, row.longitude, "place", claimed, borders)
    code = name if name in countries() else code_of_name(name)
    if code in countries() and not within:
        middle = middles().get(code)
        where = (middle.latitude, middle.longitude) if middle else (None, None)
        return _place(countries()[code].name, code, *where, "country", (), borders)
    for town in sorted(places_named(name), key=_rank):
        if within in ("", town.country):
            country, claimed = borders.place(town.name, town.within, town.country)
            return _place(town.name, country, town.latitude, town.longitude, town.kind, claimed, borders)
    return None


def _rank(town: Town) -> int:
    """Return 0 for a city, which goes before the area that is called so too, 1 for a region, else 2."""
    if town.kind == "town" and town.people >= CITY:
        return 0
    return 1 if town.kind == "region" else 2


def _place(
    name: str,
    country: str | None,
    latitude: float | None,
    longitude: float | None,
    precision: str,
    claimed: tuple[str, ...],
    borders: Borders,
) -> Place:
    return Place(
        text="",
        start=0,
        end=0,
        name=name,
        country=country,
        latitude=latitude,
        longitude=longitude,
        precision=precision if latitude is not None else None,
        claimed_by=claimed,
        borders=borders.policy if claimed else None,
    )


def _read(given: str, written: str) -> tuple[str | None, str]:
    """Return country and sectors of a code; UsageError where it is none."""
    parts = [written[at : at + PART] for at in range(0, len(written), PART)]
    if not parts or len(parts[-1]) != PART or not written.isalpha() or not written.isascii():
        raise UsageError(f"no code {given!r}{_meant(given)}")
    country = parts[0] if parts[0] in countries() or parts[0] in _slots() else None
    sectors = parts[1:] if country else parts
    wrong = [part for part in sectors if part not in _sectors()]
    if wrong and country is None:
        raise UsageError(f"no code {given!r}: {parts[0]} is no country of ISO 3166-1 alpha-3{_meant(given)}")
    if wrong:
        raise UsageError(f"no code {given!r}: {wrong[0]} is no sector: there are {', '.join(_sectors())}")
    return country, "".join(sectors)


def _meant(given: str) -> str:
    code = code_of_name(given)
    return f": did you mean {code}?" if code else ": write a country (PAK), or with sectors (PAKMIL)"


@cache
def _sectors() -> tuple[str, ...]:
    """Return the sectors of the tables, in the order of the alphabet."""
    rows: tuple[Iterable[str], ...] = (
        (role.sector for role in roles().values()),
        (office.sector for office in offices()),
        (agency.sector for agency in agencies()),
        (one.sector for one in organisations()),
    )
    written = {sector for row in rows for sector in row}
    return tuple(sorted({one[at : at + PART] for one in written for at in range(0, len(one), PART)}))


@cache
def _slots() -> dict[str, tuple[str, ...]]:
    """Return the codes of organisations that stand in the place of a country, with the names of each."""
    found: dict[str, tuple[str, ...]] = {}
    for one in organisations():
        if one.country and one.country not in countries():
            names = (one.name, *one.names) if one.code == one.country else ()
            found[one.country] = (*found.get(one.country, ()), *names)
    return found


def _usual_sector(country: str | None) -> str | None:
    if country in countries():
        return GOVERNMENT
    found = (one.sector for one in organisations() if one.code == country and one.sector)
    return next(found, None)


def _name_of(country: str | None) -> str | None:
    if country is None:
        return None
    if country in countries():
        return countries()[country].name
    return next(iter(_slots().get(country, ())), None)


def _words_of(country: str | None, text: str, evidence: Bounds) -> Bounds:
    """Return where the evidence, or its sentence, names a country; an empty stretch where neither does."""
    row = countries().get(country or "")
    names = (row.name, *row.names, *row.adjectives, *row.people) if row else _slots().get(country or "", ())
    return _found(names, text, (evidence, sentence_around(text, *evidence))) or (evidence[0], evidence[0])


def _in_article(names: Sequence[str], text: str, evidence: Bounds) -> Bounds:
    around = sentence_around(text, *evidence)
    return _found(names, text, (evidence, around, (0, len(text)))) or (evidence[0], evidence[0])


def _found(names: Iterable[str], text: str, places: Sequence[Bounds]) -> Bounds | None:
    """Return where the first of some names stands, in the first of some stretches that has one."""
    written = sorted({re.escape(name) for name in names if key_of(name)}, key=len, reverse=True)
    if not written:
        return None
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")
    for start, end in places:
        found = pattern.search(text, start, end)
        if found is not None:
            return found.span()
    return None
