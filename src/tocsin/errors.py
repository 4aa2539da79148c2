"""FOUNDATION: the one exception tree.

Every message says what was wrong, where, and what to do.

    TocsinError
    ├── InputError     an input that cannot be read; the others still can
    ├── UsageError     an argument that makes no sense: a date, a format, a type
    ├── OutputError    the place to write to cannot be written
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


class OutputError(TocsinError):
    """The output cannot be written; nothing was left half-written in its place."""

    def __init__(self, target: str, reason: str) -> None:
        self.target = target
        super().__init__(f"{target}: {reason}: choose another place with --out; nothing was written there")


class DataError(TocsinError):
    """One of Tocsin's own data files is broken or missing; the message names file and line."""
