"""The facts of a graph over time: who (subject) does what (relation) to whom (object), when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Scores = NDArray[np.float32]

SUBJECT, RELATION, OBJECT, TIME = range(4)


@dataclass(frozen=True)
class Graph:
    """Facts as rows of subject, relation, object, time (ids; any unit of time), and the entities' names."""

    rows: Ints
    entities: tuple[str, ...]
    relations: int


def both_ways(rows: Ints, relations: int) -> Ints:
    """Return every fact twice, by time: as it is, and turned around, its relation's id + ``relations``."""
    back = rows[:, [OBJECT, RELATION, SUBJECT, TIME]].copy()
    back[:, RELATION] += relations
    rows = np.concatenate([rows, back])
    return rows[np.argsort(rows[:, TIME], kind="stable")]


def step_of(rows: Ints) -> int:
    """Return the length of a time step: the greatest common divisor of the times' gaps; 1 for one time."""
    gaps = np.diff(np.unique(rows[:, TIME]))
    return int(np.gcd.reduce(gaps)) if len(gaps) else 1
