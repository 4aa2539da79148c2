"""The words of an act: from its actor to the end of its object, in its sentence, without other clauses."""

from __future__ import annotations

from tocsin.coding.acts import Act
from tocsin.language.model import Parsed, Sentence, Token

CUT = ("relcl", "conj", "parataxis", "ccomp", "advcl", "cc", "punct", "mark", "discourse", "appos")


MODIFIER_DEPS = ("det", "amod", "compound", "poss", "nummod")
# A subject with more children than these tells a story of its own: only its head belongs to the act.
MOST_CHILDREN = 12


def evidence_span(parsed: Parsed, act: Act, sentence: Sentence) -> tuple[int, int]:
    """Return the first and last character (exclusive) of the act's words."""
    tokens = parsed.tokens
    inside = set(_below(parsed, act.trigger, top=True))
    for head in (*act.actors, *act.recipients):
        if sentence.first <= head < sentence.last:
            inside.add(head)
            inside.update(c for c in tokens[head].children if tokens[c].dep in MODIFIER_DEPS)
    if act.kind == "light":
        inside.add(tokens[act.trigger].head)
    return tokens[min(inside)].start, tokens[max(inside)].end


def _below(parsed: Parsed, i: int, top: bool = False) -> list[int]:
    """Return a token and what belongs to it below; the act itself (``top``) keeps the clause it says."""
    found = [i]
    token = parsed.tokens[i]
    for child in token.children:
        other = parsed.tokens[child]
        said = top and other.dep == "ccomp" and child > i
        if other.dep in CUT and not said and not _is_list(token, other):
            continue
        subject = other.dep in ("nsubj", "nsubjpass", "csubj") and child < i
        if top and subject and len(other.children) > MOST_CHILDREN:
            found.append(child)
        else:
            found.extend(_below(parsed, child))
    return found


def _is_list(token: Token, other: Token) -> bool:
    """Tell whether two nouns stand in a list."""
    return other.dep == "conj" and token.pos in ("NOUN", "PROPN") and other.pos in ("NOUN", "PROPN")
