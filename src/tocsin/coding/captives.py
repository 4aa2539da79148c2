"""Whom "the hostages", "the five" and "the engineers" are, once a report has told who was taken."""

from __future__ import annotations

from dataclasses import replace

from tocsin.coding.clauses import ClauseReader
from tocsin.coding.coded import Coded
from tocsin.coding.parties import Party, PartyReader
from tocsin.coding.words import words
from tocsin.language.model import Parsed

# How nouns for people end that no table of roles has.
TRADES = ("ist", "ian", "eer", "man", "woman", "ee")
# "They were released" stands within so many sentences of the arrest.
FREED_WITHIN = 2
NAMING = ("people", "person", "adjective")
# A verb, and those with a country whom it says to be taken or held.
Taking = tuple[int, list[Party]]


class Captives:
    """Knows whom one article tells to be taken: objects of "kidnap", "hold" and the like, coded or not."""

    def __init__(self, parsed: Parsed, parties: PartyReader, clauses: ClauseReader) -> None:
        self.parsed = parsed
        self.parties = parties
        self.clauses = clauses
        self._taken: list[Taking] | None = None

    def tell(self, coded: Coded) -> None:
        """Give captives that an act names by what they are the countries of those who were taken before."""
        self._tell_freed(coded)
        if not any(self._may_be(party) for party in (*coded.actors, *coded.recipients)):
            return
        taken = self._before(coded.trigger)
        if taken:
            coded.actors = [one for party in coded.actors for one in self._known(coded, party, taken)]
            coded.recipients = [one for party in coded.recipients for one in self._known(coded, party, taken)]

    def _tell_freed(self, coded: Coded) -> None:
        """Read "they were later released" behind an arrest as those who were arrested, by who took them."""
        act, clause = coded.act, coded.act.clause
        if act.type != "RETREAT" or not clause.passive or clause.object is None:
            return
        freed, own = self.parsed.tokens[clause.object], self.parsed.sentence_of(coded.trigger).index
        if freed.mention is None or freed.mention.kind != "pronoun":
            return
        for token in reversed(self.parsed.tokens[: coded.trigger]):
            if own - self.parsed.sentence_of(token.i).index > FREED_WITHIN:
                return
            if token.pos == "VERB" and token.lemma in words("arresting"):
                taken = self.clauses.verb(token.i)
                if taken.object is not None and (found := self.parties.read(taken.object)):
                    coded.recipients = found
                    by = taken.agent if taken.passive else taken.subject
                    coded.actors = coded.actors or (self.parties.read(by) if by is not None else [])
                    coded.notes.append("the freed are those who were taken before")
                    return

    def _known(self, coded: Coded, party: Party, taken: list[Party]) -> list[Party]:
        """Return a party as the captives it means, one for each of their countries; else as it is."""
        if not self._may_be(party):
            return [party]
        token = self.parsed.tokens[party.token]
        same = [one for one in taken if self.parsed.tokens[one.token].lemma == token.lemma]
        children = [self.parsed.tokens[c] for c in token.children]
        # "the three geologists"; a number of soldiers or of villages is another matter
        people = party.word is None and token.lemma.endswith(TRADES)
        counted = people and any(c.dep == "nummod" for c in children)
        general = token.lemma in words("captives") or token.pos == "NUM" or counted
        meant = same or (taken if general else [])
        if not meant:
            return [party]
        coded.notes.append(f"'{self.parsed.text[party.start : party.end]}' are those who were taken before")
        return [replace(party, country=one) for one in dict.fromkeys(one.country for one in meant)]

    def _may_be(self, party: Party) -> bool:
        """Tell whether a party without a country is definite: "the hostages", "his captives", "the five"."""
        return party.open and is_definite(self.parsed, party)

    def _before(self, trigger: int) -> list[Party]:
        """Return the last who were taken before token ``trigger``; [] where nobody was."""
        if self._taken is None:
            self._taken = [
                (token.i, found)
                for token in self.parsed.tokens
                if token.pos == "VERB" and token.lemma in words("taking") and (found := self._of(token.i))
            ]
        return next((found for i, found in reversed(self._taken) if i < trigger), [])

    def _of(self, verb: int) -> list[Party]:
        """Return the people with a country whom a verb takes; its doer's own people are not meant."""
        clause = self.clauses.verb(verb)
        if clause.object is None:
            return []
        doers = (
            {p.country for p in self.parties.read(clause.subject)} if clause.subject is not None else set()
        )
        found = self.parties.read(clause.object)
        return [p for p in found if p.country and p.country not in doers and self._is_people(p)]

    def _is_people(self, party: Party) -> bool:
        mention = self.parsed.tokens[party.token].mention
        return party.word is not None or (mention is not None and mention.kind in NAMING)


def is_definite(parsed: Parsed, party: Party) -> bool:
    """Tell whether a word before the noun of a party points back ("the", "his")."""
    children = (parsed.tokens[c] for c in parsed.tokens[party.token].children)
    return any(c.i < party.token and c.text.lower() in words("definite") for c in children)
