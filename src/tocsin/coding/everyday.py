"""Telling games and accidents from crises: neither matches nor floods are acts between states."""

from __future__ import annotations

from functools import cache

from tocsin.coding.coded import Coded
from tocsin.coding.parties import Party
from tocsin.language.model import Parsed
from tocsin.tables import rows, table

# So many different words, making up such a share of all.
SPORTS_WORDS = 4
SPORTS_SHARE = 0.02
FRIENDLY = frozenset(("CONSULT", "SUPPORT", "CONCEDE"))
OFFICIAL = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO"))


@cache
def _of_kind(kind: str) -> frozenset[str]:
    """Return the lemmas of ``everyday.tsv`` of the kind "sport", "accident" or "weapon"."""
    found = rows(table("tocsin.coding", "everyday.tsv"), ("word", "kind"))
    return frozenset(row["word"] for _, row in found if row["kind"] == kind)


def is_accident(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether the harm of a sentence comes from an accident or the weather, with nobody who did it."""
    if coded.act.type not in ("ASSAULT", "CIVIL_IMPACT") or any(p.known for p in coded.actors):
        return False
    sentence = parsed.sentences[coded.sentence]
    inside = parsed.tokens[sentence.first : sentence.last]
    lemmas = {token.lemma for token in inside}
    armed = lemmas | {token.text.lower().removesuffix("s") for token in inside}
    return bool(lemmas & _of_kind("accident")) and not armed & _of_kind("weapon")


def is_among_friends(coded: Coded) -> bool:
    """Tell whether private people speak, thank or apologise to each other or to nobody known."""
    sides = (*coded.actors, *coded.recipients)
    return coded.act.type in FRIENDLY and bool(coded.actors) and all(_is_private(party) for party in sides)


def _is_private(party: Party) -> bool:
    entity = party.entity
    if entity is not None:
        return entity.kind == "person" and entity.office is None and not entity.sector
    return party.branch in ("CVL", "")


def is_sport(parsed: Parsed) -> bool:
    """Tell whether the article is about sport: many different words of it, in a good share of all words."""
    found = [t.lemma for t in parsed.tokens if t.mention is None and t.lemma in _of_kind("sport")]
    return len(set(found)) >= SPORTS_WORDS and len(found) >= SPORTS_SHARE * len(parsed.tokens)


def is_official(coded: Coded) -> bool:
    """Tell whether an office, agency or force acts, and not a team that bears its country's name."""
    for party in coded.actors:
        entity = party.entity
        if entity is not None and entity.kind in ("office", "agency", "org"):
            return True
        if entity is not None and entity.kind == "person" and entity.office not in (None, "other"):
            return True
        if entity is None and party.branch in OFFICIAL:
            return True
    return False
