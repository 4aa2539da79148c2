"""The coder: walks the sentences of an article, names the acts, gives them parties and a claim status."""

from __future__ import annotations

from dataclasses import replace

from tocsin.coding.acts import CALENDAR, Act, ActNamer, LexiconNamer, light_verbs
from tocsin.coding.claims import Status, status_of
from tocsin.coding.clauses import ClauseReader, lemma_of
from tocsin.coding.coded import Coded
from tocsin.coding.discourse import complete, opponent
from tocsin.coding.everyday import is_accident, is_official, is_sport
from tocsin.coding.evidence import evidence_span
from tocsin.coding.linking import inherit, keep, share_sides
from tocsin.coding.locals import localise
from tocsin.coding.parties import Party, PartyReader
from tocsin.coding.repeats import Told
from tocsin.coding.scopes import Scopes
from tocsin.coding.sides import Sides
from tocsin.language.model import Parsed, Sentence, Token

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
HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "THREATEN", "PROTEST"))
WITHHELD = frozenset(("AGREE", "SUPPORT", "CONSULT", "COOPERATE", "CONCEDE", "RETREAT", "AID"))
JOURNEYS = frozenset("leave travel arrive fly return head go come move journey depart tour".split())
PREDICATIVE = ("acomp", "oprd", "ROOT", "conj", "xcomp", "ccomp")
REVENGE = frozenset(
    "answer respond retaliate avenge punish destroy crush fight defeat eliminate hit strike".split()
)
PROMISES = frozenset(("vow", "pledge", "promise", "swear", "resolve"))


class ArticleCoder:
    """Codes one parsed article with a namer of acts."""

    def __init__(self, parsed: Parsed, namer: ActNamer) -> None:
        self.parsed = parsed
        self.namer = namer
        self.tokens = parsed.tokens
        self.parties = PartyReader(parsed)
        self.clauses = ClauseReader(parsed)
        self.scopes = Scopes(parsed)
        self.sides = Sides(parsed, self.parties, self.clauses, self.scopes)
        self.told = Told(parsed)
        self.found: list[Coded] = []
        self.consumed: set[int] = set()

    def code(self) -> list[Coded]:
        """Return the acts of the article in text order."""
        sport = is_sport(self.parsed)
        for sentence in self.parsed.sentences:
            acts = self._acts(sentence)
            for act in acts:
                self.scopes.add_unreal(act)
            made = [c for act in acts if (c := self._coded(act, sentence)) is not None]
            inherit(self.parsed, self.parties, made, self.found)
            for number, coded in enumerate(made):
                localise(self.parsed, coded, opponent(coded, [*self.found, *made[:number]]))
                share_sides(coded)
            for number, coded in enumerate(made):
                complete(self.parsed, coded, [*self.found, *made[:number]])
            made = [c for c in made if not self._is_private(c, sport) and not is_accident(self.parsed, c)]
            self.found.extend(c for c in made if keep(self.parsed, c) and self.told.is_news(c))
        return self.found

    def _is_private(self, coded: Coded, sport: bool) -> bool:
        """Tell whether an act is a team's or a traveller's: in sport, and on journeys, only officials count."""
        journey = coded.act.type == "CONSULT" and lemma_of(self.tokens[coded.trigger]) in JOURNEYS
        return (sport or journey) and not is_official(coded)

    def _acts(self, sentence: Sentence) -> list[Act]:
        """Name the acts of a sentence: verbs, adjectives and predicates first, then the nouns that they leave."""
        acts: list[Act] = []
        for i in range(sentence.first, sentence.last):
            token = self.tokens[i]
            if token.mention is not None:
                continue
            if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
                acts.extend(self._verb_act(token))
            elif token.pos == "ADJ" and (token.dep in PREDICATIVE or self._qualifies_predicate(token)):
                acts.extend(self._predicate(token, "a"))
            elif token.pos in ("NOUN", "PROPN"):
                acts.extend(self._predicate(token, "p"))
        acts.extend(self._as_did(acts, sentence))
        taken = {act.trigger for act in acts}
        for act in acts:
            self.consumed |= act.consumed
        for i in range(sentence.first, sentence.last):
            token = self.tokens[i]
            noun = token.pos in ("NOUN", "PROPN") or (token.tag == "VBG" and i not in taken)
            if noun and token.text.lower() in CALENDAR and token.text[:1].isupper():
                continue
            if (
                token.mention is None
                and noun
                and i not in self.consumed
                and i not in taken
                and token.dep in NOUN_ROLES
            ):
                act = self._noun_act(token, taken)
                if act is not None:
                    acts.append(act)
                    taken.add(i)
        return sorted(acts, key=lambda act: act.trigger)

    def _as_did(self, acts: list[Act], sentence: Sentence) -> list[Act]:
        """Return the acts of "A condemned the coup, as did B" for B: the same act with another actor."""
        made = []
        for token in self.tokens[sentence.first : sentence.last]:
            if (
                token.lemma != "do"
                or token.dep not in ("advcl", "conj", "parataxis", "ROOT")
                or token.mention is not None
            ):
                continue
            subject = self.parsed.child(token.i, "nsubj")
            before = self.tokens[token.i - 1].text.lower() if token.i else ""
            if subject is None or before not in ("as", "so") or not self.parties.read(subject):
                continue
            done = next((a for a in acts if a.trigger == token.head and a.kind == "v"), None)
            if done is not None:
                made.append(
                    replace(
                        done,
                        trigger=token.i,
                        actors=[subject],
                        recipients=list(done.recipients),
                        consumed=set(),
                    )
                )
        return made

    def _verb_act(self, token: Token) -> list[Act]:
        clause = self.clauses.verb(token.i)
        named = self.namer.name(self.parsed, self.parties, clause, "v")
        if clause.passive and clause.agent is None and token.tag == "VBN":
            felt = replace(clause, subject=clause.object, object=None, passive=False)
            named = self.namer.name(self.parsed, self.parties, felt, "a") or named
        act = next((a for a in named if self._content_fits(a)), None)
        return [self._promise(act)] if act is not None else []

    def _content_fits(self, act: Act) -> bool:
        """A ``content`` row counts only in what one party says about another."""
        if "content" not in act.flags:
            return True
        return self.sides.speaks_of_another(act)

    def _promise(self, act: Act) -> Act:
        """A vow to do harm is a threat: look at the verb that is vowed."""
        below = act.clause.complements.get("inf")
        if act.type != "AGREE" or below is None or lemma_of(self.tokens[act.trigger]) not in PROMISES:
            return act
        inner = self.namer.name(self.parsed, self.parties, self.clauses.verb(below), "v")
        verb = lemma_of(self.tokens[below])
        if (inner and inner[0].type in HOSTILE) or verb in REVENGE:
            act.type, act.mode, act.cameo = "THREATEN", None, "130"
            act.evidence += f"; a threat, since what is promised is to {verb}"
        return act

    def _predicate(self, token: Token, kind: str) -> list[Act]:
        """Acts told by an adjective or predicate noun: "is responsible for", "is a rogue state", "as a rogue state"."""
        clause = self.clauses.noun(token.i)
        head = self.tokens[token.head]
        if token.dep == "pobj" and head.lemma == "as" and head.head != head.i:
            verb = self.clauses.verb(head.head) if self.tokens[head.head].pos == "VERB" else None
            clause.subject = (verb.object if verb.object is not None else verb.subject) if verb else None
        elif token.dep == "amod":
            clause.subject = self._copula_subject(head)
        elif token.dep in (*PREDICATIVE, "attr"):
            clause.subject = self._copula_subject(token)
        else:
            return []
        for child in token.children:
            if self.tokens[child].dep in ("xcomp", "ccomp"):
                clause.complements["inf" if self.tokens[child].tag == "VB" else "that"] = child
        if head.pos in ("VERB", "AUX") and token.dep in ("acomp", "attr"):
            for child in head.children:
                if (
                    self.tokens[child].dep in ("xcomp", "ccomp", "advcl")
                    and child > token.i
                    and self.tokens[child].tag == "VB"
                ):
                    clause.complements.setdefault("inf", child)
        named = self.namer.name(self.parsed, self.parties, clause, kind)
        act = next((a for a in named if self._content_fits(a)), None)
        return [act] if act is not None else []

    def _qualifies_predicate(self, token: Token) -> bool:
        """Tell whether an adjective stands in "this is an unacceptable step"."""
        return token.dep == "amod" and self.tokens[token.head].dep == "attr"

    def _copula_subject(self, token: Token) -> int | None:
        own = self.parsed.child(token.i, "nsubj", "nsubjpass")
        if own is not None:
            return own
        head = self.tokens[token.head]
        if head.i == token.i:
            return None
        if token.dep == "conj" and head.pos == token.pos:
            return self._copula_subject(head)
        if token.dep in ("oprd", "xcomp"):
            clause = self.clauses.verb(head.i)
            return clause.object if clause.object is not None else clause.subject
        return self.clauses.verb(head.i).subject if head.pos in ("VERB", "AUX") else None

    def _noun_act(self, token: Token, taken: set[int]) -> Act | None:
        clause = self.clauses.noun(token.i)
        carried = self._carrier(token, taken)
        if carried is not None:
            verb, swap = carried
            above = self.clauses.verb(verb)
            clause.prepositions += [p for p in above.prepositions if p not in clause.prepositions]
            clause.subject = above.subject
            clause.complements.update(
                {k: v for k, v in above.complements.items() if k not in clause.complements}
            )
        named = self.namer.name(self.parsed, self.parties, clause, "n")
        for act in named:
            if "light" in act.flags and carried is None:
                continue
            act.kind = "light" if carried is not None else "n"
            self.sides.nominal(act, token, carried)
            return act
        return None

    def _carrier(self, token: Token, taken: set[int]) -> tuple[int, bool] | None:
        """Return the light verb that carries a noun, and whether its subject is the recipient."""
        head = self.tokens[token.head]
        if token.dep == "conj" and head.pos == "NOUN":
            return self._carrier(head, taken) if head.i != token.i else None
        if (
            token.dep == "pobj"
            and head.lemma in ("in", "into", "on", "to", "out")
            and self.tokens[head.head].lemma in ("engage", "enter", "get", "go")
        ):
            return (head.head, False) if head.head not in taken else None
        if token.dep not in ("dobj", "nsubjpass") or head.i in taken:
            return None
        entry = light_verbs().get(lemma_of(head))
        if entry is None:
            return None
        particle, swap = entry
        if particle and not any(self.tokens[c].lemma == particle for c in head.children):
            return None
        return head.i, swap

    def _is_stopped(self, act: Act) -> bool:
        """Tell whether help is stopped: "stopped disbursing loans"."""
        token = self.tokens[act.trigger]
        return (
            token.dep == "xcomp"
            and token.tag == "VBG"
            and self.tokens[token.head].lemma in ("stop", "halt", "cease", "suspend")
        )

    def _will_not(self, act: Act) -> bool:
        """Tell whether a verb is denied for the future ("would not recognise", "will not negotiate")."""
        return any(
            self.tokens[c].dep == "aux" and self.tokens[c].lemma in ("will", "would", "wo")
            for c in self.tokens[act.trigger].children
        )

    def _coded(self, act: Act, sentence: Sentence) -> Coded | None:
        if act.trigger in self.scopes.unreal and self.scopes.unreal[act.trigger] is not act:
            return None
        actors, recipients, notes = self.sides.of(act)
        status = status_of(self.parsed, act.trigger)
        if act.kind == "light":
            carrier = status_of(self.parsed, self.tokens[act.trigger].head)
            status = carrier if carrier.modality != "asserted" else status
        first, last = evidence_span(self.parsed, act, sentence)
        if act.type == "REQUEST" and "content" in act.flags:
            status = Status("asserted", None, 'the demand is the act, its "must" part of it')
        if status.modality == "negated" and act.type in WITHHELD and self._will_not(act):
            act.type, act.mode, act.cameo = "REJECT", None, "120"
            act.evidence += "; a refusal, since it is said that it will not be done"
            status = Status("asserted", None, "will not: a refusal")
        if act.type in ("AID", "COOPERATE", "SUPPORT") and self._is_stopped(act):
            act.type, act.mode, act.cameo = "SANCTION", "discontinue", "162"
            act.evidence += "; a sanction, since it is stopped"
            status = Status("asserted", None, "what is stopped is withheld")
        speech = self.scopes.speech.get(act.trigger)
        coded = Coded(
            act, actors, recipients, sentence.index, first, last, status, speech, nominal=act.kind == "n"
        )
        coded.notes = [f"named by {act.evidence}", *notes, status.why]
        return coded


def code_article(parsed: Parsed, namer: ActNamer | None = None) -> list[Coded]:
    """Return the acts of a parsed article."""
    return ArticleCoder(parsed, namer or LexiconNamer()).code()


__all__ = ["ArticleCoder", "Party", "code_article"]
