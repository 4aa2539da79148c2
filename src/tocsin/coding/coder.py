"""The coder: walks the sentences of an article, names the acts, gives them parties and a claim status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.coding.acts import Act, ActNamer, LexiconNamer
from tocsin.coding.arguments import Clause
from tocsin.coding.captives import Captives
from tocsin.coding.claims import Status, status_of
from tocsin.coding.clauses import VERBAL, ClauseReader
from tocsin.coding.coded import Coded
from tocsin.coding.discourse import complete, is_domestic, opponent
from tocsin.coding.everyday import is_accident, is_among_friends, is_official, is_sport
from tocsin.coding.evidence import evidence_span
from tocsin.coding.fitting import is_date_word
from tocsin.coding.hosts import name_host
from tocsin.coding.light import carrier_of
from tocsin.coding.linking import inherit, keep, share_sides
from tocsin.coding.locals import localise
from tocsin.coding.parties import PartyReader
from tocsin.coding.predicates import PredicateReader
from tocsin.coding.recasting import complain, is_promise, promised_verb, recast, threaten
from tocsin.coding.repeats import Told
from tocsin.coding.scopes import Scopes
from tocsin.coding.sides import Sides
from tocsin.coding.sighting import Sighting
from tocsin.coding.spelling import lemma_of
from tocsin.coding.words import words
from tocsin.knowledge import roles
from tocsin.language.model import Parsed, Sentence, Token
from tocsin.sensing import View

NOUN_ROLES = (
    "nsubj",
    "nsubjpass",
    "dobj",
    "pobj",
    "attr",
    "ROOT",
    "conj",
    "appos",
    "dep",
    "oprd",
    "npadvmod",
    "compound",
)
NOUNS = ("NOUN", "PROPN")
DID_DEPS = ("advcl", "conj", "parataxis", "ROOT")


class ArticleCoder:
    """Codes one parsed article with a namer of acts."""

    def __init__(self, parsed: Parsed, namer: ActNamer, views: Sequence[View] | None = None) -> None:
        self.parsed = parsed
        self.namer = namer
        self.tokens = parsed.tokens
        self.parties = PartyReader(parsed)
        self.clauses = ClauseReader(parsed)
        self.predicates = PredicateReader(parsed, self.clauses)
        self.scopes = Scopes(parsed)
        self.sides = Sides(parsed, self.parties, self.clauses, self.scopes)
        self.sighting = Sighting(parsed, self.parties, self.clauses, views) if views is not None else None
        self.told = Told(parsed)
        self.captives = Captives(parsed, self.parties, self.clauses)
        self.domestic = is_domestic(parsed)
        self.found: list[Coded] = []
        self.consumed: set[int] = set()

    def code(self) -> list[Coded]:
        """Return the acts of the article in text order."""
        sport = is_sport(self.parsed)
        for sentence in self.parsed.sentences:
            made = [c for c in self._sentence(sentence) if not self._is_private(c, sport)]
            made = [c for c in made if not is_accident(self.parsed, c) and not is_among_friends(c)]
            self.found.extend(c for c in made if keep(self.parsed, c) and self.told.is_news(c))
        return self.found

    def _sentence(self, sentence: Sentence) -> list[Coded]:
        """Return the candidates of a sentence, with what they take from each other and the text so far."""
        acts = self._acts(sentence)
        for act in acts:
            if self._governs(act):
                self.scopes.add_unreal(act)
        made = [coded for act in acts if (coded := self._coded(act, sentence)) is not None]
        made = [coded for coded in made if not self._is_mere_denial(coded, made)]
        inherit(self.parsed, self.parties, made)
        earlier = list(self.found)
        for coded in made:
            self.captives.tell(coded)
            fought = coded.act.type == "ASSAULT"
            foes = opponent(coded, earlier) if fought else []
            localise(self.parsed, coded, foes, self.domestic, earlier)
            share_sides(coded)
            earlier.append(coded)
        earlier = list(self.found)
        for coded in made:
            name_host(self.parsed, self.parties, coded, earlier, self.domestic)
            complete(self.parsed, coded, earlier, self.domestic)
            earlier.append(coded)
        return made

    def _is_mere_denial(self, coded: Coded, made: list[Coded]) -> bool:
        """Tell whether "denied that it had fired" says no more than what is denied, which is told beside."""
        content = coded.act.clause.complements.get("that") if coded.act.type == "REJECT" else None
        if content is None or self.tokens[coded.trigger].lemma not in words("denials"):
            return False
        below = set(self.parsed.subtree(content))
        return any(other.trigger in below for other in made)

    def _governs(self, act: Act) -> bool:
        """Tell whether what an act asks for or promises is no act of its own: not where nobody known asks."""
        asked = (party for head in act.actors for party in self.parties.read(head))
        return "seen" not in act.flags or any(party.known for party in asked)

    def _is_private(self, coded: Coded, sport: bool) -> bool:
        """Tell whether an act is a team's or a traveller's: in sport and on journeys only officials count.

        Neither do people who gather among themselves ("mothers gathered at the gate") consult.
        """
        consult = coded.act.type == "CONSULT"
        journey = consult and lemma_of(self.tokens[coded.trigger]) in words("journeys")
        among_themselves = all(p.is_thing for p in coded.recipients)
        crowd = consult and among_themselves and all(p.branch == "CVL" for p in coded.actors)
        return (sport or journey or (crowd and bool(coded.actors))) and not is_official(coded)

    def _acts(self, sentence: Sentence) -> list[Act]:
        """Name the acts of a sentence: verbs and predicates first, then the nouns that they leave."""
        tokens = self.tokens[sentence.first : sentence.last]
        acts = [act for token in tokens if (act := self._own_act(token)) is not None]
        acts += [act for token in tokens if (act := self._as_did(token, acts)) is not None]
        taken = {act.trigger for act in acts}
        for act in acts:
            self.consumed |= act.consumed
        for token in tokens:
            if self._may_be_nominal(token, taken):
                nominal = self._noun_act(token, taken)
                if nominal is not None:
                    acts.append(nominal)
                    taken.add(token.i)
        if self.sighting is not None:
            acts = [act for act in acts if self.sighting.backs(act, sentence)]
            acts += self.sighting.acts(sentence, acts)
        return sorted(acts, key=lambda act: act.trigger)

    def _own_act(self, token: Token) -> Act | None:
        """Return the act of a verb or of a predicate; a name is neither, whatever its parse."""
        if token.mention is not None:
            return None
        if token.pos in VERBAL and token.dep not in ("aux", "auxpass"):
            return self._verb_act(token)
        if token.pos == "ADJ" and self.predicates.is_predicate(token):
            return self._predicate_act(token, "a")
        return self._predicate_act(token, "p") if token.pos in NOUNS else None

    def _as_did(self, token: Token, acts: list[Act]) -> Act | None:
        """Return the act of "A condemned the coup, as did B" for B: the same act with another actor."""
        if token.lemma != "do" or token.dep not in DID_DEPS or token.mention is not None:
            return None
        subject = self.parsed.child(token.i, "nsubj")
        before = self.tokens[token.i - 1].text.lower() if token.i else ""
        if subject is None or before not in ("as", "so") or not self.parties.read(subject):
            return None
        done = next((a for a in acts if a.trigger == token.head and a.kind == "v"), None)
        if done is None:
            return None
        recipients = list(done.recipients)
        return replace(done, trigger=token.i, actors=[subject], recipients=recipients, consumed=set())

    def _verb_act(self, token: Token) -> Act | None:
        """Return the act of a verb; a passive without agent may tell a feeling ("is worried")."""
        clause = self.clauses.verb(token.i)
        named = self._name(clause, "v")
        if clause.passive and clause.agent is None and token.tag == "VBN":
            felt = replace(clause, subject=clause.object, object=None, passive=False)
            named = self._name(felt, "a") or named
        act = self._first_fitting(named)
        if act is not None and is_promise(self.parsed, act):
            promised = self._name(self.clauses.verb(promised_verb(act)), "v")
            threaten(self.parsed, act, promised)
        return act

    def _predicate_act(self, token: Token, kind: str) -> Act | None:
        clause = self.predicates.clause(token)
        return self._first_fitting(self._name(clause, kind)) if clause is not None else None

    def _name(self, clause: Clause, kind: str) -> list[Act]:
        return self.namer.name(self.parsed, self.parties, clause, kind)

    def _first_fitting(self, named: list[Act]) -> Act | None:
        """Return the best act; one of a ``content`` row counts only in what one party says about another."""
        fitting = (a for a in named if "content" not in a.flags or self.sides.speaks_of_another(a))
        return next(fitting, None)

    def _may_be_nominal(self, token: Token, taken: set[int]) -> bool:
        """Tell whether a noun may tell an act that no verb or predicate of the sentence has told yet."""
        if token.mention is not None or token.i in self.consumed or token.i in taken:
            return False
        if token.lemma in roles() and self._acts_in(token, taken):
            return False
        if token.dep not in NOUN_ROLES or (is_date_word(token) and token.text[:1].isupper()):
            return False
        return token.pos in NOUNS or token.tag == "VBG"

    def _acts_in(self, token: Token, taken: set[int]) -> bool:
        """Tell whether a noun is who acts, and not what is done: "its patrol fired", "seized by a patrol"."""
        verb = self.tokens[token.head].head if self.tokens[token.head].dep == "agent" else token.head
        return token.dep in ("nsubj", "pobj") and verb in taken

    def _noun_act(self, token: Token, taken: set[int]) -> Act | None:
        """Return the act of a noun, with the subject and phrases of the light verb that carries it."""
        clause = self.clauses.noun(token.i)
        carried = carrier_of(self.parsed, token, taken)
        if carried is not None:
            above = self.clauses.verb(carried[0])
            clause.prepositions += [p for p in above.prepositions if p not in clause.prepositions]
            clause.subject = above.subject
            clause.complements = {**above.complements, **clause.complements}
        named = self._name(clause, "n")
        act = next((a for a in named if carried is not None or "light" not in a.flags), None)
        if act is not None:
            act.kind = "light" if carried is not None else "n"
            self.sides.nominal(act, token, carried)
        return act

    def _coded(self, act: Act, sentence: Sentence) -> Coded | None:
        """Return an act with its sides and status; None where another act only asks for it or refuses it."""
        if self.scopes.unreal.get(act.trigger, act) is not act:
            return None
        actors, recipients, notes = self.sides.of(act)
        if self.sighting is not None and self.sighting.fill(act, sentence, bool(actors), bool(recipients)):
            actors, recipients, notes = self.sides.of(act)
        complain(self.parsed, act, actors)
        status = recast(self.parsed, act, self._status(act))
        if self.sighting is not None:
            status = self.sighting.status(act, sentence, status)
        first, last = evidence_span(self.parsed, act, sentence)
        speech = self.scopes.speech.get(act.trigger)
        coded = Coded(
            act, actors, recipients, sentence.index, first, last, status, speech, nominal=act.kind == "n"
        )
        coded.notes = [f"named by {act.evidence}", *notes, status.why]
        if self.sighting is not None:
            coded.seen = self.sighting.seen(self.tokens[act.trigger], sentence)
        return coded

    def _status(self, act: Act) -> Status:
        """Return the claim status of an act; what is said of a light verb is said of its noun."""
        status = status_of(self.parsed, act.trigger)
        if act.kind != "light":
            return status
        carrier = status_of(self.parsed, self.tokens[act.trigger].head)
        return carrier if carrier.modality != "asserted" else status


def code_article(
    parsed: Parsed, namer: ActNamer | None = None, views: Sequence[View] | None = None
) -> list[Coded]:
    """Return the acts of a parsed article in text order; without a ``namer`` the lexicon names them.

    With ``views``, what the trained model sees in each sentence, the acts that only it sees are added.
    """
    return ArticleCoder(parsed, namer or LexiconNamer(), views).code()
