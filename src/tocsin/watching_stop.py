"""A clean stop: SIGINT and SIGTERM end a job where nothing is lost, and at once where it only waits."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop(BaseException):
    """Somebody wants the job to end; like KeyboardInterrupt it is no error that is handled on the way."""


class Stopping:
    """Takes the two signals while it is entered; a second one ends the process as it would without it.

    Only the main thread can take signals; in another one, nothing is taken.
    """

    def __init__(self) -> None:
        self.asked = False
        self._at_once = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = {one: signal.signal(one, self._take) for one in SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one, handler in self._before.items():
            signal.signal(one, handler)

    def check(self) -> None:
        """Raise Stop if it was asked for."""
        if self.asked:
            raise Stop

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let a signal end the block wherever it is: it waits, or does what can be done again."""
        with self._set(True):
            self.check()
            yield

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let a signal wait for the end of the block."""
        with self._set(False):
            yield
        if self._at_once:
            self.check()

    @contextmanager
    def _set(self, at_once: bool) -> Iterator[None]:
        before, self._at_once = self._at_once, at_once
        try:
            yield
        finally:
            self._at_once = before

    def _take(self, number: int, _frame: FrameType | None) -> None:
        if self.asked:
            signal.signal(number, self._before[signal.Signals(number)])
            signal.raise_signal(number)
            return
        self.asked = True
        if self._at_once:
            raise Stop
