"""Which place a name means: its readings in the tables, weighed by what else the article names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tocsin.knowledge.claims import claim_on
from tocsin.knowledge.gazetteer import key_of, places_named
from tocsin.knowledge.globe import distance_km
from tocsin.knowledge.places import known_places
from tocsin.knowledge.world import countries, middles
from tocsin.language.model import Located, Reading, Toponym

NEAR_KM = 300.0
# How much each sign counts; chosen on articles of our own and looked at on the public development set.
INSIDE = 3.0
BESIDE = 8.0
COUNTRY_NAMED = 1.2
CLOSE = 1.0
HOLDS = 4.0
CAPITAL = 3.0
CITY = 200_000
KIND = {"country": 9.0, "place": 8.0, "region": 4.5, "town": 1.0, "district": 0.0}


@lru_cache(maxsize=20_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Return the meanings of a name in the tables."""
    found = []
    row = known_places().named(name)
    code = _country_codes().get(name)
    if code is not None and (row is None or countries()[code].name == name):
        middle = middles()[code]
        found.append(Reading(countries()[code].name, "country", code, "", middle.latitude, middle.longitude))
    if row is not None and row.latitude is not None:
        found.append(Reading(row.name, "place", row.country or None, "", row.latitude, row.longitude))
    claim = claim_on(name) if row is None and code is None else None
    if claim is not None and claim.latitude is not None:
        country = claim.recognised[0] if len(claim.recognised) == 1 else None
        found.append(Reading(claim.name, "place", country, "", claim.latitude, claim.longitude))
    found += [
        Reading(one.name, one.kind, one.country, one.within, one.latitude, one.longitude, one.people)
        for one in places_named(name)
        if row is None or one.kind != "region"
    ]
    return tuple(found)


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    return {name: code for code, one in countries().items() for name in (one.name, *one.names)}


def locate(text: str, toponyms: Sequence[Toponym], named: Counter[str] | None = None) -> list[Located]:
    """Return each toponym with its place. ``named`` counts the countries that the article names as parties.

    Names with one reading come first; the others are weighed by the countries and regions of the article, by
    "X, Y" (Y holds X), by the places near them, by their people.
    """
    return _Locating(text, toponyms, named or Counter()).located()


class _Locating:
    def __init__(self, text: str, toponyms: Sequence[Toponym], named: Counter[str]) -> None:
        self.text = text
        self.toponyms = toponyms
        self.names = [" ".join(one.text.split()) for one in toponyms]
        self.named = Counter(named)
        self.keys = {key_of(name) for name in self.names}
        self.holders = self._holders()
        self.fixed: list[tuple[float, float]] = []

    def located(self) -> list[Located]:
        """Return the toponyms with their places, in order."""
        for name in self.names:
            sure = readings(name)
            if sure and sure[0].kind in ("country", "place") and sure[0].country:
                self.named[sure[0].country] += 1
        order = sorted(set(self.names), key=lambda name: (len(readings(name)), name))
        chosen: dict[str, tuple[Reading | None, str]] = {}
        for name in order:
            chosen[name] = self._choose(name)
            reading = chosen[name][0]
            if reading is not None and reading.kind in ("town", "district", "place"):
                self._fix(reading)
        return [Located(one, *chosen[name]) for one, name in zip(self.toponyms, self.names, strict=True)]

    def _fix(self, reading: Reading) -> None:
        if reading.latitude is not None and reading.longitude is not None:
            self.fixed.append((reading.latitude, reading.longitude))
        if reading.country:
            self.named[reading.country] += 1

    def _holders(self) -> dict[str, set[str]]:
        """Return for each name the names that stand behind it after a comma or in brackets: "X, Y"."""
        found: dict[str, set[str]] = {}
        for (one, name), (other, behind) in zip(
            zip(self.toponyms, self.names, strict=True),
            list(zip(self.toponyms, self.names, strict=True))[1:],
            strict=False,
        ):
            if self.text[one.end : other.start].strip() in (",", "("):
                found.setdefault(name, set()).add(behind)
        return found

    def _choose(self, name: str) -> tuple[Reading | None, str]:
        found = readings(name)
        if not found:
            return None, "in no table"
        if len(found) == 1:
            return found[0], "the only place of that name in the tables"
        scored = [(self._score(name, reading), reading) for reading in found]
        best = max(score for score, _ in scored)
        reading = next(one for score, one in scored if score == best)
        return reading, self._reason(name, reading, len(found))

    def _reason(self, name: str, reading: Reading, count: int) -> str:
        why = f"of {count} places of that name"
        if self._is_held(name, reading):
            return f"{why} the one in the place named behind it"
        if self._is_inside(name, reading):
            return f"{why} the one in {reading.within}, which the article names"
        if reading.country and self.named[reading.country]:
            return f"{why} the one in a country that the article names"
        return f"{why} the largest"

    def _is_inside(self, name: str, reading: Reading) -> bool:
        """Tell whether the article names the region around a reading, other than by the name itself."""
        around = key_of(reading.within)
        return bool(around) and around in self.keys and around != key_of(name)

    def _is_held(self, name: str, reading: Reading) -> bool:
        for behind in self.holders.get(name, ()):
            if reading.within and key_of(behind) == key_of(reading.within):
                return True
            if any(
                (one.kind == "country" and one.country == reading.country) or one.name == reading.within
                for one in readings(behind)
            ):
                return True
        return False

    def _score(self, name: str, reading: Reading) -> float:
        score = KIND[reading.kind] + 0.5 * math.log10(reading.people + 1)
        if reading.kind in ("region", "country", "place") and self._holds(name, reading):
            score += HOLDS
        if reading.kind == "region" and self._is_also_a_city(name, reading):
            score -= KIND["region"]
        if reading.country and name == reading.name and name in countries()[reading.country].capitals:
            score += CAPITAL
        if self._is_held(name, reading):
            score += BESIDE
        elif self._is_inside(name, reading):
            score += INSIDE
        if reading.country:
            score += COUNTRY_NAMED * min(3.0, math.log2(1 + self.named[reading.country]))
        return score + self._nearness(reading)

    def _holds(self, name: str, reading: Reading) -> bool:
        """Tell whether a place before the name and a comma lies in this reading ("Buffalo, New York")."""
        held = (before for before, behind in self.holders.items() if name in behind)
        return any(
            one.country == reading.country and (reading.kind != "region" or one.within == reading.name)
            for before in held
            for one in readings(before)
            if one.kind != "country"
        )

    def _is_also_a_city(self, name: str, region: Reading) -> bool:
        """Tell whether a city of the same name is what the bare name means rather ("San Jose")."""
        same = (one for one in readings(name) if one.kind == "town" and one.country == region.country)
        return any(one.people >= CITY for one in same)

    def _nearness(self, reading: Reading) -> float:
        if reading.latitude is None or reading.longitude is None:
            return 0.0
        here = (reading.latitude, reading.longitude)
        close = sum(distance_km(here, other) <= NEAR_KM for other in self.fixed)
        return CLOSE * min(2.0, math.log2(1 + close))
