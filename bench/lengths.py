"""Whether time grows linearly with the length of the text."""

from __future__ import annotations

import random
from collections.abc import Iterator

from figures import Figure
from timing import best

from generated import article
from tocsin.pipeline import Coder
from tocsin.records import Article

SENTENCES = 60
TIMES = (1, 2, 4, 8)
TRIES = 3
SEED = 13
MOST = 1.25
"""The most that a word of the longest text may cost, where a word of the shortest costs 1."""


def lengths() -> Iterator[Figure]:
    """Code texts of 1, 2, 4 and 8 times the same length; time is given for one word."""
    coder = Coder()
    coder.code(_text(SENTENCES))
    first = None
    for times in TIMES:
        text = _text(SENTENCES * times)
        taken = best(lambda text=text: coder.code(text), TRIES) / len(text.text.split())  # type: ignore[misc]
        first = first or taken
        name = f"time a word, text of {times}× the length"
        yield Figure(name, taken / first, most=MOST if times == TIMES[-1] else None)


def _text(sentences: int) -> Article:
    return article(random.Random(SEED), sentences)
