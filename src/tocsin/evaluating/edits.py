"""Near-duplicates made by seeded edits of articles, and pairs of different articles: precision and recall."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from tocsin.merging import CopyFinder
from tocsin.records import Article, Record

PAIRS = 1000
SEED = 1
CHANGED_WORDS = 0.03
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class EditScores(Record, frozen=True):
    """What was measured: ``pairs`` are half edited copies, half different articles."""

    pairs: int
    precision: float
    recall: float


def measure_edits(articles: Sequence[Article], alike: set[tuple[str, str]], pairs: int = PAIRS) -> EditScores:
    """Look for edited copies among as many pairs of different articles; ``alike`` pairs are left out."""
    chance = random.Random(SEED)
    found = sum(_is_copy(*_edited(articles, chance)) for _ in range(pairs))
    wrong = sum(_is_copy(*_different(articles, alike, chance)) for _ in range(pairs))
    return EditScores(pairs=2 * pairs, precision=found / max(1, found + wrong), recall=found / max(1, pairs))


def _is_copy(one: str, other: str) -> bool:
    finder = CopyFinder()
    finder.add("one", one)
    return any(how.kind == "copy" for _, how in finder.add("other", other))


def _edited(articles: Sequence[Article], chance: random.Random) -> tuple[str, str]:
    """Return a text and what an editor made of it: a sentence less, one from elsewhere, words changed."""
    text, guest = (chance.choice(articles).text for _ in range(2))
    sentences = _SENTENCE.split(text)
    if len(sentences) > 3:
        sentences.pop(chance.randrange(len(sentences)))
    sentences.insert(chance.randrange(len(sentences) + 1), chance.choice(_SENTENCE.split(guest)))
    words = " ".join(sentences).split()
    for i in range(len(words)):
        if chance.random() < CHANGED_WORDS:
            words[i] = chance.choice(words)
    return text, " ".join(words)


def _different(
    articles: Sequence[Article], alike: set[tuple[str, str]], chance: random.Random
) -> tuple[str, str]:
    while True:
        one, other = chance.sample(list(articles), 2)
        if (min(one.id, other.id), max(one.id, other.id)) not in alike:
            return one.text, other.text
