"""Reads the corpus: sentences with marked parties and every act; ``corpus/README.md`` has the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from tocsin import ontology
from tocsin.errors import DataError
from tocsin.records import Modality

FOLDER = Path(__file__).parent.parent / "corpus" / "sentences"
STATUSES: tuple[str, ...] = get_args(Modality)
_PARTY = re.compile(r"\[(\d):([A-Z]{3}|---) ([^\[\]]+)\]")
_LABEL = re.compile(r'^(\d|-)>(\d|-) ([A-Z_]+) (\S+) (\S+) "([^"]+)"$')

Span = tuple[int, int]


@dataclass(slots=True)
class LabelledAct:
    """One act: characters of its trigger words, and the numbers of its parties."""

    trigger: Span
    type: str
    mode: str | None
    status: str
    actors: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """One sentence; ``parties`` are characters and country by number, ``scenario`` is its story.

    Sentences of one ``pair`` are nearly alike and differ in type, direction or status; None for the others.
    """

    where: str
    scenario: str
    text: str
    parties: dict[str, tuple[int, int, str]]
    acts: list[LabelledAct]
    pair: str | None = None


def read_corpus(folder: Path = FOLDER) -> list[Example]:
    """Return all sentences, files in the order of their names; DataError names file and line of a bad one."""
    return [example for path in sorted(folder.glob("*.tsv")) for example in read_file(path)]


def read_file(path: Path) -> Iterator[Example]:
    """Yield the sentences of one file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield read_line(line, f"{path.name}:{number}")


def read_line(line: str, where: str) -> Example:
    """Return the example of one line. Raises DataError."""
    cells = line.split("\t")
    if len(cells) != 3:
        raise DataError(f"{where}: {len(cells)} columns; there are three: scenario, sentence, labels")
    text, parties = _unmark(cells[1], where)
    acts: dict[tuple[Span, str], LabelledAct] = {}
    for label in [] if cells[2].strip() == "NONE" else re.split(r"; (?=[\d-]>)", cells[2].strip()):
        act, actor, recipient = _label(label, text, parties, where)
        kept = acts.setdefault((act.trigger, act.type), act)
        _add(kept.actors, actor)
        _add(kept.recipients, recipient)
    scenario, marked_pair, _ = cells[0].partition("#")
    return Example(where, scenario, text, parties, list(acts.values()), cells[0] if marked_pair else None)


def _add(side: list[str], party: str) -> None:
    if party != "-" and party not in side:
        side.append(party)


def _unmark(marked: str, where: str) -> tuple[str, dict[str, tuple[int, int, str]]]:
    text, at = "", 0
    parties: dict[str, tuple[int, int, str]] = {}
    for found in _PARTY.finditer(marked):
        text += marked[at : found.start()]
        if found[1] in parties:
            raise DataError(f"{where}: party {found[1]} is marked twice")
        parties[found[1]] = (len(text), len(text) + len(found[3]), found[2])
        text += found[3]
        at = found.end()
    text += marked[at:]
    if "[" in text or "]" in text:
        raise DataError(f"{where}: a party mark is [number:COUNTRY words]")
    return text, parties


def _label(
    label: str, text: str, parties: dict[str, tuple[int, int, str]], where: str
) -> tuple[LabelledAct, str, str]:
    found = _LABEL.match(label)
    if found is None:
        raise DataError(f'{where}: a label is: actor>recipient TYPE mode status "trigger", not {label!r}')
    actor, recipient, kind, mode, status, words = found.groups()
    unknown = [side for side in (actor, recipient) if side != "-" and side not in parties]
    if unknown:
        raise DataError(f"{where}: no party {unknown[0]} in the sentence")
    if kind not in ontology.types():
        raise DataError(f"{where}: unknown type {kind!r}")
    if mode != "-" and mode not in ontology.types()[kind].modes:
        raise DataError(f"{where}: {kind} has no mode {mode!r}")
    if status not in STATUSES:
        raise DataError(f"{where}: unknown status {status!r}")
    trigger = _nearest(words, text, [parties[s][0] for s in (actor, recipient) if s != "-"])
    if trigger is None:
        raise DataError(f"{where}: the trigger {words!r} is not in the sentence")
    return LabelledAct(trigger, kind, None if mode == "-" else mode, status), actor, recipient


def _nearest(words: str, text: str, parties: list[int]) -> Span | None:
    """Return the occurrence of a trigger nearest to its parties, whole words before parts of words."""
    places = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    places = places or [found.start() for found in re.finditer(re.escape(words), text)]
    if not places:
        return None
    start = min(places, key=lambda place: sum(abs(place - party) for party in parties))
    return start, start + len(words)
