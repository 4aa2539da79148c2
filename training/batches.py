"""Examples -> tensors."""

from __future__ import annotations

from typing import Any

import torch

from training.corpus import STATUSES, Example, LabelledAct, Span
from training.net import MODES, TYPES, Batch

NO_LABEL = -100


def batch(examples: list[Example], tokenizer: Any) -> Batch:
    """Return the tensors of some examples; the trigger of an act is the characters of its head word."""
    read = [tokenizer.encode(example.text) for example in examples]
    width = max(len(one.ids) for one in read)
    made = Batch(
        ids=torch.zeros(len(read), width, dtype=torch.long),
        mask=torch.zeros(len(read), width, dtype=torch.long),
        labels=torch.full((len(read), width), NO_LABEL),
        acts=[],
        pairs=[],
    )
    for row, (example, one) in enumerate(zip(examples, read, strict=True)):
        count = len(one.ids)
        made.ids[row, :count] = torch.tensor(one.ids)
        made.mask[row, :count] = 1
        for i, (start, end) in enumerate(one.offsets):
            if end > start and not one.tokens[i].startswith("##"):
                made.labels[row, i] = 0
        for act in example.acts:
            _enter(made, row, example, act, one.offsets)
    return made


def _enter(made: Batch, row: int, example: Example, act: LabelledAct, offsets: list[Span]) -> None:
    piece = next((i for i, (a, b) in enumerate(offsets) if a <= act.trigger[0] < b), None)
    if piece is None:
        return
    kind = TYPES.index(act.type) + 1
    made.labels[row, piece] = kind
    mode = MODES.index(act.mode) + 1 if act.mode is not None else 0
    number = len(made.acts)
    made.acts.append((row, piece, kind, mode, STATUSES.index(act.status)))
    for party, (start, end, _) in example.parties.items():
        pieces = [i for i, (a, b) in enumerate(offsets) if b > a and a < end and b > start]
        if pieces:
            role = 1 if party in act.actors else 2 if party in act.recipients else 0
            made.pairs.append((number, pieces[0], pieces[-1] + 1, role))
