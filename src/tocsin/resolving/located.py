"""Located names as records of places."""

from __future__ import annotations

from tocsin.knowledge.claims import Borders
from tocsin.language.model import Located
from tocsin.records import Place


def is_within_a_state(one: Located) -> bool:
    """Tell whether a name is of a town, region or spot, and not of a whole country."""
    return one.reading is None or one.reading.kind != "country"


def place_of(one: Located, text: str, borders: Borders) -> Place:
    """Return the record of a located name; a place of crises has its usual name, others the written one.

    ``borders`` decides the country of a disputed place.
    """
    start, end, reading = one.toponym.start, one.toponym.end, one.reading
    if reading is None:
        return Place(text=text[start:end], start=start, end=end, name=one.toponym.text)
    country, claimants = borders.place(reading.name, reading.within, reading.country)
    if reading.kind == "country" and borders.policy == "un":
        # A state is its own even where not all recognise it.
        country = reading.country
    return Place(
        text=text[start:end],
        start=start,
        end=end,
        name=reading.name if reading.kind == "place" else one.toponym.text,
        country=country,
        latitude=reading.latitude,
        longitude=reading.longitude,
        precision=reading.kind if reading.latitude is not None else None,
        claimed_by=claimants,
        borders=borders.policy if claimants else None,
    )
