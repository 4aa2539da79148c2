"""Two accounts of one call or meeting, point by point: said by both, by one only, or contradictory."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

import numpy as np

from tocsin import tables
from tocsin.records import Record, Span
from tocsin.sensing.relations import relation_model

Relation = Literal["both", "only-a", "only-b", "contradictory"]

# What two points must share at the least to be one; chosen on the first half of our own pairs.
ALIKE = 0.28
# Of the score so much comes from concepts and words, the rest from the meaning that the relation model gives.
BY_WORDS = 0.6
LEAST_WORDS = 4
# Accounts of one call share at least a third of the names of the shorter one (0.36 in our own pairs), others
# hardly any (0.2 at most); where either names fewer than so many, the names do not tell.
SHARED_NAMES = 0.25
FEWEST_NAMES = 3
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’]?\s+(?=[A-Z“\"])|[^\S\n]*\n[^\S\n]*\n\s*")
# A full stop that ends no sentence: that of a title, and of letters that stand for names (S., U.S.), unless a
# word follows that begins sentences.
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Gen|Lt|Col|Maj|Brig|Capt|Cmdr|Adm|Sgt|Cpl|Sen|Rep|Gov|Pres|Amb|Hon|Rev|St"
    r"|No|vs)\.$"
)
_LETTERS = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Jr|Sr|Bros|Inc|Ltd|Co|Corp)\.$")
_BEGINNING = re.compile(
    r"[“\"]?(?:The|He|She|They|It|Both|In|On|At|His|Her|Their|Its|This|These|That|We|You|I|A|An|But|And"
    r"|During|After|While|As|For|With)\b"
)
_CLAUSE = re.compile(
    r"(?:;\s+|,?\s+(?:and|while|but|on which)\s+)(?=(?:(?:the|both|he|she|they|it)\b[^,;]{0,40}?\s)?"
    r"(?:also\s+|further\s+|strongly\s+)?(?:\w+ed|told|said|held|met|spoke|took|gave|made|left|put|agreed)\b)"
)
_WORD = re.compile(r"[a-z][a-z'-]+|\d+(?:[,.]\d+)*")
_COUNTS = "two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = re.compile(r"\d+(?:[,.]\d+)*|\b(?:" + "|".join(_COUNTS) + r")\b")
_NAME = re.compile(r"\b[A-Z][\w-]{2,}")
# What stands with a capital in accounts of all calls.
_COMMON = frozenset(
    "the this that these there they she his her its their both during after while with for but and prime"
    " minister president deputy vice secretary foreign affairs state department ministry government republic"
    " federal kingdom chancellor ambassador spokesperson spokesman office excellency majesty highness readout"
    " statement call press release today monday tuesday wednesday thursday friday saturday sunday january"
    " february march april may june july august september october november december".split()
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|reject\w*|refus\w*|declin\w*|ruled? out|without|denied|unfounded|instead|only)\b",
    re.IGNORECASE,
)


class Point(Record, frozen=True):
    """One thing that accounts say: the words of each, None where it does not say it; ``score`` of the two."""

    relation: Relation
    first: Span | None
    second: Span | None
    score: float


def compare(first: str, second: str) -> list[Point]:
    """Return the points of two accounts in the order of the first, then what only the second says.

    Accounts that are not ``of_one_matter`` have no point in common, however alike their words are.
    """
    here, there = units(first), units(second)
    comparable = bool(here and there) and of_one_matter(first, second)
    scores = _scores(here, there) if comparable else [[] for _ in here]
    pairs = _matched(scores)
    points = []
    for i, unit in enumerate(here):
        j = pairs.get(i)
        if j is None:
            points.append(Point(relation="only-a", first=unit, second=None, score=0.0))
            continue
        relation: Relation = "contradictory" if _contradict(unit.text, there[j].text) else "both"
        points.append(Point(relation=relation, first=unit, second=there[j], score=round(scores[i][j], 3)))
    taken = set(pairs.values())
    points += [
        Point(relation="only-b", first=None, second=unit, score=0.0)
        for j, unit in enumerate(there)
        if j not in taken
    ]
    return points


def of_one_matter(first: str, second: str) -> bool:
    """Tell whether two accounts name enough of the same people and places to be of one call or meeting."""
    one, other = _names(first), _names(second)
    fewer = min(len(one), len(other))
    return fewer < FEWEST_NAMES or len(one & other) >= SHARED_NAMES * fewer


def _names(text: str) -> set[str]:
    found = {name.lower() for name in _NAME.findall(text)} - _COMMON
    return {name.removesuffix("ese").removesuffix("ian").removesuffix("i") for name in found}


def units(text: str) -> list[Span]:
    """Return the sentences of an account, cut where a further verb of saying or doing begins."""
    found: list[Span] = []
    at = 0
    for sentence in (*filter(_ends_sentence, _SENTENCE.finditer(text)), None):
        end = sentence.start() if sentence is not None else len(text)
        found += _clauses(text, at, end)
        at = sentence.end() if sentence is not None else len(text)
    return found


def _ends_sentence(found: re.Match[str]) -> bool:
    """Tell the end of a sentence from the full stop of an abbreviation."""
    if "\n" in found[0].strip(" \t") and found[0].count("\n") > 1:
        return True
    before = found.string[max(0, found.start() - 20) : found.start()]
    if _TITLE.search(before):
        return False
    return not _LETTERS.search(before) or bool(_BEGINNING.match(found.string, found.end()))


def _clauses(text: str, start: int, end: int) -> list[Span]:
    cuts = [start]
    for found in _CLAUSE.finditer(text, start, end):
        long_enough = len(text[cuts[-1] : found.start()].split()) >= LEAST_WORDS
        if long_enough and len(text[found.end() : end].split()) >= LEAST_WORDS:
            cuts.append(found.end())
    cuts.append(end)
    pieces = [(a, b) for a, b in pairwise(cuts)]
    return [_trimmed(text, a, b) for a, b in pieces if text[a:b].strip()]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Span(text=text[start:end], start=start, end=end)


def _scores(here: Sequence[Span], there: Sequence[Span]) -> list[list[float]]:
    """Return how alike each unit of one account is to each of the other, 0 to 1."""
    documents = [_features(unit.text) for unit in (*here, *there)]
    counts: dict[str, int] = {}
    for document in documents:
        for name in document:
            counts[name] = counts.get(name, 0) + 1
    rare = {name: math.log(1 + len(documents) / count) for name, count in counts.items()}
    meanings = relation_model().meanings([unit.text for unit in (*here, *there)])
    return [
        [
            BY_WORDS * _cosine(documents[i], documents[len(here) + j], rare)
            + (1 - BY_WORDS) * max(0.0, float(np.dot(meanings[i], meanings[len(here) + j])))
            for j in range(len(there))
        ]
        for i in range(len(here))
    ]


def _features(text: str) -> dict[str, float]:
    lowered = f" {text.lower()} "
    found: dict[str, float] = {}
    for name, pattern in _concepts():
        if pattern.search(lowered):
            found[f"concept {name}"] = 2.0
    for word in _WORD.findall(lowered):
        if len(word) > 3 or word[0].isdigit():
            found[_stem(word)] = 1.0
    return found


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_WORDS:
            return word[: -len(ending)]
    return word


def _cosine(one: dict[str, float], other: dict[str, float], rare: dict[str, float]) -> float:
    def size(values: dict[str, float]) -> float:
        return math.sqrt(sum((value * rare[name]) ** 2 for name, value in values.items()))

    shared = sum(one[name] * other[name] * rare[name] ** 2 for name in one.keys() & other.keys())
    return shared / (size(one) * size(other)) if one and other else 0.0


def _matched(scores: Sequence[Sequence[float]]) -> dict[int, int]:
    """Return the pairs of units, the most alike first; of several units of one point the best counts."""
    cells = sorted(
        ((value, i, j) for i, row in enumerate(scores) for j, value in enumerate(row) if value >= ALIKE),
        key=lambda cell: (-cell[0], cell[1], cell[2]),
    )
    pairs: dict[int, int] = {}
    for _, i, j in cells:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _contradict(one: str, other: str) -> bool:
    """Tell whether one account denies what the other says, or gives other numbers."""
    denials = bool(_DENIAL.search(one)) != bool(_DENIAL.search(other))
    numbers = _numbers(one), _numbers(other)
    return denials or bool(numbers[0] and numbers[1] and not numbers[0] & numbers[1])


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text as digits."""
    found = _NUMBER.findall(text.lower())
    return {str(_COUNTS.index(one) + 2) if one in _COUNTS else one.replace(",", "") for one in found}


@cache
def _concepts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    source = tables.table("tocsin.merging", "concepts.tsv")
    return tuple(
        (row["concept"], re.compile(r"\b(?:" + "|".join(map(re.escape, row["stems"].split("|"))) + ")"))
        for _, row in tables.rows(source, ("concept", "stems"))
    )
