"""``python -m training.averaged DIR DIR ... --out DIR``: the mean of the weights of several relation models.

Models that were trained further from the same one, each on a part of the sentences, are together better than
each is alone. The temperature is fitted anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tocsin.training.exporting import export
from training.corpus import read_corpus
from training.net import BASE
from training.relation_rows import fixed_rows, rows_of
from training.relations import blend, further_net, hard_pairs, labels_of, measure, temperature, tokenizer_of
from training.splits import held_out

SEED = 1


def main() -> None:
    """Average, measure on the held-out tenth, and write the model's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    first, *others = asked.folders
    net = further_net(first)
    for number, folder in enumerate(others, 2):
        blend(net, further_net(folder), 1 / number)
    aside = [e for e in read_corpus() if held_out(e)]
    test = fixed_rows(row for e in aside for row in rows_of(e) if row.pair.source and row.pair.target)
    tokenizer = tokenizer_of(BASE)
    print(measure(net, test, tokenizer), f"hard pairs both right: {hard_pairs(net, aside, tokenizer):.3f}")
    export(net, labels_of(temperature(net, test, tokenizer, SEED)), BASE / "tokenizer.json", asked.out)


if __name__ == "__main__":
    main()
