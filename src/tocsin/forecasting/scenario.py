"""Supposed acts of tomorrow -> how the forecasts would move: the response of models, no prophecy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from tocsin import ontology, tables
from tocsin.errors import UsageError
from tocsin.forecasting.asking import why_not, window_of
from tocsin.forecasting.history import CLAIMS, MOST_SOURCES, NO_QUAD, History
from tocsin.forecasting.models import Past
from tocsin.forecasting.questions import Rule, party_of
from tocsin.forecasting.rolling import Rolling, rolling_forecasts
from tocsin.forecasting.signals import signals_of
from tocsin.records import Record

LABEL = "model response, not prophecy"
FORM = (
    'write a name, with who does it where that matters: "ceasefire", "mobilisation by PAK", '
    '"sanctions by USA on PAK"'
)
_SUPPOSED = re.compile(
    r"(?P<name>[\w-]+)(?:\s+by\s+(?P<by>\w+))?(?:\s+on\s+(?P<on>\w+))?(?:\s+tomorrow)?", re.I
)


class Scene(Record, frozen=True):
    """One row of scenarios.tsv."""

    name: str
    type: str
    mode: str
    both: bool
    about: str


class Supposed(Record, frozen=True):
    """One act that is supposed: who does what to whom tomorrow."""

    actor: str
    recipient: str
    type: str
    mode: str

    @property
    def words(self) -> str:
        """The act in words."""
        return f"{self.actor} {self.type}{'/' if self.mode else ''}{self.mode} {self.recipient}"


class Response(Record, frozen=True):
    """How one forecast moves: as of ``origin``, a day later if that day is quiet, a day later with the acts.

    All chances are None where no number can be given, and ``why`` says so. ``models`` are those that respond:
    where the data are few they only count, and see of an act only whether it was of the kind asked about.
    """

    question: str
    origin: str
    supposed: tuple[str, ...]
    now: float | None
    quiet: float | None
    then: float | None
    why: str | None = None
    models: tuple[str, ...] = ()
    label: str = LABEL

    @property
    def moved(self) -> float | None:
        """By how much the acts move the chance, against a quiet day."""
        return None if self.then is None or self.quiet is None else self.then - self.quiet


@cache
def scenes() -> dict[str, Scene]:
    """Return what can be supposed, by name."""
    source = tables.table(__package__, "scenarios.tsv")
    rows = tables.rows(source, ("name", "type", "mode", "both", "about"))
    return {row["name"]: Scene(**{**row, "both": bool(row["both"])}) for _, row in rows}  # type: ignore[arg-type]


def supposed_of(written: str, dyad: tuple[str, str]) -> tuple[Supposed, ...]:
    """Return the acts of a supposition about a dyad. UsageError for one that is not known or not complete."""
    found = _SUPPOSED.fullmatch(" ".join(written.split()))
    scene = scenes().get(found["name"].lower()) if found else None
    if found is None or scene is None:
        raise UsageError(f"{written!r} cannot be supposed: {FORM}; there are {', '.join(scenes())}")
    actor = party_of(found["by"]) if found["by"] else dyad[0]
    if found["on"]:
        recipient = party_of(found["on"])
    elif actor in dyad:
        recipient = dyad[1] if actor == dyad[0] else dyad[0]
    else:
        raise UsageError(
            f"{written!r}: {actor} is not of {dyad[0]}-{dyad[1]}: say on whom, as 'by {actor} on {dyad[1]}'"
        )
    if actor == recipient:
        raise UsageError(f"{written!r}: {actor} would do it to itself")
    one = Supposed(actor=actor, recipient=recipient, type=scene.type, mode=scene.mode)
    turned = Supposed(actor=recipient, recipient=actor, type=scene.type, mode=scene.mode)
    return (one, turned) if scene.both else (one,)


def respond(
    history: History, rules: Sequence[Rule], supposed: Sequence[Supposed], on: str | None = None
) -> list[Response]:
    """Return how the forecasts of questions move; the models stay as today's data made them.

    ``on`` is the day that was asked for, as of ``ask``.
    """
    return [_respond(history, rule, supposed, on) for rule in rules]


def _respond(history: History, rule: Rule, supposed: Sequence[Supposed], on: str | None) -> Response:
    words = tuple(one.words for one in supposed)
    why = why_not(history, rule)
    origin = window_of(history, rule, on)[0]
    if why is not None:
        return Response(
            question=rule.words, origin=origin, supposed=words, now=None, quiet=None, then=None, why=why
        )
    history = _with_parties(history, supposed)
    dyad = (history.place[rule.source], history.place[rule.target])
    dyads = np.array(sorted({*map(tuple, history.dyads(1).tolist()), dyad}), dtype=np.int64)
    row = [tuple(one) for one in dyads.tolist()].index(dyad)
    common = rule.about("", "")
    rolling = rolling_forecasts(history, common, dyads, np.array([row]), [history.days - 1])
    later = replace(history, read=np.append(history.read, True))
    quiet = _chance(rolling, later, common, row)
    then = _chance(rolling, later.with_acts(_acts(history, supposed)), common, row)
    now = float(rolling.chances["combined"][0, 0])
    return Response(
        question=rule.words,
        origin=origin,
        supposed=words,
        now=now,
        quiet=quiet,
        then=then,
        models=rolling.pooled,
    )


def _chance(rolling: Rolling, history: History, rule: Rule, row: int) -> float:
    """Return the chance of one dyad at the end of a history's last day, by models fitted before it."""
    day = history.days - 1
    signals = signals_of(history, rule, rolling.past.signals.dyads, np.array([day]))
    past = Past(history, rule, signals, day)
    return float(rolling.chance(past, past.now)[row])


def _with_parties(history: History, supposed: Sequence[Supposed]) -> History:
    """Return the history with parties that only the supposition names, in their order at the end."""
    new = sorted({party for one in supposed for party in (one.actor, one.recipient)} - set(history.parties))
    return replace(history, parties=(*history.parties, *new))


def _acts(history: History, supposed: Sequence[Supposed]) -> History:
    """Return the supposed acts as a history of the next day, asserted on as many sources as may be."""
    day, count = history.days, len(supposed)
    days = np.full(count, day, dtype=np.int64)
    kinds = [_kind(history, one) for one in supposed]
    return replace(
        history,
        source=np.array([history.place[one.actor] for one in supposed], dtype=np.int64),
        target=np.array([history.place[one.recipient] for one in supposed], dtype=np.int64),
        day=days,
        known=days,
        quad=np.array([ontology.quad_class(one.type) or NO_QUAD for one in supposed], dtype=np.int64),
        score=np.array([ontology.intensity(one.type, one.mode or None) or 0.0 for one in supposed]),
        kind=np.array(kinds, dtype=np.int64),
        settled=np.full((count, len(CLAIMS), MOST_SOURCES), day, dtype=np.int64),
        names=(),
    )


def _kind(history: History, one: Supposed) -> int:
    """Return the place of the kind of act that is nearest: same type and mode, same type, same quad class."""
    exact = f"{one.type} {one.mode}".strip()
    same = [place for place, kind in enumerate(history.kinds) if kind.split(" ")[0] == one.type]
    if exact in history.kinds:
        return history.kinds.index(exact)
    if same:
        return same[0]
    quad = ontology.quad_class(one.type) or NO_QUAD
    alike = history.kind[history.quad == quad]
    return int(np.bincount(alike).argmax()) if len(alike) else 0


@dataclass(frozen=True)
class Asked:
    """Suppositions as they were written, for a dyad."""

    dyad: tuple[str, str]
    written: tuple[str, ...]

    @property
    def acts(self) -> tuple[Supposed, ...]:
        """All acts that are supposed."""
        return tuple(act for one in self.written for act in supposed_of(one, self.dyad))
