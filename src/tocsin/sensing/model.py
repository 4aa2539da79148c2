"""The trained model: a small encoder (ONNX, int8) and its heads, loaded once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from tocsin.sensing.files import load_tokenizer, open_session, read_heads, require_files
from tocsin.sensing.threads import readers
from tocsin.sensing.view import Heads, View

FOLDER = Path(__file__).parent / "weights"
FILES = ("encoder.onnx", "heads.npz", "tokenizer.json", "labels.json")
# Pieces of the vocabulary; a longer sentence is read to here and the rest is not seen.
LONGEST = 192


class SightModel:
    """The encoder with its heads. Raises DataError naming the file where one is missing or damaged."""

    def __init__(self, folder: Path = FOLDER) -> None:
        require_files(folder, FILES)
        self._session = open_session(folder / "encoder.onnx")
        self._tokenizer = load_tokenizer(folder / "tokenizer.json", LONGEST)
        self.heads = _heads(folder)
        self._workers = readers("tocsin-model")

    def view(self, texts: Sequence[str]) -> list[View]:
        """Return what the model sees in each text."""
        return list(self.views(texts))

    def views(self, texts: Sequence[str]) -> Iterator[View]:
        """Begin to read the texts on threads of their own, and yield what the model sees in each, in order.

        Each text is read alone, two at a time: the int8 encoder scales by what it reads in one go, and the
        same sentence must give the same answer in any article.
        """
        return self._workers.map(self._one, texts)

    def _one(self, text: str) -> View:
        encoded = self._tokenizer.encode(text)
        ids = np.array([encoded.ids], dtype=np.int64)
        states = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        continued = [token.startswith("##") for token in encoded.tokens]
        return View(self.heads, states, encoded.offsets, continued)


@cache
def sight_model() -> SightModel:
    """Return the model that ships with Tocsin."""
    return SightModel()


def _heads(folder: Path) -> Heads:
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return Heads(
        types=(None, *labels["types"]),
        modes=(None, *labels["modes"]),
        statuses=tuple(labels["statuses"]),
        weights=read_heads(folder / "heads.npz"),
    )
