"""Days that an act is told to lie back: *a week after Chile closed the port*, *six days after the raid*."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tocsin.coding.clauses import clause_verb
from tocsin.language.model import Parsed
from tocsin.records import When

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_ELAPSED = re.compile(
    rf"\b(?:(?P<count>an?|the|\d{{1,3}}|{'|'.join(_NUMBERS)}) )(?P<unit>{'|'.join(_DAYS)})s?"
    r"(?: (?:and a half|or so))? after\b",
    re.IGNORECASE,
)
# What is told in weeks may lie so many days from it, for each seven of them; months are hardly counted.
SLACK = {"week": 1, "fortnight": 2, "month": 10}


def elapsed(parsed: Parsed, trigger: int, sentence: int, day: date) -> When | None:
    """Return the days of an act whose clause or noun stands behind *a week after*, counted from a day."""
    span = parsed.sentences[sentence]
    for hit in _ELAPSED.finditer(parsed.text, span.start, span.end):
        after = parsed.tokens_between(hit.end() - 1, hit.end())[0].i
        if _hangs_on(parsed, trigger, after):
            return _back(hit, day)
    return None


def _hangs_on(parsed: Parsed, trigger: int, after: int) -> bool:
    """Tell whether an act stands behind the word *after*, in the clause that it opens or as its object."""
    if trigger < after:
        return False
    token = parsed.tokens[after]
    if token.dep == "mark":
        return clause_verb(parsed, trigger) == token.head
    below = parsed.child(after, "pobj", "pcomp")
    return below is not None and (below == trigger or clause_verb(parsed, trigger) == below)


def _back(hit: re.Match[str], day: date) -> When:
    word, unit = hit["count"].lower(), hit["unit"].lower()
    count = int(word) if word.isdigit() else _NUMBERS.index(word) + 1 if word in _NUMBERS else 1
    middle = day - timedelta(days=count * _DAYS[unit])
    slack = timedelta(days=(count - 1) * SLACK.get(unit, 0) if unit != "month" else count * SLACK[unit])
    return When(
        start=(middle - slack).isoformat(),
        end=(middle + slack).isoformat(),
        text=hit.group(),
        basis="relative",
    )
