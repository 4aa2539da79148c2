"""The words of an act: from its actor to the end of its object, inside its sentence, without other clauses."""

from __future__ import annotations

from tocsin.coding.acts import Act
from tocsin.language.model import Parsed, Sentence

CUT = ("relcl", "conj", "parataxis", "ccomp", "advcl", "cc", "punct", "mark", "discourse", "appos")


def evidence_span(parsed: Parsed, act: Act, sentence: Sentence) -> tuple[int, int]:
    """Return the first and last character (exclusive) of the act's words."""
    tokens = parsed.tokens
    inside = set(_below(parsed, act.trigger, top=True))
    for head in (*act.actors, *act.recipients):
        if sentence.first <= head < sentence.last:
            inside.add(head)
            inside.update(
                c
                for c in tokens[head].children
                if tokens[c].dep in ("det", "amod", "compound", "poss", "nummod")
            )
    if act.kind == "light":
        inside.add(tokens[act.trigger].head)
    first, last = min(inside), max(inside)
    return tokens[first].start, tokens[last].end


def _below(parsed: Parsed, i: int, top: bool = False) -> list[int]:
    found = [i]
    token = parsed.tokens[i]
    for child in token.children:
        other = parsed.tokens[child]
        if (
            other.dep in CUT
            and not (other.dep == "ccomp" and child > i and top)
            and not _same_kind_conj(token.pos, other.pos, other.dep)
        ):
            continue
        if top and other.dep in ("nsubj", "nsubjpass", "csubj") and child < i and _far(parsed, child):
            found.append(child)
            continue
        found.extend(_below(parsed, child))
    return found


def _same_kind_conj(pos: str, other: str, dep: str) -> bool:
    return dep == "conj" and pos in ("NOUN", "PROPN") and other in ("NOUN", "PROPN")


def _far(parsed: Parsed, i: int) -> bool:
    return len(parsed.tokens[i].children) > 12
