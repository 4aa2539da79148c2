"""The scenarios of the corpus that are whole reports, sentence after sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from training.corpus import FOLDER, Example, read_file

# The files whose scenarios are reports, by the first letter of their names.
LETTERS = "fnqu"
LEAST_SENTENCES = 6


def reports() -> Iterator[tuple[str, list[Example]]]:
    """Yield (scenario, sentences in order) of each report; of a hard pair the first sentence alone."""
    for path in sorted(FOLDER.glob("*.tsv")):
        if path.name[0] in LETTERS:
            for name, scenario in groupby(read_file(path), key=lambda example: example.scenario):
                told = _once(scenario)
                if len(told) >= LEAST_SENTENCES:
                    yield name, told


def _once(scenario: Iterator[Example]) -> list[Example]:
    seen: set[str | None] = set()
    told = []
    for example in scenario:
        if example.pair is None or example.pair not in seen:
            told.append(example)
        seen.add(example.pair)
    return told
