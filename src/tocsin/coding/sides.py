"""The two sides of an act: which noun phrases are its actors and recipients, with the speaker where words leave them out."""

from __future__ import annotations

from tocsin.coding.acts import Act
from tocsin.coding.clauses import ClauseReader
from tocsin.coding.parties import Party, PartyReader
from tocsin.coding.scopes import Scopes
from tocsin.language.model import Parsed, Speech, Token

FALLBACK = ("to", "with", "on", "against", "upon", "toward", "towards", "for", "of", "over", "from", "about", "at")
PLACELIKE = frozenset(("MOBILIZE", "PROTEST", "CIVIL_IMPACT"))


class Sides:
    """Finds the sides of acts in one article."""

    def __init__(self, parsed: Parsed, parties: PartyReader, clauses: ClauseReader, scopes: Scopes) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.parties = parties
        self.clauses = clauses
        self.scopes = scopes

    def of(self, act: Act) -> tuple[list[Party], list[Party], list[str]]:
        """Return (actors, recipients, notes)."""
        if "content" in act.flags:
            return self._of_content(act)
        notes: list[str] = []
        actors = self._read_all(act.actors, act.doer_only)
        if not actors and self._may_be_speaker(act):
            actors = self.speakers(act.trigger)
            if actors:
                notes.append("no subject inside a quotation: the speaker acts")
        recipients = self._read_all(act.recipients, act.doer_only)
        if not recipients and not act.reciprocal and not act.subject_is_recipient:
            recipients = self._fallback(act, actors)
            if recipients:
                notes.append("recipient from inside the object or a prepositional phrase")
        recipients = [r for r in recipients if not any(_same(r, a) for a in actors)]
        return actors, recipients, notes

    def _of_content(self, act: Act) -> tuple[list[Party], list[Party], list[str]]:
        speakers = self.speakers(act.trigger)
        about = self._read_all(act.actors or act.recipients, False)
        about = [p for p in about if not any(_same(p, s) for s in speakers)]
        return speakers, about, ["what one party says of another"]

    def _read_all(self, heads: list[int], doer_only: bool) -> list[Party]:
        found: list[Party] = []
        for head in heads:
            found.extend(self.parties.read(head) or self.parties.inside(head, doer_only))
        return _unique(found)

    def _may_be_speaker(self, act: Act) -> bool:
        if act.actors or act.clause.passive or act.kind == "n" or act.subject_is_recipient:
            return False
        return self.tokens[act.trigger].quoted is not None and self.clauses.verb(act.trigger).subject is None

    def speakers(self, i: int) -> list[Party]:
        """Return the parties on whose word token ``i`` stands."""
        speech = self.scopes.speech.get(i)
        if speech is None or speech.speaker is None:
            return []
        return self.parties.read(speech.speaker) or self.parties.inside(speech.speaker)

    def speech(self, i: int) -> Speech | None:
        """Return the speech that token ``i`` stands in."""
        return self.scopes.speech.get(i)

    def speaks_of_another(self, act: Act) -> bool:
        """Tell whether the act's subject is another party than who is speaking (or, in a demand, no party)."""
        speakers = self.speakers(act.trigger)
        if not speakers:
            return False
        heads = act.actors or act.recipients
        about = self._read_all(heads, False)
        if act.type == "REQUEST":
            return True
        countries = {s.country for s in speakers}
        return any(p.known and p.country not in countries for p in about)

    def nominal(self, act: Act, token: Token, carried: tuple[int, bool] | None) -> None:
        """Give a nominal act its sides: the light verb's subject, possessor, demonym, "by" and "of" phrases."""
        swap = carried is not None and carried[1]
        subject = act.clause.subject if carried is not None else None
        if act.actors and carried is not None and not swap and subject is not None:
            act.recipients = act.recipients or [h for h in act.actors if h != subject]
            act.actors = [subject]
        elif not act.actors:
            if swap and subject is not None:
                act.recipients = act.recipients or [subject]
                act.actors = self._owners(token, act) + [g for w, g, _ in act.clause.prepositions if w == "from"]
            elif subject is not None:
                act.actors = [subject]
            else:
                act.actors = self._owners(token, act)
        elif swap and subject is not None and not act.recipients:
            act.recipients = [subject]

    def _owners(self, token: Token, act: Act) -> list[int]:
        by = [goal for word, goal, _ in act.clause.prepositions if word == "by"]
        if by:
            return by
        for dep in ("poss", "amod", "compound", "nmod"):
            for child in token.children:
                other = self.tokens[child]
                if other.dep != dep:
                    continue
                if other.mention is not None or (dep == "poss" and self.parties.read(child)):
                    return [child]
                if self.parties.inside(child) and dep in ("compound", "poss"):
                    return [child]
        if not act.recipients:
            return [goal for word, goal, _ in act.clause.prepositions if word == "of" and self.parties.read(goal)]
        of = [goal for word, goal, _ in act.clause.prepositions if word == "of" and goal not in act.recipients]
        return of[:1]

    def _fallback(self, act: Act, actors: list[Party]) -> list[Party]:
        clause = act.clause
        taken = {id(p.entity) for p in actors if p.entity is not None}
        countries = {p.country for p in actors}

        def other(found: list[Party]) -> list[Party]:
            return [p for p in found if id(p.entity) not in taken and p.country not in countries and p.known]

        if clause.object is not None and act.kind in ("v", "light") and not (act.kind == "light" and clause.object == act.trigger):
            inner = other(self.parties.read(clause.object) or self.parties.inside(clause.object, act.doer_only))
            if inner:
                return inner
        if act.type in PLACELIKE:
            words: tuple[str, ...] = ("against", "to", "with", "at", "on", "toward", "towards")
        else:
            words = FALLBACK
        for word in words:
            for name, goal, _ in clause.prepositions:
                if name == word and goal not in act.actors:
                    found = other(self.parties.read(goal) or self.parties.inside(goal, act.doer_only))
                    if found:
                        return found
        return []


def _same(a: Party, b: Party) -> bool:
    if a.entity is not None and a.entity is b.entity and a.entity.kind != "group":
        return a.word == b.word
    return a.start == b.start and a.end == b.end and a.country == b.country


def _unique(parties: list[Party]) -> list[Party]:
    kept: list[Party] = []
    for party in parties:
        if not any(_same(party, other) for other in kept):
            kept.append(party)
    return kept
