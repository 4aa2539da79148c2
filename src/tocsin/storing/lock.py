"""Who writes: one job at a time, and the next one is told who.

A lock of the system ends with the process that holds it, however that ends; what the holder does is written
into the file for the one who waits.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import StoreBusyError, StoreError
from tocsin.storing.days import now

SECONDS_BETWEEN_TRIES = 0.05
_FAR = 1 << 30
"""Where the locked byte lies on Windows, whose locks also keep others from reading it."""


def holder(what: str) -> dict[str, object]:
    """Return what others are told about this process."""
    return {"pid": os.getpid(), "host": socket.gethostname(), "what": what, "since": now()}


def busy(where: str, who: dict[str, object] | None) -> StoreBusyError:
    """Return the error for one who has waited long enough."""
    said = "another process writes to it"
    if who:
        process = f"process {who.get('pid')} on {who.get('host')}"
        said = f"{who.get('what')} writes to it ({process}, since {who.get('since')})"
    return StoreBusyError(where, said, "wait until it is done, or stop it; reading is possible meanwhile")


def wait_for(take: Callable[[], bool], seconds: float) -> bool:
    """Try until it is taken or the time is over."""
    end = time.monotonic() + seconds
    while not take():
        if time.monotonic() >= end:
            return False
        time.sleep(SECONDS_BETWEEN_TRIES)
    return True


class FileLock:
    """The lock of a project that is a file: a file beside it."""

    def __init__(self, path: Path, where: str) -> None:
        self._path = path
        self._where = where
        self._file: BinaryIO | None = None

    def take(self, what: str, wait: float) -> None:
        """Take the lock; StoreError after ``wait`` seconds, which names who has it."""
        try:
            file = self._path.open("a+b")
        except OSError:
            remedy = "copy the project to a folder that you may write to"
            raise StoreError(self._where, "its folder is read-only", remedy) from None
        if not wait_for(lambda: _locked(file), wait):
            file.seek(0)
            who = _read(file.read())
            file.close()
            raise busy(self._where, who)
        self._file = file
        self._say(holder(what))

    def close(self) -> None:
        """Let the next one in, for good."""
        self.release()

    def release(self) -> None:
        """Let the next one in."""
        if self._file is not None:
            self._say(None)
            self._file.close()
            self._file = None

    def _say(self, who: dict[str, object] | None) -> None:
        """Write down who has it; on a full disk the lock holds nevertheless."""
        assert self._file is not None
        try:
            self._file.seek(0)
            self._file.truncate()
            if who is not None:
                self._file.write(json.dumps(who).encode())
            self._file.flush()
        except OSError:
            return


def _read(data: bytes) -> dict[str, object] | None:
    try:
        found: object = json.loads(data)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


if sys.platform == "win32":
    import msvcrt

    def _locked(file: BinaryIO) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
