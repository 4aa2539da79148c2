"""CSV, TSV and Parquet become articles, one a row; both are read in a stream."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedReader
from typing import Any

from tocsin.errors import InputError
from tocsin.reading.article_records import article_from_record
from tocsin.reading.columns import column_of_field, delimiter_of
from tocsin.reading.dates import written_date
from tocsin.reading.given import Given
from tocsin.reading.plain import MAX_CHARACTERS
from tocsin.reading.spooling import seekable
from tocsin.records import Article

LONGEST_LINE = 4 * MAX_CHARACTERS
ROWS_AT_ONCE = 256
_DATES = ("published", "updated")


def read_table(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Read CSV or TSV with a header; a row that is no article is reported, and the others are read."""
    lines = _lines(stream, given)
    first = next(lines, "")
    if not first.strip():
        raise given.refused("is empty", "give a table with a header and a row for each article")
    delimiter = "\t" if given.named(".tsv", ".tab") else delimiter_of(first)
    header = _header(first, delimiter, given)
    columns = column_of_field(header, given)
    yield from _from_rows(_rows(lines, header, delimiter, given), columns, given)


def read_parquet(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Read a Parquet file, only the columns that are needed of it."""
    import pyarrow as pa
    from pyarrow import parquet

    with seekable(stream, given) as file:
        try:
            table = parquet.ParquetFile(file)
            columns = column_of_field(table.schema_arrow.names, given)
            batches = table.iter_batches(batch_size=ROWS_AT_ONCE, columns=list(columns.values()))
            rows = ((number, row) for number, row in enumerate(_batch_rows(batches), start=1))
            yield from _from_rows(rows, columns, given)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise given.refused(
                f"is a Parquet file that cannot be read ({_short(error)})", "write it again"
            ) from None


def _from_rows(
    rows: Iterable[tuple[int, Mapping[str, object]]], columns: Mapping[str, str], given: Given
) -> Iterator[Article]:
    empty = True
    for number, row in rows:
        empty = False
        record = {field: _value(field, row.get(column)) for field, column in columns.items()}
        try:
            yield article_from_record(record, published=given.published, source=given.source, line=number)
        except InputError as error:
            given.report(error)
    if empty:
        raise given.refused("is a table without rows", "give a row for each article")


def _header(line: str, delimiter: str, given: Given) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error as error:
        remedy = "save it with a header in the first line and line ends as of Windows or Unix"
        raise given.refused(f"its first line is no header ({error})", remedy) from None


def _rows(
    lines: Iterator[str], header: list[str], delimiter: str, given: Given
) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield (number of the row's first line, cells by column); a row that is broken is reported."""
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 2  # the header is the first line
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "mend its quotes: one that is not closed takes what follows into its cell"
            given.report(given.refused(f"the row cannot be read ({error})", remedy, line))
            continue
        if len(cells) > len(header):
            reason = f"the row has {len(cells)} cells, the header has {len(header)}"
            given.report(given.refused(reason, 'put cells with the delimiter in them into "…"', line))
        elif any(cell.strip() for cell in cells):
            yield line, dict(zip(header, cells, strict=False))


def _lines(stream: BufferedReader, given: Given) -> Iterator[str]:
    """Yield the lines of a table in UTF-8, UTF-16 or, line by line, Windows-1252; the last is told once."""
    if stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
        with io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="") as text:
            while found := text.readline(LONGEST_LINE):
                yield found
        return
    said = False
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(stream)
            given.report(given.refused("the line is too long: its end is left out", "cut it", number))
        decoded, plain = _decoded(line)
        if not plain and not said:
            said = True
            given.warn(f"line {number} is not UTF-8: read as Windows-1252; save it as UTF-8 to be sure")
        yield (decoded.removeprefix("\ufeff") if number == 1 else decoded).replace("\0", " ")


def _skip_line(stream: BufferedReader) -> None:
    while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
        pass


def _decoded(line: bytes) -> tuple[str, bool]:
    """Return the line, and whether it is UTF-8."""
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace"), False


def _value(field: str, value: object) -> object:
    """Return a cell as a record has it; what cannot be read as a date is left for the record to refuse."""
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="replace")
    if isinstance(value, str) and field in _DATES:
        return written_date(value) or value
    if value is None or isinstance(value, (str, list)):
        return value
    return str(value)


def _batch_rows(batches: Iterable[Any]) -> Iterator[Mapping[str, object]]:
    for batch in batches:
        yield from batch.to_pylist()


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
