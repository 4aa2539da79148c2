"""Words by which accounts of one act take opposite sides: lawful or not, by accident or on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tocsin.language.model import Parsed
from tocsin.tables import alternatives, rows, table

# So many characters before the words a negation is looked for.
REACH = 20
_NOT = re.compile(r"\b(?:not|never|nor|n't|denied|denies|denying|without|any)\b(?:\s\w+){0,2}\s*$")


class Stance(NamedTuple):
    """At characters ``start`` to ``end`` a text says ``value`` of ``field``, of acts of ``types``."""

    field: str
    value: str
    types: tuple[str, ...]
    start: int
    end: int
    sentence: int


def stances(parsed: Parsed) -> Iterator[Stance]:
    """Yield what the sentences of an article say on the fields of stances.tsv, in text order."""
    for sentence in parsed.sentences:
        words = parsed.text[sentence.start : sentence.end].lower()
        for field, value, types, pattern in _table():
            for hit in pattern.finditer(words):
                if _NOT.search(words[max(0, hit.start() - REACH) : hit.start()]) is None:
                    start, end = sentence.start + hit.start(), sentence.start + hit.end()
                    yield Stance(field, value, types, start, end, sentence.index)


@cache
def _table() -> tuple[tuple[str, str, tuple[str, ...], re.Pattern[str]], ...]:
    """Read stances.tsv: field, value, types of acts, and what says it."""
    source = table("tocsin.quoting", "stances.tsv")
    return tuple(
        (row["field"], row["value"], alternatives(row["types"]), re.compile(rf"\b(?:{row['words']})\b"))
        for _, row in rows(source, ("field", "value", "types", "words"))
    )
