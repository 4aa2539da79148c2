"""Places that hold for an act though they stand elsewhere: where its sentence opens, or with the teller."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.coding.coded import Coded
from tocsin.language.model import Parsed, Token
from tocsin.resolving.words import words

# An opening slug ("13:05 -", "BONN -") is no longer than this.
SLUG = 6
# Ways from a word of an act up to its verb, and from a joint or a following verb to the one that opens.
WITHIN = frozenset(
    ("conj", "xcomp", "advcl", "acomp", "dobj", "attr", "oprd", "prep", "pobj", "nsubjpass", "pcomp")
)
SAID = frozenset(("ccomp", "parataxis"))
FARTHEST = 8


def opening(parsed: Parsed, coded: Coded) -> int | None:
    """Return the preposition that opens the sentence ("In Bonn, he …"), where the act is told under it."""
    sentence = parsed.sentences[coded.sentence]
    first = _opener(parsed, sentence.first, min(sentence.first + SLUG, sentence.last))
    if first is None or coded.trigger <= first:
        return None
    for at in _upwards(parsed, coded.trigger):
        if at.head == at.i or at.dep == "ROOT":
            return first
        if at.dep not in WITHIN or (at.dep == "advcl" and _has_subject(parsed, at)):
            return None
    return None


def teller(parsed: Parsed, coded: Coded) -> int | None:
    """Return the verb of saying above an act, where whoever says so is there: "our reporter in Osh says"."""
    for at in _upwards(parsed, coded.trigger):
        if at.dep in SAID and parsed.tokens[at.head].pos == "VERB":
            return at.head
        if at.dep not in WITHIN:
            return None
    return None


def aside(parsed: Parsed, token: Token, trigger: int) -> bool:
    """Tell whether a word stands in a relative clause beside an act: "rebels, whose bases lie in X, …"."""
    for at in _upwards(parsed, token.i):
        if at.dep == "relcl":
            return trigger not in parsed.subtree(at.i)
    return False


def goal_of(parsed: Parsed, preposition: int) -> int | None:
    """Return what a preposition governs, or the name behind it that the parse took for a part of another."""
    goal = parsed.child(preposition, "pobj")
    if goal is not None:
        return goal
    behind = preposition + 1
    return behind if behind < len(parsed.tokens) and parsed.tokens[behind].pos == "PROPN" else None


def _upwards(parsed: Parsed, i: int) -> Iterator[Token]:
    """Yield a word and those above it in the parse, up to ``FARTHEST`` of them."""
    at = parsed.tokens[i]
    for _ in range(FARTHEST):
        yield at
        if at.head == at.i:
            return
        at = parsed.tokens[at.head]


def _opener(parsed: Parsed, first: int, last: int) -> int | None:
    for token in parsed.tokens[first:last]:
        if token.lemma in words("opening") and token.text[:1].isupper():
            return token.i
        if token.pos == "VERB" or _is_body(token):
            return None
    return None


def _has_subject(parsed: Parsed, verb: Token) -> bool:
    return parsed.child(verb.i, "nsubj", "nsubjpass") is not None


def _is_body(token: Token) -> bool:
    return token.dep in ("nsubj", "nsubjpass", "expl")
