"""The country that a report is about: people and offices without a country are read as its own.

A linear model weighs every country that the text names, itself or by its towns; its weights stand in
``home_weights.tsv`` and were fitted on the reports of the corpus (``training/home.py``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tocsin import tables
from tocsin.knowledge import NameIndex, countries, roles
from tocsin.knowledge.cities import city_named
from tocsin.knowledge.names import Name
from tocsin.knowledge.places import known_places

LEADER = "leader"
PLACED = ("country", "adjective", "people", "capital")
TOWN = "town"
LEAD = 220
PARTS = 5
LONG_WORD = 3
# Below this probability nothing speaks clearly for one country.
LEAST = 0.4
# So often a country must be named; in a report with it in the title less.
OFTEN = 3
OFTEN_WITH_TITLE = 2

_NAME = re.compile(r"(?<![\w’'])[A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+){0,2}")
_PLACING = re.compile(r"\b(?:in|near|at|from|of|to|outside|around|for|through|between)\s$")
_SETTING = re.compile(r"\b(?:in|near|at|across|outside|around|inside|throughout)\s(?:the )?$")
_BEHIND = re.compile(r"(?:['’]s)?\s+((?:[a-z\-]+\s?){1,3})")


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that name a country or a place in it: characters ``start`` to ``end``, and how they name it."""

    start: int
    end: int
    country: str
    kind: str


def home_country(
    text: str, found: Sequence[tuple[int, int, Name]], title_end: int, dateline: str | None, index: NameIndex
) -> str | None:
    """Return the home country of a report; None where nothing speaks clearly for one.

    ``found`` are the names of the tables in the text with their characters, without leaders who are not in
    office on its day; ``dateline`` is its place.
    """
    signs, states, filed = evidence(text, found, title_end, dateline, index)
    if not states:
        return filed
    scores = [
        sum(weights().get(name, 0.0) * value for name, value in features.items())
        for features in features_of(text, signs, states, title_end, filed)
    ]
    top = max(scores)
    home = states[scores.index(top)]
    clear = 1 / sum(math.exp(score - top) for score in scores) >= LEAST
    return home if home == filed or (clear and _often(signs, home, title_end)) else None


def evidence(
    text: str, found: Sequence[tuple[int, int, Name]], title_end: int, dateline: str | None, index: NameIndex
) -> tuple[list[Sign], list[str], str | None]:
    """Return the signs of countries, the states among these in the order of the text, and the dateline's."""
    signs = list(_signs(text, found, title_end))
    filed = _country_of(dateline, index, frozenset(sign.country for sign in signs)) if dateline else None
    signs = [_as_filed(text, sign, dateline, filed) for sign in signs]
    return signs, list(dict.fromkeys(s.country for s in signs if s.country in countries())), filed


def _as_filed(text: str, sign: Sign, dateline: str | None, filed: str | None) -> Sign:
    """Return a town of the dateline as one of its country, wherever else a larger one bears the name."""
    if dateline is None or filed is None or sign.kind != TOWN:
        return sign
    here = dateline.casefold().startswith(text[sign.start : sign.end].casefold())
    return Sign(sign.start, sign.end, filed, TOWN) if here else sign


def _often(signs: Sequence[Sign], country: str, title_end: int) -> bool:
    """Tell whether a country is named often enough to be what a report is about; leaders may be guests."""
    own = [sign for sign in signs if sign.country == country and sign.kind != LEADER]
    return len(own) >= (OFTEN_WITH_TITLE if any(sign.start < title_end for sign in own) else OFTEN)


@cache
def weights() -> dict[str, float]:
    """Read home_weights.tsv: feature -> weight."""
    return tables.weights(tables.table("tocsin.language", "home_weights.tsv"))


def features_of(
    text: str, signs: Sequence[Sign], states: Sequence[str], title_end: int, filed: str | None
) -> list[dict[str, float]]:
    """Return for each country what speaks for it; shares are among the signs of all countries."""
    kinds = {
        "title": [sign for sign in signs if sign.start < title_end],
        "half": [sign for sign in signs if sign.start < len(text) / 2],
        "town": [sign for sign in signs if sign.kind == TOWN],
        "setting": [sign for sign in signs if _is_setting(text, sign)],
        "role": [sign for sign in signs if _owns_role(text, sign)],
    }
    most = max(Counter(sign.country for sign in signs).values())
    first = min(signs, key=lambda sign: sign.start).country
    found = []
    for country in states:
        own = [sign for sign in signs if sign.country == country]
        count = {kind: sum(sign.country == country for sign in some) for kind, some in kinds.items()}
        share = {kind: count[kind] / max(1, len(some)) for kind, some in kinds.items()}
        found.append(
            {
                "named": math.log1p(len(own)),
                "share": len(own) / len(signs),
                "named_most": float(len(own) == most),
                "title": float(count["title"] > 0),
                "title_share": share["title"],
                "first_named": float(first == country),
                "how_early": own[0].start / max(1, len(text)),
                "lead": float(any(title_end <= sign.start < title_end + LEAD for sign in own)),
                "first_half": share["half"],
                "spread": len({PARTS * sign.start // max(1, len(text)) for sign in own}) / PARTS,
                "towns": min(3.0, count["town"]),
                "town_share": share["town"],
                "settings": min(4.0, count["setting"]),
                "setting_share": share["setting"],
                "roles": min(4.0, count["role"]),
                "role_share": share["role"],
                "capitals": sum(sign.kind == "capital" for sign in own) / len(own),
                "adjectives": sum(sign.kind == "adjective" for sign in own) / len(own),
                "dateline": float(country == filed),
            }
        )
    return found


def _is_setting(text: str, sign: Sign) -> bool:
    """Tell whether the words say where something happens: "in Lesotho", "near Maseru"."""
    return _SETTING.search(text[max(0, sign.start - 14) : sign.start].lower()) is not None


def _signs(text: str, found: Sequence[tuple[int, int, Name]], title_end: int) -> Iterator[Sign]:
    signs = [
        Sign(start, end, name.country, name.kind)
        for start, end, name in found
        if name.kind in (*PLACED, LEADER) and name.country
    ]
    named = frozenset(sign.country for sign in signs)
    taken = {i for sign in signs for i in range(sign.start, sign.end)}
    placed = range(1, title_end if _is_a_sentence(text[:title_end]) else 0)
    signs += [
        town
        for match in _NAME.finditer(text)
        if (town := _town(text, match, named, taken, placed)) is not None
    ]
    yield from sorted(signs, key=lambda sign: sign.start)


def _is_a_sentence(title: str) -> bool:
    """Tell whether a headline has capitals only where names have them."""
    words = [word for word in title.split() if len(word) > LONG_WORD]
    return sum(word[0].islower() for word in words) * 2 > len(words)


def _town(
    text: str, match: re.Match[str], named: frozenset[str], taken: set[int], placed: range
) -> Sign | None:
    """Return the place that the longest beginning of capitalised words names; None where none does.

    A city needs a word that places it, but for the characters of ``placed``: a headline has no room for it.
    """
    words = match[0].split(" ")
    placing = _PLACING.search(text[max(0, match.start() - 12) : match.start()].lower()) is not None
    placing = placing or match.start() in placed
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        end = match.start() + len(name)
        if taken.intersection(range(match.start(), end)):
            continue
        row = known_places().named(name)
        city = city_named(name, named) if row is None and placing else None
        country = row.country if row is not None else city.country if city is not None else ""
        if country:
            return Sign(match.start(), end, country, TOWN)
    return None


def _owns_role(text: str, sign: Sign) -> bool:
    """Tell whether a role noun stands behind the words: "Gambian soldiers", "Peru's president"."""
    behind = _BEHIND.match(text[sign.end : sign.end + 40])
    return behind is not None and any(
        word in roles() or word.removesuffix("s") in roles() for word in behind[1].split()
    )


def _country_of(place: str, index: NameIndex, named: frozenset[str]) -> str | None:
    for written in (place, place.title()):
        found = {
            name.country
            for start, _, name in index.find(written)
            if name.kind in ("capital", "country") and start == 0
        }
        if len(found) == 1:
            return found.pop()
    parts = (part.strip() for part in place.split(","))
    cities = (city_named(part.title() if part.isupper() else part, named) for part in parts)
    return next((city.country for city in cities if city is not None), None)
