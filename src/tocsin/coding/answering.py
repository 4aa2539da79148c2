"""Whom a refusal, denial or consent is to: the one who asked, offered or charged just before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.coding.coded import Coded, named_teller
from tocsin.coding.parties import Party, party_of
from tocsin.coding.words import words
from tocsin.language.model import Parsed

# An answer follows what it answers within so many sentences.
LOOK_BACK = 2
CHARGES = frozenset(("ACCUSE",))
ASKED = frozenset(("REQUEST", "THREATEN"))
OFFERS = frozenset(("AGREE", "AID", "SUPPORT", "COOPERATE", "CONSULT", "REQUEST"))
PRESSURE = frozenset(("REQUEST", "THREATEN", "COERCE", "SANCTION", "ACCUSE"))
HALVES = frozenset(("side", "part", "stretch", "half", "end"))


def answered(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> list[Party]:
    """Return who last charged, asked or offered what the act's object names; [] where it names no words.

    ``earlier`` are the acts of the article before this one, in text order.
    """
    own = {p.country for p in coded.actors if p.country}
    if coded.act.type == "REJECT" and "inf" in coded.act.clause.complements:
        pressed = [o for o in earlier if o.sentence == coded.sentence and o.act.type in PRESSURE]
        return next(
            (list(o.actors) for o in reversed(pressed) if own & {p.country for p in o.recipients}), []
        )
    if not is_about_words(parsed, coded):
        return []
    near = [o for o in earlier if coded.sentence - o.sentence <= LOOK_BACK]
    for types in _kinds(parsed, coded):
        for other in reversed(near):
            if other.act.type in types and _addresses(other, own, coded.sentence):
                return [replace(p) for p in other.actors if p.country]
    return _teller(parsed, near, own)


def _kinds(parsed: Parsed, coded: Coded) -> Iterator[frozenset[str]]:
    """Yield the types of act that a word may stand for, the likeliest first."""
    goal = _goal(parsed, coded)
    word = parsed.tokens[goal].lemma if goal is not None else None
    if word in words("offer_nouns"):
        yield OFFERS
    elif word in words("asking_nouns"):
        yield ASKED
    elif word in words("answered_nouns"):
        yield CHARGES
        yield ASKED
    else:
        yield CHARGES | ASKED | OFFERS


def _teller(parsed: Parsed, near: list[Coded], own: set[str]) -> list[Party]:
    """Return who told of an act of one of the countries ``own``: the claim that is answered."""
    for other in reversed(near):
        teller = named_teller(parsed, other)
        told_of = own & {p.country for p in (*other.actors, *other.recipients)}
        if teller is None or not told_of:
            continue
        if teller[1].entity.country and teller[1].entity.country not in own:
            return [party_of(*teller)]
    return []


def _goal(parsed: Parsed, coded: Coded) -> int | None:
    """Return the object of an answer; for "an offer that X declined" the noun which the clause hangs on."""
    goal = coded.act.clause.object
    trigger = parsed.tokens[coded.trigger]
    if goal is None and trigger.dep in ("relcl", "acl"):
        return trigger.head
    return goal


def object_in(parsed: Parsed, coded: Coded, wanted: frozenset[str]) -> bool:
    """Tell whether the object of an act is one of the lemmas ``wanted``, or "its side of" one."""
    goal = _goal(parsed, coded)
    if goal is None:
        return False
    inner = (parsed.child(c, "pobj") for c in parsed.tokens[goal].children if parsed.tokens[c].lemma == "of")
    # "its side of the frontier"
    goals = [goal, *(i for i in inner if i is not None)] if parsed.tokens[goal].lemma in HALVES else [goal]
    return any(parsed.tokens[i].lemma in wanted for i in goals)


def is_words(parsed: Parsed, party: Party) -> bool:
    """Tell whether what stands in the place of a party is "the claim", "the report", "an offer"."""
    return party.open and parsed.tokens[party.token].lemma in words("answered_nouns")


def is_what_was_offered(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> bool:
    """Tell whether "them" in "offered its good offices, but Lima rejected them" is what was offered."""
    goal = _goal(parsed, coded)
    if coded.act.type != "REJECT" or goal is None or parsed.tokens[goal].text.lower() not in ("it", "them"):
        return False
    here = (one for one in earlier if one.sentence == coded.sentence and one.act.type in OFFERS)
    own = {p.country for p in coded.actors}
    return any(not own & {p.country for p in one.actors} for one in here)


def is_about_words(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether an answer is to words: "rejected the charge", "called this a lie", or bare "refused"."""
    goal = _goal(parsed, coded)
    if goal is not None and parsed.tokens[goal].text.lower() in ("this", "that", "it", "them"):
        return coded.act.type == "REJECT"
    if goal is not None and parsed.child(goal, "compound", "amod", "acl", "ccomp", "relcl") is not None:
        return parsed.tokens[goal].lemma in words("answered_nouns") - words("told_nouns")
    if goal is None and parsed.tokens[coded.trigger].lemma in words("denials"):
        return True
    if goal is None and parsed.tokens[coded.trigger].lemma in words("bare_answers"):
        return not coded.act.clause.complements
    return object_in(parsed, coded, words("answered_nouns"))


def _addresses(other: Coded, own: set[str], sentence: int) -> bool:
    """Tell whether somebody else's act is directed at the countries ``own``, or at nobody in particular.

    An offer to nobody in particular is answered in its own ``sentence`` or the next one.
    """
    if own & {p.country for p in other.actors} or not any(p.country for p in other.actors):
        return False
    offered = other.act.type in OFFERS and sentence - other.sentence <= 1
    open_call = not other.recipients and (offered or other.act.type == "REQUEST")
    return open_call or bool(own & {p.country for p in other.recipients})
