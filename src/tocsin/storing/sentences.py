"""Where the sentence of some words begins and ends, without the parser: for showing and for training rows."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\s*\n\s*")
_SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Prof|St|No|vs|Jan|Feb|Mar|"
                    r"Apr|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$")  # fmt: skip


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence, or sentences, of the characters from ``start`` to ``end``; ends are exclusive."""
    first, last = 0, len(text)
    for close, begin in _cuts(text):
        if begin <= start:
            first = begin
        elif close >= end:
            last = close
            break
    return first, last


def number_of(text: str, start: int) -> int:
    """Return how many sentences end before a character."""
    return sum(1 for _, begin in _cuts(text) if 0 < begin <= start)


def _cuts(text: str) -> list[tuple[int, int]]:
    """Return where a sentence ends and the next one begins, for each two that follow each other."""
    return [
        found.span()
        for found in _END.finditer(text)
        if "\n" in found[0] or not _SHORT.search(text[max(0, found.start() - 8) : found.start()])
    ]
