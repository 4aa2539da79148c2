"""Bytes become text: which encoding they are in, and which bytes are no text at all.

UTF-8 is believed wherever it fits. UTF-16 and UTF-32 are known by their byte order mark, UTF-16 also by its
zero bytes. What is left is read as Windows-1252, of which Latin-1 is a part: no byte is lost, and the user is
told.
"""

from __future__ import annotations

import codecs

from tocsin.amounts import noun_for, number_of
from tocsin.errors import InputError
from tocsin.records import Record

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF file", "turn it into text first, with pdftotext for example"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it first, with gunzip for example"),
    (b"BZh", "bzip2-compressed", "unpack it first, with bunzip2 for example"),
    (b"\xfd7zXZ", "xz-compressed", "unpack it first, with unxz for example"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "unpack it first, with unzstd for example"),
    (b"\x89PNG", "an image", "give the text of it"),
    (b"\xff\xd8\xff", "an image", "give the text of it"),
    (b"GIF8", "an image", "give the text of it"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
MOST_CONTROLS = 0.05
"""The share of control bytes above which bytes are no text."""


class Decoded(Record, frozen=True):
    """A text and what had to be done to get it (None: it is UTF-8 as it stands)."""

    text: str
    said: str | None


def decode(data: bytes, source: str) -> Decoded:
    """Return the text of the bytes; InputError where they are none."""
    _refuse_known_kinds(data, source)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    unmarked = _utf16_without_mark(data)
    if unmarked:
        said = f"read as {unmarked.upper()}, which its zero bytes show it to be: save it as UTF-8 to be sure"
        return Decoded(text=data.decode(unmarked, errors="replace"), said=said)
    _refuse_binary(data, source)
    return _decode_8bit(data)


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    damaged = encoding != "utf-8" and len(data) % (4 if "32" in encoding else 2)
    if damaged or (encoding == "utf-8" and not _is_utf8(data)):
        return Decoded(
            text=text, said=f"broken {encoding.upper()}: what could not be read is shown as \ufffd"
        )
    return _with_nul_note(text)


def _decode_8bit(data: bytes) -> Decoded:
    try:
        return _with_nul_note(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _decode_not_utf8(data, error.start)


def _decode_not_utf8(data: bytes, first_bad: int) -> Decoded:
    """Choose between damaged UTF-8 and Windows-1252 by what most of the high bytes are."""
    mended = data.decode("utf-8", errors="replace")
    damaged = mended.count("\ufffd")
    if _count_high(mended) - damaged > damaged:
        said = f"damaged UTF-8, first at byte {first_bad}: what could not be read is shown as \ufffd"
        return Decoded(text=mended, said=said)
    try:
        text, name = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        text, name = data.decode("latin-1"), "Latin-1"
    return Decoded(
        text=text, said=f"not UTF-8 (byte {first_bad}): read as {name}; save it as UTF-8 to be sure"
    )


def _with_nul_note(text: str) -> Decoded:
    nuls = text.count("\0")
    return Decoded(
        text=text,
        said=f"{number_of(nuls, 'NUL character')} read as {noun_for(nuls, 'a space', 'spaces')}"
        if nuls
        else None,
    )


def _count_high(text: str) -> int:
    return sum(character > "\x7f" for character in text)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by the zeros that Latin letters leave in every other byte."""
    sample = data[:65_536]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    return None


def _refuse_known_kinds(data: bytes, source: str) -> None:
    for start, kind, remedy in _KINDS:
        if data.startswith(start):
            raise InputError(source, f"is {kind}, not text", remedy)


def _refuse_binary(data: bytes, source: str) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > MOST_CONTROLS * len(data):
        raise InputError(source, "is binary, not text", "give plain text, or JSON article records")
