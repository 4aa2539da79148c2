"""FOUNDATION: what Tocsin knows of the world: countries, organisations, offices, leaders, role words.

Each table is a file beside this one and becomes typed rows in ``world.py``; ``names.py`` turns them into the
index of written names that the language room scans with, ``lookup.py`` answers who held an office on a day,
``places.py`` and ``cities.py`` where something lies.
Nothing is read before it is asked for.
"""

from tocsin.knowledge.lookup import leader_of, leaders_named, sector_of
from tocsin.knowledge.names import Name, NameIndex, NameKind, name_index
from tocsin.knowledge.world import (
    Agency,
    Country,
    Folk,
    Leader,
    Office,
    Organisation,
    Role,
    agencies,
    countries,
    leaders,
    offices,
    organisations,
    peoples,
    roles,
    titles,
)

__all__ = [
    "Agency",
    "Country",
    "Folk",
    "Leader",
    "Name",
    "NameIndex",
    "NameKind",
    "Office",
    "Organisation",
    "Role",
    "agencies",
    "countries",
    "leader_of",
    "leaders",
    "leaders_named",
    "name_index",
    "offices",
    "organisations",
    "peoples",
    "roles",
    "sector_of",
    "titles",
]
