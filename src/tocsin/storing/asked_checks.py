"""What is asked of a project, checked before it is looked for: what no event has is told, not searched."""

from __future__ import annotations

import math
from typing import get_args

from tocsin import ontology
from tocsin.errors import UsageError
from tocsin.records import Modality, Record

_TEXTS = (
    "actor",
    "recipient",
    "dyad",
    "type",
    "mode",
    "since",
    "until",
    "place",
    "modality",
    "words",
    "article",
    "publisher",
)
_NUMBERS = ("quad", "within_km", "min_confidence")
QUADS = (1, 2, 3, 4)


def check_asked(asked: Record) -> None:
    """Raise UsageError for a filter of the wrong type, and for a value that no event has."""
    given = {name: value for name, value in _fields(asked) if value is not None}
    for name in _TEXTS:
        if not isinstance(given.get(name, ""), str):
            raise UsageError(f"{name} {given[name]!r:.60}: give it as a string")
    for name in _NUMBERS:
        value = given.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise UsageError(f"{name} {value!r:.60}: give a number")
    _check_known(given)


def _fields(asked: Record) -> list[tuple[str, object]]:
    return [(name, getattr(asked, name)) for name in asked.__struct_fields__]


def _check_known(given: dict[str, object]) -> None:
    kind, mode, claim, quad = (given.get(name) for name in ("type", "mode", "modality", "quad"))
    info = None if kind is None else ontology.type_info(str(kind).upper().replace("-", "_"))
    modes = {name: one for one in ontology.types().values() for name in one.modes}
    if mode is not None and mode not in modes:
        among = f"{info.name} has {', '.join(info.modes) or 'none'}" if info else "tocsin ontology lists them"
        raise UsageError(f"no mode {mode!r}: {among}")
    if info is not None and mode is not None and mode not in info.modes:
        raise UsageError(f"{info.name} has no mode {mode!r}: its modes are {', '.join(info.modes) or 'none'}")
    if claim is not None and claim not in get_args(Modality):
        raise UsageError(f"no claim {claim!r}: there are {', '.join(get_args(Modality))}")
    if quad is not None and quad not in QUADS:
        raise UsageError(f"no quad class {quad!r}: there are 1, 2, 3, 4")
