"""``python -m training.origins``: fits the weights by which people are told from those of a report's home.

It learns from the people of the development articles who are annotated by name and whose country no words say
(``tocsin.language.origins``). Prints how many countries are right in cross-validation over the articles, with
how many changes for the better and for the worse, and writes the table of weights.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tocsin.evaluating.gold import read_gold
from tocsin.language import lending
from tocsin.language.model import Parsed
from tocsin.language.origins import (
    FEATURES,
    LEAST,
    candidates,
    chances_of,
    countries_told,
    features_of,
    unplaced,
)
from tocsin.language.reader import Reader
from tocsin.records import Article
from training.choosing import fitted

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src/tocsin/language/origin_weights.tsv"
SIDES = (("actors", "actor_name"), ("recipients", "recipient_name"))
FOLDS = 8
STEPS = 1200
RATE = 0.2
DECAY = 0.01
HEAD = """# Weights of the features by which people are told from those at home: language/origins.py.
# Written by python -m training.origins.
feature\tweight
"""


class Case(NamedTuple):
    """A person of an article: features of the countries, and which of these are guessed and right."""

    article: str
    features: Any
    guess: int
    right: int


def main() -> None:
    """Fit, print what cross-validation tells, and write the table."""
    cases = list(_cases())
    articles = sorted({case.article for case in cases})
    told: Counter[str] = Counter()
    for fold in range(FOLDS):
        away = set(articles[fold::FOLDS])
        learnt = _fit([case for case in cases if case.article not in away])
        told.update(_outcome(case, learnt) for case in cases if case.article in away)
    print(
        f"{len(cases)} people; guessed right: {sum(case.guess == case.right for case in cases)}; {dict(told)}"
    )
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in zip(FEATURES, _fit(cases), strict=True)]
    WEIGHTS.write_text(HEAD + "".join(lines), encoding="utf-8")


def _cases() -> Iterator[Case]:
    reader = Reader()
    for folder in sorted((ROOT / "gold/dev").iterdir()):
        gold, seen = read_gold(folder), list[Case]()
        # What the reader knows at the moment at which it would ask.
        lending.place_strangers = partial(_look, folder, _annotated(folder), seen)  # type: ignore[attr-defined]
        reader.read(Article(id=folder.name, text=gold.text, published=gold.published))
        yield from seen


def _look(folder: Path, whose: dict[str, str], seen: list[Case], parsed: Parsed) -> None:
    named = countries_told(parsed.tokens)
    for token, entity, guess in unplaced(parsed):
        codes = candidates(named, guess)
        right = whose.get((entity.name or "").split()[-1].lower())
        if right in codes and len(codes) > 1:
            features = features_of(parsed, token, entity, guess, codes, named)
            seen.append(Case(folder.name, features, codes.index(guess), codes.index(right)))


def _annotated(folder: Path) -> dict[str, str]:
    """Return the country of each annotated person, by the last word of the name."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in (folder / "events.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for side, field in SIDES:
            names = row.get(f"{field}s") or [row[field]] if field in row or f"{field}s" in row else []
            if len(row.get(side) or []) == 1:
                for name in names:
                    found[name.split()[-1].lower()][row[side][0].split("|")[0]] += 1
    return {name: count.most_common(1)[0][0] for name, count in found.items()}


def _fit(cases: list[Case]) -> Any:
    return fitted([(one.features, np.eye(len(one.features))[one.right]) for one in cases], STEPS, RATE, DECAY)


def _outcome(case: Case, learnt: Any) -> str:
    chances = chances_of(case.features, learnt)
    best = int(chances.argmax())
    if best == case.guess or chances[best] < LEAST:
        return "left, right" if case.guess == case.right else "left, wrong"
    return "moved, right" if best == case.right else "moved, wrong"


if __name__ == "__main__":
    main()
