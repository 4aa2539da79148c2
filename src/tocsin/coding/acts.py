"""The seam for naming acts: one protocol, and the lexicon as its first implementation."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from tocsin.coding.clauses import Clause, lemma_of
from tocsin.coding.frames import Frame, Lexicon, Preposition, lexicon, us_spelling
from tocsin.coding.parties import PartyReader
from tocsin.language.model import Parsed, Token
from tocsin.tables import rows, table

CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december".split()
)
PARTS = frozenset(
    "truck ton tonne load planeload shiploads shipment batch package convoy kilo most all part some half number dozen hundred thousand rest bulk share series round score million billion euro dollar pound franc ruble rouble yen yuan rupee peso shilling naira lira".split()
)
MODE_MARGIN = 1.0
SLOT_MISSING = 0.5
FORCE = frozenset(("soldier", "troop", "army", "force", "fighter", "militant"))


@dataclass(slots=True)
class Act:
    """A named act: type, mode, CAMEO code, the tokens of its sides, and the evidence for the name.

    ``actors`` and ``recipients`` are head tokens of noun phrases; ``consumed`` are tokens whose own acts this one
    already tells. ``evidence`` is the lexicon row (or model classes) behind the name, for ``--explain``.
    """

    trigger: int
    type: str
    mode: str | None
    cameo: str | None
    flags: frozenset[str]
    score: float
    evidence: str
    clause: Clause
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    consumed: set[int] = field(default_factory=set)
    reciprocal: bool = False
    subject_is_recipient: bool = False
    doer_only: bool = False
    kind: str = "v"


class ActNamer(Protocol):
    """Names the act of one clause. A trained model implements the same protocol."""

    def name(self, parsed: Parsed, parties: PartyReader, clause: Clause, kind: str) -> list[Act]:
        """Return the acts that the clause may tell, best first; [] where it tells none."""
        ...


@cache
def light_verbs() -> dict[str, tuple[str | None, bool]]:
    """Return particle and swap of each light verb by lemma."""
    columns = ("lemma", "particle", "swap")
    return {
        row["lemma"]: (row["particle"] or None, bool(row["swap"]))
        for _, row in rows(table("tocsin.coding", "light_verbs.tsv"), columns)
    }


class LexiconNamer:
    """Names acts by the rows of the lexicon: the row with the most matched constraints wins."""

    def __init__(self, rows_: Lexicon | None = None) -> None:
        self.lexicon = rows_ or lexicon()

    def name(self, parsed: Parsed, parties: PartyReader, clause: Clause, kind: str) -> list[Act]:
        """Return the matching rows as acts, best first (ties: the row that stands first in the files)."""
        tokens = parsed.tokens
        heads = [lemma_of(tokens[clause.trigger])]
        if kind == "a":
            heads = list(dict.fromkeys([tokens[clause.trigger].text.lower(), *heads]))
        if kind in ("n", "p"):
            heads = [*compounds(tokens, clause.trigger), *heads]
        found: list[Act] = []
        for head in heads:
            for frame in self.lexicon.get(kind, head):
                act = _match(frame, parsed, parties, clause)
                if act is not None:
                    if " " in head:
                        act.score += 2
                    found.append(act)
        found.sort(key=lambda act: -act.score)
        if found and found[0].mode is None:
            _lend_mode(found)
        return found


def _lend_mode(found: list[Act]) -> None:
    """The best row may say nothing of the mode where a nearly as good row of the same type does."""
    best = found[0]
    for act in found[1:]:
        if act.score < best.score - MODE_MARGIN:
            return
        if act.type == best.type and act.mode is not None:
            best.mode, best.cameo = act.mode, act.cameo
            return


def compounds(tokens: list[Token], i: int) -> list[str]:
    """Return "phone call" for the noun "call" with the modifier "phone"."""
    return [
        f"{lemma_of(tokens[c])} {lemma_of(tokens[i])}"
        for c in tokens[i].children
        if tokens[c].dep in ("compound", "amod", "nmod") and tokens[c].mention is None
    ]


def noun_matches(tokens: list[Token], i: int, words: frozenset[str]) -> int | None:
    """Return the token among ``i`` and what is joined to it whose lemma (or compound) is in ``words``."""
    token = tokens[i]
    if token.mention is None and (lemma_of(token) in words or any(c in words for c in compounds(tokens, i))):
        return i
    if token.mention is not None and words & head_words(token):
        return i
    if token.lemma in PARTS:
        for child in token.children:
            if tokens[child].dep == "prep" and tokens[child].lemma in ("of", "in"):
                goal = next((c for c in tokens[child].children if tokens[c].dep == "pobj"), None)
                return noun_matches(tokens, goal, words) if goal is not None else None
    for child in token.children:
        if tokens[child].dep in ("conj", "appos"):
            found = noun_matches(tokens, child, words)
            if found is not None:
                return found
    return None


def head_words(token: Token) -> frozenset[str]:
    """Return the role or kind words of a mention: "ambassador" for "the Russian ambassador", "army" for an army."""
    if token.mention is None or token.mention.kind not in ("office", "person", "agency", "org"):
        return frozenset()
    entity = token.mention.entity
    words = (entity.phrase or "") if entity.kind in ("office", "person") else token.text
    parts = us_spelling_words(words.lower().split())
    return frozenset((*parts[-1:], " ".join(parts[-2:])))


def us_spelling_words(words: list[str]) -> list[str]:
    """Return words in the lexicon's spelling."""
    return [us_spelling(word) for word in words]


def is_mutual(tokens: list[Token], i: int) -> bool:
    """Tell whether a token is the "other" of "each other"."""
    return (
        tokens[i].text.lower() in ("other", "another")
        and i > 0
        and tokens[i - 1].text.lower() in ("each", "one")
    )


class _Fit:
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
        if self.parties.read(i) or (not direct and self.parties.inside(i)) or is_mutual(self.tokens, i):
            return True
        return token.pos == "PROPN" and token.mention is None and token.text.lower() not in CALENDAR

    def _particle(self) -> bool:
        frame, clause = self.frame, self.clause
        if frame.kind != "v":
            return True
        if frame.particle is None:
            alone = [p for p in clause.particles.values() if self.tokens[p].dep == "prt"]
            return all(any(self.tokens[c].dep == "pobj" for c in self.tokens[p].children) for p in alone)
        at = clause.particles.get(frame.particle)
        if at is None:
            return False
        if self.tokens[at].dep == "prep" and self.object is None:
            self.object = next((c for c in self.tokens[at].children if self.tokens[c].dep == "pobj"), None)
        self.score += 2
        return True

    def _nouns(self) -> bool:
        frame = self.frame
        if not frame.nouns:
            return True
        found = noun_matches(self.tokens, self.object, frame.nouns) if self.object is not None else None
        if found is None and frame.kind == "v":
            oprd = self.clause.complements.get("oprd")
            found = noun_matches(self.tokens, oprd, frame.nouns) if oprd is not None else None
            if found is None:
                found = next((p for w, p in self.clause.particles.items() if w in frame.nouns), None)
        if found is None and frame.kind != "v":
            found = next(
                (
                    c
                    for c in self.tokens[self.clause.trigger].children
                    if lemma_of(self.tokens[c]) in frame.nouns
                ),
                None,
            )
        if found is None:
            return False
        self.consumed.add(found)
        self.score += 3
        return True

    def _object(self) -> bool:
        if self.frame.no_object and self.object is not None:
            return False
        if not self.frame.recipient_object:
            return True
        if self.frame.nouns:
            dative = next((goal for word, goal, at in self.clause.prepositions if word == "to"), None)
            if dative is not None:
                self.recipients.append(dative)
            elif self.object is not None and self.object not in self.consumed and self.is_party(self.object):
                self.recipients.append(self.object)
            return True
        if self.object is None or not self.is_party(self.object, self.frame.type == "CONSULT"):
            return False
        self.recipients.append(self.object)
        self.score += 1.5
        return True

    def _prepositions(self) -> bool:
        frame = self.frame
        core = bool(frame.nouns or frame.complements or frame.recipient_object or frame.kind == "n")
        core = core or any(p.nouns and not p.slot for p in frame.prepositions)
        for wanted in frame.prepositions:
            if not self._preposition(wanted, core):
                return False
        return True

    def _preposition(self, wanted: Preposition, core: bool) -> bool:
        for word, goal in self._phrases():
            if word not in wanted.words:
                continue
            if wanted.nouns:
                found = noun_matches(self.tokens, goal, wanted.nouns)
                if found is not None:
                    self.score += 2.5
                    self.consumed.add(found)
                    return True
            if wanted.slot and self.is_party(goal):
                (self.actors if wanted.slot == "A" else self.recipients).append(goal)
                self.score += 1.5
                return True
        if wanted.slot and not wanted.nouns and core and not (wanted.slot == "A" and self.frame.kind == "v"):
            self.score -= SLOT_MISSING
            return True
        return False

    def _phrases(self) -> list[tuple[str, int]]:
        """Return (preposition, object) of the clause, and of the nouns that the frame has matched ("criticism from X")."""
        found = [(word, goal) for word, goal, _ in self.clause.prepositions]
        for noun in self.consumed:
            for child in self.tokens[noun].children:
                if self.tokens[child].dep == "prep":
                    found += [
                        (self.tokens[child].lemma, c)
                        for c in self.tokens[child].children
                        if self.tokens[c].dep == "pobj"
                    ]
        return found

    def _complements(self) -> bool:
        for wanted in self.frame.complements:
            if wanted not in self.clause.complements:
                return False
            self.score += 1
        return True

    def _subject(self) -> bool:
        frame, subject = self.frame, self.clause.subject
        if frame.reciprocal:
            if self.clause.object is not None and not frame.nouns:
                return False
            if subject is None or len(self.parties.read(subject)) < 2:
                return False
            self.score += 1
        if not frame.subject:
            return True
        if subject is None:
            return False
        if noun_matches(self.tokens, subject, frame.subject) is None and not self._forceful(subject):
            return False
        self.score += 1.5
        return True

    def _forceful(self, subject: int) -> bool:
        """An armed group, an army or, in acts of force, a country stands for its fighters."""
        if not self.frame.subject & FORCE:
            return False
        mention = self.tokens[subject].mention
        if mention is None or mention.kind == "person":
            return False
        entity = mention.entity
        if entity.kind in ("org", "agency"):
            return (entity.sector or "")[:3] in ("REB", "UAF", "MIL", "COP", "SPY")
        return entity.kind == "country" and self.frame.type in ("ASSAULT", "COERCE", "MOBILIZE")


def _match(frame: Frame, parsed: Parsed, parties: PartyReader, clause: Clause) -> Act | None:
    if "noadv" in frame.flags and clause.participle:
        return None
    fit = _Fit(frame, parsed, parties, clause)
    if not fit.holds():
        return None
    actors, recipients = fit.actors, fit.recipients
    if frame.kind in ("v", "a", "p") and clause.subject is not None:
        if frame.subject_is_recipient:
            recipients = [*recipients, clause.subject]
        elif fit.actors:
            recipients = recipients or [clause.subject]
        else:
            actors = [clause.subject]
    return Act(
        trigger=clause.trigger,
        type=frame.type,
        mode=frame.mode,
        cameo=frame.cameo,
        flags=frame.flags,
        score=fit.score,
        evidence=f"lexicon {frame.where} '{frame.text}'",
        clause=clause,
        actors=list(actors),
        recipients=list(recipients),
        consumed=fit.consumed,
        reciprocal=frame.reciprocal,
        subject_is_recipient=frame.subject_is_recipient,
        doer_only=frame.type in ("ACCUSE", "REJECT"),
        kind=frame.kind,
    )
