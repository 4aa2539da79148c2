"""Where the incidents took place, and how exactly that is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tocsin import ontology
from tocsin.briefing.model import Mark, Spot
from tocsin.briefing.naming import place_name, position
from tocsin.briefing.register import Register
from tocsin.knowledge import countries
from tocsin.knowledge.world import middles
from tocsin.records import Incident, Place
from tocsin.tables import rows, table

MOST_SPOTS = 60
MOST_CAPITALS = 8
MOST_LISTED = 8
Key = tuple[str, str | None, str | None]


def spots_of(ranked: Sequence[Incident], register: Register) -> tuple[tuple[Spot, ...], int]:
    """Return the places with the most incidents, and how many incidents have no place at all."""
    told: dict[Key, list[Incident]] = defaultdict(list)
    places: dict[Key, Place] = {}
    without = 0
    for one in ranked:
        if one.place is None:
            without += 1
            continue
        key = (place_name(one.place.name), one.place.country, one.place.precision)
        places.setdefault(key, one.place)
        told[key].append(one)
    chosen = sorted(told, key=lambda key: (-len(told[key]), str(key)))[:MOST_SPOTS]
    return tuple(_spot(i, places[key], told[key], register) for i, key in enumerate(chosen, start=1)), without


def capitals_of(names: Sequence[str]) -> tuple[Mark, ...]:
    """Return the capitals of the parties that are states, by the name of the state; for finding the way."""
    by_name = {country.name: country for country in countries().values()}
    at = {
        row["code"]: (row["latitude"], row["longitude"])
        for _, row in rows(table("tocsin.knowledge", "countries.tsv"), ("code", "latitude", "longitude"))
    }
    found: list[Mark] = []
    for name in names:
        country = by_name.get(name)
        if country is not None and country.capitals and all(at[country.code]):
            latitude, longitude = map(float, at[country.code])
            found.append(Mark(name=country.capitals[0], latitude=latitude, longitude=longitude))
    return tuple(found[:MOST_CAPITALS])


def states_of(names: Sequence[str]) -> tuple[Mark, ...]:
    """Return the middles of the parties that are states, for their names on the map."""
    by_name = {country.name: country.code for country in countries().values()}
    found = ((name, middles().get(by_name.get(name, ""))) for name in names)
    return tuple(
        Mark(name=name, latitude=one.latitude, longitude=one.longitude)
        for name, one in found
        if one is not None and one.latitude is not None and one.longitude is not None
    )


def _spot(number: int, place: Place, incidents: Sequence[Incident], register: Register) -> Spot:
    quads = Counter(
        ontology.quad_class(one.type) if one.type in ontology.types() else None for one in incidents
    )
    ((quad, _),) = quads.most_common(1)
    latitude, longitude = position(place)
    return Spot(
        name=place_name(place.name),
        precision=place.precision,
        latitude=latitude,
        longitude=longitude,
        quad=quad,
        incidents=register.lines(f"w-{number}", incidents, MOST_LISTED),
        claimed_by=place.claimed_by,
        country=place.country,
        told=sum(1 for one in incidents if register.is_told(one)),
    )
