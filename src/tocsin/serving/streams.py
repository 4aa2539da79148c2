"""The pages that listen for what is new: how many there are, and how they are told that the server ends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from fastapi import HTTPException


class Streams:
    """At most ``most`` streams at once. Made once for a server, safe to use from any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._lock = Lock()
        self._ended = False

    def check(self) -> None:
        """Refuse one more where there are too many: HTTPException 503."""
        if len(self._open) >= self._most:
            raise HTTPException(503, "too many pages listen already: reload to see what is new")

    @contextmanager
    def one(self) -> Iterator[asyncio.Event]:
        """Count one stream, of the loop that runs; the event is set when the server ends."""
        ending = asyncio.Event()
        with self._lock:
            self._open[ending] = asyncio.get_running_loop()
            if self._ended:
                ending.set()
        try:
            yield ending
        finally:
            with self._lock:
                del self._open[ending]

    def end(self) -> None:
        """Tell all streams to end, and those that are still to come."""
        with self._lock:
            self._ended = True
            for ending, loop in self._open.items():
                loop.call_soon_threadsafe(ending.set)
