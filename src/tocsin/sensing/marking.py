"""A sentence and its two marked parties: finding them, marking them, cutting what is too long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.errors import UsageError

Span = tuple[int, int]

# Pieces of the vocabulary that the base model never learnt: they open and close the source and the target.
MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")
TAGS = ("<s>", "</s>", "<t>", "</t>")
# A sentence of more words is cut to those nearest to its parties.
MOST_WORDS = 100
GAP = " ... "

_TAGS = re.compile(r"</?[st]>")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the characters of its source and of its target; a side may be named more than once.

    An empty side is one that the sentence does not name.
    """

    text: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]


def locate(sentence: str, source: str, target: str) -> Pair:
    """Return the pair of two parties given by their words; UsageError where one is not in the sentence.

    Whole words count before parts of words, and of several places the first.
    """
    for name, words in (("sentence", sentence), ("source", source), ("target", target)):
        if not isinstance(words, str):
            raise UsageError(f"the {name} is {words!r:.40}, not a string: give the words that name it")
    return Pair(sentence, (_find(sentence, source, "source"),), (_find(sentence, target, "target"),))


def read_tags(marked: str) -> Pair:
    """Return the pair of a sentence with ``<s>source</s>`` and ``<t>target</t>``; UsageError if amiss.

    Tags may stand in each other, and a party may be marked at several places. A side without tags is one
    that the sentence does not name.
    """
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, list[Span]] = {"s": [], "t": []}
    for tag in _TAGS.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        side = tag[0].strip("</>")
        if not tag[0].startswith("</"):
            opened[side] = len(text)
        elif side in opened:
            spans[side].append((opened.pop(side), len(text)))
        else:
            raise UsageError(f"</{side}> closes no <{side}>: {_short(marked)}")
    text += marked[at:]
    if opened:
        raise UsageError(f"<{min(opened)}> is not closed: {_short(marked)}")
    if not any(spans.values()):
        raise UsageError(f"no <s>...</s> and no <t>...</t> in: {_short(marked)}")
    return Pair(text, tuple(spans["s"]), tuple(spans["t"]))


def cut(pair: Pair, most: int = MOST_WORDS) -> tuple[Pair, bool]:
    """Return a pair of at most about ``most`` words, those nearest to its parties, and whether it was cut.

    A party named again further on counts only where it is named first.
    """
    words = [found.span() for found in _WORD.finditer(pair.text)]
    if len(words) <= most:
        return pair, False
    first = replace(pair, source=pair.source[:1], target=pair.target[:1])
    kept = _nearest(words, [*first.source, *first.target], most)
    return _keep(first, [words[i] for i in kept]), True


def marked_text(pair: Pair) -> str:
    """Return the sentence with the model's marks around its parties, each set off by spaces."""
    return _marked(pair, [f" {mark} " for mark in MARKS])


def tagged(pair: Pair) -> str:
    """Return the sentence with its parties in tags: what ``read_tags`` reads, on one line."""
    return " ".join(_marked(pair, TAGS).split())


def _marked(pair: Pair, marks: Sequence[str]) -> str:
    edits: list[tuple[int, bool, int, str]] = []
    sides = ((pair.source, marks[0], marks[1]), (pair.target, marks[2], marks[3]))
    for spans, opening, closing in sides:
        for start, end in spans:
            # Entered from the end of the text: where two begin or end together, the longer one is outside.
            edits += [(-start, False, end - start, opening), (-end, True, start - end, closing)]
    text = pair.text
    for at, _, _, mark in sorted(edits):
        text = f"{text[:-at]}{mark}{text[-at:]}"
    return text


def _find(sentence: str, party: str, name: str) -> Span:
    party = party.strip()
    if not party:
        raise UsageError(f"the {name} is empty: give the words that name it in the sentence")
    found = re.search(rf"(?<!\w){re.escape(party)}(?!\w)", sentence) or re.search(re.escape(party), sentence)
    found = found or re.search(re.escape(party), sentence, re.IGNORECASE)
    if found is None:
        raise UsageError(f"the {name} {_short(party)!r} is not in the sentence: {_short(sentence)}")
    return found.span()


def _nearest(words: list[Span], parties: list[Span], most: int) -> list[int]:
    """Return the numbers of the words nearest to a party, in order, as many as there may be."""
    inside = [i for i, (a, b) in enumerate(words) if any(a < end and b > start for start, end in parties)]
    by_distance = sorted(range(len(words)), key=lambda i: min((abs(i - j) for j in inside), default=i))
    return sorted(by_distance[: max(most, 1)])


def _keep(pair: Pair, words: list[Span]) -> Pair:
    """Return a pair of some of its words, with gaps for those left out; characters of parties move along."""
    text = ""
    moved: list[tuple[Span, int]] = []
    at: int | None = None
    for start, end in words:
        joined = at is not None and not pair.text[at:start].strip()
        text += "" if at is None else pair.text[at:start] if joined else GAP
        moved.append(((start, end), len(text) - start))
        text += pair.text[start:end]
        at = end
    return Pair(text, _moved(pair.source, moved), _moved(pair.target, moved))


def _moved(spans: tuple[Span, ...], words: list[tuple[Span, int]]) -> tuple[Span, ...]:
    found = []
    for start, end in spans:
        held = [
            (max(a, start) + shift, min(b, end) + shift) for (a, b), shift in words if a < end and b > start
        ]
        if held:
            found.append((held[0][0], held[-1][1]))
    return tuple(found)


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most]}..."
