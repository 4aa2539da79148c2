"""Two parties as a person writes them -> the key of a series."""

from __future__ import annotations

import re

from tocsin.errors import UsageError
from tocsin.storing.codes import party_of
from tocsin.storing.filters import code_of_name
from tocsin.watching.series import Key

_TOWARDS = re.compile(r"\s*(?:→|->|>|:)\s*")
_BETWEEN = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+and\s+")


def key_of_dyad(text: str) -> Key:
    """Return the key of ``IND-PAK`` (either direction) or ``IND:PAK`` (one): codes, or names of countries.

    A code may have sectors (``PAKMIL``). UsageError for what are not two different parties, or for a code
    that no table knows.
    """
    directed = len(_TOWARDS.split(text)) == 2
    parts = _TOWARDS.split(text) if directed else _BETWEEN.split(text.strip())
    if len(parts) == 1:
        parts = text.split("-")
    sides = [part.strip() for part in parts]
    if len(sides) != 2 or not all(sides):
        raise UsageError(f"dyad {text!r}: write two parties as IND-PAK, or IND:PAK for one direction")
    actor, recipient = (_code(side, text) for side in sides)
    if actor == recipient:
        raise UsageError(f"dyad {text!r}: the two parties are the same: name two")
    return Key(actor=actor, recipient=recipient, either=not directed)


def _code(side: str, text: str) -> str:
    named = code_of_name(side)
    try:
        return named or party_of(side, "", (0, 0)).code or side.upper()
    except UsageError as error:
        raise UsageError(f"dyad {text!r}: {error}") from None
