"""Noun phrases -> parties: names, lists, pronouns, "Indian troops", "leaders from Japan", "both sides"."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.knowledge import roles
from tocsin.language.model import Entity, Mention, Parsed, Token

HOLDER_PREPOSITIONS = ("of", "from", "in", "across", "for")
MEMBER_WORDS = ("including", "include", "like", "such", "among", "namely")
SENT = frozenset("adviser advisor aide ambassador assistant deputy adjutant".split())
RELATIONAL = frozenset(
    "counterpart colleague ally neighbor neighbour partner friend rival enemy foe opponent adversary backer donor".split()
)
LOW_NOUNS = frozenset(
    "one those some several many most all part number handful majority group dozen hundred thousand".split()
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in the text who may act: characters ``start``..``end``, what names it, and what its words say.

    ``country`` is a code where the words themselves give one; ``word`` the role noun (lemma) where one heads the phrase.
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


class PartyReader:
    """Reads the parties of noun phrases of one article."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens

    def read(self, i: int, depth: int = 0) -> list[Party]:
        """Return the parties that the noun phrase headed by token ``i`` stands for; [] where it is none."""
        token = self.tokens[i]
        found = self._own(token, depth)
        for child in token.children:
            other = self.tokens[child]
            if other.dep == "conj" and depth < 8:
                found = found + self.read(child, depth + 1)
            if other.dep == "appos" and not found and depth < 8:
                found = self.read(child, depth + 1)
        return _distinct(found)

    def _own(self, token: Token, depth: int) -> list[Party]:
        if token.mention is not None and token.mention.kind != "adjective":
            return self._mentioned(token, token.mention)
        if token.mention is not None and token.dep not in ("amod", "compound", "nmod"):
            return self._mentioned(token, token.mention)
        if token.pos not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "VERB"):
            return []
        members = self._members(token, depth)
        if members:
            return members
        role = roles().get(token.lemma)
        if role is not None:
            return self._roled(token, role.sector, role.word)
        if token.lemma in LOW_NOUNS:
            inner = self._after_preposition(token, ("of", "from", "in"))
            return self.read(inner, depth + 1) if inner is not None and depth < 8 else []
        return []

    def _mentioned(self, token: Token, mention: Mention) -> list[Party]:
        entity = mention.entity
        if entity.kind == "echo" and entity.token is not None and entity.token != token.i:
            return self.read(entity.token)
        if entity.kind == "group":
            parties = []
            for member in entity.members:
                parties.extend(
                    self._mentioned(token, member)
                    if member.entity.kind == "group"
                    else [self._named(token, member)]
                )
            if mention.kind == "pronoun" or not parties:
                return [
                    Party(token.start, token.end, token.i, p.entity, p.country, p.sector, p.word)
                    for p in parties
                ]
            return parties
        return [self._named(token, mention)]

    def _named(self, token: Token, mention: Mention) -> Party:
        entity = mention.entity
        return Party(mention.start, mention.end, token.i, entity, entity.country, entity.sector, None)

    def _members(self, token: Token, depth: int) -> list[Party]:
        """Members named behind a plural noun: "leaders across continents, including those from Japan and Nepal"."""
        for child in token.children:
            other = self.tokens[child]
            if other.dep == "prep" and other.lemma in MEMBER_WORDS and depth < 8:
                for goal in other.children:
                    if self.tokens[goal].dep in ("pobj", "pcomp"):
                        return self.read(goal, depth + 1)
        return []

    def _roled(self, token: Token, sector: str, word: str) -> list[Party]:
        start, end = self._extent(token)
        holders = self._joint_holders(token)
        if len(holders) > 1:
            return [Party(h.start, h.end, token.i, None, h.country, sector, word) for h in holders]
        entity, country, _ = self.holder(token)
        return [Party(start, end, token.i, entity, country, sector, word)]

    def _joint_holders(self, token: Token) -> list[Party]:
        """Return both holders of "Afghan and Iranian guards" or "the armies of India and China"."""
        heads = [
            c
            for c in token.children
            if self.tokens[c].dep in ("amod", "poss", "nmod", "compound") and self.tokens[c].mention
        ]
        goal = self._after_preposition(token, ("of", "from"))
        if token.lemma in RELATIONAL:
            heads = [c for c in heads if self.tokens[c].dep != "poss"]
        heads = [
            c for c in heads if (m := self.tokens[c].mention) is not None and m.kind != "pronoun"
        ] or heads
        if not heads and goal is not None and self.tokens[goal].mention is not None:
            heads = [goal]
        if not heads:
            return []
        found = self.adjectival(heads[0])
        for child in self.tokens[heads[0]].children:
            if self.tokens[child].dep == "conj" and self.tokens[child].mention is not None:
                found = found + self.adjectival(child)
        return found

    def adjectival(self, i: int) -> list[Party]:
        """Return the party of a demonym or name that stands before a noun."""
        mention = self.tokens[i].mention
        return self._mentioned(self.tokens[i], mention) if mention is not None else []

    def holder(self, token: Token) -> tuple[Entity | None, str | None, bool]:
        """Return who "owns" a noun: its demonym, possessor, or "of/from X"; (entity, country, is a pair)."""
        modifiers = sorted(token.children, key=lambda c: self.tokens[c].dep == "poss")
        for child in modifiers:
            other = self.tokens[child]
            if other.dep in ("amod", "poss", "compound", "nmod") and other.mention is not None:
                if token.lemma in RELATIONAL and other.dep == "poss":
                    continue
                entity = other.mention.entity
                if entity.kind != "group":
                    return (entity if entity.kind == "org" else None), entity.country, False
            if other.dep in ("compound", "amod", "nmod") and other.mention is None:
                deeper = self.holder(other)
                if deeper[1]:
                    return deeper
        goal = self._after_preposition(token, HOLDER_PREPOSITIONS)
        if (
            goal is not None
            and (mention := self.tokens[goal].mention) is not None
            and mention.entity.kind != "group"
        ):
            return (mention.entity if mention.entity.kind == "org" else None), mention.entity.country, False
        if goal is not None and (mention := self.tokens[goal].mention) is None:
            if self.tokens[goal].lemma in roles() or self.tokens[goal].lemma in (
                "city",
                "town",
                "region",
                "province",
                "capital",
                "side",
            ):
                return self.holder(self.tokens[goal])
        return None, None, False

    def _after_preposition(self, token: Token, words: tuple[str, ...]) -> int | None:
        for child in token.children:
            if self.tokens[child].dep == "prep" and self.tokens[child].lemma in words:
                for goal in self.tokens[child].children:
                    if self.tokens[goal].dep == "pobj":
                        return goal
        return None

    def inside(self, i: int, doer_only: bool = False) -> list[Party]:
        """Return the parties named inside a noun phrase that is none itself: who did it, else whose it is.

        "the killing of X by Y" gives Y; "Iran's offer", "Russian diplomats" the holder; "the statement of X" X.
        With ``doer_only`` the "of" phrase is left out (in "the killing of X" it is who was killed).
        """
        token = self.tokens[i]
        by = self._after_preposition(token, ("by",))
        if by is not None and (found := self.read(by)):
            return found
        for dep in ("poss", "amod", "compound", "nmod"):
            for child in token.children:
                other = self.tokens[child]
                if other.dep == dep and other.mention is not None:
                    return self._mentioned(other, other.mention)
                if other.dep == "poss" and (found := self.read(child)):
                    return found
                if other.dep in ("compound", "amod", "nmod", "poss") and (found := self._modifiers(child)):
                    return found
        told = self._clausal_doer(token)
        if told:
            return told
        words = ("from",) if doer_only else ("from", "of")
        goal = self._after_preposition(token, words)
        if goal is not None:
            return self.read(goal) or (self.inside(goal, doer_only) if not doer_only else [])
        return []

    def _clausal_doer(self, token: Token) -> list[Party]:
        """Return the doer in "tariffs that Washington imposed" and "a raid carried out by Chad"."""
        for child in token.children:
            other = self.tokens[child]
            if other.dep not in ("relcl", "acl"):
                continue
            for inner in other.children:
                if self.tokens[inner].dep == "nsubj" and self.tokens[inner].mention is not None:
                    return self.read(inner)
                if self.tokens[inner].dep == "agent":
                    goal = next(
                        (c for c in self.tokens[inner].children if self.tokens[c].dep == "pobj"), None
                    )
                    if goal is not None:
                        return self.read(goal)
        return []

    def _modifiers(self, i: int) -> list[Party]:
        for child in self.tokens[i].children:
            other = self.tokens[child]
            if other.dep in ("amod", "poss", "compound", "nmod") and other.mention is not None:
                return self._mentioned(other, other.mention)
        return []

    def _extent(self, token: Token) -> tuple[int, int]:
        """Return the characters of a noun phrase without its clauses and without a comma at its end."""
        start, end = token.start, token.end
        for child in token.children:
            other = self.tokens[child]
            if (
                other.dep in ("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod")
                and child < token.i
            ):
                start = min(start, self._leftmost(other))
            if other.dep == "prep" and other.lemma in HOLDER_PREPOSITIONS and child == token.i + 1:
                goal = next((c for c in other.children if self.tokens[c].dep == "pobj"), None)
                if goal is not None and self.tokens[goal].mention is not None:
                    end = max(end, self.tokens[goal].end)
        return start, end

    def _leftmost(self, token: Token) -> int:
        return min([token.start, *(self._leftmost(self.tokens[c]) for c in token.children if c < token.i)])


def _distinct(parties: list[Party]) -> list[Party]:
    seen: set[tuple[int, int, int, str | None]] = set()
    kept = []
    for party in parties:
        key = (party.start, party.end, id(party.entity), party.country)
        if key not in seen:
            seen.add(key)
            kept.append(party)
    return kept
