"""The measure of statements: how much of their words is found, and whether the speaker is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tocsin.evaluating.annotation import GoldStatement
from tocsin.evaluating.events import Share
from tocsin.records import Record, Statement

SAME_STATEMENT = 0.5
"""Two spans are one statement where the F1 of their words is at least this."""

_WORD = re.compile(r"\w+")


class StatementScore(Record, frozen=True):
    """What was measured on one article or several.

    ``right`` statements have the words and the speaker; ``lost`` and ``wrong`` are those without a partner
    or with the wrong speaker. ``speakers`` counts among the statements whose words were found.
    """

    right: int
    lost: int
    wrong: int
    speakers: Share
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def f1(self) -> float:
        """The harmonic mean of the shares of right statements among the coder's and among the gold ones."""
        return round(2 * self.right / max(1, 2 * self.right + self.lost + self.wrong), 3)


class _Pair(Record, frozen=True):
    overlap: float
    row: int
    got: int


def score_statements(
    rows: Sequence[GoldStatement], statements: Sequence[Statement], text: str
) -> StatementScore:
    """Pair gold and coded statements by their words, best overlap first, and compare the speakers.

    A coded statement that has no partner counts as wrong, unless its words overlap with a row that is not
    required. Speakers are compared by their last word; a row without a speaker takes anybody.
    """
    pairs = _paired(_overlaps(rows, statements, text))
    optional = {pair.got for pair in pairs if not rows[pair.row].required}
    needed = [pair for pair in pairs if rows[pair.row].required]
    right = [pair for pair in needed if _same_speaker(rows[pair.row], statements[pair.got])]
    required = [number for number, row in enumerate(rows) if row.required]
    rightly_found, rightly_said = {pair.row for pair in right}, {pair.got for pair in right}
    lost = [rows[number] for number in required if number not in rightly_found]
    extra = [said for number, said in enumerate(statements) if number not in rightly_said | optional]
    return StatementScore(
        right=len(right),
        lost=len(lost),
        wrong=len(extra),
        speakers=Share(right=len(right), n=len(needed)),
        missed=tuple(f"{row.id} {row.speaker or '---'}: {row.text}" for row in lost),
        extra=tuple(f"{_speaker(said) or '---'}: {said.text}" for said in extra),
    )


def word_overlap(one: tuple[int, int], other: tuple[int, int], text: str) -> float:
    """Return the F1 of the words of two spans of the text: 1.0 for the same words, 0.0 for none in common."""
    words, others = word_starts(text, *one), word_starts(text, *other)
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0


def _overlaps(rows: Sequence[GoldStatement], statements: Sequence[Statement], text: str) -> Iterable[_Pair]:
    for number, row in enumerate(rows):
        for index, said in enumerate(statements):
            overlap = word_overlap((row.start, row.end), (said.start, said.end), text)
            if overlap >= SAME_STATEMENT:
                yield _Pair(overlap=overlap, row=number, got=index)


def _paired(candidates: Iterable[_Pair]) -> list[_Pair]:
    """Give each row and each statement one partner at most, the best ones first."""
    chosen: list[_Pair] = []
    for pair in sorted(candidates, key=lambda pair: (-pair.overlap, pair.row, pair.got)):
        if all(pair.row != other.row and pair.got != other.got for other in chosen):
            chosen.append(pair)
    return chosen


def word_starts(text: str, start: int, end: int) -> set[int]:
    """Return where the words between two characters begin."""
    return {start + found.start() for found in _WORD.finditer(text[start:end])}


def _same_speaker(row: GoldStatement, said: Statement) -> bool:
    return row.speaker is None or row.speaker.split()[-1].lower() in _speaker(said).lower()


def _speaker(said: Statement) -> str:
    if said.speaker is None:
        return ""
    return said.speaker.name or said.speaker.text
