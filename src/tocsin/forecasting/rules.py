"""Temporal rules of length 1, learnt from facts: after what does an act follow, and how soon.

Relations are those of both ways, so that a rule may turn a dyad around: after *accuse* by x on y comes *deny*
by y on x. A strength is a rate: acts of the head a body raises, for each unit of its decayed weight.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tocsin.forecasting.facts import OBJECT, RELATION, SUBJECT, TIME, Floats, Ints

LONGEST_PAIR = 600
PRIOR_HEADS = 1.0
PRIOR_STEPS = 5.0


def pair_rules(rows: Ints, entities: int, relations: int, step: int, scale: int) -> Floats:
    """Return the strength of ``body`` then ``head`` between the same two, as [body, head].

    ``rows`` are both ways and by time; ``scale`` is the decay in steps.
    """
    pair = rows[:, SUBJECT] * entities + rows[:, OBJECT]
    order = np.argsort(pair, kind="stable")
    acts, steps = rows[order, RELATION], rows[order, TIME] / step
    heads = np.zeros((relations, relations))
    edges = np.flatnonzero(np.diff(pair[order], prepend=-1, append=-1))
    for start, end in pairwise(edges):
        if end - start > 1:
            part = slice(max(start, end - LONGEST_PAIR), end)
            _count(heads, acts[part], steps[part], scale)
    left = scale * (1 - np.exp(-(rows[-1, TIME] - rows[:, TIME]) / step / scale))
    bodies = np.bincount(rows[:, RELATION], weights=left, minlength=relations)
    share = np.bincount(rows[:, RELATION], minlength=relations) / len(rows)
    return (heads + PRIOR_HEADS * share) / (bodies[:, None] + PRIOR_STEPS * scale)


def _count(heads: Floats, acts: Ints, steps: Floats, scale: int) -> None:
    """Add what follows what in the story of one pair."""
    gaps = steps[None] - steps[:, None]
    weights = np.where(gaps > 0, np.exp(-np.maximum(gaps, 0) / scale), 0)
    np.add.at(heads, (acts[:, None], acts[None]), weights)
