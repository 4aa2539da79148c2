"""Questions whose answer a program can check: what counts, between whom, on how many sources, by when.

    at least 1 material-conflict incident IND->PAK, asserted by 2 independent sources, within 7 days

The number, the kind (a quad class, a type, a type with its mode, ``any``), the dyad (``A->B``; ``A<->B`` or
``A-B`` for either way) and the horizon are needed; without a claim what is asserted or alleged counts, on one
source.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec
import numpy as np

from tocsin import ontology, tables
from tocsin.errors import UsageError
from tocsin.forecasting.facts import Ints
from tocsin.forecasting.history import CLAIMS, MOST_SOURCES, NEVER, Bools, History
from tocsin.forecasting.icews import country_of
from tocsin.knowledge.world import organisations
from tocsin.records import Record

HORIZONS = (1, 3, 7, 14, 30)
QUADS = {"verbal-cooperation": 1, "material-cooperation": 2, "verbal-conflict": 3, "material-conflict": 4}
ANY = "any"
MOST = 100
NOBODY = "IND->PAK"  # stands in while a template without a dyad is read
FORM = (
    'write it as "at least 1 material-conflict incident IND->PAK, asserted by 2 independent sources, '
    'within 7 days"'
)

_ONE_WAY = ("->", "→", ":")
_EITHER_WAY = ("<->", "↔")
_BETWEEN = ("-", "–", "—")
_WAYS = "|".join((*_EITHER_WAY, *_ONE_WAY, *_BETWEEN))
_DYAD = re.compile(rf"\s*(.*?)\s*({_WAYS})\s*(.*?)\s*", re.DOTALL)
_QUESTION = re.compile(
    r"at\s+least\s+(?P<count>\w+)\s+(?P<kind>[\w/-]+)\s+incidents?\s+"
    r"(?P<one>\w+)\s*(?P<way>" + _WAYS + r")\s*(?P<other>\w+)"
    r"(?:\s*,?\s*(?P<claim>asserted)?\s*(?:(?:by|on|from)\s+(?P<sources>\w+)\s+independent\s+sources?)?)"
    r"\s*,?\s*within\s+(?P<horizon>\w+)\s+days?\s*[.?]?",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


class Rule(Record, frozen=True):
    """When a question is answered yes: ``count`` acts of the kind ``source`` -> ``target`` in the window.

    ``kind`` is a quad class ("material-conflict"), a type, a type with its mode ("RETREAT/ceasefire") or
    "any"; ``either`` takes both directions together. ``claim`` "asserted" leaves out what is only alleged.
    ``horizon`` is in days; the window begins the day after the forecast.
    """

    count: int
    kind: str
    source: str
    target: str
    either: bool = False
    claim: Literal["any", "asserted"] = "any"
    sources: int = 1
    horizon: int = 7

    @property
    def dyad(self) -> str:
        """The dyad as it is written in questions; A and B stand for anybody."""
        return f"{self.source or 'A'}{'<->' if self.either else '->'}{self.target or 'B'}"

    @property
    def words(self) -> str:
        """The question, as ``question_of`` reads it."""
        claims = ["asserted"] if self.claim == "asserted" else []
        if self.sources > 1:
            claims.append(f"by {self.sources} independent sources")
        claim = f", {' '.join(claims)}," if claims else ""
        plural = "s" if self.count > 1 else ""
        return (
            f"at least {self.count} {self.kind} incident{plural} {self.dyad}{claim} "
            f"within {self.horizon} day{'s' if self.horizon > 1 else ''}"
        )

    def about(self, source: str, target: str, either: bool | None = None) -> Rule:
        """Return the same question about other two, ``either`` way if so said."""
        both = self.either if either is None else either
        return msgspec.structs.replace(self, source=source, target=target, either=both)


class Template(Record, frozen=True):
    """A common question: its name, its words with places for dyad and horizon, what it is about."""

    name: str
    question: str
    about: str


@cache
def templates() -> dict[str, Template]:
    """Return the common questions by name."""
    source = tables.table(__package__, "questions.tsv")
    columns = ("name", "question", "about")
    return {row["name"]: Template(**row) for _, row in tables.rows(source, columns)}


def question_of(asked: str, dyad: str | None = None, horizon: int = 7) -> Rule:
    """Return the rule of a question, or of a template by its name for a dyad and a horizon in days.

    A template without a dyad gives a rule about nobody, for ``Rule.about``. UsageError for a question that a
    program could not resolve, with the form that it can.
    """
    known = templates()
    if asked in known:
        _check_horizon(horizon)
        words = known[asked].question.format(dyad=dyad or NOBODY, horizon=horizon)
        return question_of(words) if dyad else question_of(words).about("", "")
    found = _QUESTION.fullmatch(" ".join(asked.split()))
    if found is None:
        names = ", ".join(known)
        raise UsageError(f"{asked!r} cannot be resolved by a rule: {FORM}, or name one of {names}")
    sources = _number(found["sources"] or "1", "independent sources", MOST_SOURCES)
    return Rule(
        count=_number(found["count"], "incidents", MOST),
        kind=_kind(found["kind"]),
        source=party_of(found["one"]),
        target=_other(found["one"], found["other"]),
        either=found["way"] not in _ONE_WAY,
        claim="asserted" if found["claim"] else "any",
        sources=sources,
        horizon=_check_horizon(_number(found["horizon"], "days", max(HORIZONS))),
    )


def is_template(asked: str) -> bool:
    """Tell whether a question is the name of a common one, which asks about no dyad of its own."""
    return asked in templates()


def dyad_of(written: str) -> tuple[str, str]:
    """Return the two countries of ``IND-PAK``, ``IND:PAK`` or ``India->Pakistan``: who acts, towards whom.

    UsageError for another form or name.
    """
    found = _DYAD.fullmatch(written)
    if found is None or not found[1] or not found[3]:
        raise UsageError(f"{written!r} is no dyad: write two countries as IND-PAK")
    return party_of(found[1]), _other(found[1], found[3])


def is_either_way(dyad: str) -> bool:
    """Tell whether a dyad is written as one whose two directions count together: ``IND<->PAK``."""
    found = _DYAD.fullmatch(dyad)
    return found is not None and found[2] in _EITHER_WAY


def party_of(written: str) -> str:
    """Return the code of a country or organisation. UsageError for an unknown one."""
    code = country_of(written) or (written.upper() if is_party(written.upper()) else None)
    if code is None:
        raise UsageError(f"no country or organisation {written!r} is known: write a code as IND, or a name")
    return code


def is_party(code: str) -> bool:
    """Tell whether a code is that of a country or organisation, and not of a sector alone (REB)."""
    return country_of(code) == code or code in _codes()


def hits_of(history: History, rule: Rule) -> tuple[Bools, Ints]:
    """Return which acts are of the question's kind, and the day from which each counts for it.

    UsageError where the data cannot answer it.
    """
    if rule.sources > 1 and not history.counts_sources:
        raise UsageError(
            f"{rule.words!r} cannot be resolved: these data never have a second independent source; "
            "ask without sources, or add more publishers"
        )
    claim = next(
        place for place, claims in enumerate(CLAIMS) if (rule.claim == "asserted") == (len(claims) == 1)
    )
    since = history.settled[:, claim, rule.sources - 1]
    of_kind = _of_kind(history, rule.kind)
    # What comes to be known long after it happened is history by then, but it settles a window all the same.
    return of_kind & (since < NEVER), since


def _of_kind(history: History, kind: str) -> Bools:
    if kind == ANY:
        return np.ones(len(history.kind), dtype=bool)
    if kind in QUADS:
        return np.asarray(history.quad == QUADS[kind])
    wanted = kind.replace("/", " ")
    fits = [name == wanted or ("/" not in kind and name.split(" ")[0] == wanted) for name in history.kinds]
    if not fits:
        return np.zeros(0, dtype=bool)
    return np.array(fits)[history.kind]


@cache
def _codes() -> frozenset[str]:
    return frozenset(one.code[:3] for one in organisations() if one.code)


def _other(one: str, other: str) -> str:
    code = party_of(other)
    if party_of(one) == code:
        raise UsageError(f"{one} and {other} are the same party: a dyad has two")
    return code


def _kind(written: str) -> str:
    if written.lower() in (*QUADS, ANY):
        return written.lower()
    name, _, mode = written.partition("/")
    if name.upper() not in ontology.types():
        kinds = ", ".join((*QUADS, ANY, *ontology.types()))
        raise UsageError(f"no kind of incident {written!r}: there are {kinds}")
    if mode and not ontology.is_mode(name.upper(), mode.lower()):
        modes = ", ".join(ontology.type_info(name.upper()).modes) or "none"
        raise UsageError(f"{name.upper()} has no mode {mode!r}: its modes are {modes}")
    return f"{name.upper()}/{mode.lower()}" if mode else name.upper()


def _number(written: str, of: str, most: int) -> int:
    number = _NUMBERS.get(written.lower(), int(written) if written.isdecimal() else 0)
    if not 1 <= number <= most:
        raise UsageError(f"{written!r} {of}: give a number from 1 to {most}")
    return number


def _check_horizon(days: int) -> int:
    if days not in HORIZONS:
        raise UsageError(f"no horizon of {days} days: there are {', '.join(map(str, HORIZONS))}")
    return days
