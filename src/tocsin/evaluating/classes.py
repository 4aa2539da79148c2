"""Measures of a classifier: F1 by class, its macro average, accuracy, and the error of its probabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

from tocsin.records import Record

BINS = 15


class ClassScore(Record, frozen=True):
    """One class: ``n`` in the gold labels, and precision, recall and F1 of the answers."""

    n: int
    precision: float
    recall: float
    f1: float


class ClassScores(Record, frozen=True):
    """All classes that stand in the gold labels; the macro average is over these alone."""

    macro_f1: float
    accuracy: float
    per_class: dict[str, ClassScore]


def class_scores(gold: Sequence[Hashable], answers: Sequence[Hashable]) -> ClassScores:
    """Return the scores of answers against gold labels of the same order; of nothing, all zero."""
    wanted, said = Counter(gold), Counter(answers)
    right = Counter(a for a, b in zip(gold, answers, strict=True) if a == b)
    each: dict[str, ClassScore] = {}
    for label in sorted(wanted, key=str):
        precision = right[label] / said[label] if said[label] else 0.0
        recall = right[label] / wanted[label]
        f1 = 2 * right[label] / (said[label] + wanted[label])
        each[str(label)] = ClassScore(n=wanted[label], precision=precision, recall=recall, f1=f1)
    mean = sum(score.f1 for score in each.values()) / len(each) if each else 0.0
    accuracy = right.total() / len(gold) if gold else 0.0
    return ClassScores(macro_f1=mean, accuracy=accuracy, per_class=each)


def calibration_error(right: Sequence[bool], sure: Sequence[float], bins: int = BINS) -> float:
    """Return the expected calibration error: over equal bins, how far accuracy is from mean probability.

    ``sure`` are the probabilities, 0 to 1, of the answers; Naeini et al. 2015.
    """
    held: list[list[tuple[bool, float]]] = [[] for _ in range(bins)]
    for verdict, chance in zip(right, sure, strict=True):
        held[min(int(chance * bins), bins - 1)].append((verdict, chance))
    gaps = (abs(sum(v for v, _ in one) - sum(c for _, c in one)) for one in held if one)
    return sum(gaps) / len(right) if right else 0.0


def confusions(gold: Sequence[Any], answers: Sequence[Any]) -> list[tuple[str, str, list[int]]]:
    """Return (gold label, answer, numbers of the cases), the commonest confusion first."""
    cells: dict[tuple[str, str], list[int]] = {}
    for i, (wanted, said) in enumerate(zip(gold, answers, strict=True)):
        if wanted != said:
            cells.setdefault((str(wanted), str(said)), []).append(i)
    ordered = sorted(cells.items(), key=lambda cell: (-len(cell[1]), cell[0]))
    return [(wanted, said, cases) for (wanted, said), cases in ordered]
