"""Sources of every kind become one stream of articles: opened, told apart by their content, and read.

A source is a file, a folder, a pattern, a URL, or ``-`` for standard input. What cannot be read is reported,
and the rest is read.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from tocsin.errors import InputError
from tocsin.reading.addresses import is_address
from tocsin.reading.columns import checked_mapping
from tocsin.reading.dates import published_date
from tocsin.reading.feeds import read_feed, read_json_feed
from tocsin.reading.fetching import Fetcher, Response
from tocsin.reading.finding import files_of
from tocsin.reading.given import Given, Reader
from tocsin.reading.json_files import read_text_or_json
from tocsin.reading.kinds import HEAD_BYTES, Kind, kind_of
from tocsin.reading.mail import read_mail, read_mailbox
from tocsin.reading.notices import Report
from tocsin.reading.options import ReadingOptions
from tocsin.reading.pages import read_page
from tocsin.reading.pdf_files import read_pdf
from tocsin.reading.sitemaps import sitemap_urls
from tocsin.reading.table_files import read_parquet, read_table
from tocsin.reading.unpacking import check_depth, gunzipped, zip_members
from tocsin.reading.versions import Checks
from tocsin.reading.warc_files import read_warc
from tocsin.records import Article


def read(
    sources: Iterable[str],
    published: str | None,
    report: Report,
    mapping: Mapping[str, str] | None = None,
    options: ReadingOptions | None = None,
) -> Iterator[Article]:
    """Yield the articles of all sources in their order; ``-`` is standard input.

    ``published`` is the date of the articles that have none of their own, ``mapping`` the column or field
    that fills a field of an article (``{"title": "headline"}``), ``options`` what the reader may do. What
    cannot be read goes to ``report`` as an InputError, and the rest is read; what was not read as it stands
    goes there as an InputWarning.
    UsageError, at the first article, where ``published`` is no date or ``mapping`` maps no field.
    """
    chosen = options or ReadingOptions()
    date = None if published is None else published_date(published)
    fields = checked_mapping(mapping)
    fetcher = Fetcher(chosen) if chosen.urls else None
    checks = Checks()
    try:
        for source in sources:
            given = Given(source, source, date, report, fields, chosen, fetcher)
            for article in _guarded(_from_source(given), given):
                checks.check(article, given)
                yield article
    finally:
        if fetcher is not None:
            fetcher.close()


def _guarded(articles: Iterator[Article], given: Given) -> Iterator[Article]:
    """Yield the articles up to what cannot be read, and report that."""
    try:
        yield from articles
    except InputError as error:
        given.report(error)
    except OSError as error:
        given.report(_system_error(given.source, error))


def _from_source(given: Given) -> Iterator[Article]:
    if is_address(given.source):
        yield from _from_url(given.source, given)
        return
    for file in [given.source] if given.source == "-" else files_of(given.source, given.report):
        found = given._replace(source=file, name=file)
        yield from _guarded(_from_file(found), found)


def _from_file(given: Given) -> Iterator[Article]:
    with _opened(given.source) as stream:
        yield from _from_stream(stream, given)


def _opened(source: str) -> AbstractContextManager[BufferedReader]:
    if not source:
        raise InputError("''", "is no file name", "give the name of a file, or - for standard input")
    if source != "-":
        try:
            return cast(BufferedReader, Path(source).open("rb", HEAD_BYTES))
        except ValueError as error:
            raise InputError(repr(source), f"is no file name ({error})", "check the name") from None
    if sys.stdin is None:
        raise InputError("-", "is closed", "give the name of a file, or send text into the command")
    raw = sys.stdin.buffer
    return nullcontext(cast(BufferedReader, raw) if hasattr(raw, "peek") else _buffered(raw))


def _buffered(raw: BinaryIO) -> BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, raw), HEAD_BYTES)


def _from_stream(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Tell the kind of an input and read it."""
    kind = kind_of(stream.peek(HEAD_BYTES)[:HEAD_BYTES], given)
    if kind == "gzip":
        yield from _from_stream(*gunzipped(stream, given))
    elif kind == "zip":
        with zip_members(stream, given) as members:
            for member, inside in members:
                yield from _guarded(_from_stream(member, inside), inside)
    elif kind == "sitemap":
        check_depth(given)
        for url in sitemap_urls(stream, given):
            page = given._replace(source=url, depth=given.depth + 1)
            yield from _guarded(_from_url(url, page), page)
    else:
        yield from _READERS[kind](stream, given)


def _from_url(url: str, given: Given) -> Iterator[Article]:
    """Fetch an address and read what it gives, unless it has not changed since the cache saw it."""
    if given.fetcher is None:
        raise given.refused(
            "is a URL, and reading URLs is not allowed", "allow it with ReadingOptions(urls=True)"
        )
    response = given.fetcher.fetch(url, given)
    if response.data is None:
        given.warn("has not changed since it was last read")
        return
    yield from _from_response(response, given)
    if given.options.cache is not None:
        given.options.cache[url] = response.validators


def _from_response(response: Response, given: Given) -> Iterator[Article]:
    stream = _buffered(io.BytesIO(response.data or b""))
    found = given._replace(
        name=urlsplit(response.url).path,
        url=response.url.split("#", 1)[0],
        media=response.media,
        charset=response.charset,
    )
    yield from _from_stream(stream, found)


def _system_error(source: str, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(source, "no such file", "check the name")
    if isinstance(error, PermissionError):
        return InputError(source, "may not be read", "check its permissions")
    return InputError(source, error.strerror or str(error), "check the file")


_READERS: dict[Kind, Reader] = {
    "text or json": read_text_or_json,
    "html": read_page,
    "feed": read_feed,
    "json feed": read_json_feed,
    "warc": read_warc,
    "table": read_table,
    "parquet": read_parquet,
    "mail": read_mail,
    "mailbox": read_mailbox,
    "pdf": read_pdf,
}
