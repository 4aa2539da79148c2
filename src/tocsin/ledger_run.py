"""One run of ``tocsin ledger verify``, ``tocsin ledger resolve`` or ``tocsin scores``."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from tocsin.amounts import number_of
from tocsin.evaluating.track_record import track_record
from tocsin.forecasting.outcomes import open_forecasts, resolutions
from tocsin.forecasting_run import alone, ledger_of, read_known
from tocsin.project import settings_of
from tocsin.showing.forecast_view import show_resolutions, show_track_record
from tocsin.showing.output import open_output
from tocsin.storing.days import now


def verify(project: str | None, as_json: bool) -> bool:
    """Check every byte of the ledger and say what is wrong; return whether it is sound."""
    ledger = ledger_of(settings_of(project))
    found = ledger.verify()
    with open_output(None, as_data=as_json) as stream:
        if as_json:
            _print(
                stream, {"entries": len(found.entries), "hash": found.hash, "problems": list(found.problems)}
            )
        elif not found.problems:
            stream.write(
                f"{number_of(len(found.entries), 'entry', 'entries')}, none changed; "
                f"the last hash is {found.hash}\n"
            )
    if not as_json:
        for problem in found.problems:
            print(f"tocsin: {ledger.path}: {problem}", file=sys.stderr)
    return not found.problems


def resolve(project: str | None, as_json: bool) -> None:
    """Write down what has come of the forecasts whose window has closed, and print it."""
    known = read_known(project)
    ledger = ledger_of(known.settings)
    last = known.last
    with alone(ledger, "tocsin ledger resolve"):
        held = ledger.entries()
        fresh = ledger.append(resolutions(held, last, known.history, now()) if last else [])
    asked = {entry["number"]: entry for entry in held}
    rows = [{**entry, "question": asked[entry["forecast"]]["question"]} for entry in fresh]
    with open_output(None, as_data=as_json) as stream:
        if as_json:
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            show_resolutions(stream, rows, len(open_forecasts([*held, *fresh])))


def scores(project: str | None, as_json: bool) -> None:
    """Print how good the forecasts of the ledger were. StoreError for a damaged ledger."""
    ledger = ledger_of(settings_of(project))
    found = track_record(ledger.entries())
    with open_output(None, as_data=as_json) as stream:
        if as_json:
            _print(stream, found.to_dict())
        else:
            show_track_record(stream, found)


def _print(stream: Any, data: dict[str, Any]) -> None:
    # msgspec writes null for what is no number; NaN is no JSON.
    stream.write(msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n")
