"""Work for processes of their own, which have to import it: light, so that they begin at once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

UNLUCKY, DEADLY = 13, 99


def slower_first(value: int) -> tuple[int, int]:
    """Return the value and the process; the first ones take longest."""
    time.sleep(max(0.0, 0.05 - value / 200))
    if value == UNLUCKY:
        raise ValueError(f"{UNLUCKY} is unlucky")
    if value == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return value, os.getpid()


def work() -> Callable[[int], tuple[int, int]]:
    """Return what does the work, as a process asks for it."""
    return slower_first
