"""WARC archives become articles, one for each HTML page in them; they are read in a stream."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.reading.given import Given
from tocsin.reading.page_facts import absolute
from tocsin.reading.pages import article_of_page, html_text
from tocsin.records import Article

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
GOOD_STATUS = 200
PART = 1 << 20


def read_warc(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Read all pages of an archive; what was left out of it is reported as one line at its end."""
    left_out: Counter[str] = Counter()
    pages = 0
    for record in _records(stream, given):
        kind = _why_not(record)
        if kind:
            left_out[kind] += 1
            continue
        pages += 1
        yield from _article(record, given)
    if left_out:
        listed = ", ".join(f"{count:,} {kind}" for kind, count in sorted(left_out.items()))
        given.warn(f"left out of the archive: {listed}")
    if not pages:
        raise given.refused("is a WARC archive without pages", "give one that holds HTML responses")


class _Forward:
    """A stream as fastwarc wants it; it can be skipped forward, whether the file below can go back or not."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, what is there first: damage further on must not hide it."""
        data = self._stream.read1(size)
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Skip forward; OSError for anything else."""
        target = offset + (self._position if whence == io.SEEK_CUR else 0)
        if whence == io.SEEK_END or target < self._position:
            raise OSError("an archive is read forward only")
        while self._position < target and self.read(min(PART, target - self._position)):
            pass
        return self._position

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._position

    def close(self) -> None:
        """Leave the stream to its owner."""


def _records(stream: BufferedReader, given: Given) -> Iterator[WarcRecord]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    try:
        yield from ArchiveIterator(_Forward(stream), record_types=kinds, auto_decode="all")
    except (ValueError, RuntimeError, EOFError, OSError) as error:
        raise given.refused(f"is a WARC archive that is damaged ({error})", "get it again") from None


def _why_not(record: WarcRecord) -> str | None:
    """Return what a record is if it is no page."""
    media = (
        (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    )
    if record.is_http:
        status = record.http_headers.status_code if record.http_headers else None
        if status != GOOD_STATUS:
            return f"answers with status {status}"
    return None if media in _PAGES else f"of the kind {media or 'unknown'}"


def _article(record: WarcRecord, given: Given) -> Iterator[Article]:
    address = absolute(record.headers.get("WARC-Target-URI"), None)
    page = given._replace(
        source=f"{given.shown}, {address or record.record_id}", url=address, charset=record.http_charset
    )
    try:
        data = record.reader.read(given.options.max_response_bytes + 1)
        if len(data) > given.options.max_response_bytes:
            reason = f"the page is longer than {given.options.max_response_bytes:,} bytes"
            raise page.refused(reason, "raise max_response_bytes")
        if not data and record.content_length:
            raise page.refused("the archive ends before its page", "get the archive again")
        yield article_of_page(html_text(data, page), page)
    except InputError as error:
        given.report(error)
