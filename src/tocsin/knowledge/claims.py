"""Disputed places: who holds and who claims them, and the policy by which a place has a country."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import msgspec

from tocsin.errors import InputError, UsageError
from tocsin.knowledge.gazetteer import key_of
from tocsin.knowledge.world import PACKAGE, countries
from tocsin.tables import records, table

POLICIES = ("un", "de-facto", "none")
COLUMNS = ("name", "country")


class Claim(msgspec.Struct, frozen=True):
    """A disputed place: who controls it, who is recognised as sovereign, who claims it, as of 2024."""

    name: str
    names: tuple[str, ...]
    held_by: tuple[str, ...]
    recognised: tuple[str, ...]
    claimed_by: tuple[str, ...]
    latitude: float | None
    longitude: float | None

    @property
    def claimants(self) -> tuple[str, ...]:
        """All states with a claim, and the one that holds it, in alphabetical order."""
        return tuple(sorted({*self.held_by, *self.claimed_by, *self.recognised}))


class Borders:
    """The policy for disputed places.

    ``un``: the state that the United Nations or most states recognise; ``de-facto``: the one that controls
    it;
    ``none``: no state. Where a policy names none or several the country is None. ``own`` holds the rows of a
    user's table (name -> country, "" for none), which come before the recognised state.
    """

    def __init__(self, policy: str = "un", own: dict[str, str] | None = None) -> None:
        self.policy = policy
        self._own = own or {}

    def place(self, name: str, within: str, country: str | None) -> tuple[str | None, tuple[str, ...]]:
        """Return (country, claimants) of a place; claimants are empty where nobody disputes it."""
        own = next((self._own[key] for key in (key_of(name), key_of(within)) if key in self._own), None)
        claim = claim_on(name, within)
        if own is not None:
            return own or None, claim.claimants if claim is not None else ()
        another = claim is not None and country is not None and country not in claim.claimants
        if claim is None or len(claim.claimants) < 2 or another:
            return country, ()
        states = {"un": claim.recognised, "de-facto": claim.held_by}.get(self.policy, ())
        return (states[0] if len(states) == 1 else None), claim.claimants


def read_borders(asked: str) -> Borders:
    """Return the policy of a name, or of a table with the columns name and country.

    Raises UsageError for a name that is no policy and no file, InputError for a table that is none.
    """
    if asked in POLICIES:
        return Borders(asked)
    if not Path(asked).is_file():
        raise UsageError(
            f"borders {asked!r}: give {', '.join(POLICIES)}, or a table with the columns name, country"
        )
    own: dict[str, str] = {}
    with Path(asked).open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        if not set(COLUMNS) <= set(rows.fieldnames or ()):
            raise InputError(
                asked, "no columns name, country", "give a tab-separated table with that header", 1
            )
        for row in rows:
            code = (row["country"] or "").strip()
            if code and code not in countries():
                raise InputError(
                    asked, f"country {code!r} is unknown", "give an ISO alpha-3 code", rows.line_num
                )
            own[key_of(row["name"] or "")] = code
    return Borders(asked, own)


def claim_on(name: str, within: str = "") -> Claim | None:
    """Return the dispute over a place or over the area around it; None where there is none."""
    index = _by_name()
    return index.get(key_of(name)) or (index.get(key_of(within)) if within else None)


@cache
def _by_name() -> dict[str, Claim]:
    rows = tuple(records(Claim, table(PACKAGE, "claims.tsv")))
    return {key_of(one): claim for claim in reversed(rows) for one in (claim.name, *claim.names)}
