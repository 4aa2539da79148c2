"""One run of ``tocsin forecast`` or ``tocsin scenario``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from tocsin.alarm_inputs import read_all
from tocsin.errors import UsageError
from tocsin.forecasting.asking import Forecast, ask
from tocsin.forecasting.history import History, history_of
from tocsin.forecasting.ledger import Ledger
from tocsin.forecasting.outcomes import forecast_entry, is_new, resolutions
from tocsin.forecasting.questions import Rule, dyad_of, is_either_way, is_party, is_template, question_of
from tocsin.forecasting.scenario import Asked, respond
from tocsin.records import Record
from tocsin.showing.forecast_view import show_forecasts, show_responses
from tocsin.showing.output import open_output
from tocsin.storing.days import now
from tocsin.storing.lock import FileLock
from tocsin.storing.settings import Settings
from tocsin.storing.store import SECONDS_TO_WAIT
from tocsin.watching.inputs import Watched

COMMON = "material-conflict"
MOST_DYADS = 5
"""Dyads that a common question is asked about where none is named: those with the most acts."""
RECENT = 90


class Asking(Record, frozen=True):
    """What was asked for; ``on`` is the last day whose reports are used, None for the last that was read."""

    project: str | None
    questions: tuple[str, ...]
    dyads: tuple[str, ...]
    horizon: int
    on: str | None = None
    keep: bool = True
    as_json: bool = False


class Known(Record, frozen=True):
    """What a project gives to forecast from."""

    watched: Watched
    settings: Settings

    def history(self, until: str | None = None) -> History:
        """Return the history as it was known at the end of a day, by default the last day read."""
        return history_of(self.watched.acts, self.watched.coverage.read, until or self.last)

    @property
    def last(self) -> str | None:
        """The last day read; a report that is dated later than today has a wrong date."""
        today = now()[:10]
        return max((day for day in self.watched.coverage.read if day <= today), default=None)


def read_known(project: str | None) -> Known:
    """Read a project. Raises StoreError."""
    read = read_all((), project, None)
    if read.settings is None:
        raise UsageError("forecasts need a project: make one with tocsin init")
    return Known(watched=read.watched, settings=read.settings)


def ledger_of(settings: Settings) -> Ledger:
    """Return the ledger of a project; UsageError for a server named by its URL, which has no folder."""
    if settings.folder is None:
        raise UsageError(
            "the ledger is kept in a project's folder: name the folder whose tocsin.toml has this URL, "
            "or forecast with --no-ledger"
        )
    return Ledger(Path(settings.folder))


def forecast(asked: Asking) -> None:
    """Print forecasts; those of the latest day go into the ledger, after what came of the earlier ones."""
    check(asked)
    known = read_known(asked.project)
    history = known.history(asked.on)
    rules = rules_of(asked, history)
    found = ask(history, rules, on=asked.on)
    if asked.keep and asked.on is None:
        keep(ledger_of(known.settings), known, found)
    _show(found, asked)


def keep(ledger: Ledger, known: Known, found: Iterable[Forecast]) -> None:
    """Resolve what can be resolved, then write the forecasts that have a number and are new."""
    made, last = now(), known.last
    with alone(ledger, "tocsin forecast"):
        held = ledger.entries()
        fresh = resolutions(held, last, known.history, made) if last else []
        said = [forecast_entry(one, made, version("tocsin")) for one in found if one.chance is not None]
        ledger.append([*fresh, *(one for one in said if is_new(one, held))])


@contextmanager
def alone(ledger: Ledger, what: str) -> Iterator[None]:
    """Keep others from writing to the ledger meanwhile: two chains from one end would be none."""
    lock = FileLock(ledger.path.with_name(f"{ledger.path.name}.lock"), str(ledger.path))
    lock.take(what, SECONDS_TO_WAIT)
    try:
        yield
    finally:
        lock.close()


def check(asked: Asking) -> None:
    """Raise UsageError for a dyad or a question that is none or a day to come, before a project is read."""
    if asked.on is not None and asked.on > now()[:10]:
        raise UsageError(f"--on {asked.on} is yet to come: nothing was known on it; name a day until today")
    for dyad in asked.dyads:
        dyad_of(dyad)
    for question in asked.questions:
        question_of(question, None, asked.horizon) if is_template(question) else question_of(question)


def rules_of(asked: Asking, history: History) -> list[Rule]:
    """Return the questions: those in full as they stand, common ones about each dyad. Raises UsageError."""
    dyads = [(*dyad_of(one), is_either_way(one)) for one in asked.dyads]
    rules = []
    for question in asked.questions or (COMMON,):
        if not is_template(question):
            rules.append(question_of(question))
            continue
        common = question_of(question, None, asked.horizon)
        rules += [common.about(*dyad) for dyad in dyads or [(*one, False) for one in busiest(history)]]
    return list(dict.fromkeys(rules))


def busiest(history: History) -> list[tuple[str, str]]:
    """Return the dyads with the most acts of late. UsageError where there is none."""
    if not history.days:
        raise UsageError(
            "no dated report had been read by that day: tocsin add takes reports, with --published where "
            "they give no date"
        )
    counts: dict[tuple[str, str], int] = {}
    for source, target, day in zip(history.source, history.target, history.known, strict=True):
        dyad = history.parties[source], history.parties[target]
        if source != target and day >= history.days - RECENT and all(map(is_party, dyad)):
            counts[dyad] = counts.get(dyad, 0) + 1
    if not counts:
        raise UsageError("no act between two countries was reported of late: name a --dyad, or add reports")
    return sorted(counts, key=lambda dyad: (-counts[dyad], dyad))[:MOST_DYADS]


def scenario(asked: Asking, supposed: Sequence[str]) -> None:
    """Print how forecasts would move if something happened tomorrow; nothing is written to the ledger."""
    if len(asked.dyads) != 1:
        raise UsageError("a scenario is about one dyad: name it with --dyad, as IND-PAK")
    check(asked)
    acts = Asked(dyad_of(asked.dyads[0]), tuple(supposed)).acts
    history = read_known(asked.project).history(asked.on)
    one, other = dyad_of(asked.dyads[0])
    both_ways = msgspec.structs.replace(asked, dyads=(f"{one}-{other}", f"{other}-{one}"))
    found = respond(history, rules_of(both_ways, history), acts, asked.on)
    with open_output(None, as_data=asked.as_json) as stream:
        if asked.as_json:
            _lines(stream, [{**response.to_dict(), "moved": response.moved} for response in found])
        else:
            show_responses(stream, found)


def _show(found: Sequence[Forecast], asked: Asking) -> None:
    with open_output(None, as_data=asked.as_json) as stream:
        if asked.as_json:
            _lines(stream, [one.to_dict() for one in found])
        else:
            show_forecasts(stream, found)


def _lines(stream: Any, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
