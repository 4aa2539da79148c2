"""Light verbs: in "launched an attack" the noun tells the act, and the verb carries its subject."""

from __future__ import annotations

from functools import cache

from tocsin.coding.spelling import lemma_of
from tocsin.coding.words import words
from tocsin.language.model import Parsed, Token
from tocsin.tables import rows, table

# The verb's token, and whether its subject is the recipient ("came under attack", "received a warning").
Carrier = tuple[int, bool]


@cache
def light_verbs() -> dict[str, tuple[str | None, bool]]:
    """Return particle and swap of each light verb by lemma; with swap its subject is the recipient."""
    columns = ("lemma", "particle", "swap")
    return {
        row["lemma"]: (row["particle"] or None, bool(row["swap"]))
        for _, row in rows(table("tocsin.coding", "light_verbs.tsv"), columns)
    }


def carrier_of(parsed: Parsed, noun: Token, taken: set[int]) -> Carrier | None:
    """Return the light verb that carries a noun; None where it has none or the verb is an act itself."""
    head = parsed.tokens[noun.head]
    if noun.dep == "conj" and head.pos == "NOUN":
        return carrier_of(parsed, head, taken) if head.i != noun.i else None
    if noun.dep == "pobj" and (_is_entry(parsed, head) or _is_owned_up(parsed, head)):
        verb = head.head if _is_entry(parsed, head) else parsed.tokens[head.head].head
        return (verb, False) if verb not in taken else None
    if noun.dep not in ("dobj", "nsubjpass") or head.i in taken:
        return None
    entry = light_verbs().get(lemma_of(head))
    if entry is None:
        return None
    particle, swap = entry
    complete = particle is None or any(parsed.tokens[c].lemma == particle for c in head.children)
    return (head.i, swap) if complete else None


def _is_entry(parsed: Parsed, preposition: Token) -> bool:
    """Tell whether a preposition stands in "engaged in", "went into"."""
    verb = parsed.tokens[preposition.head]
    return preposition.lemma in words("entering_prepositions") and verb.lemma in words("entering_verbs")


def _is_owned_up(parsed: Parsed, preposition: Token) -> bool:
    """Tell whether a preposition stands in "claimed responsibility for"."""
    noun = parsed.tokens[preposition.head]
    verb = parsed.tokens[noun.head]
    claimed = preposition.lemma == "for" and noun.dep == "dobj" and noun.lemma in words("owned_up_nouns")
    return claimed and verb.lemma in words("owning_up_verbs")
