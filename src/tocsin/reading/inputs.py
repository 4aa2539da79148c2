"""Files and standard input, whatever is in them, become a stream of articles.

What an input holds is told from its content: a JSON object that fills the first line means JSONL, any other
JSON means article records, and the rest is plain text. The names ``.jsonl``, ``.ndjson`` and ``.json`` count
too, so that broken JSON is not taken for prose. JSONL is read line by line and may be of any length.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tocsin.errors import InputError
from tocsin.reading.article_records import article_from_record
from tocsin.reading.dates import published_date
from tocsin.reading.decoding import decode
from tocsin.reading.notices import InputWarning, Report
from tocsin.reading.plain import MAX_CHARACTERS, article_from_text
from tocsin.records import Article

MAX_TEXT_BYTES = 4 * MAX_CHARACTERS
MAX_LINE_BYTES = 8 * MAX_CHARACTERS
MAX_JSON_BYTES = 64 * MAX_CHARACTERS
_JSONL_NAMES = (".jsonl", ".ndjson")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class _Input(NamedTuple):
    """One input on its way: where it comes from, and what to do with what is found in it."""

    source: str
    published: str | None
    report: Report

    def refused(self, reason: str, remedy: str, line: int | None = None) -> InputError:
        return InputError(self.source, reason, remedy, line)


def read(sources: Iterable[str], published: str | None, report: Report) -> Iterator[Article]:
    """Yield the articles of all sources in their order; ``-`` is standard input.

    ``published`` is the date of the articles that have none of their own. What cannot be read goes to
    ``report`` as an InputError, and the rest is read; what was not read as it stands goes there as an
    InputWarning.
    UsageError, at the first article, where ``published`` is no date.
    """
    date = None if published is None else published_date(published)
    for source in sources:
        try:
            with _opened(source) as stream:
                yield from _articles(stream, _Input(source, date, report))
        except InputError as error:
            report(error)
        except OSError as error:
            report(_system_error(source, error))


def _opened(source: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb")


def _articles(stream: BinaryIO, given: _Input) -> Iterator[Article]:
    """Tell the kind of an input from its name and its first line, and read it."""
    first = stream.readline(MAX_LINE_BYTES)
    if first.startswith(_WIDE_MARKS) and _named(given, *_JSONL_NAMES):
        raise given.refused("is UTF-16, and JSONL is UTF-8", "convert it, with iconv for example")
    if _named(given, *_JSONL_NAMES) or _is_record(first.removeprefix(_BYTE_ORDER_MARK)):
        yield from _from_lines(first, stream, given)
    elif _named(given, ".json") or first.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith((b"{", b"[")):
        yield from _from_json(_rest(first, stream, MAX_JSON_BYTES, given), given)
    else:
        yield _from_text(_rest(first, stream, MAX_TEXT_BYTES, given), given)


def _from_text(data: bytes, given: _Input) -> Article:
    text = _decoded(data, given).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise given.refused("is empty", "give a file with an article in it")
    if len(text) > MAX_CHARACTERS:
        reason = f"has {len(text):,} characters, more than an article has ({MAX_CHARACTERS:,})"
        raise given.refused(reason, "split it into articles, one JSON record a line")
    return article_from_text(text, published=given.published)


def _from_json(data: bytes, given: _Input) -> Iterator[Article]:
    """Read one record or a list of them; text that only begins like JSON is text after all."""
    try:
        found = _parsed(_decoded(data, given._replace(report=_keep_quiet)))
    except ValueError as error:
        if not _named(given, ".json"):
            yield _from_text(data, given)
            return
        raise given.refused(
            f"is not JSON ({error})", 'write {"title": …, "text": …} or a list of these'
        ) from None
    if not isinstance(found, list):
        yield article_from_record(found, published=given.published, source=given.source)
        return
    if not found:
        raise given.refused("is an empty list", "give a file with an article in it")
    for number, record in enumerate(found, start=1):
        named = given._replace(source=f"{given.source}, article {number}")
        yield from _reported(record, named, line=None)


def _from_lines(first: bytes, stream: BinaryIO, given: _Input) -> Iterator[Article]:
    """Read JSONL; a bad line is reported and the others are read."""
    said: set[str] = set()

    def once(notice: InputError | InputWarning) -> None:
        if isinstance(notice, InputWarning) and notice.source in said:
            return
        said.add(notice.source)
        given.report(notice)

    empty = True
    for number, line in enumerate(_lines(first.removeprefix(_BYTE_ORDER_MARK), stream), start=1):
        if not line.strip():
            continue
        empty = False
        yield from _from_line(line, number, given._replace(report=once))
    if empty:
        raise given.refused("is empty", "give a file with an article in it")


def _from_line(line: bytes, number: int, given: _Input) -> Iterator[Article]:
    if len(line) >= MAX_LINE_BYTES:
        reason = f"the line is longer than an article's record can be ({MAX_LINE_BYTES:,} bytes)"
        given.report(given.refused(reason, "write one article a line", number))
        return
    try:
        record = _parsed(_decoded(line, given))
    except ValueError as error:
        given.report(given.refused(f"not JSON ({error})", "write one JSON object a line", number))
    except InputError as error:
        given.report(given.refused(error.reason, error.remedy, number))
    else:
        yield from _reported(record, given, number)


def _reported(record: object, given: _Input, line: int | None) -> Iterator[Article]:
    try:
        yield article_from_record(record, published=given.published, source=given.source, line=line)
    except InputError as error:
        given.report(error)


def _lines(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one that is too long, its beginning only, so that memory stays small."""
    line = first
    while line:
        yield line
        while len(line) >= MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)
        line = stream.readline(MAX_LINE_BYTES)


def _rest(first: bytes, stream: BinaryIO, limit: int, given: _Input) -> bytes:
    """Return the whole input, which must not be longer than ``limit`` bytes."""
    data = first + stream.read(max(0, limit - len(first)) + 1)
    if len(data) > limit:
        reason = f"is longer than one article can be ({limit:,} bytes)"
        raise given.refused(reason, "split it into articles, one JSON record a line (JSONL)")
    if not data:
        raise given.refused("is empty", "give a file with an article in it")
    return data


def _decoded(data: bytes, given: _Input) -> str:
    decoded = decode(data, given.source)
    if decoded.said:
        given.report(InputWarning(source=given.source, said=decoded.said))
    return decoded.text


def _parsed(text: str) -> object:
    """Parse JSON; ValueError also for what is nested too deeply."""
    try:
        found: object = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return found


def _is_record(line: bytes) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(_parsed(line.decode("utf-8", errors="replace")), dict)
    except ValueError:
        return False


def _named(given: _Input, *suffixes: str) -> bool:
    return Path(given.source).suffix.lower() in suffixes


def _keep_quiet(_: InputError | InputWarning) -> None:
    """Take no notice: the same bytes are read once more."""


def _system_error(source: str, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(source, "no such file", "check the name")
    if isinstance(error, IsADirectoryError):
        return InputError(
            source, "is a directory", f"name the files in it, for example {source.rstrip('/')}/*.txt"
        )
    if isinstance(error, PermissionError):
        return InputError(source, "may not be read", "check its permissions")
    return InputError(source, error.strerror or str(error), "check the file")
