"""What the reader may do: whether it goes to the network, how long it waits, how much it unpacks."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from tocsin.errors import UsageError
from tocsin.records import Record

MEBIBYTE = 1 << 20


class Validators(Record, frozen=True):
    """What a server said about the version of a page; sent back, it answers only if the page has changed."""

    etag: str | None = None
    last_modified: str | None = None


class FetchCache(Protocol):
    """Where the validators of pages are kept between two runs; a project's store is one, a dict will do."""

    def get(self, url: str, /) -> Validators | None:
        """Return what the server said when the page was last read; None if it never was."""

    def __setitem__(self, url: str, found: Validators, /) -> None:
        """Keep what the server says now; called when everything in the page has been read."""


class ReadingOptions(Record, frozen=True):
    """How sources are read. The defaults read files of any length and nothing from the network.

    ``urls`` allows URLs as sources, and the pages that a sitemap lists. ``private_addresses`` allows hosts of
    the own machine and network. ``delay`` is the time in seconds between two requests to one host (a longer
    one that its robots.txt asks for counts), ``timeout`` the longest wait for a connection or for more of an
    answer, ``max_seconds`` the longest time for one page. ``max_whole_bytes`` is the largest file of a kind
    that is read as a whole (page, feed, PDF, one mail); what is read in a stream has no limit.
    ``max_unpacked_bytes`` is the most that one compressed file may unpack to, ``max_entries`` the most pages
    of one sitemap.
    """

    urls: bool = False
    private_addresses: bool = False
    cache: FetchCache | None = None
    delay: float = 1.0
    timeout: float = 15.0
    max_seconds: float = 60.0
    max_response_bytes: int = 32 * MEBIBYTE
    max_whole_bytes: int = 64 * MEBIBYTE
    max_unpacked_bytes: int = 16 * 1024 * MEBIBYTE
    max_entries: int = 50_000
    user_agent: str = "tocsin/0.1 (reader of news for research)"
    sleep: Callable[[float], None] = time.sleep


def mapping_of(written: tuple[str, ...]) -> dict[str, str]:
    """Return the mapping of ``--map title=headline``; UsageError for what has another form."""
    found: dict[str, str] = {}
    for one in written:
        field, sign, column = one.partition("=")
        if not (field.strip() and sign and column.strip()):
            raise UsageError(f"--map {one!r}: write FIELD=COLUMN, as in --map title=headline")
        if found.get(field.strip(), column.strip()) != column.strip():
            raise UsageError(
                f"--map {one!r}: {field.strip()} has the column {found[field.strip()]!r} already"
            )
        found[field.strip()] = column.strip()
    return found
