"""Crisis places that gazetteers lack (lines of control, straits, crossings) and other named places with coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import ahocorasick_rs
import msgspec

from tocsin.tables import alternatives, rows, table


class PlaceRow(msgspec.Struct, frozen=True):
    """One place; ``country`` is empty where several states claim it; degrees WGS84."""

    name: str
    names: tuple[str, ...]
    country: str
    latitude: float | None
    longitude: float | None


class Places:
    """Finds the named places of a text."""

    def __init__(self, places: tuple[PlaceRow, ...]) -> None:
        self._rows = {place.name: place for place in places}
        written = [(one, place.name) for place in places for one in (place.name, *place.names)]
        self._written = written
        self._names = dict(written)
        self._automaton = ahocorasick_rs.AhoCorasick([one for one, _ in written])

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, name) for every whole-word occurrence."""
        size = len(text)
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if (start == 0 or not text[start - 1].isalnum()) and (end == size or not text[end].isalnum()):
                yield start, end, self._written[index][1]

    def named(self, written: str) -> PlaceRow | None:
        """Return the place that is so written; None where none is."""
        name = self._names.get(written)
        return self._rows[name] if name is not None else None

    def row(self, name: str) -> PlaceRow:
        """Return the row of a place's name."""
        return self._rows[name]


@cache
def known_places() -> Places:
    """Return the places of ``places.tsv``."""
    columns = ("name", "names", "country", "latitude", "longitude")
    return Places(
        tuple(
            PlaceRow(
                row["name"],
                alternatives(row["names"]),
                row["country"],
                _degrees(row["latitude"]),
                _degrees(row["longitude"]),
            )
            for _, row in rows(table("tocsin.knowledge", "places.tsv"), columns)
        )
    )


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None
