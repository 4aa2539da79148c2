"""``tocsin evaluate links``: the next act, as links of a temporal knowledge graph are measured."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.errors import InputError
from tocsin.forecasting.facts import OBJECT, RELATION, SUBJECT, TIME, Floats, Graph, Ints, both_ways
from tocsin.forecasting.next_act import NextAct
from tocsin.records import Record

ENTITIES, RELATIONS = "entity2id.txt", "relation2id.txt"
TRAIN, VALID, TEST = "train.txt", "valid.txt", "test.txt"
CELLS = ("subject", "relation", "object", "time")


@dataclass(frozen=True)
class Links:
    """A set to measure on: what is known, and the facts to predict, which come after it in time."""

    known: Graph
    asked: Ints
    part: str


class LinkScores(Record, frozen=True):
    """What was measured on the facts of ``predicted`` (valid or test): ``n`` questions, two a fact."""

    predicted: str
    mrr: float
    hits_1: float
    hits_3: float
    hits_10: float
    fit_seconds: float
    predict_seconds: float
    n: int

    def to_json(self) -> dict[str, Any]:
        """Return the figures for ``--json``, the hits as the literature writes them."""
        return {name.replace("hits_", "hits@"): value for name, value in self.to_dict().items()}


def read_links(folder: str) -> Links:
    """Read a folder of train.txt, valid.txt, perhaps test.txt, and the tables of ids.

    Raises InputError for what is missing, with file and line for a bad line or an unknown id.
    """
    root = Path(folder)
    entities, relations = read_names(root / ENTITIES), read_names(root / RELATIONS)
    parts = [TRAIN, VALID, TEST] if (root / TEST).exists() else [TRAIN, VALID]
    rows = [_facts(root / part, len(entities), len(relations)) for part in parts]
    known = np.concatenate(rows[:-1])
    _check_order(root / parts[-1], known, rows[-1])
    return Links(Graph(known, entities, len(relations)), rows[-1], parts[-1].removesuffix(".txt"))


def measure_links(links: Links) -> LinkScores:
    """Fit on what is known, then predict step by step, the earlier steps known."""
    started = time.perf_counter()
    model = NextAct.fit(links.known)
    fitted = time.perf_counter()
    ranks = ranks_of(model, links)
    ended = time.perf_counter()
    return LinkScores(
        predicted=links.part,
        mrr=float((1 / ranks).mean()),
        hits_1=_hits(ranks, 1),
        hits_3=_hits(ranks, 3),
        hits_10=_hits(ranks, 10),
        fit_seconds=fitted - started,
        predict_seconds=ended - fitted,
        n=len(ranks),
    )


def _hits(ranks: Floats, best: int) -> float:
    return float((ranks <= best).mean())


def ranks_of(model: NextAct, links: Links) -> Floats:
    """Return the filtered ranks of the asked facts, those of both ways."""
    known = links.known
    asked = both_ways(links.asked, known.relations)
    rows = np.concatenate([known.rows, links.asked])
    answers = _answers(asked)
    ranks = [
        rank
        for when, (subject, relation), scores in model.answer(
            Graph(rows, known.entities, known.relations), asked
        )
        for rank in filtered_ranks(scores, answers[subject, relation, when])
    ]
    return np.array(ranks)


def filtered_ranks(scores: Floats, true: Ints) -> list[float]:
    """Return the rank of each true answer among the entities that are not true; a tie gets its mean rank.

    An answer that stands twice in ``true`` is ranked twice, as the literature does.
    """
    others = np.ones(len(scores), dtype=bool)
    others[true] = False
    rest = scores[others]
    return [1 + float((rest > scores[one]).sum()) + float((rest == scores[one]).sum()) / 2 for one in true]


def _answers(asked: Ints) -> dict[tuple[int, int, int], Ints]:
    found: dict[tuple[int, int, int], list[int]] = {}
    for row in asked.tolist():
        found.setdefault((row[SUBJECT], row[RELATION], row[TIME]), []).append(row[OBJECT])
    return {question: np.array(objects) for question, objects in found.items()}


def read_names(path: Path) -> tuple[str, ...]:
    """Read names with ids that count from 0, in any order."""
    names: dict[int, str] = {}
    for line, cells in _lines(path):
        if len(cells) < 2 or not cells[1].strip().isdecimal():
            if line == 1 and len(cells) == 1 and cells[0].strip().isdecimal():
                continue  # some copies of the sets begin with the number of names
            raise InputError(str(path), "not a name and an id", "write a name, a tab and a number", line)
        if int(cells[1]) in names:
            raise InputError(str(path), f"id {int(cells[1])} comes twice", "give each name its own id", line)
        names[int(cells[1])] = cells[0]
    missing = next((number for number in range(len(names)) if number not in names), None)
    if missing is not None or not names:
        raise InputError(str(path), f"no id {missing or 0}", "ids count from 0 without a gap")
    return tuple(names[number] for number in range(len(names)))


def _facts(path: Path, entities: int, relations: int) -> Ints:
    rows = [_fact(path, line, cells, entities, relations) for line, cells in _lines(path)]
    if not rows:
        raise InputError(str(path), "has no facts", "give at least one line")
    return np.array(rows, dtype=np.int64)


def _fact(path: Path, line: int, cells: list[str], entities: int, relations: int) -> list[int]:
    told = [cell.strip() for cell in cells[: len(CELLS)]]
    if len(told) < len(CELLS) or not all(cell.isdecimal() for cell in told):
        form = f"write {', '.join(CELLS)} as whole numbers from 0 with tabs between them"
        raise InputError(str(path), f"not a fact: {' '.join(told)[:60]!r}", form, line)
    fact = [int(cell) for cell in told]
    limits = {SUBJECT: (entities, ENTITIES), RELATION: (relations, RELATIONS), OBJECT: (entities, ENTITIES)}
    for column, (limit, table) in limits.items():
        if fact[column] >= limit:
            reason = f"unknown {CELLS[column]} {fact[column]}"
            raise InputError(str(path), reason, f"the ids of {table} are 0 to {limit - 1}", line)
    return fact


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """Return the number and cells of each line that is not empty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        needed = ", ".join((TRAIN, VALID, ENTITIES, RELATIONS))
        raise InputError(str(path), f"cannot be read ({error})", f"the folder needs {needed}") from error
    lines = text.split("\n")
    return [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip()]


def _check_order(path: Path, known: Ints, asked: Ints) -> None:
    """Refuse facts to predict that are not later than what is known: the past would hold the answers."""
    last, first = int(known[:, TIME].max()), int(asked[:, TIME].min())
    if first <= last:
        line = int(asked[:, TIME].argmin()) + 1
        reason = f"time {first} is not after {last}, the last time of what is known"
        raise InputError(str(path), reason, "split the facts by time", line)
