"""The forecasts of a brief: the open ones of the ledger, and how good the earlier ones were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tocsin.briefing.lines import Lines
from tocsin.briefing.prospects import Came, Forecasts, OpenForecast
from tocsin.briefing.register import Register
from tocsin.evaluating.track_record import TrackRecord, bin_of, track_record
from tocsin.forecasting.outcomes import RESOLUTION, open_forecasts
from tocsin.records import Record
from tocsin.watching.inputs import Watched
from tocsin.watching.series import Key

MOST_OPEN = 8
MOST_CAME = 6
MOST_EVIDENCE = 3
MOST_REASONS = 3
LEAST_SHOWN = 0.001
"""Reasons that move a chance by less are not worth a line."""
Entry = dict[str, Any]


class Held(Record, frozen=True):
    """The entries of a ledger; where there are none to rely on, ``why`` says so."""

    entries: tuple[Entry, ...]
    why: str | None = None


def forecasts_of(held: Held, seen: Watched | None, register: Register) -> Forecasts:
    """Return what a ledger holds; ``seen`` is None where the acts of its parties are not at hand."""
    record = track_record(held.entries)
    every = open_forecasts(held.entries)
    # A question asked anew each day is one question: its last answer is the one that holds.
    latest = {one["question"]: one for one in sorted(every, key=_order)}
    shown = sorted(latest.values(), key=lambda one: (one["end"], one["number"]))[:MOST_OPEN]
    by_number = {one["number"]: one for one in held.entries}
    closed = [one for one in held.entries if one["kind"] == RESOLUTION][: -MOST_CAME - 1 : -1]
    past: dict[tuple[Key, str], Lines] = {}
    made = []
    for one in shown:
        about = (_between(one), one["origin"])
        is_first = about not in past
        if is_first:
            past[about] = register.named(f"f-{one['number']}", _past(*about, seen), MOST_EVIDENCE)
        made.append(_open(one, record, seen, past[about], is_first))
    return Forecasts(
        why=held.why,
        record=record,
        open=tuple(made),
        left_out=len(every) - len(shown),
        came=tuple(_came(by_number[one["forecast"]], one, register) for one in closed),
    )


def _order(entry: Entry) -> tuple[str, int]:
    return entry["origin"], entry["number"]


def _open(
    entry: Entry, record: TrackRecord, seen: Watched | None, incidents: Lines, is_first: bool
) -> OpenForecast:
    horizon = int(entry["rule"]["horizon"])
    of_horizon = record.by_horizon.get(str(horizon))
    last = seen.coverage.last if seen is not None else None
    return OpenForecast(
        question=entry["question"],
        origin=entry["origin"],
        start=entry["start"],
        end=entry["end"],
        horizon=horizon,
        chance=entry["chance"],
        usual=entry["baseline"],
        why=entry["why"],
        reasons=tuple(
            (one["points"], one["inputs"])
            for one in entry["reasons"][:MOST_REASONS]
            if abs(one["points"]) >= LEAST_SHOWN
        ),
        is_live=entry["live"],
        is_over=last is not None and entry["end"] < last,
        score=of_horizon or record.combined,
        is_of_horizon=of_horizon is not None,
        alike=bin_of(record, entry["chance"]),
        incidents=incidents,
        is_first=is_first,
    )


def _between(entry: Entry) -> Key:
    rule = entry["rule"]
    return Key(actor=rule["source"] or None, recipient=rule["target"] or None, either=rule["either"])


def _past(between: Key, origin: str, seen: Watched | None) -> Sequence[str]:
    """Return the incidents between two parties that were known on a day, newest first."""
    if seen is None:
        return ()
    found = [act for act in seen.acts if between.takes(act) and act.known <= origin]
    return [act.incident for act in reversed(found)]


def _came(forecast: Entry, entry: Entry, register: Register) -> Came:
    return Came(
        question=forecast["question"],
        origin=forecast["origin"],
        start=forecast["start"],
        end=forecast["end"],
        chance=forecast["chance"],
        outcome=entry["outcome"],
        incidents=register.named(f"f-{forecast['number']}", entry["evidence"], MOST_EVIDENCE),
    )
