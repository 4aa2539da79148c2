"""Merging measured on annotated incidents: B-cubed over their reports, copies, disagreements."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.evaluating.json_lines import json_lines
from tocsin.merging import Gathering
from tocsin.records import Article, Document, Event, Incident, Record
from tocsin.tables import rows, table

FILES = ("articles.jsonl", "incidents.jsonl", "copies.jsonl")
KEYS = (("id", "text"), ("id", "type", "reports"), ("a", "b", "kind"))
PUBLISHERS = "publishers.json"
# Kinds of annotated disagreements that have to be found.
SOUGHT = ("conflict", "history")


class GoldReport(Record, frozen=True):
    """One telling of an annotated incident: characters ``start`` to ``end`` of an article."""

    incident: str
    article: str
    start: int
    end: int
    types: tuple[str, ...]


class GoldSet(Record, frozen=True):
    """Articles, the incidents that they tell, pairs of articles by kind, disagreements by incident."""

    articles: tuple[Article, ...]
    reports: tuple[GoldReport, ...]
    copies: dict[tuple[str, str], str]
    disagreements: dict[str, tuple[dict[str, Any], ...]]
    sources: dict[str, tuple[int, int]]


class IncidentScores(Record, frozen=True):
    """What was measured.

    B-cubed is over annotated reports; one of which the coder tells no event, and no incident has an echo, is
    alone. ``coded`` is the share of which there is either, ``found`` the B-cubed F1 over those.
    ``copy_precision`` and ``copy_recall`` are over annotated pairs, ``disagreements`` the share of the
    annotated ones that is found, ``invented`` the share of ours that is not annotated.
    """

    reports: int
    coded: float
    precision: float
    recall: float
    f1: float
    found: float
    copy_precision: float
    copy_recall: float
    disagreements: float
    invented: float
    sources: float


def read_incidents(folder: Path) -> GoldSet:
    """Read an annotated set. InputError names the file and line of what is amiss."""
    articles, incidents, copies = (
        [row for _, row in json_lines(folder / name, keys)] for name, keys in zip(FILES, KEYS, strict=True)
    )
    families = _families(folder / PUBLISHERS)
    texts = {row["id"]: row["text"] for row in articles}
    return GoldSet(
        articles=tuple(_article(row, families) for row in articles),
        reports=tuple(_report(folder, row, one, texts) for row in incidents for one in row["reports"]),
        copies={(min(row["a"], row["b"]), max(row["a"], row["b"])): row["kind"] for row in copies},
        disagreements={row["id"]: tuple(row.get("disagreements", ())) for row in incidents},
        sources={row["id"]: _range(row) for row in incidents},
    )


def code_and_merge(
    documents: Sequence[Document],
) -> tuple[list[Incident], dict[tuple[str, str], str]]:
    """Return the incidents of coded articles, and the pairs of articles that are alike by kind."""
    gathered = Gathering()
    for document in documents:
        gathered.add(document)
    alike = {(min(pair), max(pair)): kind for pair, kind in gathered.alike.items()}
    return gathered.merger.incidents(), alike


def measure_incidents(
    gold: GoldSet,
    documents: Sequence[Document],
    incidents: Sequence[Incident],
    alike: Mapping[tuple[str, str], str],
) -> IncidentScores:
    """Compare incidents and pairs of articles with the annotation."""
    incident_of = {key: incident.id for incident in incidents for key in incident.events}
    incident_of |= {event.id: incident.id for incident in incidents for event in incident.echoes}
    matched = _matched(gold, documents, incidents)
    system = [incident_of[event.id] if event is not None else f"none {i}" for i, event in enumerate(matched)]
    truth = [report.incident for report in gold.reports]
    precision, recall = _b_cubed(truth, system)
    coded = [i for i, event in enumerate(matched) if event is not None]
    inner = _b_cubed([truth[i] for i in coded], [system[i] for i in coded])
    copies = {pair for pair, kind in gold.copies.items() if kind == "copy"}
    told = {pair for pair in gold.copies if alike.get(pair) == "copy"}
    main = _main_incident(truth, system, incidents)
    seen, invented = _disagreements(gold, main)
    right = [
        gold.sources[name][0] <= incident.independent_sources <= gold.sources[name][1]
        for name, incident in main.items()
    ]
    return IncidentScores(
        reports=len(truth),
        coded=len(coded) / max(1, len(truth)),
        precision=precision,
        recall=recall,
        f1=_f1(precision, recall),
        found=_f1(*inner),
        copy_precision=len(copies & told) / max(1, len(told)),
        copy_recall=len(copies & told) / max(1, len(copies)),
        disagreements=seen,
        invented=invented,
        sources=sum(right) / max(1, len(right)),
    )


def _matched(
    gold: GoldSet, documents: Sequence[Document], incidents: Sequence[Incident]
) -> list[Event | None]:
    """Return what tells each annotated report: an event, else an echo of an incident."""
    told = {document.article.id: document.events for document in documents}
    echoes: dict[str, list[Event]] = {}
    for event in (event for incident in incidents for event in incident.echoes):
        echoes.setdefault(event.article, []).append(event)
    return [
        match(report, told.get(report.article, ())) or match(report, echoes.get(report.article, ()))
        for report in gold.reports
    ]


def match(report: GoldReport, events: Sequence[Event]) -> Event | None:
    """Return the event that tells an annotated report: one that overlaps it, best of an accepted type."""
    near = [
        event for event in events if event.evidence.start < report.end and report.start < event.evidence.end
    ]
    typed = [event for event in near if event.type in report.types]
    best = typed or near

    def shared(event: Event) -> int:
        return min(event.evidence.end, report.end) - max(event.evidence.start, report.start)

    return max(best, key=lambda event: (shared(event), event.id)) if best else None


def _b_cubed(truth: Sequence[str], system: Sequence[str]) -> tuple[float, float]:
    """Return B-cubed precision and recall (Bagga and Baldwin 1998)."""
    if not truth:
        return 0.0, 0.0
    pairs = list(zip(truth, system, strict=True))
    precision = recall = 0.0
    for gold, found in pairs:
        both = sum(a == gold and b == found for a, b in pairs)
        precision += both / sum(b == found for _, b in pairs)
        recall += both / sum(a == gold for a, _ in pairs)
    return precision / len(pairs), recall / len(pairs)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _main_incident(
    truth: Sequence[str], system: Sequence[str], incidents: Sequence[Incident]
) -> dict[str, Incident]:
    """Return for each annotated incident the one of ours that has most of its reports."""
    by_id = {incident.id: incident for incident in incidents}
    counts: dict[str, dict[str, int]] = {}
    for gold, found in zip(truth, system, strict=True):
        if found in by_id:
            of = counts.setdefault(gold, {})
            of[found] = of.get(found, 0) + 1
    return {gold: by_id[min(of, key=lambda key: (-of[key], key))] for gold, of in counts.items()}


def _disagreements(gold: GoldSet, main: Mapping[str, Incident]) -> tuple[float, float]:
    """Return the share of the annotated fields that ours name, and that of ours which are not annotated."""
    sought = found = ours = false = 0
    for name, wanted in gold.disagreements.items():
        named = {our_names(one["field"]) for one in wanted if one.get("kind", "conflict") in SOUGHT}
        allowed = {ours for one in wanted for ours in our_names(one["field"])}
        told = {one.field for one in main[name].disagreements} if name in main else set()
        sought += len(named)
        found += sum(not told.isdisjoint(names) for names in named)
        ours += len(told)
        false += len(told - allowed)
    return found / max(1, sought), false / max(1, ours)


def our_names(field: str) -> frozenset[str]:
    """Return our names for an annotated field, whole or by its words; itself where we have none."""
    known = _field_names()
    whole = known.get(field)
    if whole is not None:
        return whole
    words = [known[word] for word in field.split("_") if word in known]
    return frozenset().union(*words) if words else frozenset((field,))


@cache
def _field_names() -> dict[str, frozenset[str]]:
    """Read incident_fields.tsv: annotated name -> ours, several where the name is wide."""
    found: dict[str, frozenset[str]] = {}
    for _, row in rows(table("tocsin.evaluating", "incident_fields.tsv"), ("ours", "names")):
        for name in row["names"].split("|"):
            found[name] = found.get(name, frozenset()) | {row["ours"]}
    return found


def _report(folder: Path, row: dict[str, Any], one: dict[str, Any], texts: Mapping[str, str]) -> GoldReport:
    text, evidence = texts.get(one["article"], ""), one["evidence"]
    start = text.find(evidence)
    if start < 0:
        raise InputError(
            str(folder / FILES[1]), f"{row['id']}: evidence {evidence!r} is not in its article", "mend it"
        )
    types = tuple(row.get("types") or [row["type"], *row.get("also_types", ())])
    return GoldReport(
        incident=row["id"], article=one["article"], start=start, end=start + len(evidence), types=types
    )


def _article(row: dict[str, Any], families: Mapping[str, str]) -> Article:
    names = ("id", "title", "text", "published", "publisher", "url", "wire")
    known = {name: row[name] for name in names if row.get(name)}
    return Article(**known, family=families.get(row.get("publisher", "")))


def _families(path: Path) -> dict[str, str]:
    """Return the family of each publisher that has one, where the set comes with a list."""
    if not path.is_file():
        return {}
    families = json.loads(path.read_text(encoding="utf-8")).get("families", {})
    return {name: family for family, names in families.items() for name in names}


def _range(row: dict[str, Any]) -> tuple[int, int]:
    low, high = row.get("sources_range") or (row["sources"], row["sources"])
    return int(low), int(high)
