"""One input on its way through the room: where it comes from, and what to do with what is found in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BufferedReader
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tocsin.errors import InputError
from tocsin.reading.decoding import decode
from tocsin.reading.notices import InputWarning, Report
from tocsin.reading.options import ReadingOptions
from tocsin.records import Article

if TYPE_CHECKING:
    from tocsin.reading.fetching import Fetcher


class Given(NamedTuple):
    """What a reader of one kind of file is told.

    ``source`` is what notices call the input, ``name`` the file's own name or the path of its URL (for its
    suffix), ``published`` the date of articles that have none. ``mapping`` gives the column of a field.
    ``url``, ``media`` and ``charset`` are known of what came over HTTP. ``depth`` counts the archives and
    lists that the input lies in. ``fetcher`` is None where URLs are not allowed.
    """

    source: str
    name: str
    published: str | None
    report: Report
    mapping: Mapping[str, str]
    options: ReadingOptions
    fetcher: Fetcher | None = None
    url: str | None = None
    media: str | None = None
    charset: str | None = None
    depth: int = 0

    @property
    def shown(self) -> str:
        """The source in words that something may be added to."""
        return "standard input" if self.source == "-" else self.source

    def refused(self, reason: str, remedy: str, line: int | None = None) -> InputError:
        """Return the error to raise or to report."""
        return InputError(self.source, reason, remedy, line)

    def warn(self, said: str) -> None:
        """Report that the input is not read as it stands."""
        self.report(InputWarning(source=self.source, said=said))

    def inside(self, name: str) -> Given:
        """Return the input ``name`` that lies in this one, an archive."""
        return self._replace(source=f"{self.shown}/{name}", name=name, depth=self.depth + 1)

    def entry(self, what: str, number: int) -> Given:
        """Return one of many of this input: ``feed.xml, entry 3``."""
        return self._replace(source=f"{self.shown}, {what} {number}")

    def named(self, *suffixes: str) -> bool:
        """Tell whether the name ends in one of the suffixes, which are lower case and have their dot."""
        return PurePosixPath(self.name).suffix.lower() in suffixes


class Reader(Protocol):
    """Reads one kind of input. InputError where it cannot; what it yielded before counts."""

    def __call__(self, stream: BufferedReader, given: Given, /) -> Iterator[Article]:
        """Yield the articles of the stream."""


def whole(stream: BufferedReader, given: Given, limit: int | None = None) -> bytes:
    """Return all of the input; InputError where it is empty or has more than ``limit`` bytes."""
    most = given.options.max_whole_bytes if limit is None else limit
    data = stream.read(most + 1)
    if len(data) > most:
        reason = f"is longer than {most:,} bytes, the most that is read of such a file"
        raise given.refused(reason, "split it, or raise max_whole_bytes")
    if not data.strip():
        raise given.refused("is empty", "give a file with an article in it")
    return data


def decoded(data: bytes, given: Given) -> str:
    """Return the text of the bytes, and warn where it is not plain UTF-8."""
    found = decode(data, given.source)
    if found.said:
        given.warn(found.said)
    return found.text
