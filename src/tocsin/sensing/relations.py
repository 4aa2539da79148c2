"""The relation model: what the first of two marked parties does to the second, as probabilities."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import erf, sqrt
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.errors import DataError
from tocsin.sensing.files import load_tokenizer, open_session, read_heads, require_files
from tocsin.sensing.marking import MARKS, Pair, cut, marked_text
from tocsin.sensing.names import with_fixed_names
from tocsin.sensing.threads import readers
from tocsin.sensing.view import Array, softmax

FOLDER = Path(__file__).parent / "relation_weights"
FILES = ("encoder.onnx", "heads.npz", "tokenizer.json", "labels.json")
FORMAT = 3
# The encoder of a model of the first format gives the states of all pieces, and takes a mask. Since the third
# a model may say that it knows sentences of the fixed countries only.
FORMATS = (1, 2, 3)
LONGEST = 192
NONE = "NONE"
NO_MODE = "-"


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of a relation model, as its ``labels.json`` has them.

    ``plover`` gives the PLOVER or Tocsin type of each of ``types``, None where there is none. ``modes`` are
    modes of PLOVER, "-" for none, and CAMEO codes that are narrower than a mode; they and
    ``statuses`` are empty in a model that was trained on types alone. ``temperature`` divides the scores of
    types: it was fitted so that probabilities are frequencies. With ``fixed_names`` the model was trained on
    sentences whose countries were exchanged for a fixed few, and reads all others so.
    """

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    plover: tuple[str | None, ...]
    temperature: float = 1.0
    fixed_names: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What the model sees between two parties: probabilities in the order of the model's ``Labels``."""

    types: Array
    modes: Array
    statuses: Array
    cut: bool


class RelationModel:
    """An encoder (ONNX, int8) and its heads. Raises DataError naming the file that is missing or damaged."""

    def __init__(self, folder: Path = FOLDER) -> None:
        require_files(folder, FILES)
        self.labels = read_labels(folder / "labels.json")
        self.weights = read_heads(folder / "heads.npz")
        self._tokenizer = load_tokenizer(folder / "tokenizer.json", LONGEST)
        self._tokenizer.add_special_tokens(list(MARKS))
        self._opening = tuple(self._tokenizer.token_to_id(mark) for mark in (MARKS[0], MARKS[2]))
        if None in self._opening:
            raise DataError(f"{folder.name}/tokenizer.json: has no marks for parties: it is of another model")
        self._session = open_session(folder / "encoder.onnx")
        self._at_places = any(given.name == "places" for given in self._session.get_inputs())
        self._workers = readers("tocsin-relation")

    def sights(self, pairs: Sequence[Pair]) -> Iterator[Sight]:
        """Return what the model sees in each pair, in their order; it looks on other threads from now on.

        Each sentence is read alone, two at a time: the int8 encoder scales by what it reads in one go, and
        a sentence must give the same answer in any company.
        """
        return self._workers.map(self._one, pairs)

    def meanings(self, texts: Sequence[str]) -> Array:
        """Return a vector of length 1 for each text, the mean of its states: alike texts lie close."""
        return np.stack([self._meaning(text) for text in texts])

    def _meaning(self, text: str) -> Array:
        ids: list[int] = self._tokenizer.encode(text).ids
        mean = self._states(ids, range(len(ids))).mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)

    def _one(self, pair: Pair) -> Sight:
        shown, was_cut = cut(pair)
        if self.labels.fixed_names:
            shown = with_fixed_names(shown)
        ids: list[int] = self._tokenizer.encode(marked_text(shown)).ids
        places = [0, *(ids.index(mark) if mark in ids else 0 for mark in self._opening)]
        hidden = _gelu(self._linear("hidden", self._states(ids, places).reshape(-1)))
        return Sight(
            types=softmax(self._linear("type", hidden) / self.labels.temperature),
            modes=self._chances("mode", hidden),
            statuses=self._chances("status", hidden),
            cut=was_cut,
        )

    def _states(self, ids: Sequence[int], places: Sequence[int]) -> Array:
        """Return the states of some pieces, shape (places, width)."""
        row = np.array([ids], dtype=np.int64)
        if self._at_places:
            at = np.array(places, dtype=np.int64)
            return np.asarray(self._session.run(None, {"input_ids": row, "places": at})[0])
        states = self._session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})[0][0]
        return np.asarray(states[list(places)])

    def _chances(self, head: str, hidden: Array) -> Array:
        known = f"{head}_weight" in self.weights
        return softmax(self._linear(head, hidden)) if known else np.zeros(0, dtype=np.float32)

    def _linear(self, name: str, states: Array) -> Array:
        return self.weights[f"{name}_weight"] @ states + self.weights[f"{name}_bias"]


@cache
def relation_model(folder: Path = FOLDER) -> RelationModel:
    """Return a relation model, the one that ships with Tocsin where no folder is given."""
    return RelationModel(folder)


def read_labels(path: Path) -> Labels:
    """Read the label sets; DataError for another format or a file that is none."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read ({error}): train the model again") from error
    found = data.get("format") if isinstance(data, dict) else None
    if found not in FORMATS or not data.get("types"):
        known = f"this version of Tocsin reads {FORMAT} and older"
        raise DataError(f"{path}: format {found!r}, {known}: train the model again with it")
    types = tuple(data["types"])
    return Labels(
        types=types,
        modes=tuple(data.get("modes", ())),
        statuses=tuple(data.get("statuses", ())),
        plover=tuple(data.get("plover", types)),
        temperature=float(data.get("temperature", 1.0)),
        fixed_names=bool(data.get("fixed_names", False)),
    )


def _gelu(values: Array) -> Array:
    parts = (values.astype(np.float64) / sqrt(2.0)).tolist()
    shares = (0.5 * (1.0 + np.array(list(map(erf, parts))))).astype(np.float32)
    return np.asarray(values * shares, dtype=np.float32)
