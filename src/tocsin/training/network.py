"""The network: an encoder, and heads over the states of the first piece and of the two opening marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from tocsin.sensing.marking import MARKS, cut, marked_text
from tocsin.training.rows import Row

DROPOUT = 0.1
UNKNOWN = -100


class RelationNet(nn.Module):
    """``encoder`` is a BERT of transformers; the heads are named as ``tocsin.sensing`` reads them."""

    def __init__(self, encoder: Any, types: int, modes: int = 0, statuses: int = 0) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.drop = nn.Dropout(DROPOUT)
        self.heads = nn.ModuleDict({"hidden": nn.Linear(3 * width, width)})
        for name, size in (("type", types), ("mode", modes), ("status", statuses)):
            if size:
                self.heads[f"{name}_head"] = nn.Linear(width, size)

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Return the scores of each head, shape (pairs, labels)."""
        states = self.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
        every = torch.arange(len(batch.ids))
        seen = torch.cat([states[every, at] for at in batch.places.unbind(1)], -1)
        hidden = self.drop(nn.functional.gelu(self.heads["hidden"](self.drop(seen))))
        return {
            name.removesuffix("_head"): head(hidden) for name, head in self.heads.items() if name != "hidden"
        }

    def head_weights(self) -> dict[str, Any]:
        """Return the weights of the heads as arrays, by the names that ``tocsin.sensing`` reads."""
        named = self.heads.state_dict()
        return {key.replace("_head.", "_").replace(".", "_"): value.numpy() for key, value in named.items()}


@dataclass(slots=True)
class Batch:
    """Pairs as tensors; ``places`` are the pieces of the beginning and of the two marks, shape (pairs, 3)."""

    ids: Tensor
    mask: Tensor
    places: Tensor


def batch_of(rows: Sequence[Row], tokenizer: Any) -> Batch:
    """Return the tensors of some rows; a side that is not marked is read at the beginning."""
    read = [tokenizer.encode(marked_text(cut(row.pair)[0])).ids for row in rows]
    width = max(len(ids) for ids in read)
    opening = [tokenizer.token_to_id(mark) for mark in (MARKS[0], MARKS[2])]
    made = Batch(
        ids=torch.zeros(len(read), width, dtype=torch.long),
        mask=torch.zeros(len(read), width, dtype=torch.long),
        places=torch.zeros(len(read), 3, dtype=torch.long),
    )
    for i, ids in enumerate(read):
        made.ids[i, : len(ids)] = torch.tensor(ids)
        made.mask[i, : len(ids)] = 1
        for side, mark in enumerate(opening, 1):
            made.places[i, side] = ids.index(mark) if mark in ids else 0
    return made
