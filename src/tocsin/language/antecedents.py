"""What the rules of coreference share: who was named before, who is the subject, who counts most."""

from __future__ import annotations

from collections import Counter

from tocsin.language.model import Entity, EntityKind, Mention, Parsed, Token
from tocsin.language.speech import subject_of

LOOK_BACK = 4
CLAUSE_DEPTH = 12
MEDIA = "MED"
SUBJECTS = ("nsubj", "nsubjpass")


def entity_of(parsed: Parsed, i: int | None) -> Entity | None:
    """Return the entity that token ``i`` mentions; None where it mentions none, and for None."""
    mention = parsed.tokens[i].mention if i is not None else None
    return mention.entity if mention else None


def mentions_before(
    parsed: Parsed, token: Token, kinds: tuple[EntityKind, ...], sentences: int = LOOK_BACK
) -> list[tuple[Token, Mention]]:
    """Return the tokens before ``token`` that mention an entity of ``kinds``, the nearest first.

    The look goes back ``sentences`` sentences before that of the token. A press agency counts only as a
    subject: in a dateline or as a source it is nobody of the story.
    """
    index = parsed.sentence_of(token.i).index
    first = parsed.sentences[max(0, index - sentences)].first
    return [
        (other, other.mention)
        for other in reversed(parsed.tokens[first : token.i])
        if other.mention is not None
        and other.mention.entity.kind in kinds
        and not is_source(other, other.mention)
    ]


def countries_mentioned(parsed: Parsed) -> Counter[str | None]:
    """Return how often an article names each country or body, itself or by its people; no pronoun counts.

    None stands for whoever has no country.
    """
    named = (t.mention for t in parsed.tokens if t.mention is not None and t.mention.kind != "pronoun")
    return Counter(mention.entity.country for mention in named)


def is_source(token: Token, mention: Mention) -> bool:
    """Tell whether a mention is of a press agency or newspaper that does nothing here."""
    return mention.entity.sector == MEDIA and token.dep not in SUBJECTS


def clause_subject(parsed: Parsed, token: Token) -> int | None:
    """Return the subject of the verb over ``token``, which may be ``token`` itself."""
    at = token
    for _ in range(CLAUSE_DEPTH):
        if at.head == at.i:
            break
        at = parsed.tokens[at.head]
        if at.pos in ("VERB", "AUX"):
            break
    return subject_of(parsed, at.i) if at.pos in ("VERB", "AUX") else None


def main_subject_before(parsed: Parsed, token: Token, *, named: bool = False) -> Token | None:
    """Return the first main subject of the sentence before; with ``named`` the first that is a mention."""
    sentence = parsed.sentence_of(token.i)
    if sentence.index == 0:
        return None
    before = parsed.sentences[sentence.index - 1]
    for other in parsed.tokens[before.first : before.last]:
        main = other.dep == "nsubj" and parsed.tokens[other.head].dep == "ROOT"
        if main and (other.mention is not None or not named):
            return other
    return None


def most_prominent(parsed: Parsed, token: Token, candidates: list[tuple[Token, Mention]]) -> Entity | None:
    """Return the candidate that a pronoun most likely means; None where there is no candidate.

    Prefer, in the nearest sentence that has any, the subject of its main clause, then any subject, then the
    last named; in the pronoun's own sentence the nearest subject.
    """
    if not candidates:
        return None
    own = parsed.sentence_of(token.i).index
    nearest = max(parsed.sentence_of(other.i).index for other, _ in candidates)
    there = [pair for pair in candidates if parsed.sentence_of(pair[0].i).index == nearest]
    subjects = [pair for pair in there if pair[0].dep in SUBJECTS]
    roots = [pair for pair in subjects if parsed.tokens[pair[0].head].dep == "ROOT"]
    if nearest == own and subjects:
        chosen = subjects[0]
    elif roots:
        chosen = roots[-1]
    else:
        chosen = subjects[-1] if subjects else there[0]
    return chosen[1].entity
