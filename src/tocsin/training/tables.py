"""Reading labelled pairs to train on: tab-separated or JSONL; every complaint names file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin import ontology
from tocsin.errors import InputError, UsageError
from tocsin.sensing.pairs_file import LabelledPair, read_labelled
from tocsin.sensing.relations import NONE

LEAST_OF_A_LABEL = 2
LABEL_COLUMNS = ("label", "gold_root", "type")


@dataclass(frozen=True)
class LabelledFile:
    """What a file teaches: pairs, labels in alphabetical order, and the PLOVER type of each or None."""

    pairs: tuple[LabelledPair, ...]
    labels: tuple[str, ...]
    plover: tuple[str | None, ...]


def read_training(
    path: str | None,
    label: str | None = None,
    mapping: str | None = None,
    corrected: Sequence[LabelledPair] = (),
) -> LabelledFile:
    """Read the pairs of a file, and take those that people have put right in a project beside them.

    The labels of ``corrected`` are types, or NONE; they take the label that the file has for that type, if it
    has one. A label of theirs that would stand there once is left out. InputError for one that stands once in
    the file, or where there is but one label.
    """
    columns = (label,) if label is not None else LABEL_COLUMNS
    pairs = [] if path is None else read_labelled(path, columns)
    counts = Counter(pair.label for pair in pairs)
    given = {} if mapping is None else read_mapping(mapping, sorted({*counts, *(p.label for p in corrected)}))
    kinds = {name: given.get(name) or plover_type(name) for name in sorted(counts, reverse=True)}
    own = {kind: name for name, kind in kinds.items() if kind is not None}
    added = [replace(pair, label=own.get(pair.label, pair.label)) for pair in corrected]
    counts.update(pair.label for pair in added)
    rare = next((pair for pair in pairs if counts[pair.label] < LEAST_OF_A_LABEL), None)
    if rare is not None:
        remedy = "give at least two rows of each label, better 20, or leave it out"
        raise InputError(str(path), f"label {rare.label!r} stands here once", remedy, rare.line)
    pairs += [pair for pair in added if counts[pair.label] >= LEAST_OF_A_LABEL]
    labels = tuple(sorted({pair.label for pair in pairs}))
    if len(labels) < LEAST_OF_A_LABEL:
        reason = f"all rows have the label {labels[0]!r}" if labels else "no label stands there twice"
        raise InputError(path or "corrections", reason, "give rows of at least two labels")
    return LabelledFile(tuple(pairs), labels, tuple(given.get(name) or plover_type(name) for name in labels))


def plover_type(label: str) -> str | None:
    """Return a label that is the name of a type, whatever its case; None for any other."""
    name = label.strip().upper()
    return name if name in ontology.types() and name != NONE else None


def read_mapping(path: str, labels: Sequence[str]) -> Mapping[str, str]:
    """Read a tab-separated file of label and type; InputError for an unknown one of either."""
    found: dict[str, str] = {}
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read ({error})", "give label and type, a tab between") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        label, _, kind = (part.strip() for part in line.partition("\t"))
        if label not in labels:
            raise InputError(path, f"label {label!r} is not in the training file", "mend it", number)
        try:
            found[label] = ontology.type_info(kind.upper()).name
        except UsageError as error:
            raise InputError(path, str(error), "mend it", number) from error
    return found
