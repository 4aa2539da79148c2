"""``python -m training.relations --out DIR``: trains the relation model of ``tocsin.sensing``."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import AutoModel

from tocsin import ontology
from tocsin.evaluating.classes import class_scores
from tocsin.sensing.files import load_tokenizer
from tocsin.sensing.marking import MARKS
from tocsin.sensing.relations import LONGEST, NO_MODE, NONE, Labels
from tocsin.training.exporting import export, restore
from tocsin.training.fitting import Plan, Vocabulary, fit, fitted_temperature, predict
from tocsin.training.network import RelationNet
from tocsin.training.rows import Row
from training.corpus import STATUSES, Example, read_corpus
from training.heads import lexicon_examples
from training.narrow import narrow_codes
from training.net import BASE, MODES
from training.relation_rows import fixed_rows, rows_of
from training.splits import held_out

LABELS = Vocabulary((NONE, *ontology.types()), (NO_MODE, *MODES, *narrow_codes()), tuple(STATUSES))
NONE_SHARE = 0.3
AVERAGE = 0.998
CALIBRATION_SHARE = 2


def main() -> None:
    """Train, measure after each epoch on the held-out tenth, and write the model's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checkpoint", type=Path, help="goes on from here after an interruption")
    parser.add_argument(
        "--base", type=Path, help="model folder to start from, in the place of the base model"
    )
    parser.add_argument("--none-share", type=float, default=NONE_SHARE, help="share of pairs without an act")
    parser.add_argument("--average", type=float, default=AVERAGE, help="how much the mean of weights keeps")
    parser.add_argument("--fixed-layers", type=int, default=0, help="lower layers of the encoder left alone")
    parser.add_argument(
        "--base-share", type=float, default=0.0, help="share of the base's weights in those exported"
    )
    parser.add_argument("--share", type=float, default=1.0, help="share of the sentences that is trained on")
    parser.add_argument("--rest", action="store_true", help="train on the sentences that --share leaves out")
    parser.add_argument("--again", default="", help="letters of the files that are all shown, and twice")
    asked = parser.parse_args()
    torch.manual_seed(asked.seed)
    examples = read_corpus()
    taken = shown([*examples, *lexicon_examples()], asked.share, asked.again, asked.seed, asked.rest)
    kept = fixed_rows(row for e in taken for row in rows_of(e))
    aside = [e for e in examples if held_out(e)]
    test = fixed_rows(row for e in aside for row in rows_of(e) if row.pair.source and row.pair.target)
    print(f"{len(kept)} pairs to train on, {len(test)} held out")
    net = new_net() if asked.base is None else further_net(asked.base)
    net.encoder.encoder.layer[: asked.fixed_layers].requires_grad_(False)
    tokenizer = tokenizer_of(BASE)
    begun = time.monotonic()

    def report(epoch: int) -> None:
        print(
            f"epoch {epoch} {time.monotonic() - begun:.0f} s {json.dumps(measure(net, test, tokenizer))}",
            flush=True,
        )

    plan = Plan(
        epochs=asked.epochs,
        batch=asked.batch,
        rate=asked.rate,
        seed=asked.seed,
        none=NONE,
        none_share=asked.none_share,
        balance=True,
        average=asked.average,
        cosine=True,
    )
    fit(net, kept, LABELS, tokenizer, plan, asked.checkpoint, report)
    if asked.base is not None and asked.base_share:
        blend(net, further_net(asked.base), asked.base_share)
    print(f"hard pairs both right: {hard_pairs(net, aside, tokenizer):.3f}")
    export(net, labels_of(temperature(net, test, tokenizer, asked.seed)), BASE / "tokenizer.json", asked.out)


def shown(
    examples: Sequence[Example], share: float, again: str, seed: int, rest: bool = False
) -> list[Example]:
    """Return the examples to train on: a share drawn by chance (or the rest), and some files twice."""
    chance = random.Random(seed)
    kept = [example for example in examples if not held_out(example)]
    drawn = [e for e in kept if e.where[0] not in again and (chance.random() < share) != rest]
    return drawn + 2 * [e for e in kept if e.where[0] in again]


def new_net() -> RelationNet:
    """Return a network on the base model; the embeddings of words that the corpus lacks stay as they are."""
    encoder = AutoModel.from_pretrained(BASE, add_pooling_layer=False)
    encoder.embeddings.word_embeddings.requires_grad_(False)
    return RelationNet(encoder, len(LABELS.types), len(LABELS.modes), len(LABELS.statuses))


def further_net(folder: Path) -> RelationNet:
    """Return the network of a model folder with the same labels, to train it further."""
    net, labels = restore(folder)
    if (labels.types, labels.modes, labels.statuses) != (LABELS.types, LABELS.modes, LABELS.statuses):
        raise SystemExit(f"{folder}: the labels are not those of today's corpus")
    net.encoder.embeddings.word_embeddings.requires_grad_(False)
    return net


def blend(net: RelationNet, base: RelationNet, share: float) -> None:
    """Move the weights of ``net`` towards those of ``base``, of which they keep a share then."""
    with torch.no_grad():
        for weight, other in zip(net.parameters(), base.parameters(), strict=True):
            weight.lerp_(other, share)


def tokenizer_of(folder: Path) -> Any:
    """Return the tokenizer of a model, with the marks as pieces of their own."""
    made = load_tokenizer(folder / "tokenizer.json", LONGEST)
    made.add_special_tokens(list(MARKS))
    return made


def labels_of(divisor: float) -> Labels:
    """Return the label sets of the shipped model."""
    plover = tuple(None if name == NONE else name for name in LABELS.types)
    return Labels(LABELS.types, LABELS.modes, LABELS.statuses, plover, divisor, fixed_names=True)


def temperature(net: RelationNet, rows: Sequence[Row], tokenizer: Any, seed: int) -> float:
    """Return the divisor fitted on one half of the held-out pairs."""
    half = random.Random(seed).sample(list(rows), len(rows) // CALIBRATION_SHARE)
    scores = predict(net, half, tokenizer)["type"]
    return fitted_temperature(scores, [LABELS.types.index(row.type) for row in half])


def measure(net: RelationNet, rows: Sequence[Row], tokenizer: Any) -> dict[str, float]:
    """Return the figures on held-out pairs: macro-F1 of types, precision of NONE, modes and claim status."""
    found = predict(net, rows, tokenizer)
    guess = [LABELS.types[i] for i in found["type"].argmax(1).tolist()]
    truth = [row.type for row in rows]
    acts = [i for i, row in enumerate(rows) if row.type != NONE]
    typed = [i for i in acts if guess[i] == truth[i]]
    statuses = [STATUSES[i] for i in found["status"].argmax(1).tolist()]
    modes = [LABELS.modes[i] for i in found["mode"].argmax(1).tolist()]
    said_none = [i for i, name in enumerate(guess) if name == NONE]
    figures = {
        "root_f1": class_scores(truth, guess).macro_f1,
        "none_precision": _share([truth[i] == NONE for i in said_none]),
        "status_f1": class_scores([str(rows[i].status) for i in acts], [statuses[i] for i in acts]).macro_f1,
        "mode": _share([modes[i] == rows[i].mode for i in typed]),
    }
    return {name: round(value, 4) for name, value in figures.items()}


def hard_pairs(net: RelationNet, examples: Sequence[Example], tokenizer: Any) -> float:
    """Return the share of hard pairs of which the type of every labelled pair of parties is right."""
    groups: dict[str, list[Row]] = {}
    for example in examples:
        if example.pair is not None:
            rows = [r for r in rows_of(example) if r.pair.source and r.pair.target and r.type != NONE]
            groups.setdefault(f"{example.where.split(':')[0]} {example.pair}", []).extend(rows)
    flat = [(name, row) for name, rows in groups.items() for row in fixed_rows(rows)]
    found = predict(net, [row for _, row in flat], tokenizer)
    right: dict[str, bool] = {}
    for (name, row), kind in zip(flat, found["type"].argmax(1).tolist(), strict=True):
        right[name] = right.get(name, True) and LABELS.types[kind] in row.types
    return _share(list(right.values()))


def _share(verdicts: Sequence[bool] | Tensor) -> float:
    return float(sum(verdicts)) / max(1, len(verdicts))


if __name__ == "__main__":
    main()
