"""Values a query at a time: databases take no more than so many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

AT_ONCE = 500

T = TypeVar("T")


def chunks(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Yield lists of up to ``size`` values, in their order."""
    left = iter(values)
    while some := list(islice(left, size)):
        yield some
