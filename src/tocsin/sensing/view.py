"""What the model sees in one sentence: at each word an act or none, and roles of parties in an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Span = tuple[int, int]
NO_ACT = 0
ACTOR, RECIPIENT = 1, 2


@dataclass(frozen=True)
class Heads:
    """Label sets and weights of the heads; place 0 of ``types`` and ``modes`` is "none" (None)."""

    types: tuple[str | None, ...]
    modes: tuple[str | None, ...]
    statuses: tuple[str, ...]
    weights: dict[str, Array]

    def logits(self, name: str, states: Array) -> Array:
        """Return the output of a linear head for rows of states."""
        return states @ self.weights[f"{name}_weight"].T + self.weights[f"{name}_bias"]


@dataclass(frozen=True, slots=True)
class Seen:
    """An act that the model sees at a word: its likeliest type, and how likely that and any act are."""

    type: str
    probability: float
    any_act: float


class View:
    """One sentence as the model sees it. Characters count from the start of its text.

    ``states`` has shape (pieces, width); ``offsets`` are the characters of each piece, (0, 0) for marks.
    """

    def __init__(
        self, heads: Heads, states: Array, offsets: Sequence[Span], continued: Sequence[bool]
    ) -> None:
        self.heads = heads
        self.states = states
        self.offsets = offsets
        self.piece_at = {
            start: i for i, (start, end) in enumerate(offsets) if end > start and not continued[i]
        }

    @cached_property
    def types(self) -> Array:
        """The probability of each type at each piece, shape (pieces, types)."""
        return softmax(self.heads.logits("trig", self.states))

    def seen(self, start: int) -> Seen | None:
        """Return the act at the word that begins at ``start``; None where no word of the model begins."""
        piece = self.piece_at.get(start)
        return None if piece is None else self._seen[piece]

    @cached_property
    def _seen(self) -> list[Seen]:
        """The act that the model sees at each piece."""
        best = 1 + self.types[:, 1:].argmax(axis=1)
        chances = self.types[np.arange(len(best)), best]
        acts = (1.0 - self.types[:, NO_ACT]).tolist()
        kinds = [str(self.heads.types[kind]) for kind in best.tolist()]
        return list(map(Seen, kinds, chances.tolist(), acts))

    def chance(self, start: int, kind: str) -> float:
        """Return how likely the word at ``start`` tells an act of type ``kind``."""
        piece = self.piece_at.get(start)
        return float(self.types[piece][self.heads.types.index(kind)]) if piece is not None else 0.0

    def mode(self, start: int, allowed: frozenset[str]) -> str | None:
        """Return the likeliest mode among ``allowed`` and none."""
        piece = self.piece_at[start]
        scores = self.heads.logits("mode", self.states[piece])
        fitting = [i for i, mode in enumerate(self.heads.modes) if mode is None or mode in allowed]
        return self.heads.modes[max(fitting, key=lambda i: float(scores[i]))]

    def status(self, start: int) -> tuple[str, float]:
        """Return the likeliest claim status of the act at a word, and its probability."""
        chances = softmax(self.heads.logits("stat", self.states[self.piece_at[start]]))
        best = int(chances.argmax())
        return self.heads.statuses[best], float(chances[best])

    def roles(self, start: int, kind: str, parties: Sequence[Span]) -> Array:
        """Return for each party (none, actor, recipient) probabilities in the act at a word.

        A party of which the model has read nothing has no role.
        """
        held = self.states[self.piece_at[start]]
        number = self.heads.types.index(kind)
        type_state = self.heads.weights["temb_weight"][number]
        rows, known = [], []
        for i, (first, last) in enumerate(parties):
            pieces = [k for k, (a, b) in enumerate(self.offsets) if b > a and a < last and b > first]
            if pieces:
                own = self.states[pieces[0] : pieces[-1] + 1].mean(axis=0)
                rows.append(np.concatenate([held, own, held * own, type_state]))
                known.append(i)
        chances = np.tile(np.array([1.0, 0.0, 0.0], dtype=np.float32), (len(parties), 1))
        if rows:
            hidden = np.maximum(self.heads.logits("r1", np.stack(rows).astype(np.float32)), 0.0)
            chances[known] = softmax(self.heads.logits("r2", hidden))
        return chances


def softmax(scores: Array) -> Array:
    """Return probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)
