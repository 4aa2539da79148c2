"""The country that a report is filed from, or is about: offices without a country are read as its own."""

from __future__ import annotations

from collections import Counter

from tocsin.knowledge import NameIndex
from tocsin.knowledge.cities import city_named

DOMINANT = 3
LEADING = 4
LEAD = 1.4


def home_country(place: str | None, index: NameIndex, counts: Counter[str], in_title: set[str]) -> str | None:
    """Return the home country of a report; None where nothing speaks for one.

    ``place`` is that of the dateline, ``counts`` how often the text names each country ("" for none), and
    ``in_title`` those of its title. Reports on one country are often filed from the next: one that is named
    twice as often as that of the dateline takes its place.
    """
    home = (_country_of(place, index, frozenset(counts)) if place else None) or _topic(counts, in_title)
    leading = next((code for code, _ in counts.most_common(1) if code), None)
    if home and leading and counts[leading] >= max(LEADING, 2 * counts[home]):
        return leading
    return home


def _country_of(place: str, index: NameIndex, named: frozenset[str]) -> str | None:
    for written in (place, place.title()):
        found = {
            name.country
            for start, _, name in index.find(written)
            if name.kind in ("capital", "country") and start == 0
        }
        if len(found) == 1:
            return found.pop()
    first = place.split(",")[0]
    city = city_named(first.title() if place.isupper() else first, named)
    return city.country if city else None


def _topic(counts: Counter[str], in_title: set[str]) -> str | None:
    """Return the country that a report is about.

    That is the only one of its title, or the one named clearly more often than the next.
    """
    if len(in_title) == 1:
        only = next(iter(in_title))
        if counts[only] >= 2:
            return only
    ranked = [(code, count) for code, count in counts.most_common(2) if code]
    if not ranked or ranked[0][1] < DOMINANT:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= LEAD * ranked[1][1] else None
