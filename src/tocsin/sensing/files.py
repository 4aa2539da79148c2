"""Opening the files of a trained model; every complaint names the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.errors import DataError
from tocsin.sensing.view import Array


def require_files(folder: Path, names: Sequence[str]) -> None:
    """Raise DataError where the folder or one of its files is missing."""
    if not folder.is_dir():
        raise DataError(f"model folder {folder}: no such folder")
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise DataError(f"model folder {folder.name}: no file {missing[0]}")


def open_session(path: Path) -> Any:
    """Return an onnxruntime session on one thread: others work on the other processors meanwhile."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own that it does not export
        raise DataError(f"{path.name}: no readable ONNX model ({type(error).__name__})") from error


def load_tokenizer(path: Path, longest: int) -> Any:
    """Return the tokenizer, which cuts at ``longest`` pieces and does not pad."""
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises a bare Exception
        raise DataError(f"{path.name}: no readable tokenizer ({error})") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest)
    return tokenizer


def read_heads(path: Path) -> dict[str, Array]:
    """Return the weights of the heads by name, as 32-bit numbers."""
    try:
        with np.load(path) as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name}: no readable weights ({error})") from error
