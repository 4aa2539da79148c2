"""Parties -> Actor records: name, country, sector, role, code; None where text and tables are silent."""

from __future__ import annotations

from tocsin.coding.parties import Party
from tocsin.knowledge import countries
from tocsin.records import Actor

SECTOR_LENGTH = 3


def resolve_actor(text: str, party: Party) -> Actor:
    """Return the record of a party; ``text`` is the article's text."""
    entity = party.entity
    sector = party.sector or (entity.sector if entity else None)
    words = text[party.start : party.end]
    return Actor(
        text=words,
        start=party.start,
        end=party.end,
        name=_name(party, words),
        country=party.country,
        sector=_primary(sector) or ("GOV" if entity and entity.kind == "country" else None),
        role=entity.role if entity else party.word,
        code=_code(party.country, sector),
    )


def _name(party: Party, words: str) -> str | None:
    entity = party.entity
    if entity is None or (entity.kind == "folk" and party.word is not None):
        return None
    if entity.kind == "country" and entity.country in countries():
        return countries()[entity.country].name
    return entity.name


def _primary(sector: str | None) -> str | None:
    return sector[:SECTOR_LENGTH] if sector else None


def _code(country: str | None, sector: str | None) -> str | None:
    if country is None:
        return sector
    return f"{country}{sector or ''}"
