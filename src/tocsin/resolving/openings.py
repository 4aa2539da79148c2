"""Places that hold for an act though they stand elsewhere: where its sentence opens, or with the teller."""

from __future__ import annotations

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
    at = parsed.tokens[coded.trigger]
    for _ in range(FARTHEST):
        if at.head == at.i or at.dep == "ROOT":
            return first
        if at.dep not in WITHIN or (at.dep == "advcl" and _has_subject(parsed, at)):
            return None
        at = parsed.tokens[at.head]
    return None


def teller(parsed: Parsed, coded: Coded) -> int | None:
    """Return the verb of saying above an act, where whoever says so is there: "our reporter in Osh says"."""
    at = parsed.tokens[coded.trigger]
    for _ in range(FARTHEST):
        if at.dep in SAID and parsed.tokens[at.head].pos == "VERB":
            return at.head
        if at.head == at.i or at.dep not in WITHIN:
            return None
        at = parsed.tokens[at.head]
    return None


def aside(parsed: Parsed, token: Token, trigger: int) -> bool:
    """Tell whether a word stands in a relative clause beside an act: "rebels, whose bases lie in X, …"."""
    at = token
    for _ in range(FARTHEST):
        if at.dep == "relcl":
            return trigger not in parsed.subtree(at.i)
        if at.head == at.i:
            return False
        at = parsed.tokens[at.head]
    return False


def first_joint(parsed: Parsed, verb: int) -> Token:
    """Return the first of the verbs that "and" joins to one: "stoned" in "they stoned cars and looted"."""
    at = parsed.tokens[verb]
    while at.dep == "conj" and at.head != at.i:
        at = parsed.tokens[at.head]
    return at


def goal_of(parsed: Parsed, preposition: int) -> int | None:
    """Return what a preposition governs, or the name behind it that the parse took for a part of another."""
    goal = parsed.child(preposition, "pobj")
    if goal is not None:
        return goal
    behind = preposition + 1
    return behind if behind < len(parsed.tokens) and parsed.tokens[behind].pos == "PROPN" else None


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
