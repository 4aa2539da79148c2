"""ICEWS and POLECAT events -> a history of directed acts between countries.

Three forms: a folder of ids as of the literature on temporal knowledge graphs (names in place of codes), the
event table of ICEWS (20 columns, tabs) and that of POLECAT (40 columns). Countries are told by the name
itself or by what stands in brackets after it: ``Police_(Kenya)``.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from tocsin import ontology, tables
from tocsin.errors import InputError
from tocsin.forecasting.facts import OBJECT, RELATION, SUBJECT, TIME, Ints
from tocsin.forecasting.history import CLAIMS, MOST_SOURCES, NEVER, NO_QUAD, History, empty_history
from tocsin.knowledge.world import countries

EARLIEST = date(1940, 1, 1)
"""No set of coded events begins earlier; a stray date would stretch the series over centuries."""
HOURS = 24
"""The time of the sets of ids is in hours."""
ICEWS_COLUMNS = ("Event Date", "Source Country", "Event Text", "CAMEO Code", "Target Country")
POLECAT_COLUMNS = ("Event Date", "Event Type", "Event Mode", "Actor Country", "Recipient Country")
FORM = "give the table with its header, with tabs between the cells, as ICEWS or POLECAT publish it"


@dataclass(frozen=True)
class Meaning:
    """What an act is: PLOVER type with mode ("" where CAMEO has no type for it), quad class, score."""

    kind: str
    quad: int
    score: float


@dataclass(frozen=True)
class Imported:
    """A history, and what was left out or looked odd, in words."""

    history: History
    notes: tuple[str, ...]


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    source = tables.table(__package__, "icews_acts.tsv")
    return tuple(
        (re.compile(row["pattern"]), row["cameo"]) for _, row in tables.rows(source, ("pattern", "cameo"))
    )


@cache
def cameo_of(text: str) -> str | None:
    """Return the CAMEO code of an ICEWS event text, with blanks or underscores; None for an unknown one."""
    plain = text.replace("_", " ").lower()
    return next((code for pattern, code in _rules() if pattern.search(plain)), None)


def _entry(code: str | None) -> ontology.CameoCode | None:
    """Return the entry of a CAMEO code or of the longest beginning of it that is known."""
    known = ontology.cameo_codes()
    while code and code not in known:
        code = code[:-1]
    return known[code] if code else None


@cache
def meaning_of(code: str | None) -> Meaning:
    """Return what a CAMEO code says; unknown codes are cut to what is known of them, or say nothing."""
    entry = _entry(code)
    if entry is None:
        return Meaning("", NO_QUAD, 0.0)
    if entry.type is None:
        return Meaning("", NO_QUAD, entry.goldstein or 0.0)
    kind = f"{entry.type} {entry.mode or ''}".strip()
    return Meaning(kind, ontology.quad_class(entry.type) or NO_QUAD, entry.goldstein or 0.0)


@cache
def _country_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for country in countries().values():
        codes |= {name.casefold(): country.code for name in (country.name, *country.names, country.code)}
    source = tables.table(__package__, "icews_countries.tsv")
    return codes | {row["name"].casefold(): row["code"] for _, row in tables.rows(source, ("name", "code"))}


@cache
def country_of(name: str) -> str | None:
    """Return the code of the country that a name is or bears in brackets; None for another name."""
    plain = name.replace("_", " ").strip()
    bracketed = re.search(r"\(([^()]*)\)\)?$", plain)
    return _country_codes().get((bracketed[1] if bracketed else plain).strip(" ()").casefold())


def from_ids(rows: Ints, entities: Sequence[str], relations: Sequence[str], start: date | None) -> Imported:
    """Return the history of facts of ids (subject, relation, object, hours); ``start`` is the day of hour 0.

    A fact that stands twice counts once.
    """
    unique = np.unique(rows, axis=0)
    notes = []
    if len(unique) < len(rows):
        notes.append(f"facts that stand twice and count once: {len(rows) - len(unique)}")
    codes = [cameo_of(name) for name in relations]
    unknown = [name for name, code in zip(relations, codes, strict=True) if code is None]
    if unknown:
        notes.append(f"acts that are unknown and have no class: {len(unknown)} ({', '.join(unknown[:3])})")
    known = [country_of(name) for name in entities]
    there = np.array([known[row[SUBJECT]] is not None and known[row[OBJECT]] is not None for row in unique])
    kept = unique[there] if len(unique) else unique
    acts = [
        (known[row[SUBJECT]], known[row[OBJECT]], int(row[TIME]) // HOURS, meaning_of(codes[row[RELATION]]))
        for row in kept
    ]
    return Imported(_history([(a, b, day, what) for a, b, day, what in acts if a and b], start), tuple(notes))


def from_table(path: str) -> Imported:
    """Return the history of an ICEWS or POLECAT table; InputError for a file that is none.

    Rows that cannot be read are left out and told; an event id that comes twice counts once.
    """
    lines = _lines(path)
    header = next(lines, (1, []))[1]
    reader = _reader(path, header)
    needed = {*(POLECAT_COLUMNS if reader is _polecat else ICEWS_COLUMNS)}
    rows: list[tuple[str, str, date, Meaning]] = []
    wrong: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    seen: set[str] = set()
    for _, cells in lines:
        row = dict(zip(header, cells, strict=False))
        if not needed <= row.keys():
            wrong["end before the columns that are read"] += 1
            continue
        name = row.get("Event ID", "")
        if name and name in seen:
            wrong["have an Event ID that came before and count once"] += 1
            continue
        seen.add(name)
        read = reader(row)
        if isinstance(read, str):
            wrong[read] += 1
        else:
            rows.append(read)
            if reader is _icews and _entry(_code(row)) is None:
                unknown[_code(row) or row["Event Text"].strip() or "nothing"] += 1
    if not rows:
        raise InputError(path, "has no event between countries with a date", FORM)
    first = min(day for _, _, day, _ in rows)
    told = [(a, b, (day - first).days, what) for a, b, day, what in rows]
    notes = [f"rows that {reason}: {count}" for reason, count in wrong.most_common()]
    if unknown:
        acts = ", ".join(act for act, _ in unknown.most_common(3))
        notes.append(f"rows of acts that are unknown and have no class: {unknown.total()} ({acts})")
    return Imported(_history(told, first), tuple(notes))


Read = tuple[str, str, date, Meaning] | str


def _reader(path: str, header: Sequence[str]) -> Callable[[dict[str, str]], Read]:
    """Return what reads a row, by the columns of the header."""
    if set(POLECAT_COLUMNS) <= set(header):
        return _polecat
    if set(ICEWS_COLUMNS) <= set(header):
        return _icews
    raise InputError(path, f"no ICEWS or POLECAT table: its columns are {', '.join(header)[:80]}", FORM, 1)


def _icews(row: dict[str, str]) -> Read:
    return _act(row, row["Source Country"], row["Target Country"], meaning_of(_code(row)))


def _code(row: dict[str, str]) -> str | None:
    return row["CAMEO Code"].strip() or cameo_of(row["Event Text"])


def _polecat(row: dict[str, str]) -> Read:
    name, mode = row["Event Type"].strip(), row["Event Mode"].strip()
    if name not in ontology.types():
        return "have an event type that PLOVER does not have"
    mode = mode if ontology.is_mode(name, mode) else ""
    score = ontology.intensity(name, mode or None) or 0.0
    what = Meaning(f"{name} {mode}".strip(), ontology.quad_class(name) or NO_QUAD, score)
    return _act(row, row["Actor Country"], row["Recipient Country"], what)


def _act(row: dict[str, str], source: str, target: str, what: Meaning) -> Read:
    try:
        day = date.fromisoformat(row["Event Date"].strip()[:10])
    except ValueError:
        return "have no date"
    if not EARLIEST <= day <= date.today():
        return f"are dated before {EARLIEST.year} or after today"
    one, other = country_of(source), country_of(target)
    if one is None or other is None:
        return "name no country that is known on one side"
    return one, other, day, what


def _lines(path: str) -> Iterator[tuple[int, list[str]]]:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", FORM) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # as POLECAT's loaders read it
    reader = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for cells in reader:
        if any(cells):
            yield reader.line_num, cells


def _history(acts: Sequence[tuple[str, str, int, Meaning]], first: date | None) -> History:
    """Return a history of acts that were known the day they happened, on one source each."""
    if not acts:
        return empty_history()
    parties = sorted({party for a, b, _, _ in acts for party in (a, b)})
    kinds = sorted({what.kind for *_, what in acts})
    places, numbers = ({name: i for i, name in enumerate(names)} for names in (parties, kinds))
    acts = sorted(acts, key=lambda act: act[2])
    day = np.array([act[2] for act in acts], dtype=np.int64)
    settled = np.full((len(acts), len(CLAIMS), MOST_SOURCES), NEVER, dtype=np.int64)
    settled[:, :, 0] = day[:, None]
    read = np.zeros(int(day.max()) + 1, dtype=bool)
    read[day] = True
    return History(
        parties=tuple(parties),
        kinds=tuple(kinds),
        source=np.array([places[act[0]] for act in acts], dtype=np.int64),
        target=np.array([places[act[1]] for act in acts], dtype=np.int64),
        day=day,
        known=day,
        quad=np.array([act[3].quad for act in acts], dtype=np.int64),
        score=np.array([act[3].score for act in acts], dtype=np.float64),
        kind=np.array([numbers[act[3].kind] for act in acts], dtype=np.int64),
        settled=settled,
        read=read,
        first=first,
    )
