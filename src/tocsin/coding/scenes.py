"""Where a clause or a paragraph is set: the country of the places and the subjects that it names."""

from __future__ import annotations

from tocsin.coding.clauses import VERBAL, clause_verb
from tocsin.coding.coded import Coded
from tocsin.coding.words import words
from tocsin.knowledge import countries
from tocsin.language.model import Parsed, Reading, Token

LARGE = 100_000
# What a paragraph is about holds for so many sentences; a longer one is about what the report is about.
PARAGRAPH = 3


def clause_place(parsed: Parsed, coded: Coded, behind: bool = False) -> str | None:
    """Return the country of a place that the act's own clause names; "" where no one state holds it.

    With ``behind`` only a place after the verb counts.
    """
    sentence = parsed.sentences[coded.sentence]
    clause = clause_verb(parsed, coded.trigger)
    opening = _first_joint(parsed, clause)
    for token in parsed.tokens[sentence.first : sentence.last]:
        found = place_country(parsed, token)
        if found is None or (behind and token.i < coded.trigger):
            continue
        of = clause_verb(parsed, token.i)
        if of == clause or (of == opening and _opens(parsed, token)):
            return found
    return None


def crowd_place(parsed: Parsed, coded: Coded) -> str | None:
    """Return where people march: the country of the place, home where none is named, None for one unknown."""
    place = clause_place(parsed, coded)
    if place is not None:
        return place or None
    sentence = parsed.sentences[coded.sentence]
    unknown = any(
        token.pos == "PROPN"
        and token.mention is None
        and token.dep == "pobj"
        and parsed.tokens[token.head].lemma in words("crowd_prepositions")
        for token in parsed.tokens[sentence.first : sentence.last]
    )
    return None if unknown else parsed.home


def _first_joint(parsed: Parsed, verb: int) -> int:
    """Return the first of joint verbs ("In Quito police fired and *arrested* two")."""
    at = parsed.tokens[verb]
    while at.dep == "conj" and parsed.tokens[at.head].pos in VERBAL and at.head != at.i:
        at = parsed.tokens[at.head]
    return at.i


def _opens(parsed: Parsed, place: Token) -> bool:
    """Tell whether a place stands before its verb's subject, and so holds for joint verbs as well."""
    verb = clause_verb(parsed, place.i)
    subject = parsed.child(verb, "nsubj", "nsubjpass")
    return subject is not None and place.i < subject


def paragraph_country(parsed: Parsed, coded: Coded) -> str | None:
    """Return the country of the last place or subject that the paragraph named in the sentences before."""
    index, paragraph = coded.sentence, parsed.sentences[coded.sentence].paragraph
    while index > 0 and parsed.sentences[index - 1].paragraph == paragraph:
        index -= 1
    if coded.sentence - index > PARAGRAPH and parsed.home is not None:
        return None
    first, last = parsed.sentences[index].first, parsed.sentences[coded.sentence].first
    for token in reversed(parsed.tokens[first:last]):
        if place := place_country(parsed, token):
            return place
        mention = token.mention
        if mention is None or mention.kind == "pronoun" or token.dep not in ("nsubj", "nsubjpass"):
            continue
        entity = mention.entity
        if entity.country in countries() and entity.kind in ("office", "agency", "person"):
            return entity.country
    return None


def place_country(parsed: Parsed, token: Token) -> str | None:
    """Return the country of a place behind "in", "near", "from".

    "" stands for a place that no one state holds, None for no place. Behind "from" a name is a party.
    """
    head = parsed.tokens[token.head].lemma
    mention = token.mention
    if token.dep != "pobj" or (head not in words("setting_prepositions") and head != "from"):
        return None
    if mention is None and token.lemma == "capital" and head != "from" and not token.children[1:]:
        return parsed.home  # "in the capital": of the country that the report is about
    if mention is None:
        return named_place(parsed, token)
    return mention.entity.country if head != "from" and mention.kind in ("capital", "country") else None


def named_place(parsed: Parsed, token: Token) -> str | None:
    """Return the country of a known place or city that a token names, or of "the Syrian town".

    "" stands for a place that several states claim, None for no place.
    """
    if token.lemma in words("towns"):
        mentions = [parsed.tokens[c].mention for c in token.children]
        return next((m.entity.country for m in mentions if m is not None and m.kind == "adjective"), None)
    if token.pos != "PROPN" or token.mention is not None:
        return None
    place = parsed.place_at(token)
    if place is None or place.reading is None:
        return None
    country = place.reading.country or ""
    return country if _is_clear(parsed, place.reading) else None


def is_at_hand(parsed: Parsed, reading: Reading) -> bool:
    """Tell whether a place is of crises, or in a country that the article names."""
    return reading.kind == "place" or any(entity.country == reading.country for entity in parsed.entities)


def _is_clear(parsed: Parsed, reading: Reading) -> bool:
    """Tell whether a place says whose somebody is: of crises, in a country of the article, or large."""
    return reading.people >= LARGE or is_at_hand(parsed, reading)
