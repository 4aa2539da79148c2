"""Which town "in the capital" means: that of the country which the report is about."""

from __future__ import annotations

from functools import lru_cache

from tocsin.knowledge import countries
from tocsin.knowledge.gazetteer import Town, key_of, places_named
from tocsin.language.model import Parsed, Token
from tocsin.records import Place


def capital_meant(parsed: Parsed, token: Token) -> Place | None:
    """Return the place that "the capital" is; None where words say whose, or no country is at home."""
    bare = all(parsed.tokens[c].dep == "det" for c in token.children)
    town = _capital(parsed.home) if bare and parsed.home is not None else None
    if town is None:
        return None
    return Place(
        text=token.text,
        start=token.start,
        end=token.end,
        name=_as_written(parsed, town),
        country=town.country,
        latitude=town.latitude,
        longitude=town.longitude,
        precision="town",
    )


def _as_written(parsed: Parsed, town: Town) -> str:
    """Return the town's name as the report has it: "Lome" where it has no accents."""
    written = (one.toponym.text for one in parsed.places)
    same = (name for name in written if key_of(name) == key_of(town.name) and not name.isupper())
    return next(same, town.name)


@lru_cache(maxsize=256)
def _capital(country: str) -> Town | None:
    """Return the first of a country's capitals that the gazetteer has in it."""
    known = countries().get(country)
    towns = (town for name in (known.capitals if known else ()) for town in places_named(name))
    return next((town for town in towns if town.country == country and town.kind == "town"), None)
