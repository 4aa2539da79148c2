"""The seam for naming acts: one protocol, and the lexicon as its first implementation."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

from tocsin.coding.arguments import Clause
from tocsin.coding.fitting import Fit, compounds, nouns_near
from tocsin.coding.frames import Frame, Lexicon, lexicon
from tocsin.coding.parties import PartyReader
from tocsin.coding.spelling import lemma_of
from tocsin.language.model import Parsed

MODE_MARGIN = 1.0
COMPOUND_SCORE = 2.0


@dataclass(slots=True)
class Act:
    """A named act: type, mode, CAMEO code, the tokens of its sides, and the evidence for the name.

    ``actors`` and ``recipients`` are head tokens of noun phrases; ``consumed`` are tokens whose own acts this
    one already tells. ``evidence`` is the lexicon row (or model classes) behind the name, for ``--explain``.
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
        rows = [(head, frame) for head in heads for frame in self.lexicon.get(kind, head)]
        near = nouns_near(tokens, clause, kind) if rows else set()
        found: list[Act] = []
        for head, frame in rows:
            # Most rows want a noun that is nowhere near: they are not tried further.
            possible = not frame.nouns or not frame.nouns.isdisjoint(near)
            act = _match(frame, parsed, parties, clause) if possible else None
            if act is not None:
                if " " in head:
                    act.score += COMPOUND_SCORE
                found.append(act)
        found.sort(key=lambda act: -act.score)
        if found and found[0].mode is None:
            _lend_mode(found)
        return found


def _lend_mode(found: list[Act]) -> None:
    """Give the best row, where it says nothing of the mode, that of a nearly as good row of its type."""
    best = found[0]
    for act in found[1:]:
        if act.score < best.score - MODE_MARGIN:
            return
        if act.type == best.type and act.mode is not None:
            best.mode, best.cameo = act.mode, act.cameo
            return


def _match(frame: Frame, parsed: Parsed, parties: PartyReader, clause: Clause) -> Act | None:
    """Return the act that a frame makes of a clause, None where a constraint fails."""
    if "noadv" in frame.flags and clause.participle:
        return None
    fit = Fit(frame, parsed, parties, clause)
    if not fit.holds():
        return None
    actors, recipients = fit.actors, fit.recipients
    if clause.object is None and fit.object is not None:
        # "called in the envoy": the parser hangs the object on the particle, later steps look in the clause.
        clause = replace(clause, object=fit.object)
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
