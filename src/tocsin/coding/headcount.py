"""Numbers that stand for people: "killed twelve", "the five were seized", "hundreds marched"."""

from __future__ import annotations

from tocsin.coding.words import words
from tocsin.language.model import Parsed, Token

COUNTED = ("dobj", "nsubjpass")
SEVERAL = ("dobj", "nsubjpass", "pobj")
SUBJECTS = ("nsubj", "nsubjpass")
ABOUT = frozenset(("advmod", "quantmod"))
ABOUT_CROWD = frozenset(("advmod", "quantmod", "amod", "det", "prep"))


def is_headcount(parsed: Parsed, token: Token) -> bool:
    """Tell whether a number means people."""
    children = [parsed.tokens[c] for c in token.children]
    beside = {child.dep for child in children}
    if token.lemma in words("crowd_numbers"):
        return token.tag == "NNS" and token.dep in SUBJECTS and beside <= ABOUT_CROWD
    if token.pos != "NUM":
        return False
    the_five = bool(children) and {child.text.lower() for child in children} <= {"the", "other"}
    return (token.dep in COUNTED and beside <= ABOUT) or (token.dep in SEVERAL and the_five)
