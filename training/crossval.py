"""``python -m training.crossval FILE``: what ``tocsin train`` makes of a labelled file, in cross-validation.

Each fifth is answered by a model that was fine-tuned on the other four, starting from the model that ships.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

from tocsin.evaluating.classes import calibration_error, class_scores
from tocsin.evaluating.schemes import quad_of
from tocsin.sensing.relations import RelationModel
from tocsin.training.job import Job, train
from tocsin.training.tables import LabelledFile, read_training

FOLDS = 5
COOPERATIVE = (1, 2)


def main() -> None:
    """Train each fold and print the scores of all answers together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--folds", type=int, default=FOLDS, help="of five, how many are done")
    asked = parser.parse_args()
    data = read_training(asked.file)
    gold: list[str] = []
    said: list[str] = []
    sure: list[float] = []
    for fold in range(asked.folds):
        held = [pair for i, pair in enumerate(data.pairs) if i % FOLDS == fold]
        kept = tuple(pair for i, pair in enumerate(data.pairs) if i % FOLDS != fold)
        for answer, chance in _answers(replace(data, pairs=kept), held, asked.epochs):
            said.append(answer)
            sure.append(chance)
        gold += [pair.label for pair in held]
        print(f"fold {fold + 1}: root macro-F1 so far {class_scores(gold, said).macro_f1:.3f}", flush=True)
    quads = class_scores([quad_of(name) for name in gold], [quad_of(name) for name in said])
    signs = class_scores(
        [quad_of(name) in COOPERATIVE for name in gold], [quad_of(name) in COOPERATIVE for name in said]
    )
    error = calibration_error([a == b for a, b in zip(gold, said, strict=True)], sure)
    root = class_scores(gold, said)
    print(f"{len(gold)} pairs: root {root.macro_f1:.3f}, accuracy {root.accuracy:.3f}", end=", ")
    print(f"quad {quads.macro_f1:.3f}, binary {signs.macro_f1:.3f}, ECE {error:.3f}")


def _answers(data: LabelledFile, held: list, epochs: int) -> list[tuple[str, float]]:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "model"
        train(Job(data, out, epochs=epochs))
        model = RelationModel(out)
        sights = model.sights([pair.pair for pair in held])
        return [(model.labels.types[int(one.types.argmax())], float(one.types.max())) for one in sights]


if __name__ == "__main__":
    main()
