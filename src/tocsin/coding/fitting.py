"""Matching a frame of the lexicon with a clause: each constraint that holds adds to the score."""

from __future__ import annotations

from tocsin.coding.arguments import Clause
from tocsin.coding.frames import Frame, Preposition
from tocsin.coding.parties import PartyReader
from tocsin.coding.spelling import lemma_of, us_spelling
from tocsin.coding.words import words
from tocsin.language.model import Parsed, Token

# Labels of what may stand beside the object of a verb.
BESIDE = ("dobj", "dative", "iobj", "oprd", "attr", "acomp", "npadvmod", "prt", "advmod", "ccomp", "xcomp")
# What a constraint is worth: the more it narrows the frame down, the more.
NOUN_SCORE = 3.0
PHRASE_NOUN_SCORE = 2.5
PARTICLE_SCORE = 2.0
ARGUMENT_SCORE = 1.5
COMPLEMENT_SCORE = 1.0
SLOT_MISSING = 0.5
ARMED = frozenset(("REB", "UAF", "MIL", "COP", "SPY"))
FORCE_TYPES = frozenset(("ASSAULT", "COERCE", "MOBILIZE"))


def compounds(tokens: list[Token], i: int) -> list[str]:
    """Return "phone call" for the noun "call" with the modifier "phone"."""
    return [
        f"{lemma_of(tokens[c])} {lemma_of(tokens[i])}"
        for c in tokens[i].children
        if tokens[c].dep in ("compound", "amod", "nmod") and tokens[c].mention is None
    ]


def noun_matches(tokens: list[Token], i: int, wanted: frozenset[str]) -> int | None:
    """Return the token among ``i`` and what is joined to it whose lemma (or compound) is in ``wanted``."""
    token = tokens[i]
    if token.mention is not None:
        own = not wanted.isdisjoint(head_words(token))
    else:
        own = lemma_of(token) in wanted or any(c in wanted for c in compounds(tokens, i))
    if own:
        return i
    if token.lemma in words("part_nouns"):
        for child in token.children:
            if tokens[child].dep == "prep" and tokens[child].lemma in ("of", "in"):
                goal = next((c for c in tokens[child].children if tokens[c].dep == "pobj"), None)
                return noun_matches(tokens, goal, wanted) if goal is not None else None
    joined = (c for c in token.children if tokens[c].dep in ("conj", "appos"))
    return next((found for c in joined if (found := noun_matches(tokens, c, wanted)) is not None), None)


def words_of(tokens: list[Token], i: int) -> set[str]:
    """Return all words that ``noun_matches`` may look at from token ``i`` on, and perhaps some more."""
    token = tokens[i]
    found = {lemma_of(token), *compounds(tokens, i)} if token.mention is None else set(head_words(token))
    part = token.lemma in words("part_nouns")
    for c in token.children:
        dep = tokens[c].dep
        if dep in ("conj", "appos"):
            found |= words_of(tokens, c)
        elif part and dep == "prep":
            goals = (goal for goal in tokens[c].children if tokens[goal].dep == "pobj")
            found.update(*(words_of(tokens, goal) for goal in goals))
    return found


def nouns_near(tokens: list[Token], clause: Clause, kind: str) -> set[str]:
    """Return all words that the nouns of a frame of a kind may match in a clause, and perhaps some more."""
    if kind != "v":
        found = {lemma_of(tokens[c]) for c in tokens[clause.trigger].children}
        return found | words_of(tokens, clause.object) if clause.object is not None else found
    found = set(clause.particles)
    places = [clause.object, clause.complements.get("oprd")]
    places += [c for c in tokens[clause.trigger].children if tokens[c].dep in BESIDE]
    if clause.object is None:
        places += [
            c for at in clause.particles.values() for c in tokens[at].children if tokens[c].dep == "pobj"
        ]
    return found.union(*(words_of(tokens, place) for place in places if place is not None))


def head_words(token: Token) -> frozenset[str]:
    """Return the role or kind words of a mention: "ambassador" for "the Russian ambassador".

    The last word and the last two, in the lexicon's spelling.
    """
    if token.mention is None or token.mention.kind not in ("office", "person", "agency", "org"):
        return frozenset()
    entity = token.mention.entity
    text = (entity.phrase or "") if entity.kind in ("office", "person") else token.text
    parts = [us_spelling(word) for word in text.lower().split()]
    return frozenset((*parts[-1:], " ".join(parts[-2:])))


def is_mutual(tokens: list[Token], i: int) -> bool:
    """Tell whether a token is the "other" of "each other"."""
    if i == 0 or tokens[i].text.lower() not in ("other", "another"):
        return False
    return tokens[i - 1].text.lower() in ("each", "one")


def is_date_word(token: Token) -> bool:
    """Tell whether a word is the name of a month or a day, in capitals or not ("march" too)."""
    return token.text.lower() in words("calendar")


class Fit:
    """One attempt to match a frame with a clause; ``score`` grows with each constraint that holds."""

    def __init__(self, frame: Frame, parsed: Parsed, parties: PartyReader, clause: Clause) -> None:
        self.frame, self.parsed, self.parties, self.clause = frame, parsed, parties, clause
        self.tokens = parsed.tokens
        self.score = 1.0
        self.consumed: set[int] = set()
        self.recipients: list[int] = []
        self.actors: list[int] = []
        self.object = clause.object

    def holds(self) -> bool:
        """Tell whether every constraint of the frame holds."""
        return (
            self._particle()
            and self._nouns()
            and self._object()
            and self._prepositions()
            and self._complements()
            and self._subject()
        )

    def is_party(self, i: int, direct: bool = False) -> bool:
        """Tell whether a noun phrase is, or names inside it, a party; unknown proper names may be one."""
        token = self.tokens[i]
        if token.text.lower() in words("reflexive"):
            return False
        found = self.parties.read(i) if direct else self.parties.named(i)
        if found or is_mutual(self.tokens, i):
            return True
        return token.pos == "PROPN" and token.mention is None and not is_date_word(token)

    def _particle(self) -> bool:
        frame, clause = self.frame, self.clause
        if frame.kind != "v":
            return True
        if frame.particle is None:
            alone = [p for p in clause.particles.values() if self.tokens[p].dep == "prt"]
            return all(self.parsed.child(p, "pobj") is not None for p in alone)
        at = clause.particles.get(frame.particle)
        if at is None:
            return False
        if self.tokens[at].dep == "prep" and self.object is None:
            self.object = self.parsed.child(at, "pobj")
        self.score += PARTICLE_SCORE
        return True

    def _nouns(self) -> bool:
        wanted = self.frame.nouns
        if not wanted:
            return True
        found = self._noun_in(self.object)
        if self.frame.beside:
            return self._two_nouns(found)
        if found is None:
            found = self._noun_beside_verb() if self.frame.kind == "v" else self._noun_below()
        if found is None:
            return False
        self.consumed.add(found)
        self.score += NOUN_SCORE
        return True

    def _two_nouns(self, found: int | None) -> bool:
        """Find both nouns of a frame: "showed the envoy the door", "called the charge absurd"."""
        children = [c for c in self.tokens[self.clause.trigger].children if self.tokens[c].dep in BESIDE]
        places = [*children, *self.clause.particles.values()]
        first = next((c for c in places if self._noun_in(c) is not None), None) if found is None else found
        if first is None:
            return False
        others = (c for c in places if c not in (first, self.object if found is not None else first))
        second = next(
            (c for c in others if noun_matches(self.tokens, c, self.frame.beside) is not None), None
        )
        if second is None:
            return False
        self.consumed |= {first, second}
        self.score += 2 * NOUN_SCORE
        return True

    def _noun_in(self, i: int | None) -> int | None:
        return noun_matches(self.tokens, i, self.frame.nouns) if i is not None else None

    def _noun_beside_verb(self) -> int | None:
        """Return the noun of a frame as predicate of the object or as particle ("go home")."""
        found = self._noun_in(self.clause.complements.get("oprd"))
        if found is not None:
            return found
        return next((p for word, p in self.clause.particles.items() if word in self.frame.nouns), None)

    def _noun_below(self) -> int | None:
        """Return the noun of a nominal or predicate frame among the words that hang on its head."""
        children = self.tokens[self.clause.trigger].children
        return next((c for c in children if lemma_of(self.tokens[c]) in self.frame.nouns), None)

    def _object(self) -> bool:
        if self.frame.no_object and self.object is not None:
            return False
        if not self.frame.recipient_object:
            return True
        if self.frame.nouns:
            self._object_beside_noun()
            return True
        if self.object is None or not self.is_party(self.object, self.frame.type == "CONSULT"):
            return False
        self.recipients.append(self._dative() or self.object)
        self.score += ARGUMENT_SCORE
        return True

    def _dative(self) -> int | None:
        """Return "him" in "offered him a patrol boat": the boat is no side of it."""
        goals = (goal for word, goal, _ in self.clause.prepositions if word == "to")
        indirect = (goal for goal in goals if self.tokens[goal].dep in ("dative", "iobj"))
        return next((goal for goal in indirect if self.is_party(goal, direct=True)), None)

    def _object_beside_noun(self) -> None:
        """Find the recipient of "gave X an ultimatum": the indirect object, else another object."""
        dative = next((goal for word, goal, _ in self.clause.prepositions if word == "to"), None)
        if dative is not None:
            self.recipients.append(dative)
        elif self.object is not None and self.object not in self.consumed and self.is_party(self.object):
            self.recipients.append(self.object)

    def _prepositions(self) -> bool:
        frame = self.frame
        core = bool(frame.nouns or frame.complements or frame.recipient_object or frame.kind == "n")
        core = core or any(p.nouns and not p.slot for p in frame.prepositions)
        return all(self._preposition(wanted) or self._may_lack(wanted, core) for wanted in frame.prepositions)

    def _preposition(self, wanted: Preposition) -> bool:
        if wanted.slot == "A" and "to" in wanted.words and self._has_doer():
            return False  # "summoned to the ministry" tells who did it only where nobody else is said to
        for word, goal in self._phrases():
            if word not in wanted.words:
                continue
            found = noun_matches(self.tokens, goal, wanted.nouns) if wanted.nouns else None
            if found is not None:
                self.score += PHRASE_NOUN_SCORE
                self.consumed.add(found)
                return True
            if wanted.slot and self.is_party(goal):
                (self.actors if wanted.slot == "A" else self.recipients).append(goal)
                self.score += ARGUMENT_SCORE
                return True
        return False

    def _has_doer(self) -> bool:
        subject = self.clause.subject
        return subject is not None and self.clause.object is not None and self.is_party(subject)

    def _may_lack(self, wanted: Preposition, core: bool) -> bool:
        """Let a frame that has a ``core`` of other constraints do without a party, for a lower score."""
        doer = wanted.slot == "A" and self.frame.kind == "v"
        if not wanted.slot or wanted.nouns or not core or doer:
            return False
        self.score -= SLOT_MISSING
        return True

    def _phrases(self) -> list[tuple[str, int]]:
        """Return (preposition, object) of the clause and of the frame's own nouns ("criticism from X")."""
        found = [(word, goal) for word, goal, _ in self.clause.prepositions]
        for noun in self.consumed:
            for child in self.tokens[noun].children:
                other = self.tokens[child]
                if other.dep == "prep":
                    goals = [c for c in other.children if self.tokens[c].dep == "pobj"]
                    found += [(other.lemma, goal) for goal in goals]
        return found

    def _complements(self) -> bool:
        self.score += COMPLEMENT_SCORE * len(self.frame.complements)
        return all(self._complement(wanted) for wanted in self.frame.complements)

    def _complement(self, wanted: str) -> bool:
        """Tell whether a complement is there; a "wish" is a that-clause of what ought to be."""
        if wanted != "wish":
            return wanted in self.clause.complements
        at = self.clause.complements.get("that")
        if at is None:
            return False
        verb = self.tokens[at]
        helpers = [other for c in verb.children if (other := self.tokens[c]).dep in ("aux", "auxpass")]
        if any(other.lemma in words("wishing") for other in helpers):
            return True
        bare = verb.tag == "VB" or any(o.dep == "auxpass" and o.text.lower() == "be" for o in helpers)
        return bare and all(other.lemma in ("be", "not") for other in helpers)

    def _subject(self) -> bool:
        wanted, subject = self.frame.subject, self.clause.subject
        if self.frame.reciprocal and not self._is_joint(subject):
            return False
        if not wanted:
            return True
        if subject is None:
            return False
        if noun_matches(self.tokens, subject, wanted) is None and not self._forceful(subject):
            return False
        self.score += ARGUMENT_SCORE
        return True

    def _is_joint(self, subject: int | None) -> bool:
        """Tell whether two parties or more are the subject and no object stands beside them."""
        if self.clause.object is not None and not self.frame.nouns:
            return False
        if subject is None or len(self.parties.read(subject)) < 2:
            return False
        self.score += COMPLEMENT_SCORE
        return True

    def _forceful(self, subject: int) -> bool:
        """Tell whether an armed group, an army or, in acts of force, a country stands for its fighters."""
        if not self.frame.subject & words("fighters"):
            return False
        mention = self.tokens[subject].mention
        if mention is None or mention.kind == "person":
            return False
        entity = mention.entity
        if entity.kind in ("org", "agency"):
            return (entity.sector or "")[:3] in ARMED
        return entity.kind == "country" and self.frame.type in FORCE_TYPES
