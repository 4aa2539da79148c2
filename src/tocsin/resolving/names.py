"""Names of parties that the article names beside the words for them, or elsewhere by their office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from tocsin.coding.parties import Party
from tocsin.coding.unknown_names import name_span
from tocsin.language.model import Entity, Parsed, Token
from tocsin.records import Actor
from tocsin.resolving.described import Descriptions
from tocsin.resolving.words import words

# "One hostage, a guard named Ana Ruiz": an apposition may have another below it.
DEEPEST = 2


def with_names(
    parsed: Parsed,
    actors: Sequence[Actor],
    parties: Sequence[Party],
    others: Sequence[Party],
    described: Descriptions,
    talks: bool,
) -> list[Actor]:
    """Return the records of one side with the names found; ``others`` are the parties of the other side.

    ``talks`` tells whether the act is a visit, a call or a meeting.
    """
    found = []
    for actor, party in zip(actors, parties, strict=True):
        name = None if actor.name is not None else _name_of(parsed, party, others)
        of_a_country = party.entity is not None and party.entity.kind == "country"
        if name is None and (actor.name is None or of_a_country):
            name = described.name_of(party) or (_met_there(parsed, party) if talks and of_a_country else None)
        found.append(actor if name is None else msgspec.structs.replace(actor, name=name))
    return found


def _name_of(parsed: Parsed, party: Party, others: Sequence[Party]) -> str | None:
    token = parsed.tokens[party.token]
    first = next(iter(parsed.tokens_between(party.start, party.end)), token)
    in_turn = _name_in_turn(parsed, first)
    if in_turn is not None:
        return in_turn
    whole = name_span(parsed, token) if party.entity is None else None
    if whole is not None:
        return " ".join(parsed.text[slice(*whole)].split())
    beside = next(_names_beside(parsed, token, DEEPEST), None)
    return beside or _peer(parsed, party, others)


def _names_beside(parsed: Parsed, token: Token, depth: int) -> Iterator[str]:
    """Yield the names of people in apposition: "his colleague, Ana Ruiz", "a guard named Ana Ruiz"."""
    for child in token.children:
        other = parsed.tokens[child]
        if other.dep == "appos":
            if other.mention is not None and other.mention.kind == "person" and other.mention.entity.name:
                yield other.mention.entity.name
            elif depth:
                yield from _names_beside(parsed, other, depth - 1)
        elif other.dep == "acl" and other.lemma in words("naming"):
            called = parsed.child(child, "oprd", "attr", "dobj")
            if called is not None and parsed.tokens[called].pos == "PROPN":
                yield _written(parsed, called)


def _written(parsed: Parsed, head: int) -> str:
    parts = [i for i in parsed.subtree(head) if parsed.tokens[i].pos == "PROPN"]
    return parsed.text[parsed.tokens[parts[0]].start : parsed.tokens[parts[-1]].end]


def _name_in_turn(parsed: Parsed, token: Token) -> str | None:
    """Return whose turn it is in "his Argentine and Uruguayan counterparts, Ana Ruiz and Juan Paz"."""
    first, turn = token, 0
    while first.dep == "conj":
        first, turn = parsed.tokens[first.head], turn + 1
    noun = parsed.tokens[first.head]
    if first.dep != "amod" or noun.lemma not in words("peers"):
        return None
    at = parsed.child(noun.i, "appos")
    for _ in range(turn):
        at = None if at is None else parsed.child(at, "conj")
    mention = parsed.tokens[at].mention if at is not None else None
    return mention.entity.name if mention is not None and mention.kind == "person" else None


def _met_there(parsed: Parsed, party: Party) -> str | None:
    """Return whom the visitor of a country meets: "flew to Dakar for talks with President Ana Ruiz"."""
    last = parsed.sentence_of(party.token).last
    for token in parsed.tokens[party.token + 1 : last]:
        mention, above = token.mention, parsed.tokens[token.head]
        if token.dep != "pobj" or above.lemma != "with" or mention is None or mention.kind != "person":
            continue
        meets = parsed.tokens[above.head].lemma in words("meeting")
        if meets and mention.entity.country == party.country:
            return mention.entity.name
    return None


def _peer(parsed: Parsed, party: Party, others: Sequence[Party]) -> str | None:
    """Return who holds in the party's country the office of the other side, where the article names one."""
    role = party.word or (party.entity.phrase if party.entity is not None else None)
    offices = {one.entity.office for one in others if one.entity is not None} - {None, "other"}
    if role not in words("peers") or party.country is None or len(offices) != 1:
        return None
    names = {one.name for one in parsed.entities if _holds(one, party.country, offices)}
    return names.pop() if len(names) == 1 else None


def _holds(entity: Entity, country: str, offices: set[str | None]) -> bool:
    named = entity.kind == "person" and entity.name is not None and not entity.former
    return named and entity.country == country and entity.office in offices
