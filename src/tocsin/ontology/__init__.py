"""FOUNDATION: the types, modes and codes that events are given, with their scores.

The data is in the tables beside this file; they are read and checked once, at the first call.
Types and modes are PLOVER 2.0's, with Tocsin's own APPOINT and CIVIL_IMPACT, which have no quad class
and no score; codes are CAMEO 1.1b3's.
"""

from __future__ import annotations

from tocsin.errors import UsageError
from tocsin.ontology.loading import CameoCode, Mode, TypeInfo, load_codes, load_general, load_types

__all__ = [
    "CameoCode",
    "Mode",
    "TypeInfo",
    "cameo_codes",
    "cameo_name",
    "code_for",
    "intensity",
    "is_mode",
    "quad_class",
    "type_info",
    "types",
]


def types() -> dict[str, TypeInfo]:
    """Return all types by name, in the order of the quad classes, Tocsin's own last."""
    return load_types()


def cameo_codes() -> dict[str, CameoCode]:
    """Return all CAMEO codes, two to four digits, in the order of the codes."""
    return load_codes()


def type_info(name: str) -> TypeInfo:
    """Return one type; UsageError for a name that is none, with the names that are."""
    try:
        return types()[name]
    except KeyError:
        raise UsageError(f"no event type {name!r}: the types are {', '.join(types())}") from None


def is_mode(type_name: str, mode: str) -> bool:
    """Tell whether ``mode`` is one of the type's modes."""
    return mode in type_info(type_name).modes


def intensity(type_name: str, mode: str | None = None) -> float | None:
    """Return PLOVER's score of the mode, or of the type where the mode has none of its own.

    From -10 (violence) to 10 (aid); None for Tocsin's own types. UsageError for a mode that the type
    does not have.
    """
    info = type_info(type_name)
    if mode is None:
        return info.score
    if mode not in info.modes:
        raise UsageError(f"{type_name} has no mode {mode!r}: its modes are {', '.join(info.modes) or 'none'}")
    own = info.modes[mode].score
    return info.score if own is None else own


def quad_class(type_name: str) -> int | None:
    """Return PLOVER's quad class; None for Tocsin's own types.

    1 and 2 are verbal and material cooperation, 3 and 4 verbal and material conflict.
    """
    return type_info(type_name).quad


def cameo_name(code: str) -> str:
    """Return a code's meaning in our own words; UsageError for a code that CAMEO does not have."""
    try:
        return cameo_codes()[code].name
    except KeyError:
        raise UsageError(f"no CAMEO code {code!r}: codes are strings of digits, 01 to 2042") from None


def code_for(type_name: str, mode: str | None = None) -> str | None:
    """Return the CAMEO code of a type and mode, no narrower; None for Tocsin's own types."""
    if mode is not None:
        narrower = (code for code, row in cameo_codes().items() if (row.type, row.mode) == (type_name, mode))
        found = next(narrower, None)
        if found is not None:
            return found if len(found) > 2 else f"{found}0"
    return load_general().get(type_name)
