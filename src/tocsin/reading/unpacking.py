"""Compressed files are unpacked in a stream, and archives file by file; bombs are stopped."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import IO, cast

from tocsin.reading.given import Given
from tocsin.reading.spooling import seekable

DEEPEST = 3
"""How many archives may lie in one another."""

MOST_TIMES = 200
"""How many times longer than its packed form a file may be; text and pages are 3 to 30 times longer."""

HARMLESS_BYTES = 32 << 20
"""What is unpacked to no more than this is no bomb, whatever its packed form."""

MOST_MEMBERS = 100_000
_REMEDY = "unpack it yourself if you trust it"
_OFFICE = ("[Content_Types].xml", "mimetype", "word/document.xml")


class Unpacked(io.RawIOBase):
    """A stream out of a compressed file that refuses to grow beyond its limits, and names what is damaged."""

    def __init__(
        self, packed: gzip.GzipFile | zipfile.ZipExtFile, given: Given, packed_bytes: Packed
    ) -> None:
        self._packed = packed
        self._given = given
        self._packed_bytes = packed_bytes
        self._count = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; InputError for a bomb and for damage."""
        try:
            data = self._packed.read1(len(buffer))
        except (EOFError, zlib.error, OSError, zipfile.BadZipFile) as error:
            raise self._given.refused(
                f"is compressed (gzip or ZIP) and damaged ({error})", "get it again"
            ) from None
        self._count += len(data)
        self._check()
        buffer[: len(data)] = data
        return len(data)

    def _check(self) -> None:
        most = self._given.options.max_unpacked_bytes
        if self._count > most:
            raise self._given.refused(f"unpacks to more than {most:,} bytes", "raise max_unpacked_bytes")
        if self._count > HARMLESS_BYTES and self._count > MOST_TIMES * self._packed_bytes.read_so_far:
            raise self._given.refused(
                f"unpacks to more than {MOST_TIMES} times its size, as bombs do", _REMEDY
            )


class Packed(io.RawIOBase):
    """The compressed side: counts what has been read of it."""

    def __init__(self, stream: IO[bytes], size: int = 0) -> None:
        self._stream = stream
        self.read_so_far = size

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer."""
        data = self._stream.read(len(buffer))
        self.read_so_far += len(data)
        buffer[: len(data)] = data
        return len(data)


def check_depth(given: Given) -> None:
    """InputError where archives lie in one another too deeply."""
    if given.depth >= DEEPEST:
        raise given.refused(f"lies in {DEEPEST} archives or lists already", _REMEDY)


def gunzipped(stream: BufferedReader, given: Given) -> tuple[BufferedReader, Given]:
    """Return what is in a gzip file, and its name without ``.gz``."""
    check_depth(given)
    packed = Packed(stream)
    unpacked = Unpacked(gzip.GzipFile(fileobj=io.BufferedReader(packed)), given, packed)
    name = given.name.removesuffix(".gz").removesuffix(".GZ")
    return io.BufferedReader(unpacked, 1 << 16), given._replace(name=name, depth=given.depth + 1)


@contextmanager
def zip_members(stream: BufferedReader, given: Given) -> Iterator[Iterator[tuple[BufferedReader, Given]]]:
    """Give the files of a ZIP archive, sorted by name. InputError for office documents and broken ones."""
    check_depth(given)
    with seekable(stream, given) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            reason = f"is a ZIP archive or an office document, and damaged ({error})"
            raise given.refused(reason, "get it again, or save it as plain text") from None
        with archive:
            if any(name in _OFFICE for name in archive.namelist()[:50]):
                raise given.refused("is an office document", "save it as plain text, HTML or PDF")
            _check_sizes(archive, file.seek(0, io.SEEK_END), given)
            yield _members(archive, given)


def _check_sizes(archive: zipfile.ZipFile, packed: int, given: Given) -> None:
    """Refuse an archive whose files, which may overlap, unpack to far more than it holds."""
    total = sum(info.file_size for info in archive.infolist())
    if total > given.options.max_unpacked_bytes:
        most = given.options.max_unpacked_bytes
        raise given.refused(f"unpacks to more than {most:,} bytes", "raise max_unpacked_bytes")
    if total > HARMLESS_BYTES and total > MOST_TIMES * packed:
        raise given.refused(f"unpacks to more than {MOST_TIMES} times its size, as bombs do", _REMEDY)


def _members(archive: zipfile.ZipFile, given: Given) -> Iterator[tuple[BufferedReader, Given]]:
    files = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
    if not files:
        raise given.refused("is an empty archive", "give one with files in it")
    if len(files) > MOST_MEMBERS:
        raise given.refused(f"holds {len(files):,} files, more than {MOST_MEMBERS:,}", _REMEDY)
    for info in files:
        inside = given.inside(info.filename)
        try:
            opened = cast(zipfile.ZipExtFile, archive.open(info))
        except (RuntimeError, NotImplementedError, ValueError, zipfile.BadZipFile, OSError) as error:
            given.report(inside.refused(f"cannot be unpacked ({error})", "unpack it yourself"))
            continue
        with opened:
            packed = Packed(io.BytesIO(), info.compress_size)
            yield io.BufferedReader(Unpacked(opened, inside, packed), 1 << 16), inside
