"""The threads on which models read sentences, beside the one that parses; in a worker process, none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

WORKERS = 2
_beside = True


class Mapper(Protocol):
    """What does something with each of many values, and gives what comes of it in their order."""

    def map(self, work: Callable[[Any], Any], values: Iterable[Any], /) -> Iterator[Any]:
        """Yield what comes of each value."""


class _Here:
    """Does it where it is asked for, when it is asked for."""

    def map(self, work: Callable[[Any], Any], values: Iterable[Any], /) -> Iterator[Any]:
        return map(work, values)


def stay_on_one_thread() -> None:
    """Let the models that are loaded from now on read where they are asked: for one of several processes."""
    global _beside
    _beside = False


def readers(name: str) -> Mapper:
    """Return what reads the sentences of a model."""
    return ThreadPoolExecutor(WORKERS, thread_name_prefix=name) if _beside else _Here()
