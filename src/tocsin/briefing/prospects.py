"""What a brief says of alarm and forecasts. An ``anchor`` is the place in the brief of the evidence."""

from __future__ import annotations

from tocsin.briefing.lines import Lines
from tocsin.evaluating.track_record import TrackRecord
from tocsin.evaluating.verification import Bin, Verification
from tocsin.records import Record


class Standing(Record, frozen=True):
    """The escalation index of two parties on the last read day, 0 to 100 against its own past.

    ``index`` is None, and ``why`` says so, where too little was read; ``low`` and ``high`` bound it, None
    where one source tells everything. ``weighing`` are the incidents that weigh most in it, ``because`` those
    that the phase rests on.
    """

    between: str
    day: str
    index: float | None
    low: float | None
    high: float | None
    why: str | None
    phase: str | None
    phase_since: str
    phase_why: str
    weighing: Lines
    because: Lines


class OnAlert(Record, frozen=True):
    """An alert that is on: of whom, since which ISO day, why, and what would end it."""

    name: str
    scope: str
    since: str
    reason: str
    clears: str
    incidents: Lines


class Alarm(Record, frozen=True):
    """The index and the open alerts.

    ``why`` says why there is no standing, where there is none. ``alerts`` are None where nobody watches, as
    in reports that are no project; ``no_alerts`` says why none can be told, where too little was read.
    """

    standing: Standing | None
    why: str | None
    alerts: tuple[OnAlert, ...] | None
    no_alerts: str | None = None


class OpenForecast(Record, frozen=True):
    """A forecast whose outcome is not known yet; days are ISO.

    ``score`` is that of resolved forecasts of the same horizon, else of all, None where there are too few;
    ``alike`` are the resolved ones of about this chance. ``is_over`` tells that its window has passed.
    ``incidents`` are the newest between its parties that were known on ``origin``; ``is_first`` tells that no
    forecast before this one rests on the same.
    """

    question: str
    origin: str
    start: str
    end: str
    horizon: int
    chance: float | None
    usual: float | None
    why: str | None
    reasons: tuple[tuple[float, str], ...]
    is_live: bool
    is_over: bool
    score: Verification | None
    is_of_horizon: bool
    alike: Bin | None
    incidents: Lines
    is_first: bool


class Came(Record, frozen=True):
    """What came of a forecast: ``outcome`` is yes, no or void; ``incidents`` are those that count."""

    question: str
    origin: str
    start: str
    end: str
    chance: float | None
    outcome: str
    incidents: Lines


class Forecasts(Record, frozen=True):
    """The ledger: its open forecasts, the latest of each question, and how good the others were.

    ``why`` says why there is none to rely on, where there is none. ``left_out`` are the open ones that are
    not shown, ``came`` the last that are resolved.
    """

    why: str | None
    record: TrackRecord
    open: tuple[OpenForecast, ...]
    left_out: int
    came: tuple[Came, ...]
