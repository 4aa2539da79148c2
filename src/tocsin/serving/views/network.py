"""The network: who does what to whom, among countries and organisations, drawn and as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from tocsin.knowledge import countries
from tocsin.records import Record
from tocsin.serving import links
from tocsin.serving.answers import View, listed
from tocsin.serving.asked import Paged, Period
from tocsin.serving.routing import view
from tocsin.serving.site import SiteHere
from tocsin.showing.page import NetworkParty, Tie, both_widths, network_svg
from tocsin.storing.overview import Tie as Counted

router = APIRouter()
CONFLICT = (3, 4)
CLAIMS = ("asserted", "alleged", "denied")


class NetworkQuery(Paged, Period):
    """Which days, and which part of the table."""


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
    ties = site.overview.ties(*asked.days())
    every = _edges(ties)
    found = every[asked.offset : asked.offset + asked.limit]
    period = asked.given("limit", "offset")
    more = asked.offset + len(found) < len(every)
    data = listed(found, asked, more=more, path="/network", count=len(every))
    parties, between = _parties(every, period), _between(ties, period)
    shown = {
        "asked": asked,
        "period": period,
        "names": {code: name_of(code) for edge in found for code in (edge.actor, edge.recipient)},
        "claims": CLAIMS,
        "parties": len(parties),
        "drawing": both_widths(lambda width: network_svg(parties, between, width)),
    }
    return View(title="Network", data=data, shown=shown)


def name_of(code: str) -> str:
    """Return the name of a country or organisation; the code where it has none."""
    known = countries().get(code)
    return known.name if known is not None else code


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
            cooperation_href=links.page("events", dyad=f"{one}-{other}", **period),
            conflict_href=links.page("events", dyad=f"{one}-{other}", **period),
        )
        for (one, other), (good, bad) in sums.items()
    ]  # fmt: skip
