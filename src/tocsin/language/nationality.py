"""Whose citizen somebody is, by what he is called: "X, a German nurse", "Belgium's most wanted man, X"."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.language.antecedents import SUBJECTS
from tocsin.language.model import Parsed, Token
from tocsin.language.words import words

DESCRIBING = ("amod", "compound", "nmod", "poss")
NAMING = ("adjective", "people", "country", "group")


def learn_nationalities(parsed: Parsed) -> None:
    """Give people without a country, or with a guessed one, that of the noun that says what they are."""
    for token in parsed.tokens:
        mention = token.mention
        if mention is None or mention.kind != "person" or not mention.entity.is_guess:
            continue
        for noun in (*_nouns_before(parsed, token), *_nouns_of(parsed, token)):
            country = _nationality(parsed, noun) or _nationality_beside(parsed, noun, token)
            if country is not None:
                mention.entity.country = country
                mention.entity.why = f"'{noun.text}' of that country, as the text says"
                break


def _nouns_of(parsed: Parsed, token: Token) -> list[Token]:
    """Return the nouns that say what somebody is: an apposition, or the predicate of "X is a nurse"."""
    found = [parsed.tokens[c] for c in token.children if parsed.tokens[c].dep == "appos"]
    head = parsed.tokens[token.head]
    if token.dep == "appos":
        found.append(head)
    if token.dep in SUBJECTS and head.lemma == "be":
        found += [parsed.tokens[c] for c in head.children if parsed.tokens[c].dep == "attr"]
    return [noun for noun in found if _is_what_one_is(noun)]


def _nouns_before(parsed: Parsed, token: Token) -> list[Token]:
    """Return the noun right before a name, wherever the parse hangs it: "the Danish nurse Mette Bro"."""
    before = [parsed.tokens[token.i - 1]] if token.i > 0 else []
    return [noun for noun in before if noun.mention is None and _is_what_one_is(noun)]


def _nationality_beside(parsed: Parsed, noun: Token, name: Token) -> str | None:
    """Return the country of an adjective before the noun that the parse hangs on the name behind it."""
    if noun.i != name.i - 1:
        return None
    beside = [parsed.tokens[c] for c in name.children if c < noun.i and parsed.tokens[c].dep in DESCRIBING]
    named = (one.mention.entity.country for one in beside if one.mention and one.mention.kind in NAMING)
    return next((country for country in named if country), None)


def _is_what_one_is(noun: Token) -> bool:
    """Tell whether a noun says of one person what he is: "nurse", "Briton"."""
    if noun.mention is not None and noun.mention.kind == "people":
        return not noun.text.endswith("s")
    if noun.tag != "NN":
        return False
    role = roles().get(noun.lemma) if noun.mention is None else None
    return role is not None and role.kind == "person" and noun.lemma not in words("beside one")


def _nationality(parsed: Parsed, noun: Token) -> str | None:
    """Return the country of a noun, or of what stands before it; of two in one word the first."""
    if noun.mention is not None:
        return noun.mention.entity.country
    for child in noun.children:
        other = parsed.tokens[child]
        mention = other.mention if other.dep in DESCRIBING and child < noun.i else None
        if mention is None or mention.kind not in NAMING:
            continue
        members = [member.entity.country for member in mention.entity.members]
        country = next((c for c in members if c), None) if members else mention.entity.country
        if country:
            return country
    return None
