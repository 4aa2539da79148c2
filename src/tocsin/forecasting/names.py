"""What names tell: ``Police_(Kenya)`` is of the sector Police and of Kenya; ``Kenya`` is Kenya itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.forecasting.facts import Ints

NONE = 0
COUNTRY_ITSELF = 1


@dataclass(frozen=True)
class Kinds:
    """Country and sector of each entity, 0 where the name tells none; how many numbers there are of each."""

    country: Ints
    sector: Ints
    countries: int
    sectors: int


def kinds_of(names: tuple[str, ...]) -> Kinds:
    """Give the countries and sectors that names tell their numbers."""
    parts = [_split(name) for name in names]
    countries = {where: number for number, where in enumerate(dict.fromkeys(w for _, w in parts if w), 1)}
    sectors = {what: number for number, what in enumerate(dict.fromkeys(s for s, w in parts if w), 2)}
    country = [countries.get(where or what, NONE) for what, where in parts]
    sector = [
        sectors[what] if where else COUNTRY_ITSELF if what in countries else NONE for what, where in parts
    ]
    return Kinds(np.array(country), np.array(sector), len(countries) + 1, len(sectors) + 2)


def _split(name: str) -> tuple[str, str]:
    """Return what stands before the last bracket and what stands in it; the name and nothing without one."""
    if name.endswith(")") and "_(" in name:
        what, where = name[:-1].rsplit("_(", 1)
        return what, where
    return name, ""
