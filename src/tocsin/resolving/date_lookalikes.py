"""What only looks like a date: "The Friday Times", "every Monday", "criticised by May", "the Arab Spring"."""

from __future__ import annotations

import re
from collections.abc import Callable

from tocsin.resolving.date_cores import Core

# How far before a core its words are looked at.
_WINDOW = 20
_PAPERS = re.compile(r"\s+(?:Times|Telegraph|Mirror|Mail|Herald|Express|Observer|Post|Independent|World)\b")
_NAMED_DAY = re.compile(r"\b(?:Bloody|Black|Super|Sheffield|Red|every|each|Every|Each)\s+\Z")
_OTHER_FEAST = re.compile(
    r"\b(?:Chinese|Lunar|Jewish|Orthodox|Tet|Islamic|Muslim|Persian|Iranian|Afghan|Tibetan|Khmer|Thai"
    r"|Buddhist|Hindu|Bengali|Tamil|Coptic|Hijri|Kurdish|Russian|Ethiopian|every|each|[Mm]erry|[Hh]appy)\s+\Z"
)
_FEAST_THING = re.compile(r"\s+(?:Island|Rising|tree|present|gift|card|dinner|party|bonus|carol|lights|egg)")
_OF = re.compile(r"\s+of\b")
_YEAR_BEHIND = re.compile(r",?\s+(?:of\s+)?(?:last|this|next|the\s+(?:previous|following|same))\s+year\b")
_NAME_BEHIND = re.compile(r"\s+[A-Z][a-z]|['’]s")
# Before a bare month; May must have one of the second, since it is a verb and a name.
_BEFORE_MONTH = frozenset(
    "in since by during of until till from between throughout through before after over for starting "
    "beginning".split()
)
_BEFORE_MAY = ("in", "since", "by", "until", "during", "from", "throughout")
# Behind these a month may be a person: "criticised by April Glaspie".
_BEFORE_PEOPLE = ("by", "of", "from", "for", "since", "until")


def is_date(core: Core, text: str) -> bool:
    """Whether a core is a date, by the words around it."""
    doubt = _DOUBTS.get(core.kind)
    return doubt is None or doubt(core, text)


def _before(core: Core, text: str) -> str:
    return text[max(0, core.at - _WINDOW) : core.at]


def _weekday(core: Core, text: str) -> bool:
    return not _PAPERS.match(text, core.end) and not _NAMED_DAY.search(_before(core, text))


def _holiday(core: Core, text: str) -> bool:
    return not _OTHER_FEAST.search(_before(core, text)) and not _FEAST_THING.match(text, core.end)


def _month(core: Core, text: str) -> bool:
    word, prep = core.found["m4"], core.word("prep")
    if len(word) == 3 and word != "May":
        return False
    if any(core.word(group) for group in ("part", "mod", "shift", "held")) or "month" in core.word("the"):
        return True
    if _YEAR_BEHIND.match(text, core.end):
        return True
    if prep in _BEFORE_PEOPLE and _NAME_BEHIND.match(text, core.end):
        return False
    if word == "May":
        return prep in _BEFORE_MAY
    # "the April accord" dates the accord, and not what is told of it.
    return prep in _BEFORE_MONTH


def _season(core: Core, text: str) -> bool:
    if core.year or core.mod or core.word("part"):
        return True
    if core.word("prep") not in ("in", "during", "since", "by", "until", "over"):
        return False
    return bool(core.word("the")) or core.found["season"] != "fall"


def _quarter(core: Core, text: str) -> bool:
    return not core.found["oq"] or bool(core.word("the") and core.word("prep"))


def _span(core: Core, text: str) -> bool:
    """Leave out "the last days of the regime"."""
    return bool(core.found["rn"] or core.found["rahead"]) or not _OF.match(text, core.end)


def _near(core: Core, text: str) -> bool:
    """Leave out "USA Today"."""
    return core.found["near"] != "Today" or not re.search(r"[A-Z]\w*\s\Z", _before(core, text))


_DOUBTS: dict[str, Callable[[Core, str], bool]] = {
    "weekday": _weekday,
    "holiday": _holiday,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "span": _span,
    "near": _near,
}
