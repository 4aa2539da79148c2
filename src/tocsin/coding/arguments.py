"""The arguments that the parser hangs on a verb or noun itself: subject, object, phrases and complements."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.language.model import Parsed, Token

PARTICLE_DEPS = ("prt", "advmod", "prep", "advcl", "npadvmod", "acomp")
PHRASE_DEPS = ("agent", "prep", "prt")
CLAUSAL_DEPS = ("advcl", "ccomp", "xcomp", "acl")
COMPLEMENT_DEPS = (*CLAUSAL_DEPS, "oprd", "acomp")
GOAL_DEPS = ("pobj", "pcomp", "obj")
# "described X as hostile": the parser hangs the adjective on "as".
GOAL_DEPS_OF_AS = (*GOAL_DEPS, "amod", "acomp")


@dataclass(slots=True)
class Clause:
    """A verb (or noun, adjective) with its arguments, all as token numbers.

    Subject and object are the logical ones: in a passive clause ``object`` is what the verb is done to and
    ``subject`` who does it. ``prepositions`` holds (word, object token, preposition token); an indirect
    object counts as "to". ``complements`` holds "inf", "that", "ing", "oprd" with their head token.
    ``participle`` marks a verb before a noun ("the besieged town").
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

    @property
    def standing(self) -> int | None:
        """The argument that stands as grammatical subject: what a conjoined or adverbial verb shares."""
        return self.object if self.passive else self.subject


def has_to(parsed: Parsed, token: Token) -> bool:
    """Tell whether a verb carries the "to" of an infinitive."""
    return any(parsed.tokens[c].tag == "TO" for c in token.children)


def is_infinitive(parsed: Parsed, token: Token) -> bool:
    """Tell whether a token is a full infinitive: a bare form or a passive participle, with its "to"."""
    return token.tag in ("VB", "VBN") and has_to(parsed, token)


class Arguments:
    """Puts the children of a token into a clause."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens

    def add(self, clause: Clause, child: Token) -> None:
        """Enter one child of a verb; children come in text order, since "by" needs to know of a passive."""
        if child.dep in ("nsubj", "csubj"):
            clause.subject = child.i
        elif child.dep == "nsubjpass":
            clause.subject, clause.passive = child.i, True
        elif child.dep in ("dobj", "obj"):
            clause.object = child.i
        elif child.dep in ("dative", "iobj"):
            self._indirect_object(clause, child)
        elif child.dep in PHRASE_DEPS:
            self._phrase(clause, child)
        elif child.dep in COMPLEMENT_DEPS:
            self._complement(clause, child)
        elif child.dep == "advmod":
            self.add_phrases_of(clause, child)
        if child.dep in PARTICLE_DEPS:
            clause.particles.setdefault(child.lemma, child.i)

    def add_phrase(self, clause: Clause, preposition: Token) -> None:
        """Enter a preposition with its object; one below it ("from behind X") counts alone and joined."""
        if "according" in (self.tokens[preposition.head].text.lower(), preposition.text.lower()):
            return
        goal = self._goal(preposition)
        if goal is not None:
            clause.prepositions.append((preposition.lemma, goal, preposition.i))
        for child in preposition.children:
            inner = self.tokens[child]
            deeper = self._goal(inner) if inner.dep == "prep" else None
            if deeper is not None:
                joined = f"{preposition.lemma} {inner.lemma}"
                clause.prepositions.append((joined, deeper, preposition.i))
                clause.prepositions.append((inner.lemma, deeper, preposition.i))

    def add_phrases_of(self, clause: Clause, token: Token) -> None:
        """Enter the prepositions that the parser hangs on an adverb of the verb ("together with X")."""
        for child in token.children:
            if self.tokens[child].dep == "prep":
                self.add_phrase(clause, self.tokens[child])

    def add_of_object(self, clause: Clause, noun: int) -> None:
        """Enter the prepositions of the object: the parser hangs "held talks with X" on either word."""
        for child in self.tokens[noun].children:
            other = self.tokens[child]
            if other.dep == "prep":
                self.add_phrase(clause, other)
            elif other.dep in ("acl", "relcl") and is_infinitive(self.parsed, other):
                clause.complements.setdefault("inf", child)

    def of_noun(self, i: int) -> Clause:
        """Return the clause of a nominal act: its prepositions and complements, but no parties."""
        clause = Clause(i)
        for child in self.tokens[i].children:
            other = self.tokens[child]
            if other.dep in ("prep", "agent"):
                self.add_phrase(clause, other)
            elif other.dep in ("acl", "relcl") and other.tag in ("VB", "VBP"):
                clause.complements["inf"] = child
            elif other.dep in ("ccomp", "acl", "relcl") and other.tag != "VBG":
                clause.complements.setdefault("that", child)
        return clause

    def _indirect_object(self, clause: Clause, child: Token) -> None:
        goal = self._goal(child) if child.pos == "ADP" else None
        clause.prepositions.append(("to", goal or child.i, child.i))

    def _phrase(self, clause: Clause, child: Token) -> None:
        """Enter a prepositional phrase; "by" in a passive brings the agent, a bare particle is no phrase."""
        goal = self._goal(child)
        if child.dep == "agent" or (child.dep == "prep" and child.lemma == "by" and clause.passive):
            clause.agent = goal
        if child.dep != "prt" or goal is not None:
            self.add_phrase(clause, child)

    def _complement(self, clause: Clause, child: Token) -> None:
        named = self._for_whom(child) if child.dep in CLAUSAL_DEPS and child.tag == "VB" else None
        if named is not None:
            clause.prepositions.append(("for", named, child.i))
            clause.complements["inf"] = child.i
        elif child.dep == "xcomp":
            clause.complements["ing" if child.tag == "VBG" else "inf"] = child.i
        elif child.dep == "ccomp":
            self._clausal(clause, child)
        elif child.dep in ("oprd", "acomp"):
            clause.complements["oprd"] = child.i
        elif child.dep == "advcl" and is_infinitive(self.parsed, child):
            clause.complements.setdefault("inf", child.i)

    def _clausal(self, clause: Clause, child: Token) -> None:
        """Enter a finite, infinite or verbless clause; the subject of the latter two is the verb's object.

        "asked Mali to leave", "saw rebels leaving" and "called the raid illegal" are parsed as clauses.
        """
        infinitive = is_infinitive(self.parsed, child)
        clause.complements["inf" if infinitive else "that"] = child.i
        bare = child.tag == "VB" and self.parsed.child(child.i, "aux", "mark") is None
        if (infinitive or bare) and clause.object is None:
            clause.object = self.parsed.child(child.i, "nsubj", "nsubjpass")
        elif child.tag == "VBG" and clause.object is None:
            clause.complements["ing"] = child.i
            clause.object = self.parsed.child(child.i, "nsubj")
        if child.pos in ("NOUN", "ADJ", "PROPN"):
            clause.complements["oprd"] = child.i
            if clause.object is None:
                clause.object = self.parsed.child(child.i, "nsubj")

    def _for_whom(self, verb: Token) -> int | None:
        """Return the subject of "for Turkey to return", which the parser makes one of the infinitive."""
        children = [self.tokens[c] for c in verb.children]
        marked = any(c.text.lower() == "for" and c.dep == "mark" for c in children)
        return self.parsed.child(verb.i, "nsubj") if marked else None

    def _goal(self, preposition: Token) -> int | None:
        deps = GOAL_DEPS_OF_AS if preposition.lemma == "as" else GOAL_DEPS
        return self.parsed.child(preposition.i, *deps)
