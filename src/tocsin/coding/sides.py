"""The two sides of an act: its actors and recipients, with the speaker where the words leave them out."""

from __future__ import annotations

from tocsin.coding.acts import Act
from tocsin.coding.clauses import VERBAL, ClauseReader
from tocsin.coding.fallback import STRIKING, Fallback
from tocsin.coding.fitting import is_mutual
from tocsin.coding.frames import lexicon
from tocsin.coding.light import Carrier
from tocsin.coding.parties import HOLDER_DEPS, MODIFIER_DEPS, Party, PartyReader
from tocsin.coding.scopes import Scopes
from tocsin.coding.words import words
from tocsin.language.model import Parsed, Token

STEPS_UP = 5
PLACES = ("country", "capital")


class Sides:
    """Finds the sides of acts in one article."""

    def __init__(self, parsed: Parsed, parties: PartyReader, clauses: ClauseReader, scopes: Scopes) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.parties = parties
        self.clauses = clauses
        self.scopes = scopes
        self.fallback = Fallback(parsed, parties, clauses)

    def of(self, act: Act) -> tuple[list[Party], list[Party], list[str]]:
        """Return (actors, recipients, notes); the notes say what the words themselves leave out."""
        if "content" in act.flags:
            return self._of_content(act)
        actors, notes = self._actors(act)
        recipients = self._read_all(act.recipients, act.doer_only)
        if not recipients and "seen" in act.flags:
            recipients = [self.parties.thing(head) for head in act.recipients]
        if not recipients and not act.reciprocal and not act.subject_is_recipient:
            recipients = self.fallback.of(act, actors)
            if recipients:
                notes.append("recipient from inside the object or a prepositional phrase")
        own_people = [p for p in recipients if self._is_people(p)]
        recipients = _without(recipients, actors) or (own_people if act.type == "REQUEST" else [])
        if len(actors) > 1 and any(is_mutual(self.tokens, head) for head in act.recipients):
            actors, recipients = actors[:1], actors[1:]
        return actors, recipients, notes

    def _is_people(self, party: Party) -> bool:
        """Tell whether a party is a people, which its state may speak to ("Britain advised Britons")."""
        mention = self.tokens[party.token].mention
        return mention is not None and mention.kind == "people"

    def _actors(self, act: Act) -> tuple[list[Party], list[str]]:
        """Return the actors: those named, else the speaker, the subject above, or two "between"."""
        actors = self._read_all(act.actors, act.doer_only, inside=act.type != "RETREAT")
        if not actors and self._may_be_speaker(act):
            actors = self.speakers(act.trigger)
            if actors:
                return actors, ["no subject inside a quotation: the speaker acts"]
        if not actors and act.kind == "v" and not act.clause.passive:
            actors = self._sharing(act)
        if not actors and act.type == "SANCTION" and act.clause.passive and act.clause.agent is None:
            actors = self._left(act) or self._senders(act)
        if not actors and act.type == "ASSAULT" and act.kind == "v":
            actors = self._of_the_blow(act)
        between = [goal for word, goal, _ in act.clause.prepositions if word == "between"]
        return actors or self._read_all(between, False), []

    def _left(self, act: Act) -> list[Party]:
        """Return the state that somebody has to leave ("was told to leave Chad"): it sends him away."""
        inner = act.clause.complements.get("inf")
        goal = self.clauses.verb(inner).object if inner is not None else None
        mention = self.tokens[goal].mention if goal is not None else None
        if goal is None or mention is None or mention.kind == "pronoun":
            return []  # "to leave the country": it may be any
        return [party for party in self.parties.read(goal) if party.known]

    def _senders(self, act: Act) -> list[Party]:
        """Return the state whose envoy is called home ("the British ambassador to Chad was recalled")."""
        goal = act.clause.object
        mention = self.tokens[goal].mention if goal is not None and act.mode == "withdraw" else None
        if goal is None or mention is None or mention.entity.posting is None:
            return []
        sender = self.parties.read(goal)
        act.recipients = [head for head in act.recipients if head != goal]
        return sender

    def _of_the_blow(self, act: Act) -> list[Party]:
        """Return whose blow it is in "were killed in French air raids"; a place before the noun is where."""
        for word, goal, _ in act.clause.prepositions:
            if word not in words("blow_prepositions") or not _is_blow(self.tokens[goal]):
                continue
            found = self.parties.inside(goal, doer_only=True)
            named = (self.tokens[p.token].mention for p in found)
            if not any(m is not None and m.kind in PLACES for m in named):
                return found
        return []

    def _sharing(self, act: Act) -> list[Party]:
        """Return the subject further up where the nearest is a thing ("the cutoff ..., but thanked Y")."""
        token = self.tokens[act.trigger]
        own_subject = self.parsed.child(token.i, "nsubj", "nsubjpass") is not None
        if own_subject or token.dep not in ("conj", "acl", "advcl", "xcomp"):
            return []
        at = token
        for _ in range(STEPS_UP):
            if at.head == at.i or at.dep == "relcl":
                return []
            at = self.tokens[at.head]
            subject = self.clauses.verb(at.i).subject if at.pos in VERBAL else None
            if subject is not None and (found := self.parties.read(subject)):
                return found
            if subject is not None and act.type in STRIKING:
                return []  # "after a drone hit a depot and killed two": whose it was is not told further up
        return []

    def _of_content(self, act: Act) -> tuple[list[Party], list[Party], list[str]]:
        speakers = self.speakers(act.trigger)
        about = self._read_all(act.actors or act.recipients, False) or self._spoken_of(act.trigger)
        return speakers, _without(about, speakers), ["what one party says of another"]

    def _spoken_of(self, i: int) -> list[Party]:
        """Return whom a quotation is about by the words behind it ("..., he said of the verdict")."""
        speech = self.scopes.speech.get(i)
        if speech is None or self.tokens[i].quoted is None:
            return []
        phrases = [(p, g) for p, g, _ in self.clauses.verb(speech.cue).prepositions if p in ("of", "about")]
        return next((found for _, goal in phrases if (found := self.parties.named(goal))), [])

    def _read_all(self, heads: list[int], doer_only: bool, inside: bool = True) -> list[Party]:
        """Return the parties of noun phrases, without ``inside`` only those that a phrase stands for."""
        found: list[Party] = []
        for head in heads:
            mention = self.tokens[head].mention
            modifies = self.tokens[head].dep in MODIFIER_DEPS
            if mention is not None and mention.kind == "adjective" and modifies:
                found += self.parties.adjectival(head)
            else:
                found += self.parties.named(head, doer_only) if inside else self.parties.read(head)
        return _unique(found)

    def _may_be_speaker(self, act: Act) -> bool:
        """Tell whether a verb in a quotation has no subject, so that the speaker may be who acts."""
        if act.actors or act.clause.passive or act.kind == "n" or act.subject_is_recipient:
            return False
        return self.tokens[act.trigger].quoted is not None and self.clauses.verb(act.trigger).subject is None

    def speakers(self, i: int) -> list[Party]:
        """Return the parties on whose word token ``i`` stands."""
        speech = self.scopes.speech.get(i)
        return self.parties.named(speech.speaker) if speech is not None and speech.speaker is not None else []

    def speaks_of_another(self, act: Act) -> bool:
        """Tell whether the act's subject is another party than the speaker; in a demand, if one speaks."""
        speakers = self.speakers(act.trigger)
        if not speakers or act.type == "REQUEST":
            return bool(speakers)
        about = self._read_all(act.actors or act.recipients, False)
        if "thing" in act.flags and not about:
            return any(s.known for s in speakers)
        countries = {s.country for s in speakers}
        return any(p.known and p.country not in countries for p in about)

    def nominal(self, act: Act, token: Token, carried: Carrier | None) -> None:
        """Give a nominal act its sides: the light verb's subject, possessor, demonym, "by" or "of"."""
        subject = act.clause.subject
        if carried is None or subject is None:
            if carried is None:
                self._lend_place(act, token)
            act.actors = act.actors or self._owners(token, act) or self._in_whose_clause(token, act)
            act.recipients = act.recipients or self._hurt(act) or self._asked(token, act)
            return
        _, subject_is_recipient = carried
        if subject_is_recipient:
            act.recipients = act.recipients or [subject]
            sources = [goal for word, goal, _ in act.clause.prepositions if word == "from"]
            act.actors = act.actors or self._owners(token, act) + sources
        else:
            act.recipients = act.recipients or [head for head in act.actors if head != subject]
            act.actors = [subject]

    def _hurt(self, act: Act) -> list[int]:
        """Return the victim that a row of force names only by its noun ("the poisoning of a dissident")."""
        if act.type not in STRIKING:
            return []
        return [goal for word, goal, _ in act.clause.prepositions if word == "of" and goal in act.consumed]

    def _asked(self, token: Token, act: Act) -> list[int]:
        """Return who does what is told: "at Sweden's request Moscow withdrew its envoy"."""
        above = self.tokens[token.head]
        if act.type != "REQUEST" or token.dep != "pobj" or above.lemma != "at":
            return []
        verb = self.tokens[above.head]
        clause = self.clauses.verb(verb.i) if verb.pos in VERBAL else None
        doer = None if clause is None else clause.agent if clause.passive else clause.subject
        return [doer] if doer is not None and doer not in act.actors else []

    def _lend_place(self, act: Act, token: Token) -> None:
        """Give a noun of force the phrases of its verb: "an attack killed ten in X" says where it was."""
        verb = self.tokens[token.head]
        if token.dep in ("nsubj", "nsubjpass") and act.type in STRIKING and verb.pos == "VERB":
            above = self.clauses.verb(verb.i)
            act.clause.prepositions += [p for p in above.prepositions if p not in act.clause.prepositions]
            if above.object is not None and verb.lemma in words("hitting"):
                act.clause.prepositions.append(("in", above.object, verb.i))

    def _in_whose_clause(self, token: Token, act: Act) -> list[int]:
        """Return the subject of the clause for "In a call with X, Y said": Y talks to X."""
        head = self.tokens[token.head]
        adjunct = token.dep == "pobj" and head.lemma in words("adjunct_prepositions")
        if act.type != "CONSULT" or not adjunct:
            return []
        verb = self.tokens[head.head]
        subject = self.clauses.verb(verb.i).subject if verb.pos in VERBAL else None
        return [subject] if subject is not None else []

    def _owners(self, token: Token, act: Act) -> list[int]:
        """Return the head that names a noun's doer: behind "by", before the noun, or behind "of"."""
        by = [goal for word, goal, _ in act.clause.prepositions if word == "by"]
        if by:
            return by
        before = self._owner_before(token)
        if before is not None:
            return [before]
        of = [goal for word, goal, _ in act.clause.prepositions if word == "of"]
        if not act.recipients:
            hurt = act.consumed if act.type in STRIKING else set()
            return [goal for goal in of if goal not in hurt and self.parties.read(goal)]
        return [goal for goal in of if goal not in act.recipients][:1]

    def _owner_before(self, token: Token) -> int | None:
        for dep in HOLDER_DEPS:
            for child in token.children:
                other = self.tokens[child]
                if other.dep != dep:
                    continue
                if other.mention is not None or (dep == "poss" and self.parties.read(child)):
                    return child
                if dep in ("compound", "poss") and self.parties.inside(child):
                    return child
        return None


def _is_blow(token: Token) -> bool:
    """Tell whether a noun names an act of force ("raid", "shelling")."""
    return any(frame.type == "ASSAULT" for frame in lexicon().get("n", token.lemma))


def _same(a: Party, b: Party) -> bool:
    """Tell whether two parties are one: of one entity (a group apart) and role, or the same words."""
    if a.entity is not None and a.entity is b.entity and a.entity.kind != "group":
        return a.word == b.word
    return a.start == b.start and a.end == b.end and a.country == b.country


def _without(parties: list[Party], others: list[Party]) -> list[Party]:
    return [party for party in parties if not any(_same(party, other) for other in others)]


def _unique(parties: list[Party]) -> list[Party]:
    kept: list[Party] = []
    for party in parties:
        if not any(_same(party, other) for other in kept):
            kept.append(party)
    return kept
