"""One run of ``tocsin query`` or of ``tocsin export``: out of a project, to a terminal, a pipe or files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tocsin.amounts import number_of
from tocsin.errors import OutputError, UsageError
from tocsin.project import Project, open_project
from tocsin.project_tables import kinds, rows
from tocsin.records import Document, Record
from tocsin.showing.formats import Output, open_writer
from tocsin.showing.output import open_output
from tocsin.showing.progress import Form, Told
from tocsin.showing.project_view import write_csv, write_rows
from tocsin.storing.asking import EventFilters
from tocsin.storing.parquet import write_parquet

T = TypeVar("T")
ROWS_OF_A_TABLE = 100
FORMATS = ("parquet", "jsonl", "csv")


class Query(Record, frozen=True):
    """What was asked for; ``sql`` in the place of filters, ``limit`` None for all (of a table, for 100)."""

    project: str | None
    filters: dict[str, Any]
    sql: str | None
    form: str
    limit: int | None


def answer(query: Query) -> None:
    """Print the events that fulfil the filters, or what a query in SQL gives."""
    if query.sql is not None and query.filters:
        raise UsageError("--sql is a whole query: give it or filters, not both")
    with (
        open_project(query.project) as project,
        open_output(None, as_data=query.form != "table") as stream,
    ):
        limit = ROWS_OF_A_TABLE if query.limit is None and query.form == "table" else query.limit
        if query.sql is not None:
            table = project.store.sql(query.sql)
            with closing(table.rows) as found_rows:
                more = write_rows(stream, query.form, table.columns, found_rows, limit)
        else:
            filters: EventFilters = query.filters  # type: ignore[assignment]
            writer = open_writer(query.form, Output(stream=stream))
            one_more = None if limit is None else limit + 1
            found = _First(project.documents(text=False, limit=one_more, **filters), limit)
            for document in found:
                writer.write(document)
            writer.finish()
            more = found.more
    if more and query.limit is None:
        sys.stderr.write(f"tocsin: these are the first {limit}: --limit shows more\n")


class _First:
    """The documents with the first events, no more than ``limit``; ``more`` tells that there are others."""

    def __init__(self, documents: Iterable[Document], limit: int | None) -> None:
        self.more = False
        self._documents = documents
        self._left = limit

    def __iter__(self) -> Iterator[Document]:
        for one in self._documents:
            if self._left is None:
                yield one
                continue
            kept = one.events[: self._left]
            self._left -= len(kept)
            self.more = len(kept) < len(one.events)
            if kept:
                yield Document(article=one.article, events=kept, statements=())


def export(where: str | None, form: str, out: str, quiet: bool, progress: Form = "auto") -> None:
    """Write events, statements and articles into a folder, a file each, which appears when it is complete."""
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(out, (error.strerror or str(error)).lower()) from None
    write = {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl}[form]
    told = Told(sys.stderr, quiet, progress)
    with open_project(where) as project:
        for name in ("events", "statements", "articles"):
            path = folder / f"{name}.{form}"
            count = write(project, name, path, told)
            if not quiet:
                told.say(f"{path}: {number_of(count, name[:-1])}")


def _counted(project: Project, name: str, values: Iterable[T], told: Told) -> Iterator[T]:
    total: int = getattr(project.counts(), name)
    return told.counted("export", values, total)


def _jsonl(project: Project, name: str, path: Path, told: Told) -> int:
    asked: Callable[[], Iterable[Record]] = getattr(project, name)
    count = 0
    with open_output(str(path), as_data=True) as stream:
        for record in _counted(project, name, asked(), told):
            stream.write(msgspec.json.encode(record).decode() + "\n")
            count += 1
    return count


def _csv(project: Project, name: str, path: Path, told: Told) -> int:
    columns = [column for column in kinds(name) if column != "record"]
    with open_output(str(path), as_data=True) as stream:
        return write_csv(stream, columns, _counted(project, name, rows(project, name), told))


def _parquet(project: Project, name: str, path: Path, told: Told) -> int:
    return write_parquet(path, kinds(name), _counted(project, name, rows(project, name), told))
