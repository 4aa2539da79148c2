"""Something that takes a while, made anew behind the answers; meanwhile the one before is shown."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock, Thread
from typing import Generic, TypeVar

from tocsin.errors import TocsinError

Made = TypeVar("Made")


class Behind(Generic[Made]):
    """The last of its kind that was made, and of what it was made."""

    def __init__(self) -> None:
        self._made: tuple[Hashable, Made] | None = None
        self._making = Lock()

    def get(self, mark: Hashable, make: Callable[[], Made]) -> Made | None:
        """Return the last one made; where it is of another ``mark``, begin to make a new one.

        None before there is any. One at a time is made.
        """
        last = self._made
        if (last is None or last[0] != mark) and self._making.acquire(blocking=False):
            Thread(target=self._make, args=(mark, make), name="tocsin-behind", daemon=True).start()
        return None if last is None else last[1]

    def _make(self, mark: Hashable, make: Callable[[], Made]) -> None:
        try:
            with suppress(TocsinError):  # whoever asks next tries again
                self._made = (mark, make())
        finally:
            self._making.release()
