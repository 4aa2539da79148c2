"""CAMEO codes narrower than a mode, for acts whose words tell them; the rules are in narrow.tsv."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tocsin.tables import rows
from training.corpus import Example, LabelledAct

TABLE = Path(__file__).parent / "narrow.tsv"
BEHIND = 60


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str], str], ...]:
    columns = ("type", "mode", "words", "code")
    return tuple(
        (row["type"], row["mode"], re.compile(row["words"], re.IGNORECASE), row["code"])
        for _, row in rows(TABLE, columns)
    )


def narrow_codes() -> tuple[str, ...]:
    """Return the codes that the rules give, in order."""
    return tuple(dict.fromkeys(code for *_, code in _rules()))


def narrow_code(example: Example, act: LabelledAct) -> str | None:
    """Return the code that the words of an act tell; None where they tell none."""
    start, end = act.trigger
    words = example.text[start : end + BEHIND]
    mode = act.mode or "-"
    fitting = (
        code
        for kind, of, rule, code in _rules()
        if kind == act.type and of in (mode, "*") and rule.search(words)
    )
    return next(fitting, None)
