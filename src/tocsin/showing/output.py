"""Where output goes: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import errno
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from tocsin.errors import OutputError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


@contextmanager
def open_output(target: str | None, *, as_data: bool) -> Iterator[TextIO]:
    r"""Open standard output (``target`` None or ``-``) or a file for writing text.

    Data are UTF-8 with ``\n`` newlines everywhere; what is for reading keeps the terminal's encoding, with
    ``?`` for what it lacks. A file is written beside its place and renamed there at the end, so that an error
    or an interruption leaves what was there before. OutputError where that cannot be done.
    """
    if target is None or target == "-":
        with _told_as_output("standard output", only=_FULL):
            yield _standard_output(as_data)
            sys.stdout.flush()
        return
    path = Path(os.path.realpath(target))  # a link keeps pointing, its file is replaced
    is_special = path.exists() and not path.is_file()
    with _special_file(path, target) if is_special else _replaced_file(path, target) as stream:
        yield stream


def _standard_output(as_data: bool) -> TextIO:
    stream = sys.stdout
    if stream is None:
        raise OutputError("standard output", "is closed")
    if isinstance(stream, io.TextIOWrapper):
        if as_data:
            stream.reconfigure(encoding="utf-8", newline="\n")
        else:
            stream.reconfigure(errors="replace")
    return stream


@contextmanager
def _replaced_file(path: Path, target: str) -> Iterator[TextIO]:
    with _told_as_output(target):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    beside = Path(name)
    try:
        with (
            _told_as_output(target, only=_FULL),
            os.fdopen(handle, "w", encoding="utf-8", newline="") as stream,
        ):
            yield stream
        with _told_as_output(target):
            beside.chmod(_mode_of(path))
            beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def _special_file(path: Path, target: str) -> Iterator[TextIO]:
    """Write straight into a device or a named pipe: to rename over it would destroy it."""
    with _told_as_output(target):
        stream = path.open("w", encoding="utf-8", newline="")
    with _told_as_output(target, only=_FULL), stream:
        yield stream


@contextmanager
def _told_as_output(target: str, only: frozenset[int] | None = None) -> Iterator[None]:
    """Turn a failure of the system into an OutputError; with ``only``, no other errors than these."""
    try:
        yield
    except OSError as error:
        if only is not None and error.errno not in only:
            raise
        raise _refused(target, error) from None


def _mode_of(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _refused(target: str, error: OSError) -> OutputError:
    if isinstance(error, FileNotFoundError):
        return OutputError(target, "its directory does not exist")
    return OutputError(target, (error.strerror or str(error)).lower())
