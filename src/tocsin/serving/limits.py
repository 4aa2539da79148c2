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

    def wait(self, address: str) -> float:
        """Return the seconds after which there is one to take, 0 where there is; takes none."""
        with self._lock:
            return self._missing(self._of(address, self._clock()))

    def take(self, address: str) -> float:
        """Take one; return 0, or the seconds after which there is one again."""
        now = self._clock()
        with self._lock:
            left = self._of(address, now)
            wait = self._missing(left)
            self._left.pop(address, None)
            self._left[address] = (left if wait else left - 1, now)
            while len(self._left) > MOST_ADDRESSES:
                self._left.popitem(last=False)
        return wait

    def _of(self, address: str, now: float) -> float:
        left, last = self._left.get(address, (self._rate.burst, now))
        return min(self._rate.burst, left + (now - last) * self._rate.per_second)

    def _missing(self, left: float) -> float:
        return 0.0 if left >= 1 else (1 - left) / self._rate.per_second
