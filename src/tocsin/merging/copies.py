"""Near-duplicate articles: candidates by MinHash-LSH, verified by exact shingles of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from rensa import RMinHash, RMinHashLSH

from tocsin.records import Record

SHINGLE = 5
HASHES = 128
BANDS = 64
# Below this likeness by MinHash a pair is not looked at.
CANDIDATE = 0.05
# So much of the shorter text stands word by word in the longer one of a copy, edited here and there.
COPIED = 0.4
# With so much in common a text is a copy, even where most of that is a quotation.
COPIED_WHOLE = 0.55
# A text that takes over less than a copy, but more than chance, quotes.
QUOTED = 0.04
# So much of what is taken over stands in quotation marks where one text quotes what the other quotes.
IN_MARKS = 0.6
_WORD = re.compile(r"\w+")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")

Kind = Literal["copy", "quotes", "partial", "independent"]
Shingled = tuple[str, set[str]]
"""A text and its shingles."""


class Likeness(Record, frozen=True):
    """How alike two articles are.

    ``kind`` is the same from both sides. ``shared`` is the share of the shorter text's shingles that the
    longer one has; ``added`` that of the longer text which is not in the shorter one; ``spans`` are the
    characters of the first text that the second has, too.
    """

    kind: Kind
    shared: float
    added: float
    spans: tuple[tuple[int, int], ...]


class CopyFinder:
    """Finds the articles that are like one another, one article at a time."""

    def __init__(self) -> None:
        self._lsh = RMinHashLSH(threshold=CANDIDATE, num_perm=HASHES, num_bands=BANDS)
        self._texts: list[tuple[str, str]] = []

    def add(self, article: str, text: str) -> list[tuple[str, Likeness]]:
        """Enter an article; return the earlier ones that it copies or quotes, with how alike they are."""
        own = shingles(text)
        hashed = _hashed(own)
        near = sorted(self._lsh.query(hashed))
        found = [(self._texts[i][0], _likeness((text, own), _read(self._texts[i][1]))) for i in near]
        self._lsh.insert(len(self._texts), hashed)
        self._texts.append((article, text))
        return [(other, how) for other, how in found if how.kind != "independent"]


def digest(text: str) -> bytes:
    """Return what a text is known by among candidates: 128 MinHash values of 32 bits, low byte first."""
    return np.asarray(_hashed(shingles(text)).digest(), dtype="<u4").tobytes()


def candidates(digests: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the places of two digests that agree in a band: those that ``CopyFinder`` looks at."""
    bands = np.frombuffer(b"".join(digests), dtype="<u4").reshape(len(digests), BANDS, HASHES // BANDS)
    for i in range(len(digests) - 1):
        same = (bands[i + 1 :] == bands[i]).all(axis=2).any(axis=1)
        yield from ((i, i + 1 + int(j)) for j in np.flatnonzero(same))


def shingles(text: str) -> set[str]:
    """Return all runs of five words of a text, in lower case; the whole text where it is shorter."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < SHINGLE:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def likeness(one: str, other: str) -> Likeness:
    """Compare two texts by their exact shingles."""
    return _likeness(_read(one), _read(other))


def _read(text: str) -> Shingled:
    return text, shingles(text)


def _hashed(found: set[str]) -> RMinHash:
    hashed = RMinHash(num_perm=HASHES, seed=1)
    hashed.update(sorted(found) or [""])
    return hashed


def _likeness(one: Shingled, other: Shingled) -> Likeness:
    (text, here), (_, there) = one, other
    common = here & there
    if not common:
        return Likeness(kind="independent", shared=0.0, added=1.0, spans=())
    shared = len(common) / min(len(here), len(there))
    added = 1 - len(common) / max(len(here), len(there))
    return Likeness(
        kind=_kind((text, other[0]), common, shared),
        shared=round(shared, 4),
        added=round(added, 4),
        spans=tuple(_spans(text, common)),
    )


def _kind(texts: tuple[str, str], common: set[str], shared: float) -> Kind:
    if shared >= COPIED_WHOLE:
        return "copy"
    if shared < QUOTED:
        return "independent"
    if any(_is_quoted(text, common) for text in texts):
        return "quotes"
    return "copy" if shared >= COPIED else "partial"


def _is_quoted(text: str, common: set[str]) -> bool:
    """Tell whether most of what a text has in common with another stands in quotation marks in it."""
    spans = list(_spans(text, common))
    marked = [found.span() for found in _QUOTATION.finditer(text)]
    inside = sum(max(0, min(end, last) - max(start, first)) for start, end in spans for first, last in marked)
    return inside >= IN_MARKS * sum(end - start for start, end in spans)


def _spans(text: str, common: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the characters of a text that are in common shingles, joined where they touch."""
    words = list(_WORD.finditer(text))
    copied = [False] * len(words)
    for i in range(len(words) - SHINGLE + 1):
        if " ".join(word.group().lower() for word in words[i : i + SHINGLE]) in common:
            copied[i : i + SHINGLE] = [True] * SHINGLE
    start: int | None = None
    for i, inside in enumerate([*copied, False]):
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            yield words[start].start(), words[i - 1].end()
            start = None
