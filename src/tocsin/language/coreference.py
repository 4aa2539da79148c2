"""Pronouns and definite phrases (he, its, both leaders, the country) joined to entities of the article."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.language.antecedents import (
    CLAUSE_DEPTH,
    SUBJECTS,
    clause_subject,
    entity_of,
    main_subject_before,
    mentions_before,
    most_prominent,
)
from tocsin.language.model import Entity, EntityKind, Mention, Parsed, Token
from tocsin.language.pairs import PAIR, is_the_two, names_two, several_meant, two_meant
from tocsin.language.persons import person_meant, speaker_of
from tocsin.language.ranks import bearer_meant
from tocsin.language.speech import cues
from tocsin.language.words import words

REFERRING = ("PRON", "DET", "CCONJ", "PROPN", "NOUN", "ADJ", "NUM", "X")
PRONOUNS = ("personal", "neuter", "plural")
THING_REACH = 2
OBJECTS = ("dobj", "dative")


def resolve_references(parsed: Parsed) -> None:
    """Give pronouns and definite phrases the entity that they stand for, as a mention of kind ``pronoun``.

    Quotations come last: who speaks may himself be a pronoun outside.
    """
    outside = [token for token in parsed.tokens if token.quoted is None]
    inside = [token for token in parsed.tokens if token.quoted is not None]
    for token in [*outside, *inside]:
        if token.mention is not None:
            continue
        word = token.text.lower()
        if token.pos in REFERRING or any(word in words(name) for name in PRONOUNS):
            entity = _referent(parsed, token, word)
            if entity is not None:
                token.mention = Mention(token.start, token.end, "pronoun", entity)


def renew_pairs(parsed: Parsed) -> None:
    """Find anew whom "both sides" means, now that more is known of who acts upon them."""
    for token in parsed.tokens:
        mention = token.mention
        if mention is not None and mention.kind == "pronoun" and mention.entity.why == PAIR:
            again = two_meant(parsed, token)
            token.mention = Mention(token.start, token.end, "pronoun", again) if again is not None else None


def _referent(parsed: Parsed, token: Token, word: str) -> Entity | None:
    if word in words("personal"):
        return person_meant(parsed, token)
    if word in words("first_person") and token.quoted is not None:
        return speaker_of(parsed, token)
    if is_the_two(parsed, token):
        return two_meant(parsed, token)
    if word in words("neuter"):
        return _thing_meant(parsed, token)
    if word in words("plural") and (word != "both" or token.dep not in ("det", "preconj", "predet")):
        return two_meant(parsed, token) if word == "both" else several_meant(parsed, token)
    return _noun_meant(parsed, token) if token.pos == "NOUN" else None


def _noun_meant(parsed: Parsed, token: Token) -> Entity | None:
    """Return whom a definite noun stands for ("the two sides", "the country", "the council")."""
    if names_two(parsed, token):
        return two_meant(parsed, token)
    if token.lemma in words("led_bodies") and (led := _led_before(parsed, token)) is not None:
        return Entity("echo", token=led, why="the force whose leader was told before")
    if token.tag != "NN" or not _is_definite(parsed, token):
        return None
    if token.lemma in words("country_nouns"):
        return _country_meant(parsed, token)
    if token.lemma in words("ranks"):
        return bearer_meant(parsed, token)
    return _body_meant(parsed, token) if token.lemma in words("body_nouns") else None


def _led_before(parsed: Parsed, token: Token) -> int | None:
    """Return the "French-led coalition" that "the coalition" means, and "coalition" in "a coalition raid"."""
    if token.dep != "compound" and not _is_definite(parsed, token):
        return None
    for other in reversed(parsed.tokens[: token.i]):
        if other.lemma == token.lemma and any(_leads(parsed.tokens[c]) for c in other.children):
            return other.i
    return None


def _leads(token: Token) -> bool:
    led = token.text.rpartition("-")[2] in words("led")
    return led and token.mention is not None and token.mention.kind == "adjective"


def _is_definite(parsed: Parsed, token: Token) -> bool:
    """Tell whether "the", "this" or "that" stands before a noun and nothing else says which one is meant."""
    definite = any(
        c < token.i and parsed.tokens[c].text.lower() in ("the", "this", "that") for c in token.children
    )
    return definite and not any(_modifies(parsed, c) for c in token.children)


def _modifies(parsed: Parsed, child: int) -> bool:
    dep = parsed.tokens[child].dep
    if dep == "prep":
        return parsed.child(child, "pcomp") is None
    return dep in ("amod", "compound", "poss", "relcl", "acl")


def _country_meant(parsed: Parsed, token: Token) -> Entity | None:
    """Return the country of the party named last ("the country's borders" behind "Benin's president")."""
    for other, mention in mentions_before(parsed, token, ("country", "person", "office", "agency")):
        if mention.kind == "capital" and other.dep == "pobj":
            continue
        if mention.entity.kind == "country":
            return mention.entity
        if mention.entity.country:
            why = "the country of the party named last"
            return Entity("country", None, mention.entity.country, why=why)
    return None


def _body_meant(parsed: Parsed, token: Token) -> Entity | None:
    """Return the body whose name has the noun in it ("the council"); for a general noun else the last one."""
    before = [mention.entity for _, mention in mentions_before(parsed, token, ("org", "agency"))]
    named = next((entity for entity in before if token.lemma in (entity.name or "").lower()), None)
    if named is not None or token.lemma not in words("any_body"):
        return named
    return next((entity for entity in before if entity.kind == "org"), None)


def _thing_meant(parsed: Parsed, token: Token) -> Entity | None:
    """Return the country or body that "it" or "its" means."""
    kinds: tuple[EntityKind, ...] = ("country", "org", "agency")
    if token.dep in ("dobj", "pobj"):
        kinds = ("country", "org")
    subject = clause_subject(parsed, token)
    if token.text.lower() != "it" and subject != token.i:
        entity = entity_of(parsed, subject)
        if entity is not None and entity.kind in kinds:
            return entity
    if token.dep == "expl" or _is_expletive(parsed, token):
        return None
    if token.dep in (*SUBJECTS, "poss"):
        echo = _institution_telling(parsed, token)
        if echo is not None:
            return Entity("echo", token=echo, why="the institution that tells of itself")
        echo = _institution_before(parsed, token)
        if echo is not None:
            return Entity("echo", token=echo, why="the institution that was the subject before")
    candidates = [
        (other, mention)
        for other, mention in mentions_before(parsed, token, kinds, THING_REACH)
        if mention.kind != "adjective" and other.dep != "compound"
    ]
    if token.dep in OBJECTS and token.text.lower() == "it":
        # "Kiev accused Moscow ... and asked it": the subject of its own clause would be "itself".
        own = entity_of(parsed, subject)
        candidates = [(o, m) for o, m in candidates if own is None or not _is_the_same(m.entity, own)]
    return most_prominent(parsed, token, candidates)


def _is_the_same(one: Entity, other: Entity) -> bool:
    """Tell whether two entities are one, or of one country."""
    return one is other or (one.kind == other.kind == "country" and one.country == other.country)


def _institution_telling(parsed: Parsed, token: Token) -> int | None:
    """Return who says of itself what "it" does: the junta in "the junta('s spokesman) said it would ..."."""
    verb = token if token.dep in SUBJECTS else parsed.tokens[token.head]
    for _ in range(CLAUSE_DEPTH):
        verb = parsed.tokens[verb.head]
        if verb.dep in ("ccomp", "advcl") or verb.head == verb.i:
            break
    cue = parsed.tokens[verb.head]
    subject = parsed.child(cue.i, "nsubj") if verb.dep == "ccomp" and cue.lemma in cues() else None
    if subject is None or token.quoted is not None or subject > token.i:
        return None
    owner = parsed.child(subject, "poss")
    return next((i for i in (subject, owner) if i is not None and _is_institution(parsed.tokens[i])), None)


def _institution_before(parsed: Parsed, token: Token) -> int | None:
    """Return the subject of the sentence before, where it is an institution without a name ("the junta")."""
    subject = main_subject_before(parsed, token)
    return subject.i if subject is not None and _is_institution(subject) else None


def _is_institution(token: Token) -> bool:
    named = token.mention is not None and token.mention.entity.kind != "echo"
    role = roles().get(token.lemma) if not named else None
    return role is not None and (role.kind == "institution" or (role.kind == "group" and token.tag == "NN"))


def _is_expletive(parsed: Parsed, token: Token) -> bool:
    """Tell whether "it" only fills the subject ("it is important that", not "it is ready to")."""
    head = parsed.tokens[token.head]
    said = parsed.child(head.i, "acomp") if head.lemma == "be" and token.text.lower() == "it" else None
    return said is not None and parsed.tokens[said].lemma not in words("of_somebody")
