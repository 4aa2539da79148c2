"""``tocsin evaluate plover``: PLOVER's gold standard records, coded from raw text by the whole chain."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tocsin import ontology
from tocsin.errors import InputError
from tocsin.evaluating.classes import ClassScores, class_scores
from tocsin.records import Article, Document, Event, Record
from tocsin.tables import rows, table

SKIPPED = "DOCUMENT"
NOTHING = "NONE"


class GoldRecord(Record, frozen=True):
    """One record: id, text and date, and the type and mode of its event in today's names."""

    id: str
    text: str
    date: str | None
    type: str
    mode: str | None


class PloverScores(Record, frozen=True):
    """What was measured. ``found`` is the share of records with an event of the gold type among those coded.

    ``root`` compares the gold type with the surest event; ``mode`` is the share of right modes among the
    records with a gold mode whose type was found, ``modes`` their number; ``silent`` records gave no event.
    """

    n: int
    found: float
    root: ClassScores
    mode: float
    modes: int
    silent: int


def read_records(path: str) -> list[GoldRecord]:
    """Read a JSON list or JSON lines of records; InputError for a file that is none, naming the record."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        data = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [json.loads(s) for s in text.splitlines() if s]
        )
    except (OSError, ValueError) as error:
        raise InputError(path, f"cannot be read ({error})", "give PLOVER records as JSON or JSONL") from error
    found = [_record(path, number, one) for number, one in enumerate(data, 1)]
    kept = [record for record in found if record is not None]
    if not kept:
        raise InputError(path, "has no records", "give PLOVER records with text and event")
    return kept


def measure_plover(records: Sequence[GoldRecord], code: Callable[[Article], Document]) -> PloverScores:
    """Code the text of each record and compare type and mode."""
    coded = [_events(record, code) for record in records]
    hits = [
        next((e for e in events if e.type == r.type), None) for r, events in zip(records, coded, strict=True)
    ]
    moded = [(r, hit) for r, hit in zip(records, hits, strict=True) if hit is not None and r.mode is not None]
    return PloverScores(
        n=len(records),
        found=sum(hit is not None for hit in hits) / len(records),
        root=class_scores([r.type for r in records], [_surest(events) for events in coded]),
        mode=sum(r.mode == hit.mode for r, hit in moded) / max(1, len(moded)),
        modes=len(moded),
        silent=sum(not events for events in coded),
    )


def _events(record: GoldRecord, code: Callable[[Article], Document]) -> Sequence[Event]:
    return code(Article(id=record.id, text=record.text, published=record.date)).events


def _surest(events: Sequence[Event]) -> str:
    return max(events, key=lambda event: event.confidence).type if events else NOTHING


@cache
def _older_names() -> dict[str, dict[str, str]]:
    """Read older_names.tsv: column -> older name -> today's."""
    found: dict[str, dict[str, str]] = {"type": {}, "mode": {}}
    for _, row in rows(table("tocsin.evaluating", "older_names.tsv"), ("what", "older", "today")):
        found[row["what"]][row["older"]] = row["today"]
    return found


def _record(path: str, number: int, data: Any) -> GoldRecord | None:
    """Return a record; None for one that only documents the file."""
    if not isinstance(data, dict) or not isinstance(data.get("text", ""), str):
        raise InputError(path, f"record {number} is no PLOVER record", "give objects with text and event")
    name = str(data.get("event", "")).strip()
    if name == SKIPPED:
        return None
    kind = _older_names()["type"].get(name, name)
    if kind not in ontology.types() or not data.get("text"):
        given = data.get("id", number)
        raise InputError(path, f"record {given}: event {name!r} or its text is missing or unknown", "mend it")
    mode = str(data.get("mode") or "").strip()
    mode = _older_names()["mode"].get(mode, mode)
    known = mode if ontology.is_mode(kind, mode) else None
    return GoldRecord(
        id=str(data.get("id", number)), text=data["text"], date=data.get("date"), type=kind, mode=known
    )
