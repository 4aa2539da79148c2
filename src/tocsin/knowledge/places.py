"""Places that gazetteers lack: lines of control, straits, crossings, camps; with coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from tocsin.knowledge.scanning import Scanner
from tocsin.tables import records, table


class PlaceRow(msgspec.Struct, frozen=True):
    """One place; ``country`` is empty where several states claim it; degrees WGS84.

    Both degrees are None where the name has several meanings far apart.
    """

    name: str
    names: tuple[str, ...]
    country: str
    latitude: float | None
    longitude: float | None


class Places:
    """Finds the named places of a text."""

    def __init__(self, places: tuple[PlaceRow, ...]) -> None:
        self._rows = {place.name: place for place in places}
        self._written = [(one, place.name) for place in places for one in (place.name, *place.names)]
        self._names = dict(self._written)
        self._scanner = Scanner([one for one, _ in self._written])

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, usual name) for every whole-word occurrence, the end exclusive."""
        for start, end, index in self._scanner.find(text):
            yield start, end, self._written[index][1]

    def named(self, written: str) -> PlaceRow | None:
        """Return the place that is so written; None where none is, the last row where several are."""
        name = self._names.get(written)
        return self._rows[name] if name is not None else None

    def row(self, name: str) -> PlaceRow:
        """Return the row of a place's usual name, as ``find`` gives it; KeyError for any other."""
        return self._rows[name]


@cache
def known_places() -> Places:
    """Return the places of ``places.tsv``."""
    return Places(tuple(records(PlaceRow, table("tocsin.knowledge", "places.tsv"))))
