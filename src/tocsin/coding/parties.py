"""Noun phrases -> parties: names, lists, pronouns, "Indian troops", "leaders from Japan", "both sides"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from tocsin.coding.belonging import flag_country, is_counted_apart, place_before
from tocsin.coding.headcount import is_headcount
from tocsin.coding.nouns_of_roles import role_of
from tocsin.coding.unknown_names import unknown_person
from tocsin.coding.words import words
from tocsin.knowledge import roles
from tocsin.knowledge.world import Role
from tocsin.language.model import Entity, Mention, Parsed, Token

MODIFIER_DEPS = ("amod", "poss", "compound", "nmod")
# In the order in which they are asked whose a noun is.
HOLDER_DEPS = ("poss", "amod", "compound", "nmod")
EXTENT_DEPS = (*MODIFIER_DEPS, "det", "nummod", "quantmod")
PARTY_POS = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "VERB")
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in the text who may act: characters ``start``..``end``, what names it, and what its words say.

    ``token`` heads the phrase. ``country`` is a code where the words themselves give one; ``word`` the role
    noun (lemma) where one heads the phrase.
    """

    start: int
    end: int
    token: int
    entity: Entity | None
    country: str | None
    sector: str | None
    word: str | None

    @property
    def known(self) -> bool:
        """Tell whether the party has a country, or is a body or an office holder that the text names."""
        if self.country is not None:
            return True
        return self.entity is not None and (self.entity.kind != "person" or self.entity.office is not None)

    @property
    def open(self) -> bool:
        """Tell whether the words give neither a country nor a name."""
        return self.country is None and self.entity is None

    @property
    def is_thing(self) -> bool:
        """Tell whether the words name no party at all."""
        return self.open and self.word is None

    @property
    def branch(self) -> str:
        """The first part of the sector ("MIL" of "MIL:AIR"); "" where the words say nothing of it."""
        return (self.sector or "")[:3]


def party_of(token: Token, mention: Mention) -> Party:
    """Return the party that a mention names, with all that is known of its entity."""
    entity = mention.entity
    return Party(mention.start, mention.end, token.i, entity, entity.country, entity.sector, None)


class PartyReader:
    """Reads the parties of noun phrases of one article, each phrase once."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self._read: dict[tuple[int, int], list[Party]] = {}
        self._echoing: set[int] = set()

    def read(self, i: int, depth: int = 0) -> list[Party]:
        """Return the parties that the noun phrase headed by token ``i`` stands for; [] where it is none.

        ``depth`` counts the phrases above, against parses that hang lists on lists without end.
        """
        found = self._read.get((i, depth))
        if found is None:
            found = self._read[i, depth] = self._phrase(self.tokens[i], depth)
        return list(found)

    def named(self, i: int, doer_only: bool = False) -> list[Party]:
        """Return the parties of a noun phrase, else those inside ("the Italian tanker and its crew")."""
        found = self.read(i)
        if found and (any(p.country for p in found) or self._own(self.tokens[i], DEEPEST)):
            return found
        held = self.inside(i, doer_only)
        return held if not found or any(party.country for party in held) else found

    def _phrase(self, token: Token, depth: int) -> list[Party]:
        found = self._own(token, depth)
        if depth < DEEPEST:
            for child in token.children:
                dep = self.tokens[child].dep
                if dep == "conj" or (dep == "appos" and (not found or self._goes_on(token, child))):
                    found = found + self.read(child, depth + 1)
                elif dep == "appos" and not any(p.country for p in found) and self._says_more(token, child):
                    # "his colleague Marty Natalegawa": the name says more than the role.
                    found = self.read(child, depth + 1)
        named = [party for party in found if party.token != token.i and party.country]
        apart = 1 < len(named) == len(found) - 1 and is_counted_apart(self.parsed, token)
        return _distinct(named if apart else found)

    def _goes_on(self, token: Token, i: int) -> bool:
        """Tell whether an apposition goes on with a list of nationals ("two Dutch, a Fijian and a Thai")."""
        own, other = token.mention, self.tokens[i].mention
        people = other is not None and other.kind in ("people", "adjective") and own is not None
        return people and self.parsed.child(i, "conj") is not None

    def _says_more(self, token: Token, i: int) -> bool:
        """Tell whether an apposition names a person of a known country, or "its neighbour" itself."""
        mention = self.tokens[i].mention
        kind = mention.kind if mention is not None and mention.entity.country is not None else None
        return kind == "person" or (kind == "country" and token.lemma in words("relational"))

    def _own(self, token: Token, depth: int) -> list[Party]:
        """Return the parties of the head alone, without what is joined to it."""
        mention = token.mention
        if mention is not None and (
            mention.kind != "adjective" or token.dep not in ("amod", "compound", "nmod")
        ):
            return self._mentioned(token, mention)
        if token.pos not in PARTY_POS:
            return []
        members = self._members(token, depth)
        if members:
            return members
        role = self._role_of_two(token) or role_of(token) or self._role_before(token)
        if role is not None:
            return self._roled(token, role.sector, role.word)
        if token.lemma in words("low_nouns") and depth < DEEPEST:
            inner = self._after_preposition(token, ("of", "from", "in"))
            if inner is not None:
                return self.read(inner, depth + 1)
        named = unknown_person(self.parsed, token)
        if named is not None:
            start, end, entity = named
            return [Party(start, end, token.i, entity, None, None, None)]
        return self._counted(token)

    def _counted(self, token: Token) -> list[Party]:
        """Return those of whom only the number is told: "killed twelve", "six others" of the kind before."""
        if token.tag == "NNS" and token.lemma == "other":
            first = self.parsed.sentence_of(token.i).first
            kinds = (t for t in reversed(self.parsed.tokens[first : token.i]) if t.tag == "NNS")
            kind = next((role for t in kinds if (role := role_of(t)) is not None), None)
            one = self.thing(token.i)
            return [one if kind is None else replace(one, sector=kind.sector, word=kind.word)]
        return [self.thing(token.i)] if is_headcount(self.parsed, token) else []

    def _role_of_two(self, token: Token) -> Role | None:
        """Return the role of two words, of which the second alone says another or none ("rights group")."""
        before = self.tokens[token.i - 1] if token.i else token
        if before.head != token.i or before.dep not in ("compound", "amod", "nmod", "poss"):
            return None
        return roles().get(f"{before.text.lower()} {token.lemma}")

    def _role_before(self, token: Token) -> Role | None:
        """Return the role of "militia" in "militia groups": the last modifier of a noun that says no role."""
        if token.lemma not in words("group_nouns"):
            return None
        before = [
            self.tokens[c] for c in token.children if c < token.i and self.tokens[c].dep in MODIFIER_DEPS
        ]
        found = (roles().get(other.lemma) for other in reversed(before) if other.mention is None)
        return next((role for role in found if role is not None), None)

    def _mentioned(self, token: Token, mention: Mention) -> list[Party]:
        entity = mention.entity
        if entity.kind == "echo" and entity.token is not None and entity.token != token.i:
            return self._echoed(entity.token, alone=entity.gender is not None)
        if entity.kind != "group":
            return [party_of(token, mention)]
        parties = [party for member in entity.members for party in self._member(token, member)]
        if mention.kind == "pronoun":
            return [replace(party, start=token.start, end=token.end) for party in parties]
        return parties

    def _echoed(self, i: int, alone: bool) -> list[Party]:
        """Return whom the noun that a pronoun stands for means; ``alone`` leaves out who is named with it.

        "A man and his brother" hang in each other: the second reading of a noun ends there.
        """
        if i in self._echoing:
            return []
        self._echoing.add(i)
        try:
            return self._own(self.tokens[i], DEEPEST - 1) if alone else self.read(i)
        finally:
            self._echoing.discard(i)

    def _member(self, token: Token, member: Mention) -> list[Party]:
        return self._mentioned(token, member) if member.entity.kind == "group" else [party_of(token, member)]

    def _members(self, token: Token, depth: int) -> list[Party]:
        """Return who is named behind a plural noun: "leaders across Asia, including those from Japan"."""
        if depth >= DEEPEST:
            return []
        for child in token.children:
            other = self.tokens[child]
            goal = self.parsed.child(child, "pobj", "pcomp")
            if other.dep == "prep" and other.lemma in words("member_words") and goal is not None:
                return self.read(goal, depth + 1)
        return []

    def _roled(self, token: Token, sector: str, word: str) -> list[Party]:
        """Return the party of a role noun, one for each country that holds it."""
        holders = self._joint_holders(token)
        if len(holders) > 1:
            return [Party(h.start, h.end, token.i, None, h.country, sector, word) for h in holders]
        start, end = self._extent(token)
        entity, country = self.holder(token)
        return [Party(start, end, token.i, entity, country, sector, word)]

    def _joint_holders(self, token: Token) -> list[Party]:
        """Return both holders of "Afghan and Iranian guards" or "the armies of India and China"."""
        head = self._first_holder(token)
        if head is None:
            return []
        found = self.adjectival(head)
        for child in self.tokens[head].children:
            if self.tokens[child].dep == "conj":
                found = found + self.adjectival(child)
        return found

    def _first_holder(self, token: Token) -> int | None:
        """Return the first name before a noun, sooner than a pronoun; else the name behind "of" or "from"."""
        relational = self._is_relational(token)
        deps = tuple(dep for dep in MODIFIER_DEPS if not (relational and dep == "poss"))
        named = [
            (mention.kind, c)
            for c in token.children
            if self.tokens[c].dep in deps
            and (mention := self.tokens[c].mention) is not None
            and (mention.kind != "agency" or mention.entity.country)
        ]
        heads = [c for kind, c in named if kind != "pronoun"] or [c for _, c in named]
        if heads:
            return heads[0]
        goal = self._after_preposition(token, ("of", "from", "in") if relational else ("of", "from"))
        return goal if goal is not None and self.tokens[goal].mention is not None else None

    def adjectival(self, i: int) -> list[Party]:
        """Return the party of a demonym or name that stands before a noun."""
        mention = self.tokens[i].mention
        return self._mentioned(self.tokens[i], mention) if mention is not None else []

    def holder(self, token: Token) -> tuple[Entity | None, str | None]:
        """Return who "owns" a noun, by demonym, possessor or "of X", as (organisation or None, country)."""
        modifiers = sorted(token.children, key=lambda c: self.tokens[c].dep == "poss")
        for child in modifiers:
            other = self.tokens[child]
            if other.mention is not None and self._may_hold(token, other):
                return _organisation(other.mention.entity)
            if other.mention is None and other.dep in ("compound", "amod", "nmod"):
                deeper = self.holder(other)
                if deeper[1]:
                    return deeper
        placed = place_before(self.parsed, modifiers, MODIFIER_DEPS)
        if placed is not None:
            return None, placed
        goal = self._after_preposition(token, words("holder_prepositions"))
        if goal is None:
            return None, None
        behind = self.tokens[goal]
        if behind.mention is not None:
            group = behind.mention.entity.kind == "group"
            return (None, None) if group else _organisation(behind.mention.entity)
        manned = not self._is_relational(token) and behind.lemma in words("crewed")
        below = behind.lemma in roles() or behind.lemma in words("localities") or manned
        return self.holder(behind) if below or token.lemma in words("crew") else (None, None)

    def _is_relational(self, token: Token) -> bool:
        """Tell whether a noun says who somebody is to its possessor ("his ally", "her opposite number")."""
        role = self._role_of_two(token)
        return token.lemma in words("relational") or (role is not None and role.word in words("peers"))

    def _may_hold(self, token: Token, modifier: Token) -> bool:
        """Tell whether a name before a noun says whose it is; before "ally" a possessor does not."""
        if modifier.mention is None or modifier.dep not in MODIFIER_DEPS:
            return False
        other_party = self._is_relational(token) and modifier.dep == "poss"
        return not other_party and modifier.mention.entity.kind != "group"

    def _after_preposition(self, token: Token, prepositions: Collection[str]) -> int | None:
        for child in token.children:
            if self.tokens[child].dep == "prep" and self.tokens[child].lemma in prepositions:
                goal = self.parsed.child(child, "pobj")
                if goal is not None:
                    return goal
        return None

    def thing(self, i: int) -> Party:
        """Return a noun phrase that names no party as one without a country."""
        token = self.tokens[i]
        start, end = self._extent(token)
        return Party(start, end, i, None, None, None, None)

    def inside(self, i: int, doer_only: bool = False) -> list[Party]:
        """Return the parties named inside a noun phrase that is none itself: who did it, else whose it is.

        "the killing of X by Y" gives Y; "Iran's offer", "Russian diplomats" the holder; "the statement of X"
        X. With ``doer_only`` the "of" phrase is left out (in "the killing of X" it is who was killed).
        """
        token = self.tokens[i]
        by = self._after_preposition(token, ("by",))
        if by is not None and (found := self.read(by) or self._demonym_of(by)):
            return found
        found = self._before(token) or self._clausal_doer(token)
        if found:
            return found
        if token.lemma in words("series") and (inner := self._after_preposition(token, ("of",))) is not None:
            return self.inside(inner, doer_only)
        goal = self._after_preposition(token, ("from",) if doer_only else ("from", "of"))
        if goal is None:
            return []
        return self.read(goal) if doer_only else self.named(goal)

    def _demonym_of(self, i: int) -> list[Party]:
        """Return the party of the demonym before a noun that is none itself ("Russian jets")."""
        adjectives = (c for c in self.tokens[i].children if self.tokens[c].dep == "amod")
        found = (c for c in adjectives if (m := self.tokens[c].mention) is not None and m.kind == "adjective")
        return next((self.adjectival(c) for c in found), [])

    def _before(self, token: Token) -> list[Party]:
        """Return the holder that stands before a noun: possessors first, then adjectives and compounds."""
        for dep in HOLDER_DEPS:
            for child in token.children:
                other = self.tokens[child]
                if other.dep == dep and other.mention is not None:
                    return self._mentioned(other, other.mention)
                if other.dep == "poss" and (found := self.read(child)):
                    return found
                if (flag := flag_country(other)) is not None:
                    return [replace(self.thing(child), country=flag)]
                if other.dep in MODIFIER_DEPS and (found := self._modifiers(child)):
                    return found
        return []

    def _clausal_doer(self, token: Token) -> list[Party]:
        """Return the doer in "tariffs that Washington imposed" and "a raid carried out by Chad"."""
        for child in token.children:
            if self.tokens[child].dep not in ("relcl", "acl"):
                continue
            for inner in self.tokens[child].children:
                if self.tokens[inner].dep == "nsubj" and self.tokens[inner].mention is not None:
                    return self.read(inner)
                goal = self.parsed.child(inner, "pobj")
                if self.tokens[inner].dep == "agent" and goal is not None:
                    return self.read(goal)
        return []

    def _modifiers(self, i: int) -> list[Party]:
        """Return the party named before a modifier: "Chad army" in "Chad army officers"."""
        for child in self.tokens[i].children:
            other = self.tokens[child]
            if other.dep in MODIFIER_DEPS and other.mention is not None:
                return self._mentioned(other, other.mention)
        return []

    def _extent(self, token: Token) -> tuple[int, int]:
        """Return the characters of a noun phrase without its clauses and without a comma at its end."""
        start, end = token.start, token.end
        for child in token.children:
            other = self.tokens[child]
            if other.dep in EXTENT_DEPS and child < token.i:
                start = min(start, self._leftmost(other))
            beside = other.dep == "prep" and child == token.i + 1
            if beside and other.lemma in words("holder_prepositions"):
                goal = self.parsed.child(child, "pobj")
                if goal is not None and self.tokens[goal].mention is not None:
                    end = max(end, self.tokens[goal].end)
        return start, end

    def _leftmost(self, token: Token) -> int:
        return min([token.start, *(self._leftmost(self.tokens[c]) for c in token.children if c < token.i)])


def _organisation(entity: Entity) -> tuple[Entity | None, str | None]:
    """Return a holder as (organisation, country): only a body or a people is more than its country here."""
    return (entity if entity.kind in ("org", "folk") else None), entity.country


def _distinct(parties: list[Party]) -> list[Party]:
    """Return the parties without those of the same words, entity and country, in order."""
    kept: dict[tuple[int, int, int, str | None], Party] = {}
    for party in parties:
        kept.setdefault((party.start, party.end, id(party.entity), party.country), party)
    return list(kept.values())
