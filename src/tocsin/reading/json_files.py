"""Article records in JSON and JSONL, and plain text, which is what is no record.

A JSON object that fills the first line means JSONL, any other JSON means article records, and the rest is
plain text. The names ``.jsonl``, ``.ndjson`` and ``.json`` count too, so that broken JSON is not taken for
prose. JSONL is read line by line and may be of any length.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BufferedReader

from tocsin.errors import InputError
from tocsin.reading.article_records import article_from_record
from tocsin.reading.given import Given, decoded
from tocsin.reading.notices import InputWarning
from tocsin.reading.plain import MAX_CHARACTERS, article_from_text
from tocsin.records import Article

MAX_TEXT_BYTES = 4 * MAX_CHARACTERS
MAX_LINE_BYTES = 8 * MAX_CHARACTERS
MAX_JSON_BYTES = 64 * MAX_CHARACTERS
JSONL_NAMES = (".jsonl", ".ndjson")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_text_or_json(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Tell records from prose by the name and the first line, and read them."""
    first = stream.readline(MAX_LINE_BYTES)
    if first.startswith(_WIDE_MARKS) and given.named(*JSONL_NAMES):
        raise given.refused("is UTF-16, and JSONL is UTF-8", "convert it, with iconv for example")
    if given.named(*JSONL_NAMES) or _is_record(first.removeprefix(_BYTE_ORDER_MARK)):
        yield from _from_lines(first, stream, given)
    elif given.named(".json") or first.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith((b"{", b"[")):
        yield from _from_json(_rest(first, stream, MAX_JSON_BYTES, given), given)
    else:
        yield _from_text(_rest(first, stream, MAX_TEXT_BYTES, given), given)


def _from_text(data: bytes, given: Given) -> Article:
    text = decoded(data, given).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise given.refused("is empty", "give a file with an article in it")
    if len(text) > MAX_CHARACTERS:
        reason = f"has {len(text):,} characters, more than an article has ({MAX_CHARACTERS:,})"
        raise given.refused(reason, "split it into articles, one JSON record a line")
    return article_from_text(text, published=given.published)


def _from_json(data: bytes, given: Given) -> Iterator[Article]:
    """Read one record or a list of them; text that only begins like JSON is text after all."""
    try:
        found = _parsed(decoded(data, given._replace(report=_keep_quiet)))
    except ValueError as error:
        if not given.named(".json"):
            yield _from_text(data, given)
            return
        raise given.refused(
            f"is not JSON ({error})", 'write {"title": …, "text": …} or a list of these'
        ) from None
    if not isinstance(found, list):
        yield _article(found, given, line=None)
        return
    if not found:
        raise given.refused("is an empty list", "give a file with an article in it")
    for number, record in enumerate(found, start=1):
        yield from _reported(record, given.entry("article", number), line=None)


def _from_lines(first: bytes, stream: BufferedReader, given: Given) -> Iterator[Article]:
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


def _from_line(line: bytes, number: int, given: Given) -> Iterator[Article]:
    if len(line) >= MAX_LINE_BYTES:
        reason = f"the line is longer than an article's record can be ({MAX_LINE_BYTES:,} bytes)"
        given.report(given.refused(reason, "write one article a line", number))
        return
    try:
        record = _parsed(decoded(line, given))
    except ValueError as error:
        given.report(given.refused(f"not JSON ({error})", "write one JSON object a line", number))
    except InputError as error:
        given.report(given.refused(error.reason, error.remedy, number))
    else:
        yield from _reported(record, given, number)


def _reported(record: object, given: Given, line: int | None) -> Iterator[Article]:
    try:
        yield _article(record, given, line)
    except InputError as error:
        given.report(error)


def _article(record: object, given: Given, line: int | None) -> Article:
    named = _renamed(record, given.mapping) if isinstance(record, Mapping) else record
    return article_from_record(named, published=given.published, source=given.source, line=line)


def _renamed(record: Mapping[object, object], mapping: Mapping[str, str]) -> Mapping[object, object]:
    """Return the record with the fields of ``mapping`` under Tocsin's names."""
    if not mapping:
        return record
    return {**record, **{field: record[column] for field, column in mapping.items() if column in record}}


def _lines(first: bytes, stream: BufferedReader) -> Iterator[bytes]:
    """Yield the lines; of one that is too long, its beginning only, so that memory stays small."""
    line = first
    while line:
        yield line
        while len(line) >= MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)
        line = stream.readline(MAX_LINE_BYTES)


def _rest(first: bytes, stream: BufferedReader, limit: int, given: Given) -> bytes:
    """Return the whole input, which must not be longer than ``limit`` bytes."""
    data = first + stream.read(max(0, limit - len(first)) + 1)
    if len(data) > limit:
        reason = f"is longer than one article can be ({limit:,} bytes)"
        raise given.refused(reason, "split it into articles, one JSON record a line (JSONL)")
    if not data:
        raise given.refused("is empty", "give a file with an article in it")
    return data


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


def _keep_quiet(_: InputError | InputWarning) -> None:
    """Take no notice: the same bytes are read once more."""
