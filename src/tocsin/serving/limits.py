"""How much one address may ask, and how large a question may be."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from tocsin.records import Record

MOST_ADDRESSES = 10_000


class Rate(Record, frozen=True):
    """So many at once, and then so many a second."""

    burst: float
    per_second: float


class Limits(Record, frozen=True):
    """The limits of a server.

    ``reads`` holds for other machines only: whoever sits at this one cannot be kept from using it up.
    ``tries`` are attempts to show the token, ``writes`` corrections. Sizes are bytes, ``streams`` how many
    pages may listen for what is new, ``downloads`` how many files may be written at once.
    """

    reads: Rate = Rate(burst=300, per_second=30)
    writes: Rate = Rate(burst=60, per_second=2)
    tries: Rate = Rate(burst=5, per_second=1 / 12)
    query: int = 4096
    body: int = 65_536
    streams: int = 64
    downloads: int = 2


class Buckets:
    """A token bucket for each address; the addresses that asked longest ago are forgotten first."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str) -> float:
        """Take one; return 0, or the seconds after which there is one again."""
        now = self._clock()
        with self._lock:
            left, last = self._left.pop(address, (self._rate.burst, now))
            left = min(self._rate.burst, left + (now - last) * self._rate.per_second)
            wait = 0.0 if left >= 1 else (1 - left) / self._rate.per_second
            self._left[address] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > MOST_ADDRESSES:
                self._left.popitem(last=False)
        return wait
