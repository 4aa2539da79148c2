"""The bars: what is measured on each set, and what must be reached."""

from __future__ import annotations

from tocsin.evaluating.events import EventScore
from tocsin.evaluating.fields import FIELDS
from tocsin.evaluating.quiet import QuietScore
from tocsin.evaluating.sets import GoldSet, Kind
from tocsin.evaluating.statements import StatementScore
from tocsin.records import Record

DIFFERENCE = "difference to the original's F1"
QUIET = "events an article"
WRONG_COUNTRY = "wrong of the countries given"
INVENTED = "disagreements invented"
CALIBRATION = "calibration error"
FALSE_ALARMS = "false alarms a quiet year"
LOWER_IS_BETTER = (DIFFERENCE, QUIET, WRONG_COUNTRY, INVENTED, CALIBRATION, FALSE_ALARMS)

_FIELD_MUST = 0.9
_OWN_FIELD_MUST = 0.8
MUSTS: dict[Kind, dict[str, float]] = {
    "real": {"events F1": 0.85, "precision": 0.85}
    | dict.fromkeys(FIELDS, _FIELD_MUST)
    | {"attribution": _FIELD_MUST},
    "exchanged": {DIFFERENCE: 0.05},
    "own": {"events F1": 0.7} | dict.fromkeys(FIELDS, _OWN_FIELD_MUST),
    "tuning": {},
}
QUIET_MUST = 0.5


class SetScore(Record, frozen=True):
    """Both measures of one set."""

    set: GoldSet
    events: EventScore
    statements: StatementScore


class Bar(Record, frozen=True):
    """One figure; ``n`` is how many it is a share of, ``must`` None where nothing is asked of it."""

    set: str
    kind: str
    bar: str
    must: float | None
    measured: float
    n: int

    @property
    def lower_is_better(self) -> bool:
        """Whether ``must`` is the most that is allowed."""
        return self.bar in LOWER_IS_BETTER or self.bar.endswith(CALIBRATION)

    @property
    def ok(self) -> bool | None:
        """Whether the bar is reached; None where nothing is asked."""
        return None if self.must is None else not self.worse_than(self.must)

    def worse_than(self, value: float) -> bool:
        """Tell whether the figure is on the wrong side of ``value``."""
        return self.measured > value if self.lower_is_better else self.measured < value


def set_bars(score: SetScore, original: SetScore | None) -> list[Bar]:
    """Return the figures of one set; a field that the annotation never asks for has none."""
    events, said = score.events, score.statements
    wanted, claimed = events.found + events.lost, events.found + events.wrong
    figures: list[tuple[str, float | None, int]] = [
        ("events F1", events.f1, wanted),
        ("precision", events.precision, claimed),
        ("recall", events.recall, wanted),
        *((field, events.fields[field].value, events.fields[field].n) for field in FIELDS),
    ]
    if score.set.gold.statements:
        figures.append(("statements F1", said.f1, said.right + said.lost))
        figures.append(("speakers", said.speakers.value, said.speakers.n))
    if original is not None:
        figures.append((DIFFERENCE, round(abs(events.f1 - original.events.f1), 3), wanted))
    return [_bar(score.set, name, value, n) for name, value, n in figures if value is not None]


def quiet_bar(score: QuietScore) -> Bar:
    """Return the figure of the quiet texts."""
    return Bar(
        set="quiet", kind="own", bar=QUIET, must=QUIET_MUST, measured=score.per_article, n=score.articles
    )


def _bar(of: GoldSet, name: str, measured: float, n: int) -> Bar:
    must = MUSTS[of.kind].get(name)
    return Bar(set=of.name, kind=of.kind, bar=name, must=must, measured=measured, n=n)
