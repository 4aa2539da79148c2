"""The index of written names: every way in which news writes a country, a body, an office or a leader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from tocsin.knowledge.scanning import Scanner
from tocsin.knowledge.world import (
    agencies,
    countries,
    former_states,
    leaders,
    offices,
    organisations,
    peoples,
)

NameKind = Literal[
    "country",
    "adjective",
    "people",
    "folk_adjective",
    "folk",
    "capital",
    "metonym",
    "org",
    "agency",
    "office",
    "leader",
]
# Five capitals or more that can be said as a word: no three consonants in a row.
SPOKEN = re.compile(r"(?=[A-Z]{5,}$)(?:[^AEIOUY]{0,2}[AEIOUY])+[^AEIOUY]{0,2}")
OF_STATES = ("country", "adjective", "people", "capital")
REBELS = ("REB", "UAF")
OFTEN = 2
"""So often a text must name a country for words that may mean several bodies to mean the one there."""

SPELLINGS = (
    ("defence", "defense"),
    ("Defence", "Defense"),
    ("counsellor", "counselor"),
    ("organisation", "organization"),
    ("centre", "center"),
    ("labour", "labor"),
)


class Name(msgspec.Struct, frozen=True):
    """One written name.

    ``key`` is the usual name of the country, organisation or leader, or the phrase of an office or agency.
    ``country`` is empty where the tables name none; an office that means one thing in several countries
    lists them with ``|``. Of a people at home in several states ``homes`` lists them, and ``country`` is
    empty. ``ambiguous``: the words may mean something else. ``late``: they count only in a text that has
    another name of the same body as well ("ICJ", "Arab leaders"), or speaks of the country of that one alone
    ("Labour Party").
    """

    written: str
    kind: NameKind
    key: str
    country: str
    sector: str = ""
    office: str = ""
    role: str = ""
    ambiguous: bool = False
    homes: tuple[str, ...] = ()
    late: bool = False


class NameIndex:
    """Finds all written names in a text in one pass; names match by case, offices in any case."""

    def __init__(self, exact: list[Name], folded: list[Name]) -> None:
        self._exact = exact
        self._folded = folded
        self._exact_scanner = Scanner([name.written for name in exact])
        self._folded_scanner = Scanner([fold(name.written) for name in folded])

    def find(self, text: str) -> Iterator[tuple[int, int, Name]]:
        """Yield (start, end exclusive, name) for every whole-word occurrence, overlapping ones too."""
        plain = text.replace("’", "'")
        exact = [(start, end, self._exact[index]) for start, end, index in self._exact_scanner.find(plain)]
        yield from _told(exact)
        for start, end, index in self._folded_scanner.find(fold(plain)):
            yield start, end, self._folded[index]


def _told(found: list[tuple[int, int, Name]]) -> Iterator[tuple[int, int, Name]]:
    """Yield the names without those late ones of whose body, and of whose country, a text says too little."""
    bodies = {name.key for _, _, name in found if name.kind == "org" and not name.late}
    states = Counter(name.country for _, _, name in found if name.kind in OF_STATES)
    at_home = {
        (name.written, name.key)
        for _, _, name in found
        if name.late and states[name.country] >= OFTEN and _is_telling(name)
    }
    rivals = Counter(written for written, _ in at_home)
    for one in found:
        name = one[2]
        own = (name.written, name.key) in at_home and rivals[name.written] == 1
        if not name.late or name.key in bodies or own:
            yield one


def _is_telling(name: Name) -> bool:
    """Tell whether words mean a body wherever its country is spoken of: "Labour Party", "Maoists"."""
    return " " in name.written or (name.sector in REBELS and name.written.endswith("s"))


def fold(text: str) -> str:
    """Lower-case without changing the length, so that offsets stay true."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


@cache
def name_index() -> NameIndex:
    """Return the index over all tables, built once."""
    phrases = [one for name in (*_office_names(), *_agency_names()) for one in _spellings(name)]
    exact = [*_country_names(), *_former_names(), *_folk_names(), *_organisation_names(), *_leader_names()]
    exact += [name for name in phrases if name.written != name.written.lower()]
    return NameIndex(exact, [name for name in phrases if name.written == name.written.lower()])


def _country_names() -> Iterator[Name]:
    for code, country in countries().items():
        kinds: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
            ("country", (country.name, *country.names)),
            ("adjective", country.adjectives),
            ("people", country.people),
            ("capital", country.capitals),
            ("metonym", country.metonyms),
        )
        for kind, written in kinds:
            for one in written:
                ambiguous = country.ambiguous and kind == "country"
                yield Name(one, kind, country.name, code, ambiguous=ambiguous)


def _former_names() -> Iterator[Name]:
    """Yield the names of former states that no country of today has, for the state that follows them."""
    today = {name.written for name in _country_names()}
    for state in former_states():
        kinds: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
            ("country", (state.name, *state.names)),
            ("adjective", state.adjectives),
            ("people", state.people),
            ("capital", state.capitals),
        )
        for kind, written in kinds:
            for one in written:
                if one not in today:
                    yield Name(one, kind, countries()[state.successor].name, state.successor)


def _folk_names() -> Iterator[Name]:
    """Yield the words for peoples and faiths that name no state's citizens as well."""
    today = {name.written for name in _country_names()}
    for folk in peoples():
        home = folk.countries[0] if len(folk.countries) == 1 else ""
        kinds: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
            ("folk_adjective", folk.adjectives),
            ("folk", folk.people),
        )
        for kind, written in kinds:
            for one in written:
                if one not in today:
                    yield Name(one, kind, folk.name, home, "CVL", homes=folk.countries)


def _organisation_names() -> Iterator[Name]:
    for org in organisations():
        told = (org.name, *org.names, *_titled(org.names))
        for one in told:
            yield Name(one, "org", org.name, org.country, org.sector, ambiguous=one in org.ambiguous)
        for one in org.ambiguous:
            if one not in told:
                yield Name(one, "org", org.name, org.country, org.sector, ambiguous=True, late=True)


def _titled(names: tuple[str, ...]) -> Iterator[str]:
    """Yield letters that are spoken as a word in the British manner ("Amisom" for AMISOM)."""
    for one in names:
        if SPOKEN.fullmatch(one) and one.capitalize() not in names:
            yield one.capitalize()


def _leader_names() -> Iterator[Name]:
    """Yield full names, once for all terms of a leader; a bare surname needs the article's help."""
    seen: set[tuple[str, str]] = set()
    for leader in leaders():
        for one in leader.written:
            if (one, leader.name) not in seen and " " in one:
                seen.add((one, leader.name))
                yield Name(one, "leader", leader.name, leader.country)


def _office_names() -> Iterator[Name]:
    for row in offices():
        where = "|".join(row.country)
        yield Name(row.phrase, "office", row.phrase, where, row.sector, row.office, row.role)


def _agency_names() -> Iterator[Name]:
    for row in agencies():
        yield Name(row.phrase, "agency", row.phrase, row.country, row.sector, row.office)


def _spellings(name: Name) -> Iterator[Name]:
    """Yield a phrase in the British and the American spelling."""
    yield name
    for british, american in SPELLINGS:
        for old, new in ((british, american), (american, british)):
            if old in name.written:
                yield msgspec.structs.replace(name, written=name.written.replace(old, new))
