"""``tocsin evaluate relations``: a file of marked pairs with gold types -> macro-F1 and calibration."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.errors import InputError
from tocsin.evaluating.classes import ClassScores, calibration_error, class_scores, confusions
from tocsin.evaluating.schemes import chances, quad_of
from tocsin.records import Record
from tocsin.sensing.marking import Pair
from tocsin.sensing.pairs_file import LabelledPair, read_labelled
from tocsin.sensing.relations import RelationModel

GOLD = "gold_root"
QUAD = "gold_quad"
COOPERATIVE = (1, 2)
CELLS = 8
EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class GoldPair:
    """One row: its line in the file, the pair, its gold label, and its quad class where it has one."""

    line: int
    pair: Pair
    label: str
    quad: int | None


class RelationScores(Record, frozen=True):
    """What was measured; ``binary`` is cooperation against conflict, ``ece`` is of the root types."""

    n: int
    accuracy: float
    root: ClassScores
    quad: ClassScores
    binary: ClassScores
    ece: float
    seconds: float
    cut: int
    confusions: tuple[tuple[str, str, int, tuple[str, ...]], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the figures for ``--json``."""
        data = self.to_dict()
        del data["confusions"]
        return data


def read_pairs(path: str, label: str = GOLD) -> list[GoldPair]:
    """Read a tab-separated or JSONL file of pairs. InputError names the line of a row that is amiss."""
    return [
        GoldPair(line=row.line, pair=row.pair, label=row.label, quad=_quad(path, row))
        for row in read_labelled(path, (label,))
    ]


def measure_relations(pairs: Sequence[GoldPair], model: RelationModel) -> RelationScores:
    """Answer each pair with the model and compare with gold."""
    begun = time.perf_counter()
    sights = list(model.sights([row.pair for row in pairs]))
    seconds = time.perf_counter() - begun
    gold = [row.label for row in pairs]
    given = [chances(sight, model.labels, set(gold)) for sight in sights]
    answers = [max(one, key=lambda name: one[name]) for one in given]
    quads, said_quads = _quads(pairs, given)
    root = class_scores(gold, answers)
    return RelationScores(
        n=len(pairs),
        accuracy=root.accuracy,
        root=root,
        quad=class_scores(quads, said_quads),
        binary=class_scores([_sign(q) for q in quads], [_sign(q) for q in said_quads]),
        ece=calibration_error(
            [a == b for a, b in zip(gold, answers, strict=True)],
            [one[name] for one, name in zip(given, answers, strict=True)],
        ),
        seconds=seconds,
        cut=sum(sight.cut for sight in sights),
        confusions=tuple(
            (
                wanted,
                said,
                len(cases),
                tuple(_shown(pairs[i]) for i in cases[:EXAMPLES]),
            )
            for wanted, said, cases in confusions(gold, answers)[:CELLS]
        ),
    )


def _quads(pairs: Sequence[GoldPair], given: Sequence[dict[str, float]]) -> tuple[list[int], list[int]]:
    """Return gold and answered quad classes of the rows that have one: the likeliest class."""
    gold, answers = [], []
    for row, one in zip(pairs, given, strict=True):
        if row.quad is None:
            continue
        sums = dict.fromkeys((1, 2, 3, 4), 0.0)
        for name, chance in one.items():
            quad = quad_of(name)
            if quad is not None:
                sums[quad] += chance
        gold.append(row.quad)
        answers.append(max(sums, key=lambda quad: sums[quad]))
    return gold, answers


def _shown(row: GoldPair) -> str:
    return f"line {row.line}: {row.pair.text}"


def _sign(quad: int) -> str:
    return "cooperation" if quad in COOPERATIVE else "conflict"


def _quad(path: str, row: LabelledPair) -> int | None:
    cell = row.cells.get(QUAD, "").strip()
    if not cell:
        return quad_of(row.label)
    if cell not in ("1", "2", "3", "4"):
        raise InputError(path, f"{QUAD} is {cell!r}", "it is 1, 2, 3 or 4", row.line)
    return int(cell)
