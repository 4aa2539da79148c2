"""``python -m training.speed``: pairs a second of the relation model, over its encoder in full numbers."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from tocsin.sensing.marking import locate
from tocsin.sensing.relations import FOLDER, RelationModel
from training.corpus import read_corpus

PAIRS = 300
WORDS = 25
NEAR = 3
ROUNDS = 3


def main() -> None:
    """Time both in turn, and print pairs a second and their ratio."""
    from tocsin.training.exporting import export_full, restore

    net, _ = restore(FOLDER)
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("heads.npz", "labels.json", "tokenizer.json"):
            shutil.copyfile(FOLDER / name, Path(scratch) / name)
        export_full(net.encoder, Path(scratch) / "encoder.onnx")
        full = RelationModel(Path(scratch))
        shipped = RelationModel(FOLDER)
        rates = {"shipped": 0.0, "full": 0.0}
        for _ in range(ROUNDS):
            for name, model in (("shipped", shipped), ("full", full)):
                rates[name] = max(rates[name], _rate(model))
    print(f"shipped {rates['shipped']:.0f} pairs a second, in full numbers {rates['full']:.0f}")
    print(f"ratio {rates['shipped'] / rates['full']:.2f}")


def _rate(model: RelationModel) -> float:
    texts = [e for e in read_corpus() if abs(len(e.text.split()) - WORDS) < NEAR and len(e.parties) > 1]
    pairs = []
    for example in texts[:PAIRS]:
        first, second = list(example.parties.values())[:2]
        pairs.append(
            locate(example.text, example.text[first[0] : first[1]], example.text[second[0] : second[1]])
        )
    begun = time.perf_counter()
    list(model.sights(pairs))
    return len(pairs) / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
