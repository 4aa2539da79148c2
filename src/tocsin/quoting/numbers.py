"""Numbers in a text, in figures and in words, with how sure they are: at least, about, five or six."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tocsin.tables import alternatives, rows, table

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_NOBODY = ("no one", "nobody", "none", "not a single")
_TEN = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?"
_SMALL = rf"(?:{_TEN}|{'|'.join(reversed(_UNITS))}|half an?|no one|nobody|none|not a single|no|zero)"
_FIGURES = r"\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d+)?"
_ONE = rf"(?:{_FIGURES}|{_SMALL})(?:[ -](?:{'|'.join(_SCALES)})){{0,2}}(?: and a half)?"
_LENGTHS = "minute hour day week fortnight month".split()
_SUMS = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_NUMBER = re.compile(
    rf"(?<![\w.,/:-])(?P<low>(?<=[$€£¥₹])\d+(?:\.\d+)?(?:{'|'.join(_SUMS)})\b|{_ONE}"
    rf"|a (?:dozen|hundred|thousand|million)|an?(?= (?:{'|'.join(_LENGTHS)})\b))"
    rf"(?:(?: or | to |–|-)(?P<high>{_ONE}))?(?![\w/:]|[.,-]\d)",
    re.IGNORECASE,
)
# Behind these words an amount has a rough edge; so many characters before a number are looked at.
_REACH = 24
# So far from what it says may lie what is about a number.
ROUGH = 0.15


@dataclass(frozen=True, slots=True)
class Number:
    """A number at characters ``start`` to ``end``: something from ``low`` to ``high``, both inclusive.

    ``high`` is infinite for *at least*, ``low`` is 0 for *up to*; ``stated`` is the number as it stands.
    """

    start: int
    end: int
    low: float
    high: float
    stated: float


def numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Yield the numbers between two characters of a text, in their order."""
    last = len(text) if end is None else end
    yield from sorted([*_exact(text, start, last), *_vague(text, start, last)], key=lambda one: one.start)


def _exact(text: str, start: int, end: int) -> Iterator[Number]:
    for hit in _NUMBER.finditer(text, start, end):
        low = value_of(hit["low"])
        high = value_of(hit["high"]) if hit["high"] else low
        if hit["high"] and low < 100 <= high and (scale := _scale(hit["high"])) and not _scale(hit["low"]):
            low *= scale  # five or six thousand
        if high < low:  # from 31 to 28: two numbers
            yield _bounded(text, *hit.span("low"), low, low)
            yield _bounded(text, *hit.span("high"), high, high)
        elif low == high == 1 and text[max(0, hit.start() - 4) : hit.start()].lower() == "not ":
            yield Number(hit.start(), hit.end(), 0.0, 0.0, 0.0)
        else:
            yield _bounded(text, hit.start(), hit.end(), low, high)


def _vague(text: str, start: int, end: int) -> Iterator[Number]:
    pattern, meant = _vague_words()
    for hit in pattern.finditer(text, start, end):
        low, high = meant[hit.group().lower()]
        yield Number(*hit.span(), low, high, low)


@cache
def _vague_words() -> tuple[re.Pattern[str], dict[str, tuple[float, float]]]:
    """Read vague.tsv: a pattern of its words, and from what to what each may mean."""
    source = table("tocsin.quoting", "vague.tsv")
    meant = {
        row["words"]: (float(row["low"]), float(row["high"]))
        for _, row in rows(source, ("words", "low", "high"))
    }
    return re.compile(rf"\b(?:{'|'.join(meant)})\b", re.IGNORECASE), meant


def value_of(words: str) -> float:
    """Return what a number says; ``no`` is 0, and ``a`` alone is 1."""
    plain = words.lower().replace(",", "").strip()
    if plain in ("a", "an"):
        return 1.0
    if plain in _NOBODY:
        return 0.0
    summed = re.fullmatch(rf"([\d.]+)({'|'.join(_SUMS)})", plain)
    if summed is not None:
        return float(summed[1]) * _SUMS[summed[2]]
    parts = [part for part in re.split(r"[- ]", plain) if part]
    total = 0.0
    for part in parts:
        if part in _SCALES:
            total = (total or 1) * _SCALES[part]
        elif part[0].isdigit():
            total += float(part)
        elif part in _UNITS:
            total += 1 + _UNITS.index(part)
        elif part in _TENS:
            total += 20 + 10 * _TENS.index(part)
        elif part == "half":
            total += 0.5
    return total


def _scale(words: str) -> int:
    last = words.lower().split()[-1]
    return _SCALES.get(last, 0)


def _bounded(text: str, start: int, end: int, low: float, high: float) -> Number:
    before, behind = text[max(0, start - _REACH) : start].lower(), text[end : end + _REACH].lower()
    stated = low if low == high else (low + high) / 2
    for kind, edge, where in _edges():
        if edge.search(before if where == "before" else behind):
            if kind == "least":
                return Number(start, end, low, math.inf, stated)
            if kind == "most":
                return Number(start, end, 0, high, stated)
            return Number(start, end, low * (1 - ROUGH), high * (1 + ROUGH), stated)
    return Number(start, end, low, high, stated)


@cache
def _edges() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Read numbers.tsv: what the words say, a pattern that touches the number, and on which side of it."""
    made = []
    for _, row in rows(table("tocsin.quoting", "numbers.tsv"), ("kind", "before", "behind")):
        for where in ("before", "behind"):
            words = alternatives(row[where])
            if words:
                any_of = "|".join(map(re.escape, words))
                shape = rf"\b(?:{any_of})\s*$" if where == "before" else rf"^\s*(?:{any_of})\b"
                made.append((row["kind"], re.compile(shape), where))
    return tuple(made)
