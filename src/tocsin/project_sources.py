"""The sources of a project: which are read together, what servers said about them, what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tocsin.errors import InputError
from tocsin.reading import Validators
from tocsin.storing import Problem, Seen, Store

STANDARD_INPUT = "-"


class Pages:
    """What servers said about their pages, kept in the store: a page that has not changed is not sent again.

    With ``again`` all are read as if they were new. ``read`` are the pages that were read in this run.
    """

    def __init__(self, store: Store, again: bool = False) -> None:
        self.read: set[str] = set()
        self._store = store
        self._again = again

    def get(self, url: str, /) -> Validators | None:
        """Return what the server said when the page was last read."""
        seen = None if self._again else self._store.source(url)
        return None if seen is None else Validators(etag=seen.etag, last_modified=seen.last_modified)

    def __setitem__(self, url: str, found: Validators, /) -> None:
        """Keep what the server says now."""
        self.read.add(url)
        self._store.remember_source(Seen(url=url, etag=found.etag, last_modified=found.last_modified))


def together(sources: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield files one by one, and addresses that follow each other as one: a reader is polite to hosts."""
    for addresses, found in groupby(sources, key=is_address):
        if addresses:
            yield tuple(found)
        else:
            yield from ((one,) for one in found)


def is_address(source: str) -> bool:
    """Tell an address of the network from a file."""
    return "://" in source


def lasting(source: str) -> str:
    """Return a source as it can be found from any folder."""
    return source if source == STANDARD_INPUT or is_address(source) else str(Path(source).resolve())


def problem_of(error: InputError, sources: tuple[str, ...], options: dict[str, str]) -> Problem:
    """Return the problem of an error. What to read again is the file that it names, else the source."""
    given = error.source if Path(error.source).is_file() else _source_of(error, sources)
    named = lasting(given)
    return Problem(
        source=error.where if given == STANDARD_INPUT else error.where.replace(given, named, 1),
        input=named,
        kind="read",
        reason=error.reason,
        remedy=error.remedy,
        options=options,
    )


def to_retry(problems: Iterable[Problem]) -> list[tuple[str, dict[str, str]]]:
    """Return what to read again, each once, with the options with which it was read."""
    wanted = [one for one in problems if one.kind == "read" and one.input != STANDARD_INPUT]
    wanted.sort(key=lambda one: one.input)
    return [(given, next(ones).options) for given, ones in groupby(wanted, key=lambda one: one.input)]


def _source_of(error: InputError, sources: tuple[str, ...]) -> str:
    if len(sources) == 1:
        return sources[0]
    return max((one for one in sources if error.source.startswith(one)), key=len, default=error.source)
