"""Timing: wall-clock seconds, and the best of several tries where a machine is not alone."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Return the wall-clock seconds of one run, without the garbage of earlier ones."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(work: Callable[[], object], tries: int) -> float:
    """Return the shortest of several runs."""
    return min(seconds(work) for _ in range(tries))
