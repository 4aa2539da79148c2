"""Rows become a Parquet file, which appears only when it is complete."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from tocsin.errors import OutputError, UsageError

ROWS_IN_A_GROUP = 10_000
Kinds = Mapping[str, type]
"""The columns in their order, and what is in them: str, int, float or bool; any cell may be null."""


def write_parquet(path: Path, kinds: Kinds, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows and return their number; OutputError, and no file, where it cannot be written."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise UsageError("Parquet needs pyarrow: pip install pyarrow, or take --format jsonl") from None
    arrow = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, arrow[kind]) for name, kind in kinds.items()])
    count = 0
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
        try:
            with pq.ParquetWriter(name, schema, compression="zstd") as writer:
                for group in _groups(rows):
                    writer.write_table(pa.Table.from_pylist(group, schema=schema))
                    count += len(group)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(str(path), (error.strerror or str(error)).lower()) from None
    return count


def _groups(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while group := [dict(row) for row in islice(left, ROWS_IN_A_GROUP)]:
        yield group
