"""How many were killed, wounded, arrested, displaced, by the words of an act's sentence."""

from __future__ import annotations

import re
from functools import cache

from tocsin.tables import rows, table

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER = (
    r"(?P<n>\d{1,3}(?:[,.]\d{3})+|\d{1,7}|(?:"
    + "|".join(_TENS)
    + r")(?:[- ](?:"
    + "|".join(_UNITS[1:10])
    + r"))?"
    r"|" + "|".join(_UNITS[1:]) + r"|a dozen|dozens|scores|hundreds|thousands)"
    r"(?:[ -](?P<times>hundred|thousand|million|dozen))?"
)
_COUNT = re.compile(rf"\b{_NUMBER}", re.IGNORECASE)
_TIMES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    "|dec(?:ember)?"
)
_BEFORE = re.compile(rf"\b(?:{_MONTH})\.?\s+$", re.IGNORECASE)
_BEHIND = re.compile(
    rf"^(?:\s+|-)(?:{_MONTH}|(?:days?|hours?|years?|weeks?|months?|minutes?|percent|km|kilomet\w+|miles?)\b)|^\s*(?:%|\.\d)",
    re.IGNORECASE,
)
_VAGUE = {"a dozen": 12, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000}
_BETWEEN = r"(?:\s+[a-z-]+){0,4}?\s+"
LARGEST = 5_000_000


def magnitude_of(text: str) -> dict[str, int] | None:
    """Return the numbers of dead, wounded, arrested, missing, displaced, freed; None for none.

    Of two numbers of a kind the larger counts ("killed 24, three of them children"). Words like *dozens*
    stand for the least that they can mean.
    """
    if _COUNT.search(text) is None:
        return None
    found: dict[str, int] = {}
    for kind, pattern in _patterns():
        for hit in pattern.finditer(text):
            value = _value(hit["n"])
            if value is None or _is_other(text, hit):
                continue
            value *= _TIMES.get((hit["times"] or "").lower(), 1)
            if value <= LARGEST:
                found[kind] = max(value, found.get(kind, 0))
    return found or None


def _value(words: str) -> int | None:
    plain = words.lower()
    if plain[0].isdigit():
        return int(re.sub(r"\D", "", plain))
    if plain in _VAGUE:
        return _VAGUE[plain]
    parts = re.split(r"[- ]", plain)
    if parts[0] in _TENS:
        return 20 + 10 * _TENS.index(parts[0]) + (_UNITS.index(parts[1]) if len(parts) > 1 else 0)
    return _UNITS.index(plain) if plain in _UNITS else None


def _is_other(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a number counts no people: a year, a day of a month, hours, a share, a decimal."""
    if re.fullmatch(r"(?:19|20)\d\d", hit["n"]) is not None:
        return True
    before, behind = (
        text[max(0, hit.start("n") - 12) : hit.start("n")],
        text[hit.end("n") : hit.end("n") + 14],
    )
    return bool(_BEFORE.search(before) or _BEHIND.match(behind)) or before.endswith(".")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Read magnitude.tsv: kind, words before the number, words behind it."""
    made = []
    for _, row in rows(table("tocsin.resolving", "magnitude.tsv"), ("kind", "before", "behind")):
        ways = []
        if row["before"]:
            ways.append(
                rf"\b(?:{row['before']})\s+(?:at least\s+|about\s+|some\s+|more than\s+|over\s+)?{_NUMBER}\b"
            )
        if row["behind"]:
            ways.append(rf"\b{_NUMBER}{_BETWEEN}(?:{row['behind']})\b")
        made += [(row["kind"], re.compile(way, re.IGNORECASE)) for way in ways]
    return tuple(made)
