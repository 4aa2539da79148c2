"""The recipient that a frame does not name: inside the object, behind a preposition, beyond a border."""

from __future__ import annotations

from functools import cache

from tocsin.coding.acts import Act
from tocsin.coding.arguments import Clause
from tocsin.coding.clauses import ClauseReader
from tocsin.coding.parties import Party, PartyReader
from tocsin.coding.scenes import named_place
from tocsin.coding.words import words
from tocsin.language.model import Parsed
from tocsin.tables import alternatives, rows, table

# A preposition and its object stand near an act when they begin within so many tokens of it.
NEAR = 14
NOUNS_DOWN = 2
POSTING_TYPES = ("SANCTION", "COOPERATE", "ACCUSE")
TOLD_TYPES = ("ACCUSE", "REQUEST", "THREATEN")
STRIKING = frozenset(("ASSAULT", "COERCE", "CIVIL_IMPACT"))
DOMESTIC = frozenset(("COERCE", "ASSAULT", "PROTEST", "APPOINT", "CIVIL_IMPACT"))
ADDRESSING = frozenset(("SUPPORT", "ACCUSE", "REQUEST", "THREATEN"))
AIMED = frozenset(("ACCUSE", "AGREE", "REJECT", "THREATEN"))
BODIES = frozenset(("agency", "office", "person", "org"))
LOCAL_SECTORS = frozenset(("GOV", "MIL", "COP", "JUD", "OPP", "REB", "LAB", "PTY"))
STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "JUD", "SPY"))
OTHER_SECTORS = frozenset(("REB", "UAF", "OPP", "CVL", "CRM", "PTY", "LAB", "EDU"))


@cache
def fallbacks() -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    """Return for each type the prepositions before its recipient, and those whose object may hold it."""
    columns = ("type", "direct", "inside")
    return {
        row["type"]: (alternatives(row["direct"]), frozenset(alternatives(row["inside"])))
        for _, row in rows(table("tocsin.coding", "fallbacks.tsv"), columns)
    }


class Others:
    """Who may be the other side of an act: not its actors, nor, in acts between states, their own country."""

    def __init__(self, act: Act, actors: list[Party]) -> None:
        self.actors = actors
        self.domestic = act.type in DOMESTIC
        self.local = act.type in AIMED
        self.taken = {id(p.entity) for p in actors if p.entity is not None}
        self.countries = {p.country for p in actors}

    def among(self, found: list[Party]) -> list[Party]:
        """Return the parties that may be the other side, in their order."""
        return [party for party in found if self._may_be(party)]

    def _may_be(self, party: Party) -> bool:
        if party.entity is not None and id(party.entity) in self.taken:
            return False
        if self.domestic:
            return True
        if self.local and is_local_role(party):
            return True
        return party.known and (party.country not in self.countries or _opposed(party, self.actors))


def is_local_role(party: Party) -> bool:
    """Tell whether a party is a force, group or office by its role alone."""
    return party.open and party.branch in LOCAL_SECTORS


class Fallback:
    """Finds recipients in one article by the words around an act."""

    def __init__(self, parsed: Parsed, parties: PartyReader, clauses: ClauseReader) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.parties = parties
        self.clauses = clauses

    def of(self, act: Act, actors: list[Party]) -> list[Party]:
        """Return the recipients of an act whose frame names none; [] where the words name none either."""
        others = Others(act, actors)
        if act.type == "MOBILIZE":
            if found := others.among(self._beyond_border(act)):
                return found
        elif (goal := self._object(act)) is not None:
            posted = self._posted(goal)
            if act.type == "ACCUSE" and (envoy := self._foreign_envoy(goal, others)):
                return envoy
            if posted and act.type in POSTING_TYPES:
                return others.among([posted])
            if act.type in ADDRESSING and (told := self._told(goal, others)):
                return told
            if not self._owned(goal) and (found := others.among(self.parties.named(goal, act.doer_only))):
                return found
        found = self._behind(act, others) or self._in_complement(act, others)
        return found or self._struck(act, actors) or self._visited(act, others)

    def _foreign_envoy(self, goal: int, others: Others) -> list[Party]:
        """Return an envoy of another country than the actors', wherever he is posted."""
        mention = self.tokens[goal].mention
        own = mention.entity.country if mention is not None and mention.entity.posting else None
        return self.parties.read(goal) if own is not None and own not in others.countries else []

    def _told(self, goal: int, others: Others) -> list[Party]:
        """Return an object that is a role alone, an office or an agency ("praised the police" at home)."""
        found = [p for p in self.parties.read(goal) if p.entity is None or id(p.entity) not in others.taken]
        return [p for p in found if is_local_role(p) or (p.entity is not None and p.entity.kind in BODIES)]

    def _object(self, act: Act) -> int | None:
        """Return the object of a verb or light verb, where it is not the act itself."""
        own = act.kind == "light" and act.clause.object == act.trigger
        return act.clause.object if act.kind in ("v", "light") and not own else None

    def _behind(self, act: Act, others: Others) -> list[Party]:
        """Return the party behind the prepositions of the type: itself first, then one inside the noun."""
        direct, inside = fallbacks().get(act.type, ((), frozenset()))
        goals = [(word, goal) for word, goal in self._goals(act) if goal not in act.actors]
        if act.type == "REJECT" and act.clause.object is not None:
            # "turned down an offer of passage to Togo": whither is not from whom.
            words_said = self.tokens[act.clause.object].lemma in words("answered_nouns")
            goals = [(word, goal) for word, goal in goals if word != "to" or not words_said]
        if act.type == "ACCUSE" and act.clause.object is not None:
            harmed = self._harmed(act.clause.object)
            goals = [(word, goal) for word, goal in goals if goal not in harmed]
        for wanted in direct:
            for word, goal in goals:
                if word == wanted and (found := others.among(self.parties.read(goal))):
                    return found
        for word, goal in goals:
            if word in inside:
                held = self.parties.inside(goal, act.doer_only) or self.parties.read(goal)
                if found := others.among(held):
                    return found
        return []

    def _harmed(self, deed: int) -> set[int]:
        """Return all below the victim of a deed that is condemned: "the killing of X", "a raid on Y"."""
        if self.tokens[deed].lemma not in words("harming_nouns"):
            return set()
        phrases = (self.tokens[c] for c in self.tokens[deed].children if self.tokens[c].dep == "prep")
        victims = (p.i for p in phrases if p.lemma in words("victim_prepositions"))
        return {i for victim in victims for i in self.parsed.subtree(victim)}

    def _struck(self, act: Act, actors: list[Party]) -> list[Party]:
        """Return the country of the place that an act of force strikes, naming no one ("shelled Bukavu")."""
        if act.type not in STRIKING:
            return []
        near = [goal for word, goal in self._goals(act) if word in words("struck_prepositions")]
        if act.clause.object is not None:
            near.insert(0, act.clause.object)
        for goal in near:
            mention = self.tokens[goal].mention
            if mention is not None and mention.kind == "capital" and goal != act.clause.object:
                return [Party(mention.start, mention.end, goal, None, mention.entity.country, None, None)]
            found = self._placed(goal)
            if found is not None and not self._is_own_border(act, actors, found):
                return [found]
        return []

    def _visited(self, act: Act, others: Others) -> list[Party]:
        """Return the country of the place that a visit goes to, naming no one ("arrived in Shanghai")."""
        if act.mode != "visit":
            return []
        goals = (goal for word, goal in self._goals(act) if word in words("visited_prepositions"))
        places = (place for goal in goals if (place := self._placed(goal)) is not None)
        return next(([place] for place in places if place.country not in others.countries), [])

    def _is_own_border(self, act: Act, actors: list[Party], found: Party) -> bool:
        """Tell whether a crossing is closed in one's own country: that hits the neighbour."""
        closed = act.clause.object
        outward = closed is not None and self.tokens[closed].lemma in words("outward")
        return outward and any(actor.country == found.country for actor in actors)

    def _placed(self, goal: int) -> Party | None:
        """Return the country of a place that a noun is, or that stands beside it ("the Bukavu airport")."""
        token = self.tokens[goal]
        deps = ("appos", "conj") if token.pos == "PROPN" else ("compound", "appos", "nmod", "conj")
        for i in (goal, *(c for c in token.children if self.tokens[c].dep in deps)):
            place = self.tokens[i]
            country = named_place(self.parsed, place)
            if country:
                return Party(place.start, place.end, i, None, country, None, None)
        return None

    def _posted(self, i: int) -> Party | None:
        """Return the country to which an envoy is sent: "recalled its ambassador to Israel"."""
        mention = self.tokens[i].mention
        if mention is None or mention.entity.posting is None:
            return None
        return Party(mention.start, mention.end, i, None, mention.entity.posting, None, None)

    def _owned(self, i: int) -> bool:
        """Tell whether a noun is the subject's own: "recalled their ambassadors", "sent its troops"."""
        token = self.tokens[i]
        owners = [self.tokens[c].text.lower() for c in token.children if self.tokens[c].dep == "poss"]
        official = token.mention is not None and token.mention.kind in ("office", "agency")
        ownable = official or token.lemma in words("owned")
        return ownable and not words("possessives").isdisjoint(owners)

    def _in_complement(self, act: Act, others: Others) -> list[Party]:
        """Return whom a promise, threat or refusal is about: "agreed to take back Italian containers"."""
        complements = act.clause.complements
        told = complements.get("that")
        if told is not None and act.type in TOLD_TYPES and not self._to_a_pronoun(act):
            subject = self.clauses.verb(told).subject
            if subject is not None and (found := others.among(self.parties.named(subject))):
                return found
            own = subject is not None and {p.country for p in self.parties.read(subject)} & others.countries
            if act.type == "THREATEN" and own and (found := self._struck_in(told, others)):
                return found
        below = complements.get("inf", complements.get("ing"))
        if below is None or act.type == "REQUEST":
            return []
        inner = self.clauses.verb(below)
        goal = self._let(inner) if inner.object is None else inner.object
        held = others.among(self.parties.named(goal)) if goal is not None else []
        if any(party.country for party in held):
            return held
        return self._behind_inner(inner, others) or held

    def _let(self, inner: Clause) -> int | None:
        """Return the engineers in "refused to let two engineers go": the parse makes them who goes."""
        going = inner.complements.get("that", inner.complements.get("inf"))
        lets = self.tokens[inner.trigger].lemma in words("letting")
        return self.clauses.verb(going).subject if lets and going is not None else None

    def _to_a_pronoun(self, act: Act) -> bool:
        """Tell whether somebody is told whom only a pronoun names ("to warn him that Mali would pay")."""
        goal = act.clause.object
        return goal is not None and self.tokens[goal].pos == "PRON"

    def _behind_inner(self, inner: Clause, others: Others) -> list[Party]:
        """Return the party behind the verb that is promised or refused, sooner than one inside its nouns."""
        near = [goal for word, goal, _ in inner.prepositions if word in words("inner_recipient_prepositions")]
        for goal in near:
            named = self.parties.read(goal)
            apart = others.among(named) or [p for p in named if p.entity and p.entity.kind == "org"]
            if apart:
                return apart
        return next((found for goal in near if (found := others.among(self.parties.inside(goal)))), [])

    def _struck_in(self, verb: int, others: Others) -> list[Party]:
        """Return whom a clause strikes: "would close the river to Guyanese ships"."""
        inner = self.clauses.verb(verb)
        goals = [goal for _, goal, _ in inner.prepositions]
        for goal in [inner.object, *goals] if inner.object is not None else goals:
            if found := others.among(self.parties.named(goal)):
                return found
        return []

    def _beyond_border(self, act: Act) -> list[Party]:
        """Return whose border or front troops move to: "its frontier with Venezuela", "the Kosovo border"."""
        for _, goal in self._goals(act):
            if self.tokens[goal].lemma not in words("borders"):
                continue
            for word, inner in self._nested(goal, 1):
                if word in ("with", "of", "between") and (found := self.parties.read(inner)):
                    return found
            for child in self.tokens[goal].children:
                mention = self.tokens[child].mention
                if mention is not None and mention.kind != "pronoun":
                    return self.parties.adjectival(child)
        return []

    def _goals(self, act: Act) -> list[tuple[str, int]]:
        """Return (preposition, object) behind the act, nearest first, following nouns down two steps."""
        found = [
            (word, goal)
            for word, goal, at in act.clause.prepositions
            if act.kind == "light" or self._next_to(act.trigger, at)
        ]
        return found + [deeper for _, goal in found for deeper in self._nested(goal, NOUNS_DOWN)]

    def _next_to(self, trigger: int, at: int) -> bool:
        """Tell whether a phrase follows its act closely, with no comma between."""
        return trigger < at < trigger + NEAR and not any(t.text == "," for t in self.tokens[trigger:at])

    def _nested(self, i: int, depth: int) -> list[tuple[str, int]]:
        """Return (preposition, object) below a noun, each before those below it."""
        found: list[tuple[str, int]] = []
        for child in self.tokens[i].children if depth else ():
            other = self.tokens[child]
            for goal in other.children if other.dep == "prep" else ():
                if self.tokens[goal].dep == "pobj":
                    found += [(other.lemma, goal), *self._nested(goal, depth - 1)]
        return found


def _opposed(party: Party, actors: list[Party]) -> bool:
    """Tell whether parties of one country are sides of their own: rebels and an army, say."""
    camp = _camp(party)
    return camp is not None and any(_camp(actor) not in (camp, None) for actor in actors)


def _camp(party: Party) -> str | None:
    """Return "state" or "other"; None where the words do not tell."""
    sector = (party.sector or (party.entity.sector if party.entity is not None else None) or "")[:3]
    if sector in STATE_SECTORS or (party.entity is not None and party.entity.kind in ("country", "office")):
        return "state"
    return "other" if sector in OTHER_SECTORS else None
