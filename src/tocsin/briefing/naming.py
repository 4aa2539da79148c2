"""The names by which a brief calls parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.knowledge import countries
from tocsin.knowledge.world import organisations
from tocsin.records import Actor, Place

MOST_NAMES = 3
LONGEST_NAME = 80  # characters: a name as long as a page must not push everything else off it
LONGEST_TITLE = 200
LONGEST_SHORT_FORM = 3  # of a place: UAE, DRC
# Words that name nobody where they stand alone: the state that they were resolved to says more.
PRONOUNS = frozenset("it its they their them he his him she her who whose both both sides".split())


def clipped(text: str, longest: int = LONGEST_NAME) -> str:
    """Return a name or title, cut with an ellipsis where it is longer than any real one."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def party_of(actor: Actor) -> str | None:
    """Return the state or organisation that an actor stands for; None where it is only words (*the men*)."""
    country = countries().get(actor.country or "")
    if country is not None:
        return country.name
    if actor.country:
        named = next((one.name for one in organisations() if one.code == actor.country), actor.country)
        return clipped(named)
    # *government*, *the army*: a name that is none.
    is_name = actor.name and any(word[:1].isupper() for word in actor.name.split())
    return clipped(actor.name) if actor.name and is_name else None


def state_name(code: str) -> str:
    """Return the name of a state by its alpha-3 code, or the code."""
    country = countries().get(code)
    return country.name if country is not None else code


def code_name(code: str) -> str:
    """Return the name of a state or organisation by its code; any other code as it stands."""
    named = next((one.name for one in organisations() if one.code == code), None)
    return clipped(named or state_name(code))


def parties_of(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return each party of a side once."""
    return tuple(dict.fromkeys(name for name in map(party_of, actors) if name))


def place_name(name: str) -> str:
    """Return the name of a place without the capitals of a dateline: "PARAMARIBO" is Paramaribo."""
    return clipped(name.title() if name.isupper() and len(name) > LONGEST_SHORT_FORM else name)


def position(place: Place) -> tuple[float | None, float | None]:
    """Return latitude and longitude, degrees WGS84; none for a whole country: its middle is no place."""
    exact = place.precision not in (None, "country")
    return (place.latitude, place.longitude) if exact else (None, None)


def names_of(actors: Sequence[Actor], most: int = MOST_NAMES) -> tuple[str, ...]:
    """Return the first names of a side, each with its state where it does not say it."""
    names = all_names(actors)
    return names if len(names) <= most else (*names[: most - 1], f"{len(names) - most + 1} more")


def all_names(actors: Sequence[Actor]) -> tuple[str, ...]:
    """Return all names of a side, each once."""
    return tuple(dict.fromkeys(_name(actor) for actor in actors))


def _name(actor: Actor) -> str:
    name = clipped(actor.name or actor.text)
    party = party_of(actor)
    if actor.name is None and party is not None and (actor.sector is None or name.lower() in PRONOUNS):
        return party
    return f"{name} ({party})" if party and not _says(name, actor, party) else name


def _says(name: str, actor: Actor, party: str) -> bool:
    """Tell whether a name says whose it is: "Guyanese soldiers", "the Embassy of Chile"."""
    country = countries().get(actor.country or "")
    words = (party, *country.adjectives, *country.people) if country is not None else (party,)
    return any(word.lower() in name.lower() for word in words)
