"""Names of files, folders and patterns become files, always in the same order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import InputError
from tocsin.reading.notices import Report

_MAGIC = frozenset("*?[")


def files_of(source: str, report: Report) -> Iterator[str]:
    """Yield the files that a source names: itself, all in a folder and below it, or what matches a pattern.

    Files in a folder are sorted by name; what begins with a dot, links to folders, pipes and devices are left
    out, and a folder that may not be read is reported. Nothing is checked of a source that is neither folder
    nor pattern. InputError where there are no files.
    """
    path = Path(source)
    if os.path.isdir(source):  # noqa: PTH112 - Path.is_dir raises for names that no system takes
        yield from _non_empty(
            _in_folder(path, report), source, "is an empty folder", "name one with files in it"
        )
    elif _MAGIC & set(source) and not os.path.lexists(source):
        yield from _non_empty(
            _matches(source, report), source, "no file matches", "check the pattern and its quotes"
        )
    else:
        yield source


def _non_empty(files: Iterator[str], source: str, reason: str, remedy: str) -> Iterator[str]:
    empty = True
    for file in files:
        empty = False
        yield file
    if empty:
        raise InputError(source, reason, remedy)


def _in_folder(folder: Path, report: Report) -> Iterator[str]:
    def refused(error: OSError) -> None:
        reason = f"is a folder that may not be read ({error.strerror})"
        report(InputError(str(error.filename), reason, "check its permissions"))

    for where, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = str(Path(where, name))
            special = os.path.exists(file) and not os.path.isfile(file)  # noqa: PTH110, PTH113 - as above
            if not name.startswith(".") and not special:
                yield file


def _matches(pattern: str, report: Report) -> Iterator[str]:
    for found in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        if os.path.isdir(found):  # noqa: PTH112
            if "**" not in pattern:
                yield from _in_folder(Path(found), report)
        else:
            yield found
