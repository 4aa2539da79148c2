"""People of whom only the name is told: "police arrested Ana Ruiz Paz", with no word of who she is."""

from __future__ import annotations

from tocsin.coding.words import words
from tocsin.language.model import Entity, Parsed, Token

FEWEST, MOST = 2, 4


def unknown_person(parsed: Parsed, token: Token) -> tuple[int, int, Entity] | None:
    """Return the characters and the entity of a name of which the text says no more."""
    span = name_span(parsed, token) if _is_done_to_people(parsed, token) else None
    if span is None or any(parsed.tokens[c].start < span[0] for c in token.children):
        return None  # "the Movement Forward" is nobody, "U.S. contractor Alan Gross" somebody's contractor
    start, end = span
    name = " ".join(parsed.text[start:end].split())
    return start, end, Entity("person", name=name, why="a name of which the text says no more")


def _is_done_to_people(parsed: Parsed, token: Token) -> bool:
    """Tell whether a name is the object of what is done to people only: no village is jailed."""
    at = parsed.first_joint(token.i)
    return at.dep in ("dobj", "nsubjpass") and parsed.tokens[at.head].lemma in words("done_to_people")


def name_span(parsed: Parsed, token: Token) -> tuple[int, int] | None:
    """Return the characters of a name of two to four words that no table has and that is no place."""
    if token.pos != "PROPN" or token.mention is not None or not token.text[:1].isupper():
        return None
    first = token.i
    while first > 0 and _is_part(parsed, parsed.tokens[first - 1], token):
        first -= 1
    parts = parsed.tokens[first : token.i + 1]
    if not FEWEST <= len(parts) <= MOST or any(parsed.place_at(part) is not None for part in parts):
        return None
    if any(not part.text.replace("-", "").replace("’", "").replace("'", "").isalpha() for part in parts):
        return None
    return None if any(part.text.isupper() for part in parts) else (parts[0].start, token.end)


def _is_part(parsed: Parsed, token: Token, head: Token) -> bool:
    return (
        token.pos == "PROPN"
        and token.mention is None
        and token.text[:1].isupper()
        and token.head == head.i
        and token.dep in ("compound", "flat", "nmod")
    )
