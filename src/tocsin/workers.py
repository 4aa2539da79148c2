"""Work shared among processes: what they make of values, in the order of the values.

Each process works on one thread, so that as many as there are processors get in no one's way. They only
compute; whoever asked writes. They end with the process that began them, however that ends.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any, TypeVar

from tocsin.errors import TocsinError, UsageError

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T], R]

AHEAD = 4
"""Values for each process that are read ahead: a long one must not keep the others waiting."""

_work: list[Work[Any, Any]] = []


def in_order(
    make: Callable[[], Work[T, R]], values: Iterable[T], workers: int
) -> Generator[tuple[T, Callable[[], R]]]:
    """Yield each value with a way to have what a process made of it, which raises what it raised there.

    ``make`` is called once in each process and gives what does the work; it, the values and what comes of
    them can be pickled. In a script this stands under ``if __name__ == "__main__"``, since processes begin by
    importing it. UsageError for fewer than one process; TocsinError where a process was killed.
    """
    if not isinstance(workers, int):
        raise UsageError(f"workers {workers!r}: give a whole number, 1 or more")
    if workers < 1:
        raise UsageError(f"{workers} workers can do nothing: give 1 or more")
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (make,))
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        for value in values:
            waiting.append((value, _submitted(pool, value)))
            if len(waiting) > AHEAD * workers:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, value: T) -> Future[Any]:
    try:
        with _without_interrupts():
            return pool.submit(_do, value)
    except BrokenProcessPool:
        raise _killed() from None


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let processes that begin meanwhile be deaf to Ctrl-C, from their first line on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _next(waiting: deque[tuple[T, Future[R]]]) -> tuple[T, Callable[[], R]]:
    value, made = waiting.popleft()

    def result() -> R:
        try:
            return made.result()
        except BrokenProcessPool:
            raise _killed() from None

    return value, result


def _killed() -> TocsinError:
    return TocsinError(
        "a worker process was killed (is there enough memory?): run the same again with fewer --workers"
    )


def _begin(make: Callable[[], Work[Any, Any]]) -> None:
    """Prepare a process: Ctrl-C is for the one that began it, and it ends with that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work.append(make())


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(value: Any) -> Any:
    return _work[0](value)
