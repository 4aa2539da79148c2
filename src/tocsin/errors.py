"""FOUNDATION: the one exception tree.

Every message says what was wrong, where, and what to do.

    TocsinError
    ├── InputError     an input that cannot be read; the others still can
    ├── UsageError     an argument that makes no sense: a date, a format, a type
    │   └── SettingsError    a line of a project's tocsin.toml that cannot be used
    ├── OutputError    the place to write to cannot be written
    ├── StoreError     a project that cannot be opened, read or written
    │   └── StoreBusyError   another process writes to it
    └── DataError      one of Tocsin's own files is broken or missing: tables, language model
"""

from __future__ import annotations


class TocsinError(Exception):
    """Base of everything that Tocsin raises on purpose."""


class InputError(TocsinError):
    """An input that cannot be read.

    ``source`` is the file as the caller named it (``-`` for standard input), ``reason`` what is wrong with
    it, ``remedy`` what to do about it, and ``line`` the line of the file, counted from 1, where there is one.
    """

    def __init__(self, source: str, reason: str, remedy: str, line: int | None = None) -> None:
        self.source = source
        self.reason = reason
        self.remedy = remedy
        self.line = line
        super().__init__(f"{self.where}: {reason}: {remedy}")

    @property
    def where(self) -> str:
        """The file, with the line where there is one: ``crisis.jsonl, line 3``."""
        name = "standard input" if self.source == "-" else self.source
        return name if self.line is None else f"{name}, line {self.line}"


class UsageError(TocsinError):
    """An argument that makes no sense; the message names the ones that do."""


class SettingsError(UsageError):
    """A setting of a project that cannot be used.

    ``file`` is the settings file, ``line`` its line, counted from 1 and None where there is none, ``field``
    the setting as ``section.name``.
    """

    def __init__(self, file: str, line: int | None, field: str | None, problem: str) -> None:
        self.file = file
        self.line = line
        self.field = field
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {problem}" if field is None else f"{where}: {field}: {problem}")


class StoreError(TocsinError):
    """A project that cannot be opened, read or written; what was stored before is still there.

    ``where`` is the file or the URL without its password, ``reason`` what is wrong, ``remedy`` what to do.
    """

    def __init__(self, where: str, reason: str, remedy: str) -> None:
        self.where = where
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{where}: {reason}: {remedy}")


class StoreBusyError(StoreError):
    """A project that another process writes to; it can be read meanwhile."""


class OutputError(TocsinError):
    """The output cannot be written; nothing was left half-written in its place."""

    def __init__(self, target: str, reason: str) -> None:
        self.target = target
        super().__init__(f"{target}: {reason}: choose another place with --out; nothing was written there")


class DataError(TocsinError):
    """One of Tocsin's own data files is broken or missing; the message names file and line."""
