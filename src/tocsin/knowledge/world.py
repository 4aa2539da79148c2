"""The tables of the world as typed rows, read once each on first use.

A row's fields are the columns of its table; their types say how a cell is read (``tables.records``).
"""

from __future__ import annotations

from functools import cache

import msgspec

from tocsin.tables import records, rows, table

PACKAGE = "tocsin.knowledge"
LEADER_FILES = (
    "leaders-a-k.tsv",
    "leaders-l-z.tsv",
    "leaders-before-2020-a-c.tsv",
    "leaders-before-2020-d-j.tsv",
    "leaders-before-2020-k-p.tsv",
    "leaders-before-2020-q-z.tsv",
    "leaders-bodies.tsv",
    "defence-2010-2019.tsv",
    "figures.tsv",
)
ORGANISATION_FILES = ("organisations.tsv", "armed-groups.tsv", "parties.tsv", "bodies.tsv")


class Country(msgspec.Struct, frozen=True):
    """A country or territory; ``code`` is ISO 3166-1 alpha-3 (XKX for Kosovo), ``iso2`` alpha-2.

    ``ambiguous``: the name alone may be a person's or another place's (Chad, Georgia).
    """

    code: str
    iso2: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    ambiguous: bool


class SharedName(msgspec.Struct, frozen=True):
    """Names of ``country`` that mean ``other`` in a report about that state."""

    written: tuple[str, ...]
    country: str
    other: str


class Organisation(msgspec.Struct, frozen=True):
    """An organisation or armed group; ``country`` is its home, or its CAMEO code, or empty.

    ``ambiguous`` lists those of its names that also mean something else; ``since`` and ``until`` are years,
    empty where they are not known.
    """

    code: str
    name: str
    names: tuple[str, ...]
    kind: str
    country: str
    sector: str
    ambiguous: tuple[str, ...]
    since: str
    until: str


class Folk(msgspec.Struct, frozen=True):
    """A people or faith that news names as a party; ``countries`` are its home states (alpha-3)."""

    name: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    countries: tuple[str, ...]


class Office(msgspec.Struct, frozen=True):
    """Words for an office; ``country`` lists the countries where alone they mean it."""

    phrase: str
    office: str
    role: str
    sector: str
    country: tuple[str, ...]


class Leader(msgspec.Struct, frozen=True):
    """Somebody's term in an office: ``start`` and ``end`` ISO dates (or months), end empty while it lasts."""

    country: str
    office: str
    title: str
    name: str
    names: tuple[str, ...]
    start: str
    end: str

    @property
    def written(self) -> tuple[str, ...]:
        """All ways to write the full name, the usual one first."""
        return (self.name, *self.names)


class Role(msgspec.Struct, frozen=True):
    """A generic role noun (lemma) with its PLOVER sector and kind."""

    word: str
    sector: str
    kind: str


class Agency(msgspec.Struct, frozen=True):
    """An agency that speaks or acts for a country; ``country`` empty where every state has one."""

    phrase: str
    country: str
    sector: str
    office: str


@cache
def countries() -> dict[str, Country]:
    """Return the countries by alpha-3 code, in the order of their table."""
    return {country.code: country for country in records(Country, table(PACKAGE, "countries.tsv"))}


class FormerState(msgspec.Struct, frozen=True):
    """A state that is no more; ``successor`` is the alpha-3 code of the one that follows it."""

    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    successor: str


@cache
def former_states() -> tuple[FormerState, ...]:
    """Return the states that are no more."""
    return tuple(records(FormerState, table(PACKAGE, "former_states.tsv")))


class Middle(msgspec.Struct, frozen=True):
    """A point in the middle of a country, degrees WGS84."""

    code: str
    latitude: float | None
    longitude: float | None


@cache
def middles() -> dict[str, Middle]:
    """Return the middle of each country by alpha-3 code."""
    return {one.code: one for one in records(Middle, table(PACKAGE, "middles.tsv"))}


@cache
def organisations() -> tuple[Organisation, ...]:
    """Return organisations, armed groups, parties and companies."""
    return tuple(org for name in ORGANISATION_FILES for org in records(Organisation, table(PACKAGE, name)))


@cache
def peoples() -> tuple[Folk, ...]:
    """Return the peoples and faiths without a state of their own name."""
    return tuple(records(Folk, table(PACKAGE, "peoples.tsv")))


@cache
def offices() -> tuple[Office, ...]:
    """Return the words for offices; one office has many rows."""
    return tuple(records(Office, table(PACKAGE, "offices.tsv")))


@cache
def leaders() -> tuple[Leader, ...]:
    """Return the terms of office; somebody who held two offices, or one twice, has two rows."""
    return tuple(leader for name in LEADER_FILES for leader in records(Leader, table(PACKAGE, name)))


@cache
def shared_names() -> tuple[SharedName, ...]:
    """Return the names that two states share in news."""
    return tuple(records(SharedName, table(PACKAGE, "shared_names.tsv")))


@cache
def roles() -> dict[str, Role]:
    """Return role nouns by lemma."""
    return {role.word: role for role in records(Role, table(PACKAGE, "roles.tsv"))}


@cache
def titles() -> dict[str, str]:
    """Return words before a name (honorific, rank, modifier) by the word in lower case without full stops."""
    source = table(PACKAGE, "titles.tsv")
    return {row["word"].lower().replace(".", ""): row["kind"] for _, row in rows(source, ("word", "kind"))}


@cache
def agencies() -> tuple[Agency, ...]:
    """Return agencies."""
    return tuple(records(Agency, table(PACKAGE, "agencies.tsv")))
