"""Words by which accounts of one act take opposite sides: lawful or not, by accident or on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tocsin.knowledge import countries
from tocsin.language.model import Parsed
from tocsin.tables import alternatives, rows, table

# So many characters before the words a negation is looked for.
REACH = 20
_NOT = re.compile(r"\b(?:not|never|nor|n't|denied|denies|denying|without|any)\b(?:\s\w+){0,2}\s*$")
_GROUP = re.compile(r"\(\?P<\w+>")

OWNERS = ("its", "their", "our")
OWN = "own"


class Stance(NamedTuple):
    """At characters ``start`` to ``end`` a text says ``value`` of ``field``, of acts of ``types``."""

    field: str
    value: str
    types: tuple[str, ...]
    start: int
    end: int
    sentence: int


def stances(parsed: Parsed) -> Iterator[Stance]:
    """Yield what the sentences of an article say on the fields of stances.tsv, sentence by sentence."""
    for sentence in parsed.sentences:
        words = parsed.text[sentence.start : sentence.end].lower()
        if _any_stance().search(words) is None:
            continue
        said: dict[str, list[tuple[int, int]]] = {}
        for field, value, types, pattern in _table():
            for hit in pattern.finditer(words):
                if _NOT.search(words[max(0, hit.start() - REACH) : hit.start()]) is not None:
                    continue
                whole = _whose(hit, value)
                spans = said.setdefault(field, [])
                if whole is None or any(hit.start() < end and start < hit.end() for start, end in spans):
                    continue
                spans.append(hit.span())
                start, end = sentence.start + hit.start(), sentence.start + hit.end()
                yield Stance(field, whole, types, start, end, sentence.index)


def _whose(hit: re.Match[str], value: str) -> str | None:
    """Return a value with the country that the words name as the owner; None where they name nobody's.

    ``OWN`` stands for that of the speaker.
    """
    owner = hit.groupdict().get("whose")
    if owner is None:
        return value
    country = OWN if owner in OWNERS else _adjectives().get(owner)
    return None if country is None else f"{value} {country}"


@cache
def _adjectives() -> dict[str, str]:
    """Return the country of each adjective of one word, in lower case."""
    return {name.lower(): country.code for country in countries().values() for name in country.adjectives}


@cache
def _table() -> tuple[tuple[str, str, tuple[str, ...], re.Pattern[str]], ...]:
    """Read stances.tsv: field, value, types of acts, and what says it."""
    source = table("tocsin.quoting", "stances.tsv")
    return tuple(
        (row["field"], row["value"], alternatives(row["types"]), re.compile(rf"\b(?:{row['words']})\b"))
        for _, row in rows(source, ("field", "value", "types", "words"))
    )


@cache
def _any_stance() -> re.Pattern[str]:
    """Return what finds whether a sentence has any of the words, as most have none."""
    return re.compile("|".join(_GROUP.sub("(?:", pattern.pattern) for _, _, _, pattern in _table()))
