"""The arguments of a verb: who, whom, through which prepositions and complements, active and passive alike."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.coding.frames import us_spelling
from tocsin.language.model import Parsed, Token
from tocsin.language.speech import cues

PARTICLE_DEPS = ("prt", "advmod", "prep", "advcl", "npadvmod", "acomp")


@dataclass(slots=True)
class Clause:
    """A verb (or noun, adjective) with its arguments, all as token numbers.

    ``prepositions`` holds (word, object token, preposition token); an indirect object counts as "to".
    ``complements`` holds "inf", "that", "ing", "oprd" with their head token.
    """

    trigger: int
    subject: int | None = None
    object: int | None = None
    agent: int | None = None
    passive: bool = False
    prepositions: list[tuple[str, int, int]] = field(default_factory=list)
    complements: dict[str, int] = field(default_factory=dict)
    particles: dict[str, int] = field(default_factory=dict)
    participle: bool = False


class ClauseReader:
    """Reads clauses of one parsed article."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens

    def verb(self, i: int) -> Clause:
        """Return the clause of verb token ``i``."""
        token = self.tokens[i]
        clause = Clause(i)
        for child in token.children:
            self._argument(clause, self.tokens[child])
        if token.dep == "amod":
            clause.participle = True
        if clause.passive:
            clause.object, clause.subject = clause.subject, clause.agent
            if (
                token.dep == "relcl"
                and clause.object is not None
                and self.tokens[clause.object].tag in ("WP", "WDT")
            ):
                clause.object = token.head
        elif token.dep in ("acl", "relcl"):
            self._from_noun(clause, token)
        if clause.agent is not None and clause.subject is None and not clause.passive and token.tag == "VBN":
            clause.passive, clause.subject = True, clause.agent
        self._shared(clause, token)
        if clause.object is None and not clause.passive and token.pos == "VERB":
            clause.object = self._object_of_next(token)
        if clause.object is not None:
            self._prepositions(clause, clause.object)
        return clause

    def _object_of_next(self, token: Token) -> int | None:
        """Return the object shared by "criticised and sanctioned Nicaragua"."""
        for child in token.children:
            other = self.tokens[child]
            if (
                other.dep == "conj"
                and other.pos == "VERB"
                and child == token.i + 2
                and other.tag == token.tag
            ):
                return self.parsed.child(child, "dobj")
        return None

    def noun(self, i: int) -> Clause:
        """Return the clause of a nominal act: its prepositions and complements; parties inside are read elsewhere."""
        clause = Clause(i)
        for child in self.tokens[i].children:
            other = self.tokens[child]
            if other.dep in ("prep", "agent"):
                self._preposition(clause, other)
            elif other.dep in ("acl", "relcl") and other.tag in ("VB", "VBP"):
                clause.complements["inf"] = child
            elif other.dep in ("ccomp", "acl", "relcl") and other.tag != "VBG":
                clause.complements.setdefault("that", child)
        return clause

    def _argument(self, clause: Clause, child: Token) -> None:
        if child.dep in ("nsubj", "csubj"):
            clause.subject = child.i
        elif child.dep == "nsubjpass":
            clause.subject, clause.passive = child.i, True
        elif child.dep in ("dobj", "obj"):
            clause.object = child.i
        elif child.dep in ("dative", "iobj"):
            goal = child.i
            if child.pos == "ADP":
                goal = self._object_of(child) or child.i
            clause.prepositions.append(("to", goal, child.i))
        elif child.dep == "agent" or (child.dep == "prep" and child.lemma == "by" and clause.passive):
            clause.agent = self._object_of(child)
            self._preposition(clause, child)
        elif child.dep == "prep" or (child.dep == "prt" and self._object_of(child) is not None):
            self._preposition(clause, child)
        elif (
            child.dep in ("advcl", "ccomp", "xcomp", "acl")
            and child.tag == "VB"
            and (named := self._for_whom(child)) is not None
        ):
            clause.prepositions.append(("for", named, child.i))
            clause.complements["inf"] = child.i
        elif child.dep == "xcomp":
            clause.complements["ing" if child.tag == "VBG" else "inf"] = child.i
        elif child.dep == "ccomp":
            infinitive = self.tokens[child.i].tag == "VB" and any(
                self.tokens[c].tag == "TO" for c in child.children
            )
            clause.complements["inf" if infinitive else "that"] = child.i
            if infinitive and clause.object is None:
                clause.object = self.parsed.child(child.i, "nsubj", "nsubjpass")
            elif child.tag == "VBG" and clause.object is None:
                clause.complements["ing"] = child.i
                clause.object = self.parsed.child(child.i, "nsubj")
            if child.pos in ("NOUN", "ADJ", "PROPN"):
                clause.complements["oprd"] = child.i
                if clause.object is None:
                    clause.object = self.parsed.child(child.i, "nsubj")
        elif child.dep in ("oprd", "acomp"):
            clause.complements["oprd"] = child.i
        elif (
            child.dep == "advcl"
            and child.tag == "VB"
            and any(self.tokens[c].tag == "TO" for c in child.children)
        ):
            clause.complements.setdefault("inf", child.i)
        if child.dep == "advmod":
            for inner in child.children:
                if self.tokens[inner].dep == "prep":
                    self._preposition(clause, self.tokens[inner])
        if child.dep in PARTICLE_DEPS:
            clause.particles.setdefault(child.lemma, child.i)

    def _for_whom(self, verb: Token) -> int | None:
        """Return the subject of "for Turkey to return", which the parser makes one of the infinitive."""
        marked = any(
            self.tokens[c].text.lower() == "for" and self.tokens[c].dep == "mark" for c in verb.children
        )
        return self.parsed.child(verb.i, "nsubj") if marked else None

    def _preposition(self, clause: Clause, preposition: Token) -> None:
        goal = self._object_of(preposition)
        if (
            self.tokens[preposition.head].text.lower() == "according"
            or preposition.text.lower() == "according"
        ):
            return
        if goal is not None:
            clause.prepositions.append((preposition.lemma, goal, preposition.i))
        for child in preposition.children:
            if self.tokens[child].dep == "prep":
                deeper = self._object_of(self.tokens[child])
                if deeper is not None:
                    word = f"{preposition.lemma} {self.tokens[child].lemma}"
                    clause.prepositions.append((word, deeper, preposition.i))
                    clause.prepositions.append((self.tokens[child].lemma, deeper, preposition.i))

    def _prepositions(self, clause: Clause, noun: int) -> None:
        """Add the prepositions of the object: the parser hangs "held talks with X" on either word."""
        for child in self.tokens[noun].children:
            if self.tokens[child].dep == "prep":
                self._preposition(clause, self.tokens[child])
            elif self.tokens[child].dep == "acl" and any(
                self.tokens[c].tag == "TO" for c in self.tokens[child].children
            ):
                clause.complements.setdefault("inf", child)

    def _object_of(self, preposition: Token) -> int | None:
        deps = (
            ("pobj", "pcomp", "obj", "amod", "acomp")
            if preposition.lemma == "as"
            else ("pobj", "pcomp", "obj")
        )
        return next((c for c in preposition.children if self.tokens[c].dep in deps), None)

    def _from_noun(self, clause: Clause, token: Token) -> None:
        """Fill the gap of a participle or relative clause from the noun that it hangs on."""
        noun = self.tokens[token.head]
        relative = {"who", "which", "that", "whom", "whose"}
        late = (
            token.i > 0
            and self.tokens[token.i - 1].text == ","
            and (clause.object is not None or clause.complements)
        )
        if token.dep == "acl" and token.tag == "VBN" and late and clause.agent is None:
            clause.subject = noun.i
            return
        if token.dep == "acl" and token.tag == "VBN" and clause.object is None:
            clause.passive, clause.object, clause.subject = True, noun.i, clause.agent
            return
        if token.dep == "acl" and token.tag == "VBG" and clause.subject is None:
            clause.subject = noun.i
            return
        if token.dep == "acl" and clause.subject is None:
            owner = self.parsed.child(noun.i, "poss")
            if owner is not None:
                clause.subject = owner
        if token.dep == "acl":
            clause.subject = clause.subject if clause.subject is not None else self._above(noun)
            return
        if clause.subject is not None and self.tokens[clause.subject].text.lower() in relative:
            clause.subject = noun.i
        elif (clause.object is not None and self.tokens[clause.object].text.lower() in relative) or (clause.object is None and clause.subject is not None and token.dep == "relcl"):
            clause.object = noun.i

    def _above(self, noun: Token) -> int | None:
        at = noun
        for _ in range(6):
            if at.head == at.i:
                return None
            at = self.tokens[at.head]
            if at.pos in ("VERB", "AUX"):
                return self.subject_of(at.i)
        return None

    def subject_of(self, verb: int) -> int | None:
        """Return the logical subject of a verb: its own, or the one it shares with the verb above it."""
        return self.verb(verb).subject

    def _shared(self, clause: Clause, token: Token) -> None:
        """Conjoined, controlled and adverbial verbs share the subject (or object) of the verb above."""
        if token.head == token.i:
            return
        head = self.tokens[token.head]
        if (
            token.dep == "conj"
            and head.pos not in ("VERB", "AUX")
            and clause.subject is None
            and not clause.passive
        ):
            verb = self._verb_above(token)
            if verb is not None:
                clause.subject = self.verb(verb).subject
            return
        if token.dep == "conj" and head.dep == "ccomp" and clause.subject is None and token.lemma in cues():
            cue = self.tokens[head.head]
            passive = self.parsed.child(head.i, "nsubjpass") is not None
            if cue.lemma in cues() and cue.i != token.i and not clause.passive and passive:
                clause.subject = self.verb(cue.i).subject
                return
        if token.dep == "conj" and head.pos in ("VERB", "AUX"):
            if clause.subject is None and not (clause.passive and clause.object is not None):
                above = self.verb(head.i)
                if (
                    token.tag == "VBN"
                    and above.passive
                    and not self._has_aux(token)
                    and clause.object is None
                ):
                    clause.passive, clause.object = True, above.object
                elif clause.passive and clause.object is None:
                    clause.object = above.subject
                else:
                    clause.subject = above.object if above.passive else above.subject
            elif clause.passive and clause.object is None:
                above = self.verb(head.i)
                clause.object = above.object if above.passive else above.subject
            return
        if clause.subject is not None or (clause.passive and clause.object is not None):
            return
        if token.dep in ("xcomp", "ccomp") and head.pos in ("VERB", "AUX"):
            above = self.verb(head.i)
            controlled = (
                above.object if above.object is not None and token.tag in ("VB", "VBG") else above.subject
            )
            if above.passive:
                controlled = above.object
            if token.i != above.trigger:
                clause.subject = controlled
        elif token.dep == "advcl" and head.pos in ("VERB", "AUX"):
            above = self.verb(head.i)
            shared = above.object if above.passive else above.subject
            if token.tag == "VBN" and clause.object is None and not self._has_aux(token):
                clause.passive, clause.object, clause.subject = True, shared, clause.agent
            else:
                clause.subject = shared
        elif token.dep == "pcomp":
            verb = self._verb_above(token)
            if verb is not None:
                above = self.verb(verb)
                clause.subject = above.object if above.passive else above.subject

    def _verb_above(self, token: Token) -> int | None:
        at = token
        for _ in range(6):
            if at.head == at.i:
                return None
            at = self.tokens[at.head]
            if at.pos in ("VERB", "AUX"):
                return at.i
        return None

    def _has_aux(self, token: Token) -> bool:
        return any(self.tokens[c].dep in ("aux", "auxpass") for c in token.children)


def lemma_of(token: Token) -> str:
    """Return the lemma in the lexicon's spelling."""
    return us_spelling(token.lemma)
