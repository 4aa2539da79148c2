"""Whose a thing or a group is by the words before it: "Helmand elders", "a British-flagged tanker"."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from tocsin.coding.words import words
from tocsin.knowledge import countries, roles
from tocsin.language.model import Parsed, Token


def place_before(parsed: Parsed, modifiers: Collection[int], deps: Collection[str]) -> str | None:
    """Return the country of a place or flag among the modifiers of a noun; ``deps`` are their labels."""
    for child in modifiers:
        other = parsed.tokens[child]
        if other.dep not in deps or other.mention is not None or other.text.lower() in roles():
            continue
        if (flag := flag_country(other)) is not None:
            return flag
        place = parsed.place_at(other)
        if place is not None and place.reading is not None and place.reading.country is not None:
            return place.reading.country
    return None


def flag_country(token: Token) -> str | None:
    """Return the country of "British-flagged" or "Greek-owned"; None for any other word."""
    name, hyphen, how = token.text.lower().rpartition("-")
    return _adjectives().get(name) if hyphen and how in words("flagging") else None


def is_counted_apart(parsed: Parsed, token: Token) -> bool:
    """Tell whether a noun only counts those named behind a comma ("the two allies, Chad and Mali")."""
    counted = token.tag == "NNS" and parsed.child(token.i, "nummod") is not None
    return counted and token.i + 1 < len(parsed.tokens) and parsed.tokens[token.i + 1].text == ","


@cache
def _adjectives() -> dict[str, str]:
    """Return the country code of each adjective and name of a country, in lower case."""
    every = countries().values()
    return {word.lower(): one.code for one in every for word in (*one.adjectives, one.name, *one.names)}
