"""Which words stand inside what somebody says, and which inside what is only wanted, promised or refused."""

from __future__ import annotations

from tocsin.coding.acts import Act
from tocsin.language.model import Parsed, Speech, Token

OPAQUE_TYPES = frozenset(("REQUEST", "AGREE", "REJECT", "THREATEN", "CONCEDE"))
HALF_OPAQUE = frozenset(("ACCUSE", "SUPPORT", "AID", "APPOINT", "CONSULT", "COOPERATE"))
REPORTS = frozenset("claim report allegation accusation suggestion charge rumor rumour assertion".split())
NEAR_GERUND = 2
COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "acl", "oprd", "advcl")
FACTUAL_PREPOSITIONS = frozenset(
    "after before during following since amid despite over upon in on at by".split()
)
GOAL_PREPOSITIONS = frozenset("for to against of with about from into on over at".split())


class Scopes:
    """Speech and irrealis scopes of one article."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.speech: dict[int, Speech] = {}
        self.unreal: dict[int, Act] = {}
        self._fill_speech()

    def _fill_speech(self) -> None:
        size: dict[int, int] = {}
        for speech in self.parsed.speeches:
            for number, tokens in enumerate((self._clause(speech), self._quote(speech))):
                for i in tokens:
                    if len(tokens) < size.get(i, 10**9) or (len(tokens) == size.get(i) and number):
                        self.speech[i], size[i] = speech, len(tokens)

    def _clause(self, speech: Speech) -> list[int]:
        if speech.content is None:
            return []
        cut = (
            set(self.parsed.subtree(speech.cue)) if self._below(speech.cue, speech.content) else {speech.cue}
        )
        return [i for i in self.parsed.subtree(speech.content) if i not in cut]

    def _below(self, i: int, top: int) -> bool:
        at = i
        for _ in range(60):
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
        tokens = self.parsed.tokens
        trigger = tokens[act.trigger]
        strict = act.type in OPAQUE_TYPES
        if act.type == "REJECT" and self._denies(act):
            return
        if not strict and act.type not in HALF_OPAQUE:
            return
        heads = [
            c for c in trigger.children if tokens[c].dep in COMPLEMENTS and self._is_content(tokens[c], act)
        ]
        if strict or act.type == "ACCUSE":
            heads += [
                c
                for c in trigger.children
                if tokens[c].dep == "prep"
                and tokens[c].lemma in GOAL_PREPOSITIONS
                and self._goal_is_clause(tokens[c], strict)
            ]
        if strict:
            near = [
                c for c in trigger.children if tokens[c].tag == "VBG" and 0 < c - act.trigger <= NEAR_GERUND
            ]
            heads += [c for c in near if tokens[c].dep not in ("conj", "relcl")]
            for child in trigger.children:
                if tokens[child].dep == "prt":
                    heads += [c for c in tokens[child].children if tokens[c].dep == "pcomp"]
            heads += [c for c in trigger.children if tokens[c].dep in ("dobj", "nsubjpass", "attr")]
        else:
            for child in trigger.children:
                if tokens[child].dep in ("dobj", "pobj"):
                    heads += [
                        c for c in tokens[child].children if tokens[c].dep == "acl" and tokens[c].tag == "VB"
                    ]
        for head in heads:
            self._mark(head, act)

    def _denies(self, act: Act) -> bool:
        """Tell whether the act denies a report: what it denies is told, as denied."""
        tokens = self.parsed.tokens
        if tokens[act.trigger].lemma in ("deny", "refute", "rebut"):
            return True
        goal = act.clause.object
        return (
            goal is not None
            and tokens[goal].lemma in REPORTS
            and any(tokens[c].dep in ("acl", "ccomp", "relcl") for c in tokens[goal].children)
        )

    def _is_content(self, child: Token, act: Act) -> bool:
        if child.dep == "advcl":
            purpose = child.tag == "VB" and any(self.parsed.tokens[c].tag == "TO" for c in child.children)
            return purpose and "inf" in act.clause.complements and act.type in OPAQUE_TYPES
        if child.dep == "ccomp":
            return act.type in OPAQUE_TYPES or act.type == "ACCUSE"
        return act.type in OPAQUE_TYPES or child.dep in ("xcomp", "acl", "oprd", "pcomp")

    def _goal_is_clause(self, preposition: Token, strict: bool) -> bool:
        tokens = self.parsed.tokens
        if any(tokens[c].dep == "pcomp" for c in preposition.children):
            return True
        return strict and preposition.lemma not in ("on", "at", "in")

    def _mark(self, head: int, act: Act) -> None:
        tokens = self.parsed.tokens
        waiting = [head]
        while waiting:
            at = waiting.pop()
            if at == act.trigger:
                continue
            self.unreal.setdefault(at, act)
            for child in tokens[at].children:
                other = tokens[child]
                if other.dep == "relcl" and any(
                    tokens[c].tag in ("VBD", "VBZ", "VBP") for c in [child, *other.children]
                ):
                    continue
                if (
                    other.dep == "prep"
                    and other.lemma in FACTUAL_PREPOSITIONS
                    and other.lemma in ("after", "following", "since", "amid", "despite", "during")
                ):
                    continue
                if other.dep == "advcl" and any(
                    tokens[c].text.lower() in ("after", "since", "because", "as") for c in other.children
                ):
                    continue
                if other.dep == "appos":
                    continue
                waiting.append(child)
