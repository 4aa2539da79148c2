"""Which words stand inside what somebody says, and which inside what is only wanted, promised or refused."""

from __future__ import annotations

from tocsin.coding.acts import Act
from tocsin.coding.arguments import is_infinitive
from tocsin.coding.words import words
from tocsin.language.model import Parsed, Speech, Token

OPAQUE_TYPES = frozenset(("REQUEST", "AGREE", "REJECT", "THREATEN", "CONCEDE"))
HALF_OPAQUE = frozenset(("ACCUSE", "SUPPORT", "AID", "APPOINT", "CONSULT", "COOPERATE"))
# A gerund so close behind an act that asks or promises is its content, whatever the parser hangs it on.
NEAR_GERUND = 2
COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "acl", "oprd", "advcl")
FINITE_TAGS = ("VBD", "VBZ", "VBP")
DEEPEST = 60


class Scopes:
    """Speech and irrealis scopes of one article.

    ``speech`` holds the speech around a token; ``unreal`` the act that only asks for what a token tells,
    promises or refuses it.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.speech: dict[int, Speech] = {}
        self.unreal: dict[int, Act] = {}
        self._fill_speech()

    def _fill_speech(self) -> None:
        """Give each word the smallest speech that holds it; of two as small the quotation."""
        size: dict[int, int] = {}
        for speech in self.parsed.speeches:
            for quoted, tokens in enumerate((self._clause(speech), self._quote(speech))):
                for i in tokens:
                    best = size.get(i)
                    if best is None or len(tokens) < best or (len(tokens) == best and quoted):
                        self.speech[i], size[i] = speech, len(tokens)

    def _clause(self, speech: Speech) -> list[int]:
        """Return the words of an indirect clause, without its cue ("The raid, X said, was illegal")."""
        if speech.content is None:
            return []
        inside = self._below(speech.cue, speech.content)
        cut = set(self.parsed.subtree(speech.cue)) if inside else {speech.cue}
        return [i for i in self.parsed.subtree(speech.content) if i not in cut]

    def _below(self, i: int, top: int) -> bool:
        at = i
        for _ in range(DEEPEST):
            if at == top:
                return True
            if self.parsed.tokens[at].head == at:
                return False
            at = self.parsed.tokens[at].head
        return False

    def _quote(self, speech: Speech) -> list[int]:
        if speech.quote is None:
            return []
        quote = self.parsed.quotes[speech.quote]
        return list(range(quote.first, quote.last))

    def add_unreal(self, act: Act) -> None:
        """Mark the words below an act that only tell what it asks for, promises, refuses or accuses of."""
        strict = act.type in OPAQUE_TYPES
        if (act.type == "REJECT" and self._denies(act)) or not (strict or act.type in HALF_OPAQUE):
            return
        heads = self._contents(act)
        if strict or act.type == "ACCUSE":
            heads += self._goals(act, strict)
        heads += self._wishes(act) if strict else self._purposes(act)
        for head in heads:
            self._mark(head, act)

    def _contents(self, act: Act) -> list[int]:
        """Return the complement clauses that hold the content of an act."""
        tokens = self.parsed.tokens
        below = [c for c in tokens[act.trigger].children if tokens[c].dep in COMPLEMENTS]
        return [c for c in below if self._is_content(tokens[c], act)]

    def _goals(self, act: Act, strict: bool) -> list[int]:
        """Return the phrases that hold the content: "called for a withdrawal", "accused X of shelling"."""
        tokens = self.parsed.tokens
        phrases = [c for c in tokens[act.trigger].children if tokens[c].dep == "prep"]
        goals = [c for c in phrases if tokens[c].lemma in words("goal_prepositions")]
        return [c for c in goals if self._goal_is_clause(tokens[c], strict)]

    def _wishes(self, act: Act) -> list[int]:
        """Return the gerunds and objects of an act that wants, promises or refuses them."""
        tokens = self.parsed.tokens
        children = tokens[act.trigger].children
        near = [c for c in children if tokens[c].tag == "VBG" and 0 < c - act.trigger <= NEAR_GERUND]
        heads = [c for c in near if tokens[c].dep not in ("conj", "relcl")]
        particles = [c for c in children if tokens[c].dep == "prt"]
        heads += [c for p in particles for c in tokens[p].children if tokens[c].dep == "pcomp"]
        return heads + [c for c in children if tokens[c].dep in ("dobj", "nsubjpass", "attr")]

    def _purposes(self, act: Act) -> list[int]:
        """Return the infinitives of the objects: "gave money to rebuild the port"."""
        tokens = self.parsed.tokens
        objects = [c for c in tokens[act.trigger].children if tokens[c].dep in ("dobj", "pobj")]
        below = [c for goal in objects for c in tokens[goal].children]
        return [c for c in below if tokens[c].dep == "acl" and tokens[c].tag == "VB"]

    def _denies(self, act: Act) -> bool:
        """Tell whether the act denies a report: what it denies is told, as denied."""
        tokens = self.parsed.tokens
        if tokens[act.trigger].lemma in words("denials"):
            return True
        goal = act.clause.object
        if goal is None or tokens[goal].lemma not in words("reports"):
            return False
        return self.parsed.child(goal, "acl", "ccomp", "relcl") is not None

    def _is_content(self, child: Token, act: Act) -> bool:
        strict = act.type in OPAQUE_TYPES
        if child.dep == "advcl":
            return is_infinitive(self.parsed, child) and "inf" in act.clause.complements and strict
        if child.dep == "ccomp":
            return strict or act.type == "ACCUSE"
        said = act.type == "CONSULT" and child.lemma in words("purposes_said")
        return strict or (child.dep in ("xcomp", "acl", "oprd", "pcomp") and not said)

    def _goal_is_clause(self, preposition: Token, strict: bool) -> bool:
        if self.parsed.child(preposition.i, "pcomp") is not None:
            return True
        return strict and preposition.lemma not in words("place_goal_prepositions")

    def _mark(self, head: int, act: Act) -> None:
        """Mark a word and all below it, except what leads back to facts."""
        tokens = self.parsed.tokens
        waiting = [head]
        while waiting:
            at = waiting.pop()
            if at != act.trigger:
                self.unreal.setdefault(at, act)
                waiting.extend(c for c in tokens[at].children if not self._is_factual(tokens[c]))

    def _is_factual(self, token: Token) -> bool:
        """Tell whether a branch tells what happened: a finite relative clause, "after ...", an apposition."""
        below = [self.parsed.tokens[c] for c in token.children]
        if token.dep == "relcl":
            return any(t.tag in FINITE_TAGS for t in (token, *below))
        if token.dep == "prep":
            return token.lemma in words("factual_prepositions")
        if token.dep == "advcl":
            return any(t.text.lower() in words("factual_conjunctions") for t in below)
        return token.dep == "appos"
