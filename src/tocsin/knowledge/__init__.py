"""FOUNDATION: what Tocsin knows of the world: countries, organisations, offices, leaders, role words.

Each table is a file beside this one; ``names.py`` turns them into the index of written names
that the language room scans with, ``lookup.py`` answers who held an office on a day.
Nothing is read before it is asked for.
"""

from tocsin.knowledge.lookup import leader_of, leaders_named, office_sector
from tocsin.knowledge.names import NameIndex, name_index
from tocsin.knowledge.world import (
    Agency,
    Country,
    Leader,
    Office,
    Organisation,
    Role,
    agencies,
    countries,
    leaders,
    offices,
    organisations,
    roles,
    titles,
)

__all__ = [
    "Agency",
    "Country",
    "Leader",
    "NameIndex",
    "Office",
    "Organisation",
    "Role",
    "agencies",
    "countries",
    "leader_of",
    "leaders",
    "leaders_named",
    "name_index",
    "office_sector",
    "offices",
    "organisations",
    "roles",
    "titles",
]
