"""``python -m training.home``: fits the weights by which the home country of a report is told.

It learns from the scenarios of the corpus that are whole reports: the home country is the one of most of the
parties that are named by what they are ("the soldiers", "a nurse"); and from the development articles, by the
countries of their annotated acts. Prints accuracy in cross-validation and writes the table of weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.evaluating.gold import read_gold
from tocsin.knowledge import countries, name_index
from tocsin.language.home import evidence, features_of
from tocsin.language.model_loading import parser
from tocsin.language.sentences import cut
from tocsin.language.spotting import raw_tokens
from training.choosing import fitted
from training.reports import reports

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src/tocsin/language/home_weights.tsv"
LEAST_NAMED = 3
NEARLY = 0.7
FOLDS = 5
STEPS = 3000
RATE = 0.5
DECAY = 0.004
HEAD = """# Weights of the features by which the home country of a report is told (language/home.py).
# Written by python -m training.home.
feature\tweight
"""

Case = tuple[list[str], Any, Any]


def main() -> None:
    """Fit, print the accuracy in cross-validation, and write the table."""
    cases = [case for case in [*_report_cases(), *_development_cases()] if case[2].sum()]
    right = []
    for fold in range(FOLDS):
        learnt = _fit([case for i, case in enumerate(cases) if i % FOLDS != fold])
        right += [bool(y[(x @ learnt).argmax()]) for i, (_, x, y) in enumerate(cases) if i % FOLDS == fold]
    print(f"{len(cases)} reports, home country right in cross-validation: {sum(right) / len(right):.3f}")
    names, learnt = cases[0][0], _fit(cases)
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in zip(names, learnt, strict=True)]
    WEIGHTS.write_text(HEAD + "".join(lines), encoding="utf-8")


def _fit(cases: list[Case]) -> Any:
    return fitted([(x, y) for _, x, y in cases], STEPS, RATE, DECAY)


def _report_cases() -> Iterator[Case]:
    for _, told in reports():
        unnamed = [
            country
            for example in told
            for start, end, country in example.parties.values()
            if country in countries() and example.text[start + 1 : end].islower()
        ]
        if len(unnamed) >= LEAST_NAMED:
            text = "\n".join([told[0].text, " ".join(example.text for example in told[1:])])
            yield _case(text, _leading(Counter(unnamed)))


def _development_cases() -> Iterator[Case]:
    for folder in sorted((ROOT / "gold/dev").iterdir()):
        gold = read_gold(folder)
        sides = [
            set("|".join((*row.actors, *row.recipients)).split("|")) & set(countries()) for row in gold.events
        ]
        alone = Counter(next(iter(side)) for side in sides if len(side) == 1)
        yield _case(gold.text, _leading(alone or Counter(code for side in sides for code in side)))


def _leading(counts: Counter[str]) -> set[str]:
    most = max(counts.values())
    return {country for country, count in counts.items() if count >= NEARLY * most}


def _case(text: str, home: set[str]) -> Case:
    cuts = cut(raw_tokens(parser(), text), text)
    found = list(name_index().find(text))
    signs, states, filed = evidence(text, found, cuts.title_end, cuts.dateline_place, name_index())
    rows = features_of(text, signs, states, cuts.title_end, filed) if states else []
    names = list(rows[0]) if rows else []
    x = np.array([list(row.values()) for row in rows])
    return names, x, np.array([float(state in home) for state in states])


if __name__ == "__main__":
    main()
