"""The training loop: seeded, with a checkpoint after each epoch from which an interrupted run goes on."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, log_softmax

from tocsin.training.averaging import Average
from tocsin.training.network import UNKNOWN, RelationNet, batch_of
from tocsin.training.rows import Row

WARM_UP = 0.06
LEAST_RATE = 0.02
CLIP = 1.0
# Batches are drawn from so many at a time, sorted by length, so that little is padded.
POOL = 20


@dataclass(frozen=True)
class Plan:
    """How to train. Of the rows of ``none`` a share is shown.

    With ``balance`` a claim status counts the more the rarer it is (by the root of its share). ``average``
    is how much of the mean of the weights each step keeps (0: none is kept); the mean is what is trained.
    With ``cosine`` the rate falls along half a cosine, else along a line.
    """

    epochs: int = 4
    batch: int = 32
    rate: float = 1.2e-4
    head_rate: float = 1e-3
    seed: int = 1
    smoothing: float = 0.05
    side_weight: float = 0.4
    none: str | None = None
    none_share: float = 1.0
    balance: bool = False
    average: float = 0.0
    cosine: bool = False
    progress: Callable[[int, int, int, float], None] = field(default=lambda *_: None)


@dataclass(frozen=True)
class Vocabulary:
    """The labels of the heads, in the order of their outputs."""

    types: tuple[str, ...]
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


def fit(
    net: RelationNet,
    rows: Sequence[Row],
    labels: Vocabulary,
    tokenizer: Any,
    plan: Plan,
    checkpoint: Path | None = None,
    after_epoch: Callable[[int], None] = lambda _: None,
) -> None:
    """Train ``net`` in place. With ``checkpoint`` a run that was interrupted goes on after its last epoch."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    optimizer, rate = _optimizer(net, _steps(rows, plan), plan)
    weights = _status_weights(rows, labels) if plan.balance else None
    average = Average(net, plan.average)
    begun = _resume(checkpoint, net, optimizer, rate, chance, average)
    for epoch in range(begun, plan.epochs):
        net.train()
        batches = list(_batches(rows, plan, chance))
        for number, drawn in enumerate(batches, 1):
            loss = _loss(net(batch_of(drawn, tokenizer)), drawn, labels, plan, weights)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), CLIP)
            optimizer.step()
            rate.step()
            average.update()
            plan.progress(epoch + 1, number, len(batches), loss.item())
        _save(checkpoint, epoch + 1, net, optimizer, rate, chance, average)
        with average.applied():
            after_epoch(epoch + 1)
    average.apply()


def predict(net: RelationNet, rows: Sequence[Row], tokenizer: Any, size: int = 64) -> dict[str, Tensor]:
    """Return the scores of each head for rows, in their order."""
    net.eval()
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].pair.text))
    found: dict[str, list[Tensor]] = {}
    with torch.no_grad():
        for first in range(0, len(order), size):
            part = [rows[i] for i in order[first : first + size]]
            for name, scores in net(batch_of(part, tokenizer)).items():
                found.setdefault(name, []).append(scores)
    back = torch.tensor(order).argsort()
    return {name: torch.cat(parts)[back] for name, parts in found.items()}


def fitted_temperature(scores: Tensor, targets: Sequence[int]) -> float:
    """Return the divisor of the scores with the least log loss on held-out rows, between 0.5 and 5."""
    goal = torch.tensor(targets)
    divisors = torch.linspace(0.5, 5.0, 181)
    losses = [float(cross_entropy(scores / divisor, goal)) for divisor in divisors]
    return round(float(divisors[losses.index(min(losses))]), 3)


def _optimizer(net: RelationNet, steps: int, plan: Plan) -> tuple[Any, Any]:
    named = list(net.named_parameters())
    encoder = [p for name, p in named if name.startswith("encoder.") and p.requires_grad]
    heads = [p for name, p in named if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01
    )

    def factor(step: int) -> float:
        done = min(1.0, step / steps)
        left = (1 + math.cos(math.pi * done)) / 2 if plan.cosine else 1 - done
        return min(1.0, (step + 1) / max(1.0, WARM_UP * steps)) * max(LEAST_RATE, left)

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, factor)


def _steps(rows: Sequence[Row], plan: Plan) -> int:
    nones = sum(row.type == plan.none for row in rows)
    return max(1, plan.epochs * math.ceil((len(rows) - nones * (1 - plan.none_share)) / plan.batch))


def _batches(rows: Sequence[Row], plan: Plan, chance: random.Random) -> Iterator[list[Row]]:
    drawn = [row for row in rows if row.type != plan.none or chance.random() < plan.none_share]
    chance.shuffle(drawn)
    batches = []
    for first in range(0, len(drawn), plan.batch * POOL):
        pool = sorted(drawn[first : first + plan.batch * POOL], key=lambda row: len(row.pair.text))
        batches += [pool[i : i + plan.batch] for i in range(0, len(pool), plan.batch)]
    chance.shuffle(batches)
    yield from batches


def _status_weights(rows: Sequence[Row], labels: Vocabulary) -> Tensor:
    """Return a weight for each status: the root of how much rarer it is than the mean, 1 on average."""
    counts = Counter(row.status for row in rows)
    rare = torch.tensor([1.0 / math.sqrt(max(1, counts[name])) for name in labels.statuses])
    share = torch.tensor([float(counts[name]) for name in labels.statuses])
    return rare / ((rare * share).sum() / share.sum())


def _loss(
    scores: dict[str, Tensor],
    rows: Sequence[Row],
    labels: Vocabulary,
    plan: Plan,
    weights: Tensor | None = None,
) -> Tensor:
    goal = torch.zeros_like(scores["type"])
    for i, row in enumerate(rows):
        for name, weight in row.types.items():
            goal[i, labels.types.index(name)] = weight
    goal = goal * (1 - plan.smoothing) + plan.smoothing / goal.shape[1]
    total = -(goal * log_softmax(scores["type"], -1)).sum(-1).mean()
    sides = (
        ("mode", labels.modes, [row.mode for row in rows], None),
        ("status", labels.statuses, [row.status for row in rows], weights),
    )
    for name, known, values, counted in sides:
        aims = torch.tensor([UNKNOWN if value is None else known.index(value) for value in values])
        if name in scores and bool((aims != UNKNOWN).any()):
            total = total + plan.side_weight * cross_entropy(
                scores[name], aims, weight=counted, ignore_index=UNKNOWN
            )
    return total


def _save(
    path: Path | None,
    epoch: int,
    net: RelationNet,
    optimizer: Any,
    rate: Any,
    chance: Any,
    average: Average,
) -> None:
    if path is None:
        return
    state = {
        "epoch": epoch,
        "net": net.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rate": rate.state_dict(),
        "chance": chance.getstate(),
        "torch": torch.get_rng_state(),
        "average": average.state(),
    }
    beside = path.with_suffix(".part")
    torch.save(state, beside)
    beside.replace(path)


def _resume(
    path: Path | None, net: RelationNet, optimizer: Any, rate: Any, chance: Any, average: Average
) -> int:
    """Return the number of epochs done, with everything set as it was then."""
    if path is None or not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    net.load_state_dict(state["net"])
    optimizer.load_state_dict(state["optimizer"])
    rate.load_state_dict(state["rate"])
    version, internal, gauss = state["chance"]
    chance.setstate((version, tuple(internal), gauss))
    torch.set_rng_state(state["torch"])
    average.restore(**state["average"])
    return int(state["epoch"])
