"""Streams that cannot go back, such as standard input, go into a temporary file where a kind needs it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import IO

from tocsin.reading.given import Given

IN_MEMORY = 8 << 20
PART = 1 << 20


@contextmanager
def seekable(stream: BufferedReader, given: Given) -> Iterator[IO[bytes]]:
    """Give the stream itself where it can go back, else a temporary copy that is deleted in the end.

    InputError where the copy would be larger than ``max_unpacked_bytes``.
    """
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        left = given.options.max_unpacked_bytes
        while part := stream.read(PART):
            left -= len(part)
            if left < 0:
                raise given.refused("is larger than max_unpacked_bytes", "unpack it, or raise the limit")
            copy.write(part)
        copy.seek(0)
        yield copy
