"""One run of ``tocsin train``: labelled pairs and a base model in, a model folder out."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from tocsin.errors import OutputError, UsageError
from tocsin.evaluating.classes import class_scores
from tocsin.sensing.files import load_tokenizer
from tocsin.sensing.marking import MARKS
from tocsin.sensing.names import with_fixed_names
from tocsin.sensing.relations import FOLDER, LONGEST, Labels
from tocsin.training.exporting import export, restore
from tocsin.training.fitting import Plan, Vocabulary, fit, fitted_temperature, predict
from tocsin.training.network import RelationNet
from tocsin.training.rows import Row
from tocsin.training.tables import LabelledFile

CHECKPOINT = "training.pt"
# One row in so many is kept aside, where there are enough, to fit the temperature and to tell how good it is.
ASIDE = 10
LEAST_ASIDE = 40
# Heads that start from the old labels carry on from them; what PLOVER calls two types may be one label here.
MERGED = {
    "YIELD": ("CONCEDE", "RETREAT"),
    "DEMAND": ("REQUEST",),
    "DISAPPROVE": ("ACCUSE",),
    "FIGHT": ("ASSAULT",),
}


@dataclass(frozen=True)
class Job:
    """What was asked for; ``base`` is a model folder, the one that ships with Tocsin where None is given."""

    data: LabelledFile
    out: Path
    base: Path | None = None
    epochs: int = 6
    seed: int = 1
    rate: float = 6e-5


@dataclass(frozen=True)
class Trained:
    """How many pairs were trained on and kept aside, and accuracy and macro-F1 on those (None of none)."""

    rows: int
    aside: int
    accuracy: float | None
    macro_f1: float | None


def train(job: Job, progress: Callable[[int, int, int, float], None] = lambda *_: None) -> Trained:
    """Train and write the model into ``job.out``. An interrupted run of the same job goes on where it was.

    UsageError where a model is there already: nothing is overwritten.
    """
    unfinished = _claim(job)
    base = job.base or FOLDER
    net, known = restore(base)
    torch.manual_seed(job.seed)
    _relabel(net, known, job.data.labels)
    tokenizer = load_tokenizer(base / "tokenizer.json", LONGEST)
    tokenizer.add_special_tokens(list(MARKS))
    shown = [with_fixed_names(p.pair) if known.fixed_names else p.pair for p in job.data.pairs]
    rows = [Row(pair, {p.label: 1.0}) for p, pair in zip(job.data.pairs, shown, strict=True)]
    kept, aside = _split(rows, job.seed)
    plan = Plan(epochs=job.epochs, batch=16, rate=job.rate, seed=job.seed, progress=progress)
    fit(net, kept, Vocabulary(job.data.labels), tokenizer, plan, unfinished / CHECKPOINT)
    temperature, accuracy, macro = _judge(net, aside, tokenizer, job.data.labels)
    labels = replace(known, types=job.data.labels, plover=job.data.plover, temperature=temperature)
    export(net, labels, base / "tokenizer.json", unfinished)
    (unfinished / CHECKPOINT).unlink(missing_ok=True)
    unfinished.rename(job.out)
    return Trained(len(kept), len(aside), accuracy, macro)


def _claim(job: Job) -> Path:
    """Return the folder beside ``out`` that the job works in; what another job left there is thrown away."""
    if job.out.exists() and (not job.out.is_dir() or any(job.out.iterdir())):
        raise UsageError(f"--out {job.out} is there already: name a new folder, nothing is overwritten")
    mark = hashlib.sha256(repr((job.data, job.base, job.epochs, job.seed, job.rate)).encode()).hexdigest()[
        :12
    ]
    unfinished = job.out.with_name(f".{job.out.name}.{mark}.part")
    try:
        for other in job.out.absolute().parent.glob(f".{job.out.name}.*.part"):
            if other.name != unfinished.name:
                shutil.rmtree(other)
        unfinished.mkdir(parents=True, exist_ok=True)
        if job.out.exists():
            job.out.rmdir()
    except OSError as error:
        raise OutputError(str(job.out), (error.strerror or str(error)).lower()) from error
    return unfinished


def _relabel(net: RelationNet, known: Labels, labels: Sequence[str]) -> None:
    """Give the network a head for new labels; a label that the base knows starts from what it knows of it."""
    old: Any = net.heads["type_head"]
    new = torch.nn.Linear(old.in_features, len(labels))
    with torch.no_grad():
        for i, label in enumerate(labels):
            names = [name for name in MERGED.get(label.upper(), (label.upper(),)) if name in known.types]
            if names:
                places = [known.types.index(name) for name in names]
                new.weight[i] = old.weight[places].mean(0)
                new.bias[i] = old.bias[places].mean(0)
    net.heads["type_head"] = new


def _split(rows: Sequence[Row], seed: int) -> tuple[list[Row], list[Row]]:
    """Return the rows to train on and those kept aside, of each label the same share."""
    by_label: dict[str, list[Row]] = {}
    for row in rows:
        by_label.setdefault(row.type, []).append(row)
    chance = random.Random(seed)
    aside: list[Row] = []
    for label in sorted(by_label):
        drawn = chance.sample(by_label[label], len(by_label[label]) // ASIDE)
        aside += drawn
    if len(aside) < LEAST_ASIDE:
        return list(rows), []
    kept_aside = Counter(map(id, aside))
    return [row for row in rows if id(row) not in kept_aside], aside


def _judge(
    net: RelationNet, aside: Sequence[Row], tokenizer: Any, labels: Sequence[str]
) -> tuple[float, float | None, float | None]:
    """Return the temperature, accuracy and macro-F1 on the rows kept aside."""
    if not aside:
        return 1.0, None, None
    scores = predict(net, aside, tokenizer)["type"]
    truth = [row.type for row in aside]
    found = class_scores(truth, [labels[i] for i in scores.argmax(1).tolist()])
    divisor = fitted_temperature(scores, [labels.index(name) for name in truth])
    return divisor, found.accuracy, found.macro_f1
