"""Noun phrases read off the surface, for the places where the parse of a quotation is not to be trusted."""

from __future__ import annotations

from tocsin.language.model import Parsed, Sentence, Token

MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "«", "»", "„", "``", "''", "‹", "›"))
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
INSIDE = ("DET", "ADJ", "PART", "SYM", *NOMINAL)
LONGEST_PLACE = 5
VERBAL = ("VERB", "AUX")


def is_mark(token: Token) -> bool:
    """Tell whether the token is a quotation mark."""
    return token.text in MARKS


def is_closing(parsed: Parsed, token: Token) -> bool:
    """Tell whether the token is the quotation mark behind a quotation."""
    before = parsed.tokens[token.i - 1] if token.i else token
    return is_mark(token) and before.quoted is not None and before.quoted != token.quoted


def is_verb(token: Token) -> bool:
    """Tell whether a token is tagged as a verb."""
    return token.pos in VERBAL


def is_name_or_noun(token: Token) -> bool:
    """Tell whether a token can head a noun phrase."""
    return token.mention is not None or token.pos in NOMINAL or (token.pos == "ADJ" and token.dep == "nsubj")


def head_behind(parsed: Parsed, first: int, last: int) -> int | None:
    """Return the head of the noun phrase that begins with token ``first``; None where none does.

    It ends before the first word that cannot stand in it: "a Tatar woman" of "a Tatar woman in the crowd".
    """
    head: int | None = None
    for i in range(first, last):
        token = parsed.tokens[i]
        if token.mention is None and token.pos not in INSIDE and token.text not in ("-", "'s", "’s"):
            break
        if _begins_another(parsed, i, head):
            break
        if is_name_or_noun(token) and token.dep != "poss":
            head = i
    return head


def _begins_another(parsed: Parsed, i: int, head: int | None) -> bool:
    """Tell whether a second phrase begins at ``i`` ("[the crowd] [the talks]", "[she] [Monday]")."""
    token = parsed.tokens[i]
    if head is None:
        return False
    return token.pos in ("DET", "PRON") or token.dep == "npadvmod" or parsed.tokens[head].pos == "PRON"


def head_before(parsed: Parsed, last: int, first: int) -> int | None:
    """Return the head of the noun phrase before token ``last`` that begins behind the last comma."""
    start = last
    while start > first and not _bounds(parsed.tokens[start - 1]):
        start -= 1
    for i in range(start, last):
        token = parsed.tokens[i]
        if token.pos in ("ADV", "CCONJ", "SCONJ") and token.mention is None:
            continue
        return head_behind(parsed, i, last)
    return None


def place_end(parsed: Parsed, sentence: Sentence) -> int:
    """Return the token behind "NEW DELHI:" at the start of a sentence; its first token where none is."""
    for i in range(sentence.first, min(sentence.first + LONGEST_PLACE, sentence.last)):
        token = parsed.tokens[i]
        if token.text == ":" and i > sentence.first:
            return i + 1
        if not token.text.isupper():
            break
    return sentence.first


def _bounds(token: Token) -> bool:
    return is_mark(token) or token.text in (",", ":", ";", "—", "–", "(", ")") or token.pos == "VERB"


def name_behind(parsed: Parsed, i: int, last: int) -> tuple[int, int] | None:
    """Return the tokens (first, last exclusive) of the name behind a noun: "his lawyer, Sonia Vera,".

    The name stands behind the first comma after token ``i`` and before token ``last``.
    """
    comma = next((k for k in range(i + 1, last) if not _is_inside_phrase(parsed.tokens[k])), None)
    if comma is None or parsed.tokens[comma].text != ",":
        return None
    first = comma + 1 + (parsed.tokens[comma + 1].text.lower() == "the" if comma + 1 < last else 0)
    end = first
    while end < last and (parsed.tokens[end].mention is not None or parsed.tokens[end].pos == "PROPN"):
        end += 1
    closed = end < len(parsed.tokens) and parsed.tokens[end].text in (",", ".")
    return (first, end) if end > first and closed and _names(parsed.tokens[first:end]) else None


def _is_inside_phrase(token: Token) -> bool:
    return token.mention is not None or token.pos in (*INSIDE, "ADP") or token.text in ("-", "–")


def _names(tokens: list[Token]) -> bool:
    """Tell whether tokens name a person or a body, and no country or place."""
    mention = tokens[-1].mention
    if mention is not None:
        return mention.kind in ("person", "org")
    return len(tokens) > 1 or tokens[0].text.isupper()
