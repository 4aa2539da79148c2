"""``tocsin evaluate quotes``: texts with marked quotations -> how much is found, and the speakers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.evaluating.statements import word_overlap, word_starts
from tocsin.reading import article_from_text
from tocsin.records import Actor, Article, Document, Record, Statement

FORM = 'give one object a line: {"text": ..., "quotes": [{"start", "end", "speaker", "cue"}, ...]}'
EXAMPLES = 40
"""Examples of each kind: quotations that are missed, wrong speakers, statements that are none."""

Code = Callable[[Article], Document]
Extent = tuple[int, int]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One quotation, direct or indirect: characters, and those of its speaker and cue where it has any."""

    start: int
    end: int
    speaker: Extent | None = None
    cue: Extent | None = None


@dataclass(frozen=True, slots=True)
class GoldQuotes:
    """One text: its line in the file, and its quotations, which may lie inside one another."""

    line: int
    text: str
    quotes: tuple[GoldQuote, ...]


class QuoteScores(Record, frozen=True):
    """What was measured.

    ``precision``, ``recall`` and ``f1_span`` are of words: one is right where both sides have it inside some
    quotation. ``f1_exact`` is of quotations that have the same words from first to last. ``speaker_accuracy``
    is a share of ``speakers``: the gold quotations that have a speaker and words in common with a found one.
    """

    n: int
    quotes: int
    precision: float
    recall: float
    f1_span: float
    f1_exact: float
    speaker_accuracy: float
    speakers: int
    examples: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the figures for ``--json``."""
        data = self.to_dict()
        del data["examples"]
        return data


def read_quotes(path: str) -> list[GoldQuotes]:
    """Read a JSONL file of texts with quotations. InputError names the line of a row that is amiss."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read ({error})", FORM) from error
    found = [_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise InputError(path, "has no texts", FORM)
    return found


def measure_quotes(rows: Sequence[GoldQuotes], code: Code) -> QuoteScores:
    """Code each text and compare its statements with the gold quotations."""
    tally = _Tally()
    for row in rows:
        tally.add(row, code(article_from_text(row.text)).statements)
    return tally.scores(rows)


class _Tally:
    """The counts of several texts: words and whole quotations as (right, found, gold), and the speakers."""

    def __init__(self) -> None:
        self.words = [0, 0, 0]
        self.whole = [0, 0, 0]
        self.speakers = 0
        self.missed: list[str] = []
        self.extra: list[str] = []
        self.wrong_speakers: list[str] = []

    def add(self, row: GoldQuotes, said: Sequence[Statement]) -> None:
        gold = [word_starts(row.text, quote.start, quote.end) for quote in row.quotes]
        found = [word_starts(row.text, one.start, one.end) for one in said]
        all_found, all_gold = set[int]().union(*found), set[int]().union(*gold)
        _count(self.words, all_found, all_gold)
        _count(self.whole, {_ends(words) for words in found}, {_ends(words) for words in gold})
        self.missed += [
            f"line {row.line}, missed: {row.text[quote.start : quote.end]}"
            for quote, words in zip(row.quotes, gold, strict=True)
            if not words & all_found
        ]
        self.extra += [
            f"line {row.line}, no quotation: {one.text}"
            for one, words in zip(said, found, strict=True)
            if not words & all_gold
        ]
        self._add_speakers(row, said)

    def _add_speakers(self, row: GoldQuotes, said: Sequence[Statement]) -> None:
        for quote in row.quotes:
            best = _best(row.text, quote, said)
            if quote.speaker is None or best is None:
                continue
            self.speakers += 1
            if not _is_speaker(row.text, quote.speaker, best.speaker):
                names = f"{_shown(best.speaker)} for {row.text[slice(*quote.speaker)]}"
                self.wrong_speakers.append(f"line {row.line}, {names}: {best.text}")

    def scores(self, rows: Sequence[GoldQuotes]) -> QuoteScores:
        precision, recall, f1 = _figures(self.words)
        right = self.speakers - len(self.wrong_speakers)
        return QuoteScores(
            n=len(rows),
            quotes=sum(len(row.quotes) for row in rows),
            precision=precision,
            recall=recall,
            f1_span=f1,
            f1_exact=_figures(self.whole)[2],
            speaker_accuracy=_share(right, self.speakers),
            speakers=self.speakers,
            examples=tuple(
                example
                for kind in (self.missed, self.wrong_speakers, self.extra)
                for example in kind[:EXAMPLES]
            ),
        )


def _count(counts: list[int], found: set[Any], gold: set[Any]) -> None:
    for place, many in enumerate((found & gold, found, gold)):
        counts[place] += len(many)


def _figures(counts: Sequence[int]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of (right, found, gold)."""
    right, found, gold = counts
    return _share(right, found), _share(right, gold), _share(2 * right, found + gold)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _ends(words: set[int]) -> Extent:
    return (min(words), max(words)) if words else (0, 0)


def _best(text: str, quote: GoldQuote, said: Sequence[Statement]) -> Statement | None:
    """Return the statement that has most words in common with a quotation; None where none has any."""
    overlaps = [(word_overlap((quote.start, quote.end), (one.start, one.end), text), one) for one in said]
    overlap, best = max(overlaps, key=lambda pair: pair[0], default=(0.0, None))
    return best if overlap else None


def _is_speaker(text: str, gold: Extent, found: Actor | None) -> bool:
    """Tell whether the two speakers overlap in the text, or are called alike, one maybe more fully."""
    if found is None:
        return False
    if found.start < gold[1] and gold[0] < found.end:
        return True
    meant = _phrase(text[gold[0] : gold[1]])
    names = [_phrase(name) for name in (found.text, found.name or "")]
    return any(name.strip() and (name in meant or meant in name) for name in names)


def _phrase(name: str) -> str:
    """Return the words of a name in small letters, a space around each: "he" is no part of "the"."""
    return f" {' '.join(_WORD.findall(name.lower()))} "


def _shown(speaker: Actor | None) -> str:
    return "nobody" if speaker is None else speaker.name or speaker.text


def _row(path: str, line: int, written: str) -> GoldQuotes:
    try:
        data: Any = json.loads(written)
    except ValueError as error:
        raise InputError(path, f"is no JSON ({error})", FORM, line) from error
    if not isinstance(data, dict):
        raise InputError(path, "is no JSON object", FORM, line)
    text, quotes = data.get("text"), data.get("quotes")
    if not isinstance(text, str) or not text.strip():
        raise InputError(path, "has no text", FORM, line)
    if not isinstance(quotes, list):
        raise InputError(path, "has no list of quotes", FORM, line)
    return GoldQuotes(line, text, tuple(_quotes(path, line, text, quotes)))


def _quotes(path: str, line: int, text: str, rows: Sequence[Any]) -> Iterator[GoldQuote]:
    for number, row in enumerate(rows, 1):
        where = f"quote {number}"
        quote = _extent(path, line, text, row, where)
        parts: list[Extent | None] = []
        for part in ("speaker", "cue"):
            if part not in row:
                raise InputError(path, f"{where} has no {part}", "write null where it has none", line)
            given = row[part]
            parts.append(None if given is None else _extent(path, line, text, given, f"{where}, {part}"))
        yield GoldQuote(*quote, *parts)


def _extent(path: str, line: int, text: str, row: Any, where: str) -> Extent:
    """Return the characters that ``start`` and ``end`` of an object name; they hold at least one."""
    if not isinstance(row, dict):
        raise InputError(path, f"{where} is no object with start and end", FORM, line)
    ends: list[int] = []
    for key in ("start", "end"):
        value = row.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise InputError(path, f"{where} has no number {key}", FORM, line)
        ends.append(value)
    start, end = ends
    if not 0 <= start < end <= len(text):
        fault = f"{where} goes from {start} to {end}, outside the text of {len(text)} characters"
        raise InputError(path, fault, "count characters of the text, the end behind the last one", line)
    return start, end
