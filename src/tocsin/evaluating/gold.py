"""Reading a gold folder: an article, its annotated events and statements; complaints name file and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from tocsin import ontology
from tocsin.errors import DataError
from tocsin.evaluating.annotation import Gold, GoldEvent, GoldStatement
from tocsin.records import Record

_CODE = re.compile(r"(?:[A-Z]{3}|---)(?:\|(?:[A-Z]{3}|---))*")

_Row = TypeVar("_Row", GoldEvent, GoldStatement)


class _Meta(Record, frozen=True):
    published: str | None = None


def has_gold(folder: Path) -> bool:
    """Tell whether the folder holds an annotated article."""
    return (folder / "article.txt").is_file() and (folder / "events.jsonl").is_file()


def read_gold(folder: Path, *, published: str | None = None) -> Gold:
    """Read a folder; ``statements.jsonl`` and ``meta.json`` need not be there.

    ``published`` is for a folder without ``meta.json``. DataError for what is missing, is no JSON, or does
    not fit the article.
    """
    text = _text(folder / "article.txt")
    return Gold(
        name=folder.name,
        text=text,
        published=_published(folder / "meta.json") or published,
        events=_rows(folder / "events.jsonl", GoldEvent, lambda row: event_fault(row, text)),
        statements=_statements(folder / "statements.jsonl", text),
    )


def event_fault(row: GoldEvent, text: str) -> str | None:
    """Say what is wrong with an annotated event; None where nothing is."""
    faults = (
        _span_fault(row.evidence, row.start, row.end, text),
        _kind_fault(row),
        _party_fault("actors", row.actors),
        _party_fault("recipients", row.recipients),
        None if row.date is None or _is_day(row.date) else f"date {row.date!r} is no day: write YYYY-MM-DD",
    )
    return next((fault for fault in faults if fault), None)


def _statements(path: Path, text: str) -> tuple[GoldStatement, ...]:
    if not path.exists():
        return ()
    return _rows(path, GoldStatement, lambda row: _span_fault(row.text, row.start, row.end, text))


def _rows(path: Path, kind: type[_Row], fault: Callable[[_Row], str | None]) -> tuple[_Row, ...]:
    found: dict[str, _Row] = {}
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path}: line {number}"
        row = _decoded(line, kind, where)
        if row.id in found:
            raise DataError(f"{where}: id {row.id!r} stands here twice: give each row its own")
        if wrong := fault(row):
            raise DataError(f"{where}: {row.id}: {wrong}")
        found[row.id] = row
    return tuple(found.values())


_Decoded = TypeVar("_Decoded", bound=Record)


def _decoded(line: str, kind: type[_Decoded], where: str) -> _Decoded:
    try:
        return msgspec.json.decode(line.encode(), type=kind)
    except msgspec.DecodeError as error:
        raise DataError(f"{where}: {error}") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}: a gold folder needs this file") from None
    except UnicodeDecodeError:
        raise DataError(f"{path}: is not UTF-8: convert it and check its offsets again") from None


def _published(path: Path) -> str | None:
    return _decoded(_text(path), _Meta, str(path)).published if path.exists() else None


def _span_fault(words: str, start: int, end: int, text: str) -> str | None:
    there = text[start:end]
    if words and there == words:
        return None
    return f"characters {start} to {end} are {there[:60]!r}, not {words[:60]!r}"


def _kind_fault(row: GoldEvent) -> str | None:
    unknown = [name for name in row.types if name not in ontology.types()]
    if unknown or not row.types:
        return f"no event type {', '.join(unknown)}: the types are {', '.join(ontology.types())}"
    if row.mode is None or any(ontology.is_mode(name, row.mode) for name in row.types):
        return None
    return f"{' and '.join(row.types)} have no mode {row.mode!r}"


def _party_fault(field: str, codes: tuple[str, ...]) -> str | None:
    if not codes:
        return f"{field} is empty: write --- for a side that nobody names"
    wrong = [code for code in codes if not _CODE.fullmatch(code)]
    return f"{field}: {wrong[0]!r} is no code of three capital letters or ---" if wrong else None


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
