"""Reading and checking the ontology's three tables; every complaint names file and line."""

from __future__ import annotations

from functools import cache
from importlib.resources.abc import Traversable
from typing import NoReturn

from tocsin import tables
from tocsin.errors import DataError
from tocsin.records import Record

TYPE_COLUMNS = ("name", "quad", "score", "cameo", "definition", "example")
MODE_COLUMNS = ("type", "mode", "score", "definition")
CODE_COLUMNS = ("code", "name", "type", "mode", "goldstein")
QUAD_CLASSES = {"1", "2", "3", "4"}
SCORES = (-10.0, 10.0)


class Mode(Record, frozen=True):
    """One way of doing an act. ``score`` is None where PLOVER gives the mode none of its own."""

    name: str
    score: float | None
    definition: str


class TypeInfo(Record, frozen=True):
    """One event type. ``quad`` and ``score`` are None for the types that are Tocsin's own."""

    name: str
    quad: int | None
    score: float | None
    cameo: tuple[str, ...]
    definition: str
    example: str
    modes: dict[str, Mode]


class CameoCode(Record, frozen=True):
    """One CAMEO code: its PLOVER reading (None where there is none) and GDELT's Goldstein value."""

    code: str
    name: str
    type: str | None
    mode: str | None
    goldstein: float | None


@cache
def load_types() -> dict[str, TypeInfo]:
    """Read types.tsv and modes.tsv."""
    return read_types(tables.table(__package__, "types.tsv"), tables.table(__package__, "modes.tsv"))


@cache
def load_general() -> dict[str, str]:
    """Read general.tsv: type -> the CAMEO code of its root that says nothing narrower."""
    found = tables.rows(tables.table(__package__, "general.tsv"), ("type", "cameo"))
    return {row["type"]: row["cameo"] for _, row in found}


@cache
def load_codes() -> dict[str, CameoCode]:
    """Read cameo.tsv."""
    return read_codes(tables.table(__package__, "cameo.tsv"), load_types())


def read_types(type_table: Traversable, mode_table: Traversable) -> dict[str, TypeInfo]:
    """Read the types with their modes; DataError for a mode of no type, a bad number or a name used twice."""
    found: dict[str, TypeInfo] = {}
    for line, row in tables.rows(type_table, TYPE_COLUMNS):
        name = row["name"]
        if not name or name in found:
            _refuse(type_table, line, f"type {name!r} is empty or stands here twice")
        found[name] = _type_of(row, type_table, line)
    for line, row in tables.rows(mode_table, MODE_COLUMNS):
        info = found.get(row["type"])
        if info is None:
            _refuse(mode_table, line, f"no type {row['type']!r}")
        if not row["mode"] or row["mode"] in info.modes:
            _refuse(mode_table, line, f"mode {row['mode']!r} of {info.name} is empty or stands here twice")
        score = _score(row["score"], mode_table, line)
        info.modes[row["mode"]] = Mode(name=row["mode"], score=score, definition=row["definition"])
    return found


def read_codes(source: Traversable, known: dict[str, TypeInfo]) -> dict[str, CameoCode]:
    """Read the CAMEO codes; DataError for a code used twice, an unknown type or an unknown mode."""
    found: dict[str, CameoCode] = {}
    for line, row in tables.rows(source, CODE_COLUMNS):
        code, type_name, mode = row["code"], row["type"] or None, row["mode"] or None
        if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4) or code in found:
            _refuse(source, line, f"{code!r} is not a code of two to four digits, or stands here twice")
        if type_name is not None and type_name not in known:
            _refuse(source, line, f"no type {type_name!r}")
        if mode is not None and (type_name is None or mode not in known[type_name].modes):
            _refuse(source, line, f"{type_name} has no mode {mode!r}")
        goldstein = _score(row["goldstein"], source, line)
        found[code] = CameoCode(code=code, name=row["name"], type=type_name, mode=mode, goldstein=goldstein)
    return found


def _type_of(row: dict[str, str], source: Traversable, line: int) -> TypeInfo:
    if row["quad"] and row["quad"] not in QUAD_CLASSES:
        _refuse(source, line, f"quad class {row['quad']!r} is none of 1, 2, 3, 4")
    return TypeInfo(
        name=row["name"],
        quad=int(row["quad"]) if row["quad"] else None,
        score=_score(row["score"], source, line),
        cameo=tables.alternatives(row["cameo"]),
        definition=row["definition"],
        example=row["example"],
        modes={},
    )


def _score(cell: str, source: Traversable, line: int) -> float | None:
    if not cell:
        return None
    try:
        score = float(cell)
    except ValueError:
        _refuse(source, line, f"{cell!r} is not a number")
    if not SCORES[0] <= score <= SCORES[1]:
        _refuse(source, line, f"score {cell} is outside -10 to 10")
    return score


def _refuse(source: Traversable, line: int, reason: str) -> NoReturn:
    raise DataError(f"{source.name}: line {line}: {reason}")
