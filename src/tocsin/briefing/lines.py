"""Incidents in one line each: what every part of a brief is made of."""

from __future__ import annotations

from tocsin.records import Modality, Record


class Line(Record, frozen=True):
    """An incident in one line; ``day`` is ISO, ``who`` and ``whom`` names of parties.

    ``is_contested`` tells that some report says it happened and another one that it did not, ``is_withdrawn``
    that a publisher has taken its own report of it back.
    """

    anchor: str
    type: str
    mode: str | None
    quad: int | None
    modality: Modality
    who: tuple[str, ...]
    whom: tuple[str, ...]
    day: str | None
    sources: int
    reports: int
    is_contested: bool = False
    is_withdrawn: bool = False


class Lines(Record, frozen=True):
    """Incidents under the heading ``anchor``; ``left_out`` are those for which there is no room."""

    anchor: str
    shown: tuple[Line, ...]
    left_out: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.shown) + self.left_out
