"""The network: who does what to whom, among countries and organisations, drawn and as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query
from pydantic import Field

from tocsin.errors import UsageError
from tocsin.knowledge import countries, organisations
from tocsin.records import Record
from tocsin.serving import links
from tocsin.serving.answers import View, listed
from tocsin.serving.asked import Paged, Period
from tocsin.serving.charting import MOST_PARTIES, network_data
from tocsin.serving.periods import Days, days_of, moved
from tocsin.serving.routing import view
from tocsin.serving.site import Site, SiteHere
from tocsin.showing.page import NetworkParty, Tie, Whole, both_widths, network_svg
from tocsin.storing.days import first_day
from tocsin.storing.overview import Tie as Counted

router = APIRouter()
MOST_WINDOW = 400
WINDOWS = (1, 7, 30)
"""Lengths of windows that the page offers, in days."""
CONFLICT = (3, 4)
SIDES = {"all": (1, 2, 3, 4), "cooperation": (1, 2), "conflict": CONFLICT}
CLAIMS = ("asserted", "alleged", "denied")


class NetworkQuery(Paged, Period):
    """Which days, up to which of them acts are shown, and which part of the table."""

    day: str | None = Field(None, description="The day up to which acts are shown: 2025-05-07.")
    window: int | None = Field(
        None, ge=1, le=MOST_WINDOW, description="Of how many days up to it; without, from the first on."
    )


class PairQuery(Paged, Period):
    """Which of the events of two parties."""

    side: Literal["all", "cooperation", "conflict"] = Field("all", description="Which classes of acts.")


class Edge(Record, frozen=True):
    """What one party did to another: ``quads`` counts by class, ``claims`` by claim status."""

    actor: str
    recipient: str
    count: int
    quads: dict[str, int]
    claims: dict[str, int]


@view(router, "/network", "network.html")
def network(site: SiteHere, asked: Annotated[NetworkQuery, Query()]) -> View:
    """Return who did how much of which class to whom, the most first."""
    days = days_of(site, asked)
    now = _window(days, asked)
    whole = _ties(site, days)
    ties = whole if now == days else _ties(site, now)
    every = _edges(ties)
    found = every[asked.offset : asked.offset + asked.limit]
    period = now._asdict()
    more = asked.offset + len(found) < len(every)
    data = {**days._asdict(), "day": asked.day and now.until, "window": asked.window, "shown": period,
            **listed(found, asked, more=more, path="/network", count=len(every))}  # fmt: skip
    parties, between = _parties(every, period), _between(ties, period)
    frame = None if now == days else Whole(
        parties=tuple(_parties(_edges(whole), period)), ties=tuple(_between(whole, period))
    )  # fmt: skip
    shown = {
        "days": days,
        "now": now,
        "asked": asked,
        "period": period,
        "whole": bool(whole),
        "names": {code: name_of(code) for edge in found for code in (edge.actor, edge.recipient)},
        "claims": CLAIMS,
        "windows": sorted({*WINDOWS, asked.window or 1}),
        "parties": len(parties if frame is None else frame.parties),
        "most_drawn": MOST_PARTIES,
        "network_data": network_data(parties, between, frame),
        "drawing": both_widths(lambda width: network_svg(parties, between, width, whole=frame)),
    }
    return View(title="Network", data=data, shown=shown)


def _ties(site: Site, days: Days) -> list[Counted]:
    return site.kept(("ties", days), lambda: site.overview.ties(*days))


def _window(days: Days, asked: NetworkQuery) -> Days:
    """Return the days whose acts are shown. UsageError for a day that is none of the period."""
    if asked.day is None:
        if asked.window is not None:
            raise UsageError("window: name the day that it ends with, day=2025-05-07")
        return days
    day = first_day(asked.day)
    if not days.since <= day <= days.until:
        raise UsageError(f"day {day} is not one of {days.since} to {days.until}: ask for other days with it")
    return Days(days.since if asked.window is None else max(days.since, moved(day, 1 - asked.window)), day)


@view(router, "/pairs/{one}/{other}", "pair.html")
def pair(site: SiteHere, one: str, other: str, asked: Annotated[PairQuery, Query()]) -> View:
    """Return the events in which one of two countries or organisations acts on the other."""
    since, until = asked.days()
    count, found = site.overview.of_pair(
        one, other, quads=SIDES[asked.side], since=since, until=until,
        limit=asked.limit, offset=asked.offset,
    )  # fmt: skip
    more = asked.offset + len(found) < count
    path = f"/pairs/{quote(one, safe='')}/{quote(other, safe='')}"
    data = {"one": one, "other": other, "side": asked.side,
            **listed(found, asked, more=more, path=path, count=count)}  # fmt: skip
    titles = site.overview.titles(list({event.article for event in found}))
    title = f"{name_of(one)} and {name_of(other)}"
    return View(title=title, data=data, shown={"titles": titles, "asked": asked})


def name_of(code: str) -> str:
    """Return the name of a country or organisation; the code where it has none."""
    known = countries().get(code)
    return known.name if known is not None else _organisations().get(code, code)


@cache
def _organisations() -> dict[str, str]:
    """Return the names of organisations by code; of several with one code the first, which is the whole."""
    return {one.code: one.name for one in reversed(tuple(organisations())) if one.code}


def _pair_page(one: str, other: str, side: str, period: dict[str, Any]) -> str:
    path = f"pairs/{quote(one, safe='')}"
    return links.page(path, other, side=side, **period)


def _edges(ties: Sequence[Counted]) -> list[Edge]:
    quads: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    claims: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tie in ties:
        quads[tie.actor, tie.recipient][str(tie.quad or 0)] += tie.count
        claims[tie.actor, tie.recipient][tie.modality] += tie.count
    edges = [
        Edge(actor=pair[0], recipient=pair[1], count=counted.total(), quads=dict(counted),
             claims=dict(claims[pair]))
        for pair, counted in quads.items()
    ]  # fmt: skip
    return sorted(edges, key=lambda edge: (-edge.count, edge.actor, edge.recipient))


def _parties(edges: Sequence[Edge], period: dict[str, Any]) -> list[NetworkParty]:
    weight: Counter[str] = Counter()
    for edge in edges:
        weight[edge.actor] += edge.count
    for edge in edges:
        weight[edge.recipient] += 0
    return [
        NetworkParty(name=name_of(code), weight=count, href=links.page("events", actor=code, **period))
        for code, count in weight.items()
    ]


def _between(ties: Sequence[Counted], period: dict[str, Any]) -> list[Tie]:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for tie in ties:
        if tie.actor != tie.recipient and tie.quad is not None:
            one, other = sorted((tie.actor, tie.recipient))
            sums[one, other][tie.quad in CONFLICT] += tie.count
    return [
        Tie(
            one=name_of(one), other=name_of(other), cooperation=good, conflict=bad,
            cooperation_href=_pair_page(one, other, "cooperation", period),
            conflict_href=_pair_page(one, other, "conflict", period),
        )
        for (one, other), (good, bad) in sums.items()
    ]  # fmt: skip
