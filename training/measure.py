"""``python -m training.measure``: the relation model that ships, on the tenth of the corpus kept from it.

Exit status 1 where a figure is lower than the one of ``baseline.json``; ``--write-baseline`` takes today's.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from tocsin.evaluating.classes import calibration_error, class_scores
from tocsin.records import Relation
from tocsin.relating import relations_of
from tocsin.sensing.marking import Pair
from tocsin.sensing.relations import NO_MODE, NONE, relation_model
from tocsin.training.rows import Row
from training.corpus import Example, read_corpus
from training.exchange import exchanged_text
from training.relation_rows import rows_of
from training.splits import held_out

BASELINE = Path(__file__).parent / "baseline.json"
TOLERANCE = 0.005
EXCHANGED_PAIRS = 200
EXCHANGES = 5
MUST = {
    "root macro-F1": 0.90,
    "precision of NONE": 0.85,
    "claim status macro-F1": 0.90,
    "mode, where the type is right": 0.85,
    "hard pairs, both right": 0.80,
    "unchanged by exchanged names": 0.97,
}


def main(arguments: Sequence[str]) -> int:
    """Print the figures, each with what it must be."""
    figures = measure([example for example in read_corpus() if held_out(example)])
    for name, value in figures.items():
        must = MUST.get(name)
        bar = "" if must is None else f"must {must:.2f}  {'yes' if value >= must else 'NO'}"
        print(f"{name:36} {value:.3f}  {bar}".rstrip())
    if "--write-baseline" in arguments:
        BASELINE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        return 0
    before = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    lower = [name for name, value in before.items() if figures.get(name, 0.0) < value - TOLERANCE]
    for name in lower:
        print(f"lower than before: {name} {figures.get(name, 0.0):.3f}, was {before[name]:.3f}")
    return 1 if lower else 0


def measure(examples: Sequence[Example]) -> dict[str, float]:
    """Return the figures of the shipped model on the pairs of examples that name both sides."""
    rows = [
        (example, row)
        for example in examples
        for row in rows_of(example)
        if row.pair.source and row.pair.target
    ]
    seen = relations_of([row.pair for _, row in rows], relation_model())
    said = [one.type or NONE for one in seen]
    # Of several acts between two parties each is right.
    truth = [kind if kind in row.types else row.type for kind, (_, row) in zip(said, rows, strict=True)]
    acts = [i for i, kind in enumerate(truth) if kind != NONE]
    typed = [i for i in acts if truth[i] == said[i]]
    silent = [i for i, kind in enumerate(said) if kind == NONE]
    right = [said[i] in rows[i][1].types for i in range(len(rows))]
    figures = {
        "root macro-F1": class_scores(truth, said).macro_f1,
        "precision of NONE": _share([truth[i] == NONE for i in silent]),
        "claim status macro-F1": class_scores(
            [_status(rows[i][1], seen[i]) for i in acts], [_modality(seen[i]) for i in acts]
        ).macro_f1,
        "mode, where the type is right": _share([_mode_right(rows[i][1], seen[i]) for i in typed]),
        "hard pairs, both right": _hard_pairs(rows, right),
        "unchanged by exchanged names": _unchanged([row.pair for _, row in rows]),
        "calibration (1 - ECE)": 1 - calibration_error(right, [one.probability for one in seen]),
    }
    return {name: round(value, 4) for name, value in figures.items()}


def _modality(seen: Relation) -> str:
    return seen.modality or "asserted"


def _status(row: Row, seen: Relation) -> str:
    """Return the true claim status: of several acts, the one of an act of the type that was answered."""
    fitting = [status for kind, _, status in row.acts if kind == seen.type]
    fitting = fitting or [status for _, _, status in row.acts]
    return _modality(seen) if _modality(seen) in fitting else fitting[0]


def _mode_right(row: Row, seen: Relation) -> bool:
    """Tell whether the mode is that of an act of the type; a narrower code is compared as a code."""
    modes = [mode for kind, mode, _ in row.acts if kind == seen.type]
    return any(seen.cameo == m if m.isdigit() else (seen.mode or NO_MODE) == m for m in modes)


def _hard_pairs(rows: Sequence[tuple[Example, Row]], right: Sequence[bool]) -> float:
    """Return the share of hard pairs of which every labelled pair of parties is right."""
    verdicts: dict[str, bool] = {}
    for (example, row), verdict in zip(rows, right, strict=True):
        if example.pair is not None and row.type != NONE:
            key = f"{example.where.partition(':')[0]} {example.pair}"
            verdicts[key] = verdicts.get(key, True) and verdict
    return _share(list(verdicts.values()))


def _unchanged(pairs: Sequence[Pair]) -> float:
    """Return the share of answers that stay when the countries of a sentence are exchanged for others."""
    chance = random.Random(1)
    drawn = chance.sample(list(pairs), min(EXCHANGED_PAIRS, len(pairs)))
    model = relation_model()
    first = [one.type for one in relations_of(drawn, model)]
    same = []
    for _ in range(EXCHANGES):
        others = []
        for pair in drawn:
            text, span = exchanged_text(pair.text, chance)
            others.append(Pair(text, tuple(map(span, pair.source)), tuple(map(span, pair.target))))
        same += [a == b.type for a, b in zip(first, relations_of(others, model), strict=True)]
    return _share(same)


def _share(verdicts: Sequence[bool]) -> float:
    return sum(verdicts) / max(1, len(verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
