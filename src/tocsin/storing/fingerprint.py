"""Which coder this is: Tocsin's version, and a hash of the tables and models that it reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tocsin.storing.answers import CoderVersion

ROOMS = ("coding", "knowledge", "language", "ontology", "quoting", "relating", "resolving", "sensing")
DATA = frozenset({".tsv", ".csv", ".json", ".onnx", ".npz", ".txt", ".safetensors"})
DIGITS = 16


def coder_version(model: str | None, borders: str) -> CoderVersion:
    """Return the version of the coder with these options; a model and a table of borders count by content."""
    options = {"model": "" if model is None else Path(model).name, "borders": borders}
    own = [Path(borders)] if Path(borders).is_file() else []
    if model is not None:
        own += sorted(path for path in Path(model).rglob("*") if path.is_file())
    if own:
        options["content"] = _hash((path.name, path) for path in own)
    if Path(borders).is_file():
        options["borders"] = Path(borders).name
    return CoderVersion(tocsin=version("tocsin"), fingerprint=_shipped(), options=options)


@cache
def _shipped() -> str:
    """Return the hash of all data files that ship and that coding reads."""
    root = Path(__file__).parents[1]
    found = (path for room in ROOMS for path in (root / room).rglob("*") if path.suffix in DATA)
    return _hash((path.relative_to(root).as_posix(), path) for path in sorted(found))


def _hash(named: Iterable[tuple[str, Path]]) -> str:
    whole = hashlib.sha256()
    for name, path in named:
        with path.open("rb") as file:
            whole.update(f"{name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()[:DIGITS]
