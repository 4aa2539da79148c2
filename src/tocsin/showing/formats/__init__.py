"""The output formats: each module of this package is one, and its name is the format's.

A format's module has a class ``Writer`` that is made with an ``Output`` and is a ``DocumentWriter``. Formats
of other packages are found by the entry point group ``tocsin.formats``, whose entries name such a class.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Protocol, TextIO, cast

from tocsin.errors import UsageError
from tocsin.records import Document, Record

GROUP = "tocsin.formats"


class Output(Record, frozen=True):
    """Where to write, and whether the reasons for each event are wanted."""

    stream: TextIO
    explain: bool = False


class DocumentWriter(Protocol):
    """Writes documents one after the other, each as soon as it comes."""

    def write(self, document: Document) -> None:
        """Write one coded article."""

    def finish(self) -> None:
        """Write what closes the format; called once, after the last document."""


def format_names() -> tuple[str, ...]:
    """Return the names of all formats, our own first."""
    own = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))
    return own + tuple(sorted(entry.name for entry in entry_points(group=GROUP) if entry.name not in own))


def open_writer(name: str, output: Output) -> DocumentWriter:
    """Return the writer of a format; UsageError, with the names there are, for one that does not exist."""
    return _maker(name)(output)


def _maker(name: str) -> Callable[[Output], DocumentWriter]:
    own = {module.name for module in pkgutil.iter_modules(__path__)}
    if name in own:
        found = importlib.import_module(f"{__name__}.{name}").Writer
    else:
        found = _plug_in(name)
    return cast("Callable[[Output], DocumentWriter]", found)


def _plug_in(name: str) -> object:
    for entry in entry_points(group=GROUP, name=name):
        found: object = entry.load()
        return found
    raise UsageError(f"no format {name!r}: the formats are {', '.join(format_names())}")
