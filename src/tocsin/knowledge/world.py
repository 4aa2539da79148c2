"""The tables of the world as typed rows, read once each on first use."""

from __future__ import annotations

from functools import cache

import msgspec

from tocsin.tables import alternatives, rows, table

PACKAGE = "tocsin.knowledge"
LEADER_FILES = ("leaders-a-k.tsv", "leaders-l-z.tsv")


class Country(msgspec.Struct, frozen=True):
    """A country or territory; ``code`` is ISO 3166-1 alpha-3 (XKX for Kosovo)."""

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    ambiguous: bool


class Organisation(msgspec.Struct, frozen=True):
    """An organisation or armed group; ``country`` is its home, or its CAMEO code, or empty."""

    code: str
    name: str
    names: tuple[str, ...]
    kind: str
    country: str
    sector: str
    ambiguous: tuple[str, ...]


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
    """Return the countries by code."""
    columns = ("code", "name", "names", "adjectives", "people", "capitals", "metonyms", "ambiguous")
    return {
        row["code"]: Country(
            row["code"],
            row["name"],
            *(alternatives(row[column]) for column in columns[2:7]),
            bool(row["ambiguous"]),
        )
        for _, row in rows(table(PACKAGE, "countries.tsv"), columns)
    }


@cache
def organisations() -> tuple[Organisation, ...]:
    """Return organisations and armed groups."""
    columns = ("code", "name", "names", "kind", "country", "sector", "ambiguous")
    return tuple(
        Organisation(
            row["code"],
            row["name"],
            alternatives(row["names"]),
            row["kind"],
            row["country"],
            row["sector"],
            alternatives(row["ambiguous"]),
        )
        for _, row in rows(table(PACKAGE, "organisations.tsv"), columns)
    )


@cache
def offices() -> tuple[Office, ...]:
    """Return the words for offices."""
    columns = ("phrase", "office", "role", "sector", "country")
    return tuple(
        Office(row["phrase"], row["office"], row["role"], row["sector"], alternatives(row["country"]))
        for _, row in rows(table(PACKAGE, "offices.tsv"), columns)
    )


@cache
def leaders() -> tuple[Leader, ...]:
    """Return the terms of office."""
    columns = ("country", "office", "title", "name", "names", "start", "end")
    return tuple(
        Leader(
            row["country"],
            row["office"],
            row["title"],
            row["name"],
            alternatives(row["names"]),
            row["start"],
            row["end"],
        )
        for name in LEADER_FILES
        for _, row in rows(table(PACKAGE, name), columns)
    )


@cache
def roles() -> dict[str, Role]:
    """Return role nouns by lemma."""
    columns = ("word", "sector", "kind")
    return {
        row["word"]: Role(row["word"], row["sector"], row["kind"])
        for _, row in rows(table(PACKAGE, "roles.tsv"), columns)
    }


@cache
def titles() -> dict[str, str]:
    """Return words before a name (honorific, rank, modifier) by the word in lower case without full stops."""
    columns = ("word", "kind")
    return {
        row["word"].lower().replace(".", ""): row["kind"]
        for _, row in rows(table(PACKAGE, "titles.tsv"), columns)
    }


@cache
def agencies() -> tuple[Agency, ...]:
    """Return agencies."""
    columns = ("phrase", "country", "sector", "office")
    return tuple(
        Agency(row["phrase"], row["country"], row["sector"], row["office"])
        for _, row in rows(table(PACKAGE, "agencies.tsv"), columns)
    )
