"""Fits linear models that choose one of several candidates, each described by a row of features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tocsin.language.origins import chances_of

Choice = tuple[Any, Any]
"""Features (candidates x features), and which of the candidates are right (ones and zeros)."""


def fitted(choices: Sequence[Choice], steps: int, rate: float, decay: float) -> Any:
    """Return the weights with the greatest probability of the right candidates, by gradient ascent."""
    learnt = np.zeros(choices[0][0].shape[1])
    for _ in range(steps):
        slope = -decay * learnt
        for x, y in choices:
            chances = chances_of(x, learnt)
            slope += x.T @ (chances * y / (chances * y).sum() - chances) / len(choices)
        learnt += rate * slope
    return learnt
