"""Second pass over the names: a part of a name, or a handle, of somebody in the article, or of a leader."""

from __future__ import annotations

import re

from tocsin.knowledge import leaders_named
from tocsin.knowledge.lookup import in_office
from tocsin.language.entities import BARE_OFFICES, HEAD_OFFICES, Cast, bears
from tocsin.language.model import Entity
from tocsin.language.people import Phrase
from tocsin.language.personal_names import beside_a_name, is_capital_word
from tocsin.language.spotting import Raw, Spots
from tocsin.language.words import words

HANDLE_TITLES = re.compile(r"^@(?:Sec|Amb|Pres|PM|FM|Gov|Rep|Sen|Min|Dr|Gen)?(?=[A-Z])")
SHORTEST = 3
RARE = 4


def read_bare(raw: list[Raw], spots: Spots, cast: Cast, i: int) -> tuple[int, Entity] | None:
    """Return (end, person) where the token at ``i`` begins a bare name; None where it does not."""
    token = raw[i]
    if token.text.startswith("@"):
        return _handle(cast, i, token.text)
    if i and raw[i - 1].text == "@":
        return _handle(cast, i, "@" + token.text)
    if not is_capital_word(token) or len(token.text) < 2:
        return None
    name, end = _bare_name(raw, i)
    person = cast.bare(name, i)
    if person and person.name:
        return _name_goes_on(raw, end, person.name), person
    return _leader_in_office(raw, spots, cast, i)


def handle_parts(text: str) -> list[str]:
    """Split a handle into the words it is made of, without its title: "@PresLindqvist" gives Lindqvist."""
    return re.findall(r"[A-Z][a-z]+", HANDLE_TITLES.sub("", text))


def _handle(cast: Cast, i: int, text: str) -> tuple[int, Entity] | None:
    people = (cast.bare(part, i) for part in handle_parts(text))
    return next(((i + 1, person) for person in people if person), None)


def _bare_name(raw: list[Raw], i: int) -> tuple[str, int]:
    """Return (text, end) of the word at ``i`` and the parts that marks and particles join to it."""
    name, end = raw[i].text, i + 1
    if name.lower() in words("particles"):
        while end < len(raw) and raw[end].text in words("particles"):
            name, end = f"{name} {raw[end].text}", end + 1
        if end < len(raw) and raw[end].capital:
            name, end = f"{name} {raw[end].text}", end + 1
    while end + 1 < len(raw) and _joins_parts(raw, end):
        name, end = name + raw[end].text + raw[end + 1].text, end + 2
    return name, end


def _joins_parts(raw: list[Raw], j: int) -> bool:
    """Tell whether a hyphen, or an apostrophe before a capital ("N'Djamena"), joins two parts at ``j``."""
    apostrophe = raw[j].text in ("'", "’")
    touching = not raw[j - 1].space and not raw[j].space
    return touching and (raw[j].text == "-" or (apostrophe and raw[j + 1].capital))


def _name_goes_on(raw: list[Raw], end: int, name: str) -> int:
    """Return the end of a name of which further parts follow."""
    known = {*name.split()}
    while end < len(raw) and raw[end].capital:
        if raw[end].text not in known and raw[end].text.lower() not in words("particles"):
            break
        end += 1
    return end


def _leader_in_office(raw: list[Raw], spots: Spots, cast: Cast, i: int) -> tuple[int, Entity] | None:
    """Return the one leader of the day whose family name stands alone at ``i``.

    One of a country that the article does not name must be a head of state or government with a rare name.
    """
    word, day = raw[i].text, cast.published
    if len(word) < SHORTEST or day is None or spots.any(i) or beside_a_name(raw, i):
        return None
    found = {
        lead.name: lead
        for lead in leaders_named(word, day)
        if lead.office in BARE_OFFICES
        and bears(lead, word)
        and in_office(lead, day)
        and (lead.office in HEAD_OFFICES or lead.country in cast.named_countries)
    }
    if len(found) != 1:
        return None
    leader = next(iter(found.values()))
    if leader.country not in cast.named_countries and (leader.office not in HEAD_OFFICES or len(word) < RARE):
        return None
    phrase = Phrase(i, i + 1, name=leader.name, known=leader.name, country=leader.country)
    return i + 1, cast.person(phrase)
