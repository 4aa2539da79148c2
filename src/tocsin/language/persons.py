"""Who is meant by "he" and "her", and by "I" and "our" inside a quotation."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.language.antecedents import (
    SUBJECTS,
    clause_subject,
    entity_of,
    mentions_before,
    most_prominent,
)
from tocsin.language.model import Entity, EntityKind, Mention, Parsed, Token
from tocsin.language.speech import cues
from tocsin.language.words import words

HUMAN: tuple[EntityKind, ...] = ("person", "office")
AUTHOR_REACH = 120
# So many sentences back somebody named only by what he is may be meant.
ROLE_REACH = 2


def person_meant(parsed: Parsed, token: Token) -> Entity | None:
    """Return the person or office that a personal pronoun means; the pronoun tells the person's gender."""
    female = token.text.lower() in words("female")
    other_gender = "m" if female else "f"
    found = _subject_or_before(parsed, token, other_gender)
    role = _role_meant(parsed, token, found, other_gender)
    if role is not None:
        why = "the person named by what he or she is"
        return Entity("echo", token=role, gender="f" if female else "m", why=why)
    if found is not None and found.kind == "person" and found.gender is None:
        found.gender = "f" if female else "m"
    return found


def _role_meant(parsed: Parsed, token: Token, found: Entity | None, other_gender: str) -> int | None:
    """Return the noun that "she" stands for in "an aid worker was freed. She ...", where nobody is nearer.

    Somebody with a name counts before it, unless the noun is the subject told of since.
    """
    own = parsed.sentence_of(token.i)
    first = parsed.sentences[max(0, own.index - ROLE_REACH)].first
    for other in reversed(parsed.tokens[first : token.i]):
        if other.mention is not None and other.mention.entity is found and found is not None:
            return None
        if _is_somebody(parsed, other, other_gender) and other.i != clause_subject(parsed, token):
            told = other.dep in SUBJECTS and parsed.sentence_of(other.i).index < own.index
            return other.i if found is None or told else None
    return None


def _is_somebody(parsed: Parsed, token: Token, other_gender: str) -> bool:
    """Tell whether a noun without a name means one person, not of the other gender."""
    role = roles().get(token.lemma) if token.tag == "NN" and token.mention is None else None
    if role is None or role.kind != "person" or token.quoted is not None:
        return False
    if token.dep not in (*SUBJECTS, "dobj"):
        return False
    return token.lemma not in words("women" if other_gender == "f" else "men")


def speaker_of(parsed: Parsed, token: Token) -> Entity | None:
    """Return who speaks the quotation that ``token`` stands in; for a document, who wrote it."""
    for speech in parsed.speeches:
        if speech.quote == token.quoted and speech.speaker is not None:
            speaker = parsed.tokens[speech.speaker]
            if speaker.mention is None and speaker.lemma in words("documents"):
                return entity_of(parsed, _author(parsed, speaker.i))
            return speaker.mention.entity if speaker.mention else None
    return None


def _author(parsed: Parsed, document: int) -> int | None:
    """Return who spoke last before "the statement said": the token of a speaker that is somebody."""
    earlier = [s.speaker for s in parsed.speeches if s.speaker is not None and s.speaker < document]
    earlier += [
        t.i
        for t in parsed.tokens[max(0, document - AUTHOR_REACH) : document]
        if t.dep == "nsubj" and t.quoted is None and parsed.tokens[t.head].lemma in cues()
    ]
    return max((i for i in earlier if parsed.tokens[i].mention is not None), default=None)


def _subject_or_before(parsed: Parsed, token: Token, other_gender: str) -> Entity | None:
    """Return the subject of the clause where it may be meant, else the most prominent person before."""
    banned: set[Entity] = set()
    speaker = speaker_of(parsed, token) if token.quoted is not None else None
    if speaker is not None:
        banned.add(speaker)
    subject = clause_subject(parsed, token)
    entity = entity_of(parsed, subject) if subject != token.i else None
    if subject is not None and entity is not None:
        if subject == token.head:
            banned.add(entity)
        elif entity.kind in HUMAN:
            if not _is_object(token) and entity not in banned and entity.gender != other_gender:
                return entity
            banned |= {entity, *_joined_to(parsed, subject)}
    banned |= _talked_with(parsed, token)
    teller = _teller(parsed, token)
    if teller is not None and teller not in banned and teller.gender != other_gender:
        return teller
    candidates = [
        (other, mention)
        for other, mention in mentions_before(parsed, token, HUMAN)
        if mention.entity not in banned and mention.entity.gender != other_gender
    ]
    return most_prominent(parsed, token, _likelier(parsed, token, candidates))


def _talked_with(parsed: Parsed, token: Token) -> set[Entity]:
    """Return X in "In a telephone conversation with X, he demanded ...": somebody else than the pronoun."""
    if token.dep not in SUBJECTS:
        return set()
    found = set()
    for other in parsed.tokens[parsed.sentence_of(token.i).first : token.i]:
        preposition = parsed.tokens[other.head]
        talk = parsed.tokens[preposition.head]
        if other.mention is not None and preposition.lemma == "with" and talk.lemma in words("talks"):
            found.add(other.mention.entity)
    return found


def _teller(parsed: Parsed, token: Token) -> Entity | None:
    """Return who tells what the pronoun does: "Nigeria's president said he was at work"."""
    verb = parsed.tokens[token.head]
    if token.dep not in SUBJECTS or verb.dep != "ccomp" or token.quoted is not None:
        return None
    entity = entity_of(parsed, clause_subject(parsed, verb))
    return entity if entity is not None and entity.kind == "office" else None


def _is_object(token: Token) -> bool:
    """Tell whether the pronoun cannot mean the subject of its own verb ("she met her")."""
    if token.dep == "pobj":
        return token.text.lower() in ("him", "her")
    return token.dep in ("dobj", "iobj", "dative")


def _joined_to(parsed: Parsed, i: int) -> list[Entity]:
    conjuncts = [c for c in parsed.tokens[i].children if parsed.tokens[c].dep == "conj"]
    return [entity for c in conjuncts if (entity := entity_of(parsed, c)) is not None]


def _likelier(
    parsed: Parsed, token: Token, candidates: list[tuple[Token, Mention]]
) -> list[tuple[Token, Mention]]:
    """Keep the candidates that pronouns have meant before, and outside a quotation those outside.

    Where a rule would leave nobody, it keeps all.
    """
    if token.dep in SUBJECTS:
        index = parsed.sentence_of(token.i).index
        known = [pair for pair in candidates if pair[1].entity.gender is not None]
        near = [pair for pair in known if index - parsed.sentence_of(pair[0].i).index <= 1]
        candidates = near or candidates
    if token.quoted is None:
        candidates = [pair for pair in candidates if pair[0].quoted is None] or candidates
    return candidates
