"""Finding many written names in a text in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ahocorasick_rs


class Scanner:
    """Finds whole words; case matters, and what is found may overlap."""

    def __init__(self, written: Sequence[str]) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(written)

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield (start, end, index in ``written``), the end exclusive, as the ends come in the text."""
        size = len(text)
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if (start == 0 or not text[start - 1].isalnum()) and (end == size or not text[end].isalnum()):
                yield start, end, index
