"""``python -m training.incidents``: fits the weights by which pairs of events are told to be one incident.

It learns from the annotated set ``gold/incidents/frontiers``; the other one is kept for measuring.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.evaluating.incidents import match, read_incidents
from tocsin.merging.pairs import comparable, features, profile
from tocsin.pipeline import Coder
from tocsin.records import Event

ROOT = Path(__file__).parents[1]
LEARNT_ON = ROOT / "gold/incidents/frontiers"
WEIGHTS = ROOT / "src/tocsin/merging/pairs.tsv"
STEPS = 4000
RATE = 0.3
DECAY = 0.005
# Most pairs are of two incidents, and one that is missed leaves a whole report outside: so much is added
# to the score of every pair. Chosen with each of the three stories of the set held out in turn.
LEAN = 0.6
# The weights of these speak for one incident only, or against it only: few pairs must not teach otherwise.
FOR = (
    *("same type", "same mode", "parties", "same names", "same day", "same day, both told", "same place"),
    *("words", "same words", "same trigger", "same count"),
)
AGAINST = (
    *("other mode", "crossed", "other names", "a day apart", "a day apart, both told", "more days apart"),
    *("other place", "other count", "other kind"),
)
# Not learnt: of two days in words, what makes two alike says nothing, and few pairs of the set are so; what
# is told again is compared with few events of its incident, and the others count against it.
FIXED = {"alike, told apart": -2.0, "told again": 1.5}
HEAD = """# Weights of the features of a pair of events (merging/pairs.py).
# Written by python -m training.incidents.
feature\tweight
"""


def main() -> None:
    """Fit and write the table; print how often pairs are told rightly."""
    names, x, y = pairs(LEARNT_ON)
    learnt = fit(x, y, np.array([(name in FOR) - (name in AGAINST) for name in names]))
    right = ((x @ learnt > 0) == (y > 0)).mean()
    print(f"{len(y)} pairs, {int(y.sum())} of one incident; told rightly {right:.3f}")
    learnt[names.index("one")] += LEAN
    for name, weight in FIXED.items():
        learnt[names.index(name)] = weight
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in zip(names, learnt, strict=True)]
    WEIGHTS.write_text(HEAD + "".join(lines), encoding="utf-8")


def pairs(folder: Path) -> tuple[list[str], Any, Any]:
    """Return the features, their values for each pair of annotated events, and whether it is one incident."""
    gold = read_incidents(folder)
    coder = Coder(glimpses=True)
    published = {article.id: article.published for article in gold.articles}
    documents = {article.id: coder.code(article) for article in gold.articles}
    told: dict[str, tuple[Event, str]] = {}
    for report in gold.reports:
        document = documents[report.article]
        event = match(report, document.events) or match(report, document.glimpses)
        if event is not None:
            told.setdefault(event.id, (event, report.incident))
    known = [(profile(event, published[event.article]), incident) for event, incident in told.values()]
    rows, same = [], []
    for (one, here), (other, there) in combinations(known, 2):
        if comparable(one, other):
            rows.append(features(one, other))
            same.append(float(here == there))
    names = sorted({name for row in rows for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    return names, x, np.array(same)


def fit(x: Any, y: Any, signs: Any) -> Any:
    """Return the weights of a logistic regression with a small penalty, by gradient ascent.

    ``signs`` is 1 for weights that must not be negative, -1 for those that must not be positive, else 0.
    """
    learnt = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(x @ learnt)))
        learnt += RATE * (x.T @ (y - chance) / len(y) - DECAY * learnt)
        learnt[signs * learnt < 0] = 0.0
    return learnt


if __name__ == "__main__":
    main()
