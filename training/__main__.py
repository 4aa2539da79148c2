"""``python -m training --out DIR``: trains the model of ``tocsin.sensing``."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from training.batches import NO_LABEL, batch
from training.corpus import Example, read_corpus
from training.exchange import exchanged
from training.export import export
from training.heads import head_spans, lexicon_examples
from training.net import Batch, Net, tokenizer
from training.splits import held_out

EXCHANGED = 0.5
TRIGGER_WEIGHT = 3.0
HALF = 0.5


def main() -> None:
    """Train, measure after each epoch, and write the model's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    torch.manual_seed(asked.seed)
    examples = read_corpus()
    examples = [
        replace(e, acts=[replace(act, trigger=head) for act, head in zip(e.acts, heads, strict=True)])
        for e, heads in zip(examples, head_spans(examples), strict=True)
    ]
    kept = [e for e in examples if not held_out(e)] + lexicon_examples()
    aside = [e for e in examples if held_out(e)]
    print(f"{len(kept)} sentences to train on, {len(aside)} held out")
    net = _train(kept, aside, asked)
    export(net, asked.out)


def _train(kept: list[Example], aside: list[Example], asked: argparse.Namespace) -> Net:
    net = Net()
    # The embeddings of words keep what the base model knows of words that the corpus does not have.
    net.enc.embeddings.requires_grad_(False)
    encoder = [p for n, p in net.named_parameters() if n.startswith("enc.") and p.requires_grad]
    heads = [p for n, p in net.named_parameters() if not n.startswith("enc.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": asked.rate}, {"params": heads, "lr": 1e-3}], weight_decay=0.01
    )
    steps = asked.epochs * math.ceil(len(kept) / asked.batch)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps)
    )
    chance, cut = random.Random(asked.seed), tokenizer()
    begun = time.monotonic()
    for epoch in range(asked.epochs):
        net.train()
        total = 0.0
        for drawn in _batches(kept, asked.batch, chance):
            shown = [exchanged(e, chance) if chance.random() < EXCHANGED else e for e in drawn]
            loss = _loss(net, batch(shown, cut))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            rate.step()
            total += float(loss.detach())
        seconds = time.monotonic() - begun
        mean = total * asked.batch / len(kept)
        print(f"epoch {epoch + 1} loss {mean:.3f} {seconds:.0f} s {_measure(net, aside)}", flush=True)
    return net


def _batches(examples: list[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of sentences of about one length, in an order drawn by chance."""
    order = sorted(examples, key=lambda e: len(e.text) + 20 * chance.random())
    made = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(made)
    yield from made


def _loss(net: Net, data: Batch) -> Tensor:
    states = net.states(data.ids, data.mask)
    scores = net.trig(states).flatten(0, 1)
    labels = data.labels.flatten()
    loss = TRIGGER_WEIGHT * cross_entropy(scores, labels, ignore_index=NO_LABEL, label_smoothing=0.02)
    if data.acts:
        rows, pieces, _, modes, statuses = torch.tensor(data.acts).T
        held = states[rows, pieces]
        loss = loss + HALF * (cross_entropy(net.mode(held), modes) + cross_entropy(net.stat(held), statuses))
    if data.pairs:
        scores, roles = _roles(net, states, data)
        loss = loss + cross_entropy(scores, roles)
    return loss


def _roles(net: Net, states: Tensor, data: Batch) -> tuple[Tensor, Tensor]:
    """Return the scores of roles and the true ones; one gather, since each costs a backward pass."""
    numbers, first, last, roles = torch.tensor(data.pairs).T
    sentences, pieces, types, _, _ = torch.tensor(data.acts).T
    places = torch.arange(states.shape[1])
    inside = ((places >= first[:, None]) & (places < last[:, None])).float()
    weights = inside / inside.sum(1, keepdim=True)
    parties = torch.bmm(weights[:, None], states[sentences[numbers]]).squeeze(1)
    acts = states[sentences, pieces][numbers]
    return net.roles(acts, parties, types[numbers]), roles


def _measure(net: Net, aside: list[Example]) -> str:
    """Return precision and recall of acts (word and type), and how many modes, statuses, roles are right."""
    net.eval()
    right = said = wanted = modes = statuses = acts = roles = pairs = 0
    cut = tokenizer()
    with torch.no_grad():
        for start in range(0, len(aside), 32):
            data = batch(aside[start : start + 32], cut)
            states = net.states(data.ids, data.mask)
            guess = net.trig(states).argmax(-1)
            counted = data.labels != NO_LABEL
            right += int(((guess == data.labels) & (data.labels > 0)).sum())
            said += int(((guess > 0) & counted).sum())
            wanted += int((data.labels > 0).sum())
            if data.acts:
                rows, pieces, _, mode, status = torch.tensor(data.acts).T
                held = states[rows, pieces]
                modes += int((net.mode(held).argmax(-1) == mode).sum())
                statuses += int((net.stat(held).argmax(-1) == status).sum())
                acts += len(data.acts)
            if data.pairs:
                scores, role = _roles(net, states, data)
                roles += int((scores.argmax(-1) == role).sum())
                pairs += len(data.pairs)
    precision, recall = right / max(1, said), right / max(1, wanted)
    figures = {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "mode": modes / max(1, acts),
        "status": statuses / max(1, acts),
        "role": roles / max(1, pairs),
    }
    return json.dumps({name: round(value, 3) for name, value in figures.items()})


if __name__ == "__main__":
    main()
