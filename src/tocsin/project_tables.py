"""Events, statements and articles of a project as tables: their columns, and a row for each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tocsin.project import Project
from tocsin.records import Article, Statement
from tocsin.showing.flat import COLUMNS, display_name, flat_rows

_NUMBERS = frozenset({"sentence", "quad", "trigger_start", "trigger_end", "evidence_start", "evidence_end"})
_MEASURES = frozenset({"intensity", "latitude", "longitude", "confidence"})
STATEMENT_COLUMNS = (
    *("id", "article", "direct", "speaker", "speaker_country", "speaker_code"),
    *("addressee", "addressee_country", "addressee_code", "channel", "cue", "text", "start", "end", "events"),
)


def kinds(name: str) -> dict[str, type]:
    """Return the columns of a file; ``record`` is the whole record as JSON, in Parquet only."""
    if name == "articles":
        return dict.fromkeys(Article.__struct_fields__, str)
    if name == "statements":
        special: dict[str, type] = {"direct": bool, "start": int, "end": int}
        return {column: special.get(column, str) for column in (*STATEMENT_COLUMNS, "record")}
    return {column: _kind(column) for column in (*COLUMNS, "record")}


def _kind(column: str) -> type:
    if column in _MEASURES:
        return float
    return int if column in _NUMBERS else str


def rows(project: Project, name: str, filters: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """Yield a row for each record that fulfils the filters: those of the project's method of that name."""
    asked = dict(filters or {})
    if name == "articles":
        for article in project.articles(**asked):
            yield article.to_dict()
    elif name == "statements":
        for statement in project.statements(**asked):
            yield _statement_row(statement)
    else:
        for document in project.documents(text=False, **asked):
            for event, row in zip(document.events, flat_rows(document), strict=True):
                yield {**row, "record": msgspec.json.encode(event).decode()}


def _statement_row(statement: Statement) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(statement, name, None) for name in STATEMENT_COLUMNS}
    for side, party in (("speaker", statement.speaker), ("addressee", statement.addressee)):
        row[side] = display_name(party) if party else None
        row[f"{side}_country"] = party.country if party else None
        row[f"{side}_code"] = party.code if party else None
    row["cue"] = statement.cue.text if statement.cue else None
    row["events"] = "; ".join(statement.events)
    return {**row, "record": msgspec.json.encode(statement).decode()}
