"""How names are spelled in a country: the letters of its leaders' names, compared with those of all others'.

Nothing is said of one name for certain: neighbours share languages, people move. What is told is how much
likelier a spelling is in one country than on average, shrunk to its likest countries where few names are
known.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tocsin.knowledge.world import countries, leaders

Floats = npt.NDArray[np.float32]

LENGTHS = (2, 3, 4)
"""Letters of a piece, with the beginning and the end of a word as letters of their own."""

SHRINK = 150.0
"""Pieces of which a country needs as many for its own to count half."""

OWN, LIKEST, ALL = 0.75, 0.15, 0.10
"""Shares of a country's own pieces (shrunk), those of its likest countries, and all, so that none is zero."""

FEWEST = 2
"""Names that a piece must be in, all countries together, to tell anything."""

SHARPNESS = 4
MOST_PIECES = 12
"""What a name tells grows up to so many pieces: a long one is not told twice as surely."""

_OTHER = re.compile(r"[^a-z ]")


class NameCustoms:
    """The pieces of the names of each country; rows are countries, columns pieces."""

    def __init__(self) -> None:
        counts: dict[str, Counter[str]] = {}
        for code, name in sorted({(one.country, one.name) for one in leaders()}):
            if code in countries():
                counts.setdefault(code, Counter()).update(_pieces(name))
        everywhere = Counter[str]()
        for own in counts.values():
            everywhere.update(own)
        known = sorted(piece for piece, count in everywhere.items() if count >= FEWEST)
        self._rows = {code: row for row, code in enumerate(counts)}
        self._columns = {piece: i for i, piece in enumerate(known)}
        found = np.zeros((len(self._rows), len(self._columns)), dtype=np.float32)
        for code, own in counts.items():
            here = own.keys() & self._columns.keys()
            found[self._rows[code], [self._columns[piece] for piece in here]] = [own[p] for p in here]
        self._kinship = _kinship(found)
        self._gains = _gains(found, self._kinship)

    def __contains__(self, code: str) -> bool:
        return code in self._rows

    def gains(self, name: str, codes: Sequence[str]) -> Floats:
        """Return for each country by how much a name is likelier there than on average, in nats.

        The countries must be known ones (``in``). Zero where no piece of the name is known anywhere.
        """
        columns = [self._columns[piece] for piece in _pieces(name) if piece in self._columns]
        rows = [self._rows[code] for code in codes]
        if not columns:
            return np.zeros(len(rows), dtype=np.float32)
        told = self._gains[np.ix_(rows, columns)].mean(axis=1)
        return np.asarray(told * min(len(columns), MOST_PIECES), dtype=np.float32)

    def kinship(self, codes: Sequence[str], other: str) -> Floats:
        """Return how alike the names of each country and of another one are, from 0 to 1."""
        return np.asarray(self._kinship[[self._rows[code] for code in codes], self._rows[other]])


@cache
def name_customs() -> NameCustoms:
    """Return the names of all countries, read on first use (a fifth of a second)."""
    return NameCustoms()


def _pieces(name: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", name.replace("-", " ")).lower()
    for word in _OTHER.sub("", plain).split():
        framed = f"^{word}$"
        for length in LENGTHS:
            yield from (framed[i : i + length] for i in range(len(framed) - length + 1))


def _kinship(found: Floats) -> Floats:
    roots = np.sqrt(found)
    roots /= np.linalg.norm(roots, axis=1, keepdims=True)
    return np.asarray(roots @ roots.T)


def _gains(found: Floats, kinship: Floats) -> Floats:
    likest = kinship**SHARPNESS
    np.fill_diagonal(likest, 0)
    likest /= likest.sum(axis=1, keepdims=True)
    size = found.sum(axis=1, keepdims=True)
    own, all_names = found / size, found.sum(axis=0) / found.sum()
    kin, known = likest @ own, size / (size + SHRINK)
    mixed = OWN * (known * own + (1 - known) * kin) + LIKEST * kin + ALL * all_names
    return np.asarray(np.log(mixed / all_names), dtype=np.float32)
