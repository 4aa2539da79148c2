"""The trained model: a small encoder (ONNX, int8) and its heads, loaded once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.errors import DataError
from tocsin.sensing.view import Heads, View

FOLDER = Path(__file__).parent / "weights"
FILES = ("encoder.onnx", "heads.npz", "tokenizer.json", "labels.json")
# Pieces of the vocabulary; a longer sentence is read to here and the rest is not seen.
LONGEST = 192


class SightModel:
    """The encoder with its heads. Raises DataError naming the file where one is missing or damaged."""

    def __init__(self, folder: Path = FOLDER) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise DataError(f"model folder {folder.name}: no file {missing[0]}")
        self._session = _session(folder / "encoder.onnx")
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self.heads = _heads(folder)

    def view(self, texts: Sequence[str]) -> list[View]:
        """Return what the model sees in each text.

        Each text is read alone: the int8 encoder scales by what it reads in one go, and the same sentence
        must give the same answer in any article.
        """
        return [self._one(text) for text in texts]

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


def _session(path: Path) -> Any:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.log_severity_level = 3
    # One thread: the parser works on another processor meanwhile.
    options.intra_op_num_threads = 1
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own that it does not export
        raise DataError(f"{path.name}: no readable ONNX model ({type(error).__name__})") from error


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _heads(folder: Path) -> Heads:
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    with np.load(folder / "heads.npz") as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files}
    return Heads(
        types=(None, *labels["types"]),
        modes=(None, *labels["modes"]),
        statuses=tuple(labels["statuses"]),
        weights=weights,
    )
