"""Who does what a passive leaves out: the state that expels an envoy, the enemy that strikes in a war."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.coding.coded import Coded, named_teller
from tocsin.coding.disputes import last_named, other_of_two
from tocsin.coding.parties import Party, PartyReader, party_of
from tocsin.coding.scenes import clause_place
from tocsin.coding.words import words
from tocsin.knowledge import countries
from tocsin.language.model import Parsed

TOWARDS_ENVOYS = frozenset(("SANCTION", "ACCUSE", "COERCE", "REQUEST"))
ENVOYS = frozenset(("ambassador", "consul", "representative"))
IN_WAR = frozenset(("ASSAULT",))
AT_HOME = frozenset(("APPOINT",))
FREEING = frozenset(("RETREAT",))
BARRED = frozenset(("REJECT", "COERCE"))

# A party that may be the doer, and why.
Guess = tuple[Party, str]


def name_host(
    parsed: Parsed, parties: PartyReader, coded: Coded, earlier: Sequence[Coded], domestic: bool
) -> None:
    """Give a passive without a doer the state that the words around it imply, and say so in the notes.

    ``earlier`` are the acts of the article before this one; ``domestic`` says that it is about one state.
    """
    struck = {p.country or "" for p in coded.recipients}
    if coded.actors or not coded.act.clause.passive or len(struck) != 1 or not struck <= countries().keys():
        return
    own = next(iter(struck))
    if coded.act.type in AT_HOME or (domestic and coded.act.type in FREEING and own == parsed.home):
        coded.actors = [_named(parsed, coded, own)]
        coded.notes.append("actor left out: at home the state appoints and sets free")
        return
    for party, why in _guesses(parsed, parties, coded, earlier):
        if party.country in countries() and party.country != own:
            coded.actors = [party]
            coded.notes.append(f"actor left out: {why}")
            return


def _guesses(parsed: Parsed, parties: PartyReader, coded: Coded, earlier: Sequence[Coded]) -> Iterator[Guess]:
    kind = coded.act.type
    if kind in BARRED:
        yield from ((one, "whose the port or border is") for one in _barred_from(parsed, parties, coded))
    envoys = kind in TOWARDS_ENVOYS and any(_is_envoy(parsed, p) for p in coded.recipients)
    if envoys:
        teller = named_teller(parsed, coded)
        if teller is not None:
            yield party_of(*teller), "the state that tells of it"
        place = clause_place(parsed, coded)
        if place:
            yield _named(parsed, coded, place), "where the clause is set"
    if envoys or kind in IN_WAR:
        other = other_of_two(parsed, earlier, {p.country for p in coded.recipients})
        if other is not None:
            yield _named(parsed, coded, other), "the other of the two states that the report is about"


def _is_envoy(parsed: Parsed, party: Party) -> bool:
    if party.entity is not None:
        said = set((party.entity.phrase or "").lower().split())
        return party.entity.office in ENVOYS or bool(said & words("envoys"))
    return parsed.tokens[party.token].lemma in words("envoys")


def _barred_from(parsed: Parsed, parties: PartyReader, coded: Coded) -> list[Party]:
    """Return whose port or border it is in "trawlers were refused entry to Icelandic ports"."""
    for i in parsed.subtree(coded.trigger):
        token = parsed.tokens[i]
        if token.dep == "pobj" and parsed.tokens[token.head].lemma in ("to", "into", "at"):
            return parties.named(i)
    return []


def _named(parsed: Parsed, coded: Coded, country: str) -> Party:
    """Return a country as it was last named before an act, else as it is first named behind it."""
    before = last_named(parsed, coded.trigger, country)
    if before is not None:
        return before
    for token in parsed.tokens[coded.trigger :]:
        if token.mention is not None and token.mention.entity.country == country:
            return party_of(token, token.mention)
    token = parsed.tokens[coded.trigger]
    return Party(token.start, token.end, token.i, None, country, None, None)
