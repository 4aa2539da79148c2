"""Forecasts: the open ones of the ledger, what came of the others, and how good they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query

from tocsin.amounts import number_of
from tocsin.evaluating.track_record import FEWEST_ALIKE, bin_of, track_record
from tocsin.evaluating.verification import Bin
from tocsin.forecasting.ledger import Entry, Ledger, Verified, reliable
from tocsin.forecasting.outcomes import RESOLUTION, open_forecasts
from tocsin.serving import links
from tocsin.serving.answers import View, listed
from tocsin.serving.asked import Paged
from tocsin.serving.merged import Picture, StillMerging
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.showing.page import ReliabilityPoint, reliability_svg

router = APIRouter()
RESOLVED = 50
EVIDENCE = 5
REASONS = 3


@view(router, "/forecasts", "forecasts.html")
def forecasts(site: SiteHere, asked: Annotated[Paged, Query()]) -> View:
    """Return the open forecasts, the latest first, with the track record of those that are resolved.

    Where there is no sound ledger, or too few are resolved, the reason stands in place of figures.
    """
    held, why = _held(site)
    record = track_record(held)
    every = sorted(open_forecasts(held), key=lambda one: (one["origin"], one["number"]), reverse=True)
    found = every[asked.offset : asked.offset + asked.limit]
    resolved = _resolved(held)
    data = {
        **listed(found, asked, more=asked.offset + len(found) < len(every), path="/forecasts",
                 count=len(every)),
        "why": why,
        "record": record,
        "resolved": [{**one, "question": of["question"], "chance": of["chance"]} for of, one in resolved],
    }  # fmt: skip
    picture = _picture(site)
    named = {name for _, one in resolved for name in one["evidence"][:EVIDENCE]}
    shown = {
        "resolved": resolved,
        "bins": {one["number"]: bin_of(record, one["chance"]) for one in found},
        "past": {of["number"]: _past(of) for of in (*found, *(of for of, _ in resolved))},
        "reasons": REASONS,
        "fewest": FEWEST_ALIKE,
        "most": EVIDENCE,
        "incidents": {name: one for name in named if picture and (one := picture.incident(name))},
        "drawing": reliability_svg([_point(one) for one in record.reliability]),
    }
    # The ledger is a file beside the store: what is in it can change without the mark of the project.
    return View(title="Forecasts", data=data, shown=shown, settled=False)


def _held(site: Site) -> tuple[Sequence[Entry], str | None]:
    """Return the entries of the ledger and, where there are none to rely on, why."""
    folder = site.project.settings.folder
    return reliable(None if folder is None else _verified(site, Ledger(Path(folder))))


def _verified(site: Site, ledger: Ledger) -> Verified:
    """Check the ledger, once for each of its states."""
    try:
        state = ledger.path.stat()
    except OSError:
        return ledger.verify()
    key = ("ledger", state.st_mtime_ns, state.st_size)
    found = site.kept(key, ledger.verify)
    # A write that is under way has the seal still to come: what looks damaged is looked at again.
    return ledger.verify() if found.problems else found


def _resolved(held: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """Return the last resolutions with their forecasts, the latest first."""
    by_number = {one["number"]: one for one in held}
    closed = [one for one in held if one["kind"] == RESOLUTION]
    return [(by_number[one["forecast"]], one) for one in reversed(closed[-RESOLVED:])]


def _picture(site: Site) -> Picture | None:
    try:
        return site.incidents.picture()
    except StillMerging:  # forecasts can be read all the same
        return None


def _past(forecast: Entry) -> str:
    """Return the page of the events of the forecast's parties that could be known when it was made."""
    rule: Mapping[str, Any] = forecast["rule"]
    one, other = rule["source"] or None, rule["target"] or None
    if rule["either"] and one and other:
        return links.page("events", dyad=f"{one}-{other}", until=forecast["origin"])
    return links.page("events", actor=one, recipient=other, until=forecast["origin"])


def _point(one: Bin) -> ReliabilityPoint:
    return ReliabilityPoint(
        title=f"{number_of(one.n, 'forecast')} of {one.low:.0%} to {one.high:.0%}: "
        f"{one.observed:.0%} came true",
        forecast=one.forecast,
        observed=one.observed,
        n=one.n,
        href="#resolved",
    )
