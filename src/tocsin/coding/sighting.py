"""The trained model beside the lexicon: acts that only it sees, and its word on the acts of the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import cast

from tocsin import ontology
from tocsin.coding.acts import Act
from tocsin.coding.arguments import Clause
from tocsin.coding.claims import Status
from tocsin.coding.clauses import VERBAL, ClauseReader
from tocsin.coding.fitting import is_date_word
from tocsin.coding.parties import PartyReader
from tocsin.coding.scopes import OPAQUE_TYPES
from tocsin.coding.words import words
from tocsin.language.model import Parsed, Sentence, Token
from tocsin.records import Modality
from tocsin.sensing import Seen, View
from tocsin.sensing.view import ACTOR, RECIPIENT, Array

# Chosen on the development articles.
SEEN_FROM = 0.5
SEEN_IN_QUIET = 0.9
SURE = 0.8
QUIET_SHARE = 0.2
LEAST_SENTENCES = 6
ROLE_FROM = 0.4
AGREEMENT = 0.25
THING_FROM = 0.6
FILLED = 0.8
# "condemned the attack" blames nobody, "spoke in Rome" is to nobody: there an open side stays open.
OPEN_TYPES = frozenset(("ACCUSE", "AGREE", "CONSULT", "REJECT", "SUPPORT"))
NOUNS = ("NOUN", "PROPN")
SUFFERING = ("dobj", "nsubjpass", "pobj", "conj", "dative", "nsubj")
MODIFIERS = ("amod", "compound", "nmod")


class Sighting:
    """What the model sees in one article; ``views`` has one view a sentence."""

    def __init__(
        self, parsed: Parsed, parties: PartyReader, clauses: ClauseReader, views: Sequence[View]
    ) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.parties = parties
        self.clauses = clauses
        self.views = views

    def view(self, sentence: Sentence) -> View:
        """Return what the model sees in a sentence."""
        return self.views[sentence.index]

    def seen(self, token: Token, sentence: Sentence) -> Seen | None:
        """Return the act that the model sees at a token."""
        return self.view(sentence).seen(token.start - sentence.start)

    @cached_property
    def quiet(self) -> bool:
        """Tell whether the article is about something else than what parties do to each other.

        In news of sport, weather or business the model is sure of an act in few sentences; in a short text
        that says nothing.
        """
        sentences = self.parsed.sentences
        sure = sum(self._is_sure(sentence) for sentence in sentences)
        return len(sentences) >= LEAST_SENTENCES and sure < QUIET_SHARE * len(sentences)

    def _is_sure(self, sentence: Sentence) -> bool:
        tokens = (t for t in self.tokens[sentence.first : sentence.last] if t.mention is None)
        seen = (self.seen(token, sentence) for token in tokens)
        return any(one is not None and one.probability >= SURE for one in seen)

    def backs(self, act: Act, sentence: Sentence) -> bool:
        """Tell whether an act of the lexicon stands: in a quiet article the model has to see one, too."""
        if not self.quiet:
            return True
        seen = (self.seen(self.tokens[i], sentence) for i in self._words_of(act))
        return any(one is not None and one.any_act >= SEEN_FROM for one in seen)

    def acts(self, sentence: Sentence, told: list[Act]) -> list[Act]:
        """Return the acts of a sentence that only the model sees; ``told`` are those of the lexicon."""
        return self.seen_from(SEEN_IN_QUIET if self.quiet else SEEN_FROM, sentence, told)

    def seen_from(self, least: float, sentence: Sentence, told: list[Act]) -> list[Act]:
        """Return the acts that the model sees in a sentence, at least so probable, beside ``told``."""
        view = self.view(sentence)
        taken = {i for act in told for i in self._words_of(act)}
        found: list[Act] = []
        for token in self.tokens[sentence.first : sentence.last]:
            if token.mention is not None or token.i in taken:
                continue
            seen = view.seen(token.start - sentence.start)
            if seen is not None and seen.probability >= least and not self._told(token, seen, told):
                found.append(self.act(token, seen, sentence, view))
        return found

    def status(self, act: Act, sentence: Sentence, status: Status) -> Status:
        """Return the claim status of an act that only the model sees: by the rules, else on its word."""
        if "seen" not in act.flags or status.modality != "asserted":
            return status
        name, chance = self.view(sentence).status(self.tokens[act.trigger].start - sentence.start)
        if name == "asserted" or chance < SURE:
            return status
        return Status(cast(Modality, name), None, f"the model reads it as {name} ({chance:.2f})")

    def _words_of(self, act: Act) -> set[int]:
        """Return the tokens that an act of the lexicon already tells: its noun and its light verb."""
        own = {act.trigger, *act.consumed}
        if act.kind in ("light", "n"):
            own.add(self.tokens[act.trigger].head)
        return own

    def _told(self, token: Token, seen: Seen, told: list[Act]) -> bool:
        """Tell whether the lexicon has told it: the same type beside this word, or the deed that follows it.

        "proceeded to occupy" and "wants to occupy" tell one act; "gave them a week to leave" is a threat,
        whatever is to be done.
        """
        if any(act.type == seen.type and self._joined(token, act.trigger) for act in told):
            return True
        triggers = {act.trigger for act in told}
        deed = next((c for c in token.children if self.tokens[c].dep == "xcomp" and c in triggers), None)
        if deed is None:
            return False
        own_wish = seen.type == "REQUEST" and self.clauses.verb(token.i).object is None
        return own_wish or seen.type not in OPAQUE_TYPES

    def _joined(self, token: Token, trigger: int) -> bool:
        other = self.tokens[trigger]
        lower = token if token.head == trigger else other if other.head == token.i else None
        return lower is not None and lower.dep not in ("conj", "relcl")

    def act(self, token: Token, seen: Seen, sentence: Sentence, view: View) -> Act:
        """Return the act at a token with the sides that the model gives it."""
        verbal = token.pos in VERBAL
        clause = self.clauses.verb(token.i) if verbal else self.clauses.noun(token.i)
        start = token.start - sentence.start
        actors, recipients = self.sides(token, seen.type, sentence, clause)
        mode = view.mode(start, frozenset(ontology.types()[seen.type].modes))
        return Act(
            trigger=token.i,
            type=seen.type,
            mode=mode,
            cameo=ontology.code_for(seen.type, mode),
            flags=frozenset(("seen", "sym")),
            score=seen.probability,
            evidence=f"model {seen.type} {seen.probability:.2f}",
            clause=clause,
            actors=actors,
            recipients=recipients,
            kind="v" if verbal else "s",
        )

    def sides(
        self, token: Token, kind: str, sentence: Sentence, clause: Clause
    ) -> tuple[list[int], list[int]]:
        """Return the heads of the parties that the model makes actors and recipients of an act."""
        chances = self._chances(token, kind, sentence)
        victim = self._victim_above(token) if kind == "ASSAULT" else None
        tellers = self._tellers(token) if clause.passive else frozenset()
        doers = {h: chance for h, chance in chances.items() if h != victim and h not in tellers}
        actor = _best(doers, ACTOR, clause.subject)
        if victim is not None:
            return [h for h in (actor,) if h is not None], [victim]
        goal = clause.object if not clause.passive or clause.subject is not None else None
        left = {head: chance for head, chance in chances.items() if head != actor}
        recipient = _best(left, RECIPIENT, goal)
        if recipient is None:
            recipient = self.thing(token, kind, sentence)
        return [h for h in (actor,) if h is not None], [h for h in (recipient,) if h is not None]

    def _victim_above(self, token: Token) -> int | None:
        """Return who suffers in "two soldiers killed in shelling": not who shells."""
        behind = self.tokens[token.head]
        if token.dep not in ("pobj", "pcomp") or behind.dep != "prep":
            return None
        verb = self.tokens[behind.head]
        above = self.clauses.verb(verb.i) if verb.pos == "VERB" else None
        if above is not None and verb.lemma in words("dying"):
            return above.subject
        return above.object if above is not None and above.passive else None

    def _tellers(self, token: Token) -> frozenset[int]:
        """Return the subjects of the verbs that report a clause: "ten were taken, the minister said"."""
        found, at = [], token
        while at.dep in ("ccomp", "conj") and at.head != at.i:
            above = self.tokens[at.head]
            if at.dep == "ccomp" and above.pos in VERBAL:
                found.append(self.parsed.child(above.i, "nsubj"))
            at = above
        if self.clauses.verb(token.i).passive:
            # "have been taken, and we want them home": who acts next has not done it.
            later = (c for c in token.children if self.tokens[c].dep == "conj" and c > token.i)
            found += [self.parsed.child(verb, "nsubj") for verb in later]
        return frozenset(i for i in found if i is not None)

    def fill(self, act: Act, sentence: Sentence, acted: bool, suffered: bool) -> bool:
        """Give an act of the lexicon the side that its words lack and the model is sure of.

        Return whether it got one.
        """
        complete = (acted and suffered) or not act.flags.isdisjoint(("seen", "content"))
        if complete or act.kind == "n" or act.type in OPEN_TYPES:
            return False
        before = (act.actors, act.recipients)
        chances = self._chances(self.tokens[act.trigger], act.type, sentence)
        if not acted and not act.actors:
            tellers = self._tellers(self.tokens[act.trigger])
            where = [head for head in chances if self._is_a_place(head)]
            best = _likeliest(chances, ACTOR, [*act.recipients, *tellers, *where])
            act.actors = [best] if best is not None and chances[best][ACTOR] > FILLED else []
        if not suffered and not act.recipients and not act.reciprocal and not act.subject_is_recipient:
            best = _likeliest(chances, RECIPIENT, [*act.actors, *self._own_states(act, chances)])
            act.recipients = [best] if best is not None and chances[best][RECIPIENT] > FILLED else []
        return (act.actors, act.recipients) != before

    def _is_a_place(self, head: int) -> bool:
        """Tell whether a country only says where ("were seized in Mali")."""
        token = self.tokens[head]
        if token.mention is None or token.mention.kind not in ("country", "capital") or token.dep != "pobj":
            return False
        return self.tokens[token.head].lemma in words("setting_prepositions")

    def _own_states(self, act: Act, chances: dict[int, Array]) -> list[int]:
        """Return the heads that name the very country of who acts ("warned that Chad would answer")."""
        if act.type != "THREATEN":
            return []
        own = {party.country for head in act.actors for party in self.parties.read(head)} - {None}
        return [
            head
            for head in chances
            if any(
                party.entity is not None and party.entity.kind == "country" and party.country in own
                for party in self.parties.read(head)
            )
        ]

    def _chances(self, token: Token, kind: str, sentence: Sentence) -> dict[int, Array]:
        """Return for each party of a sentence its (none, actor, recipient) probabilities in an act."""
        start = token.start - sentence.start
        heads = self._candidates(sentence)
        if not heads or start not in self.view(sentence).piece_at:
            return {}
        spans = [self._span(head, sentence) for head in heads]
        return dict(zip(heads, self.view(sentence).roles(start, kind, spans), strict=True))

    def _span(self, head: int, sentence: Sentence) -> tuple[int, int]:
        party = self.parties.read(head)[0]
        return party.start - sentence.start, party.end - sentence.start

    def thing(self, token: Token, kind: str, sentence: Sentence) -> int | None:
        """Return the head of a noun phrase that suffers an act though its words name no party.

        "searched the offices", "burned two lorries": whose it is is asked later.
        """
        nouns = [
            other
            for other in self.tokens[sentence.first : sentence.last]
            if other.pos in NOUNS and other.dep in SUFFERING and other.mention is None and other.i != token.i
        ]
        nouns = [other for other in nouns if not is_date_word(other) and not self.parties.read(other.i)]
        if not nouns:
            return None
        spans = [(other.start - sentence.start, other.end - sentence.start) for other in nouns]
        chances = self.view(sentence).roles(token.start - sentence.start, kind, spans)[:, RECIPIENT]
        best = int(chances.argmax())
        return nouns[best].i if chances[best] >= THING_FROM else None

    def _is_setting(self, token: Token) -> bool:
        """Tell whether a capital is where something happens, and no party ("spoke in Rome")."""
        before = self.tokens[token.head].lemma
        placed = token.dep == "pobj" and before in words("setting_prepositions")
        return placed and token.mention is not None and token.mention.kind == "capital"

    def _candidates(self, sentence: Sentence) -> list[int]:
        """Return the heads of all parties that a sentence names, members of lists by the first of them."""
        found = []
        for token in self.tokens[sentence.first : sentence.last]:
            if token.dep in MODIFIERS and (token.mention is None or token.mention.kind == "adjective"):
                continue
            if (token.dep == "poss" and token.mention is None) or self._is_setting(token):
                continue
            if self.parties.read(token.i):
                found.append(token.i)
        return found


def _likeliest(chances: dict[int, Array], role: int, taken: Sequence[int]) -> int | None:
    """Return the head likeliest in a role among those that are not taken."""
    free = [head for head in chances if head not in taken]
    return max(free, key=lambda head: float(chances[head][role]), default=None)


def _best(chances: dict[int, Array], role: int, syntactic: int | None) -> int | None:
    """Return the head likeliest in a role; the parser's word for it counts where the model half agrees."""
    scored = [
        (float(chance[role]) + (AGREEMENT if head == syntactic else 0.0), head)
        for head, chance in chances.items()
    ]
    best = max(scored, default=(0.0, -1), key=lambda pair: pair[0])
    return best[1] if best[0] >= ROLE_FROM else None
