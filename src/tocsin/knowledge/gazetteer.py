"""Towns and areas of the world by name: a sorted file that is searched where it lies, never loaded.

``gazetteer.tsv`` is built by ``python -m tabling.gazetteer`` from GeoNames (CC BY 4.0) and ISO 3166-2. Its
lines are
in the order of ``key_of`` of their first column; it has no header, so that a search needs no exception.
"""

from __future__ import annotations

import mmap
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec

FILE = files("tocsin.knowledge").joinpath("gazetteer.tsv")
_DROPPED = str.maketrans(
    {"'": None, "’": None, "‘": None, "ʼ": None, "`": None, ".": None, "-": " ", "–": " "}
)
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "ae"}
)


class Town(msgspec.Struct, frozen=True):
    """One place of a name. ``kind`` is town, region (a country's first division) or district.

    ``country`` is ISO alpha-3, ``within`` the region around it; degrees WGS84, of an area the middle of its
    towns.
    """

    written: str
    name: str
    kind: str
    country: str
    within: str
    latitude: float
    longitude: float
    people: int


@lru_cache(maxsize=100_000)
def key_of(name: str) -> str:
    """Return a name as it is compared: without case, accents, apostrophes and hyphens."""
    plain = unicodedata.normalize("NFKD", name.translate(_DROPPED).translate(_LETTERS))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).lower().split())


@lru_cache(maxsize=50_000)
def places_named(name: str) -> tuple[Town, ...]:
    """Return the towns and areas that are so written, the largest first; none where the name is unknown."""
    key = key_of(name)
    found = {_read(line) for line in _lines_from(key)}
    return tuple(sorted(found, key=lambda town: (-town.people, town.kind, town.country, town.latitude)))


def _read(line: bytes) -> Town:
    cells = line.decode("utf-8").split("\t")
    latitude, longitude, people = float(cells[5]), float(cells[6]), int(cells[7])
    return Town(cells[0], cells[1] or cells[0], cells[2], cells[3], cells[4], latitude, longitude, people)


def _lines_from(key: str) -> Iterator[bytes]:
    """Yield the lines of a key, found by halving the file."""
    data = _mapped()
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle) + 1
        if _key_at(data, start) < key:
            low = data.find(b"\n", middle) + 1 or len(data)
        else:
            high = start
    while low < len(data) and _key_at(data, low) == key:
        end = data.find(b"\n", low)
        yield data[low:end]
        low = end + 1


def _key_at(data: mmap.mmap, start: int) -> str:
    return key_of(data[start : data.find(b"\t", start)].decode("utf-8"))


@cache
def _mapped() -> mmap.mmap:
    with Path(str(FILE)).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
