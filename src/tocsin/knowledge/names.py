"""The index of written names: every way in which news writes a country, a body, an office or a leader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import ahocorasick_rs
import msgspec

from tocsin.knowledge.world import agencies, countries, leaders, offices, organisations

SPELLINGS = (
    ("defence", "defense"),
    ("Defence", "Defense"),
    ("counsellor", "counselor"),
    ("organisation", "organization"),
    ("centre", "center"),
    ("labour", "labor"),
)
KINDS = ("country", "adjective", "people", "capital", "metonym", "org", "agency", "office", "leader")


class Name(msgspec.Struct, frozen=True):
    """One written name. ``key`` is a country code, an organisation's name or a leader's name."""

    written: str
    kind: str
    key: str
    country: str
    sector: str = ""
    office: str = ""
    role: str = ""
    ambiguous: bool = False


class NameIndex:
    """Finds all written names in a text in one pass; names match by case, offices in any case."""

    def __init__(self, exact: list[Name], folded: list[Name]) -> None:
        self._exact = exact
        self._folded = folded
        self._exact_automaton = ahocorasick_rs.AhoCorasick([n.written for n in exact])
        self._folded_automaton = ahocorasick_rs.AhoCorasick([fold(n.written) for n in folded])

    def find(self, text: str) -> Iterator[tuple[int, int, Name]]:
        """Yield (start, end, name) for every whole-word occurrence, overlapping ones too."""
        plain = text.replace("’", "'")
        yield from _whole_words(plain, self._exact_automaton, self._exact)
        yield from _whole_words(fold(plain), self._folded_automaton, self._folded)


def _whole_words(
    text: str, automaton: ahocorasick_rs.AhoCorasick, names: list[Name]
) -> Iterator[tuple[int, int, Name]]:
    size = len(text)
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if (start == 0 or not text[start - 1].isalnum()) and (end == size or not text[end].isalnum()):
            yield start, end, names[index]


def fold(text: str) -> str:
    """Lower-case without changing the length, so that offsets stay true."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _country_names() -> Iterator[Name]:
    for code, country in countries().items():
        kinds = (
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


def _organisation_names() -> Iterator[Name]:
    for org in organisations():
        for one in (org.name, *org.names):
            yield Name(one, "org", org.name, org.country, org.sector, ambiguous=one in org.ambiguous)


def _leader_names() -> Iterator[Name]:
    seen: set[tuple[str, str]] = set()
    for leader in leaders():
        for one in (leader.name, *leader.names):
            if (one, leader.name) not in seen and " " in one:
                seen.add((one, leader.name))
                yield Name(one, "leader", leader.name, leader.country)


@cache
def name_index() -> NameIndex:
    """Return the index over all tables, built once."""
    exact = [*_country_names(), *_organisation_names(), *_leader_names()]
    folded = [
        Name(
            office.phrase,
            "office",
            office.phrase,
            "|".join(office.country),
            office.sector,
            office.office,
            office.role,
        )
        for office in offices()
    ]
    folded += [
        Name(agency.phrase, "agency", agency.phrase, agency.country, agency.sector, agency.office)
        for agency in agencies()
    ]
    every = [one for name in folded for one in _spellings(name)]
    exact += [name for name in every if name.written != name.written.lower()]
    return NameIndex(exact, [name for name in every if name.written == name.written.lower()])


def _spellings(name: Name) -> Iterator[Name]:
    """Yield a phrase in the British and the American spelling."""
    yield name
    for british, american in SPELLINGS:
        for old, new in ((british, american), (american, british)):
            if old in name.written:
                yield msgspec.structs.replace(name, written=name.written.replace(old, new))
