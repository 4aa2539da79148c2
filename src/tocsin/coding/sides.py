"""The two sides of an act: which noun phrases are its actors and recipients, with the speaker where words leave them out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tocsin.coding.acts import Act, is_mutual
from tocsin.coding.clauses import ClauseReader
from tocsin.coding.locals import named_place
from tocsin.coding.parties import Party, PartyReader
from tocsin.coding.scopes import Scopes
from tocsin.language.model import Parsed, Speech, Token
from tocsin.tables import alternatives, rows, table

NEAR = 14
OWNED = frozenset(
    "ambassador envoy troop citizen force border airspace soldier diplomat national embassy army fleet warship territory staff".split()
)
BORDERS = frozenset("border frontier line coast shore position front boundary river strait".split())
STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "JUD", "SPY"))
OTHER_SECTORS = frozenset(("REB", "UAF", "OPP", "CVL", "CRM", "PTY", "LAB", "EDU"))
STRIKING = frozenset(("ASSAULT", "COERCE", "CIVIL_IMPACT"))
DOMESTIC = frozenset(("COERCE", "ASSAULT", "PROTEST", "APPOINT", "CIVIL_IMPACT"))


@cache
def fallbacks() -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    """Return for each type the prepositions before its recipient, and those whose object may hold it inside."""
    columns = ("type", "direct", "inside")
    return {
        row["type"]: (alternatives(row["direct"]), frozenset(alternatives(row["inside"])))
        for _, row in rows(table("tocsin.coding", "fallbacks.tsv"), columns)
    }


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
        actors = self._read_all(act.actors, act.doer_only, inside=act.type != "RETREAT")
        if not actors and self._may_be_speaker(act):
            actors = self.speakers(act.trigger)
            if actors:
                notes.append("no subject inside a quotation: the speaker acts")
        if not actors and act.kind == "v" and not act.clause.passive:
            actors = self._sharing(act)
        if not actors and (between := [g for w, g, _ in act.clause.prepositions if w == "between"]):
            actors = self._read_all(between, False)
        recipients = self._read_all(act.recipients, act.doer_only)
        if not recipients and not act.reciprocal and not act.subject_is_recipient:
            recipients = self._fallback(act, actors)
            if recipients:
                notes.append("recipient from inside the object or a prepositional phrase")
        recipients = [r for r in recipients if not any(_same(r, a) for a in actors)]
        if len(actors) > 1 and any(is_mutual(self.tokens, head) for head in act.recipients):
            actors, recipients = actors[:1], actors[1:]
        return actors, recipients, notes

    def _sharing(self, act: Act) -> list[Party]:
        """Return the party whose verb stands above one whose shared subject is a thing ("the cutoff ..., but thanked Y")."""
        token = self.tokens[act.trigger]
        if (
            token.dep not in ("conj", "acl", "advcl", "xcomp")
            or self.parsed.child(token.i, "nsubj", "nsubjpass") is not None
        ):
            return []
        at = token
        for _ in range(5):
            if at.head == at.i or at.dep == "relcl":
                return []
            at = self.tokens[at.head]
            if at.pos not in ("VERB", "AUX"):
                continue
            subject = self.clauses.verb(at.i).subject
            if subject is not None and (found := self.parties.read(subject)):
                return found
        return []

    def _of_content(self, act: Act) -> tuple[list[Party], list[Party], list[str]]:
        speakers = self.speakers(act.trigger)
        about = self._read_all(act.actors or act.recipients, False)
        about = [p for p in about if not any(_same(p, s) for s in speakers)]
        return speakers, about, ["what one party says of another"]

    def _read_all(self, heads: list[int], doer_only: bool, inside: bool = True) -> list[Party]:
        found: list[Party] = []
        for head in heads:
            mention = self.tokens[head].mention
            if mention is not None and mention.kind == "adjective":
                found.extend(self.parties.adjectival(head))
            else:
                found.extend(
                    self.parties.read(head) or (self.parties.inside(head, doer_only) if inside else [])
                )
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
        if "thing" in act.flags and not about:
            return any(s.known for s in speakers)
        return any(p.known and p.country not in countries for p in about)

    def nominal(self, act: Act, token: Token, carried: tuple[int, bool] | None) -> None:
        """Give a nominal act its sides: the light verb's subject, possessor, demonym, "by" and "of" phrases."""
        swap = carried is not None and carried[1]
        subject = act.clause.subject if carried is not None else None
        if act.actors and carried is not None and not swap and subject is not None:
            act.recipients = act.recipients or [h for h in act.actors if h != subject]
            act.actors = [subject]
        verb = self.tokens[token.head]
        if (
            carried is None
            and token.dep in ("nsubj", "nsubjpass")
            and act.type in STRIKING
            and verb.pos == "VERB"
        ):
            above = self.clauses.verb(verb.i)
            act.clause.prepositions += [p for p in above.prepositions if p not in act.clause.prepositions]
        if act.actors and carried is not None and not swap and subject is not None:
            pass
        elif not act.actors:
            if swap and subject is not None:
                act.recipients = act.recipients or [subject]
                act.actors = self._owners(token, act) + [
                    g for w, g, _ in act.clause.prepositions if w == "from"
                ]
            elif subject is not None:
                act.actors = [subject]
            else:
                act.actors = self._owners(token, act) or self._in_whose_clause(token, act)
        elif swap and subject is not None and not act.recipients:
            act.recipients = [subject]

    def _in_whose_clause(self, token: Token, act: Act) -> list[int]:
        """Return the subject of the clause for "In a call with X, Y said": Y talks to X."""
        head = self.tokens[token.head]
        if (
            act.type != "CONSULT"
            or token.dep != "pobj"
            or head.lemma not in ("in", "during", "after", "at", "following", "on")
        ):
            return []
        verb = self.tokens[head.head]
        subject = self.clauses.verb(verb.i).subject if verb.pos in ("VERB", "AUX") else None
        return [subject] if subject is not None else []

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
            return [
                goal for word, goal, _ in act.clause.prepositions if word == "of" and self.parties.read(goal)
            ]
        of = [
            goal for word, goal, _ in act.clause.prepositions if word == "of" and goal not in act.recipients
        ]
        return of[:1]

    def _fallback(self, act: Act, actors: list[Party]) -> list[Party]:
        clause = act.clause
        taken = {id(p.entity) for p in actors if p.entity is not None}
        countries = {p.country for p in actors}

        domestic = act.type in DOMESTIC

        def other(found: list[Party]) -> list[Party]:
            apart = [
                p for p in found if (p.known or domestic) and (p.entity is None or id(p.entity) not in taken)
            ]
            return [p for p in apart if domestic or p.country not in countries or _opposed(p, actors)]

        if act.type == "MOBILIZE" and (found := other(self._beyond_border(act))):
            return found
        if (
            clause.object is not None
            and act.kind in ("v", "light")
            and act.type != "MOBILIZE"
            and not (act.kind == "light" and clause.object == act.trigger)
        ):
            posted = self._posted(clause.object)
            if posted and act.type in ("SANCTION", "COOPERATE", "ACCUSE"):
                return other([posted])
            own = self._owned(clause.object)
            inner = (
                []
                if own
                else other(
                    self.parties.read(clause.object) or self.parties.inside(clause.object, act.doer_only)
                )
            )
            if inner:
                return inner
        direct, inside = fallbacks().get(act.type, ((), frozenset()))
        goals = self._goals(act)
        for word in direct:
            for name, goal in goals:
                if name == word and goal not in act.actors and (found := other(self.parties.read(goal))):
                    return found
        for name, goal in goals:
            held = self.parties.inside(goal, act.doer_only) or self.parties.read(goal)
            if name in inside and goal not in act.actors and (found := other(held)):
                return found
        return self._in_complement(act, direct, other) or self._struck(act)

    def _struck(self, act: Act) -> list[Party]:
        """Return the country of the place that an act of force strikes, where it names no one ("shelled Bukavu")."""
        if act.type not in STRIKING:
            return []
        goals = [act.clause.object] if act.clause.object is not None else []
        goals += [
            goal
            for word, goal in self._goals(act)
            if word in ("in", "at", "near", "on", "outside", "inside", "of", "into", "over")
        ]
        for goal in goals:
            deps = (
                ("appos", "conj")
                if self.tokens[goal].pos == "PROPN"
                else ("compound", "appos", "nmod", "conj")
            )
            mention = self.tokens[goal].mention
            if mention is not None and mention.kind == "capital" and goal != act.clause.object:
                return [Party(mention.start, mention.end, goal, None, mention.entity.country, None, None)]
            for i in (goal, *(c for c in self.tokens[goal].children if self.tokens[c].dep in deps)):
                token = self.tokens[i]
                country = named_place(self.parsed, token)
                if country:
                    return [Party(token.start, token.end, i, None, country, None, None)]
        return []

    def _posted(self, i: int) -> Party | None:
        """Return the country to which an envoy is sent: "recalled its ambassador to Israel"."""
        mention = self.tokens[i].mention
        if mention is None or mention.entity.posting is None:
            return None
        return Party(mention.start, mention.end, i, None, mention.entity.posting, None, None)

    def _owned(self, i: int) -> bool:
        """Tell whether a noun is the subject's own: "recalled their ambassadors", "sent its troops"."""
        owners = [
            self.tokens[c].text.lower() for c in self.tokens[i].children if self.tokens[c].dep == "poss"
        ]
        mention = self.tokens[i].mention
        owned = (mention is not None and mention.kind in ("office", "agency")) or self.tokens[i].lemma in OWNED
        return owned and any(word in ("its", "their", "his", "her", "our") for word in owners)

    def _in_complement(
        self, act: Act, direct: tuple[str, ...], other: Callable[[list[Party]], list[Party]]
    ) -> list[Party]:
        """Return the party that a promise, threat or refusal is about: "agreed to take back Italian containers"."""
        clause = act.clause
        told = clause.complements.get("that")
        if told is not None and act.type in ("ACCUSE", "REQUEST", "THREATEN"):
            subject = self.clauses.verb(told).subject
            if subject is not None and (
                found := other(self.parties.read(subject) or self.parties.inside(subject))
            ):
                return found
        below = clause.complements.get("inf", clause.complements.get("ing"))
        if below is None or act.type == "REQUEST":
            return []
        inner = self.clauses.verb(below)
        if inner.object is not None and (
            found := other(self.parties.read(inner.object) or self.parties.inside(inner.object))
        ):
            return found
        for word, goal, _ in inner.prepositions:
            if word in ("to", "with", "from", "against", "on", "for", "between", "in") and (
                found := self.parties.read(goal)
            ):
                apart = other(found) or [p for p in found if p.entity is not None and p.entity.kind == "org"]
                if apart:
                    return apart
        return []

    def _beyond_border(self, act: Act) -> list[Party]:
        """Return whose border or front troops move to: "its frontier with Venezuela", "the Kosovo border"."""
        for _, goal in self._goals(act):
            if self.tokens[goal].lemma not in BORDERS:
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
            (w, g)
            for w, g, at in act.clause.prepositions
            if act.kind == "light" or self._next_to(act.trigger, at)
        ]
        for _, goal in list(found):
            found += self._nested(goal, 2)
        return found

    def _next_to(self, trigger: int, at: int) -> bool:
        """Tell whether a phrase follows its act closely, with no comma between."""
        return trigger < at < trigger + NEAR and not any(t.text == "," for t in self.tokens[trigger:at])

    def _nested(self, i: int, depth: int) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        for child in self.tokens[i].children:
            other = self.tokens[child]
            if other.dep == "prep" and depth:
                for goal in other.children:
                    if self.tokens[goal].dep == "pobj":
                        found.append((other.lemma, goal))
                        found += self._nested(goal, depth - 1)
        return found


def _opposed(party: Party, actors: list[Party]) -> bool:
    """Tell whether two parties of one country are sides of their own: rebels and an army, protesters and a government."""
    return any(_camp(party) != _camp(actor) and _camp(party) and _camp(actor) for actor in actors)


def _camp(party: Party) -> str | None:
    sector = (party.sector or (party.entity.sector if party.entity is not None else None) or "")[:3]
    if sector in STATE_SECTORS or (party.entity is not None and party.entity.kind in ("country", "office")):
        return "state"
    return "other" if sector in OTHER_SECTORS else None


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
