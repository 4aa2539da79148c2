"""Incidents as HTML for a notebook: what happened by day, who acts on whom, and the best-told of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from markupsafe import Markup

from tocsin import ontology
from tocsin.amounts import number_of
from tocsin.briefing.register import Register
from tocsin.records import Actor, Document, Incident
from tocsin.showing import wording
from tocsin.showing.notebook import opening
from tocsin.showing.page import (
    DayBar,
    NetworkParty,
    Tie,
    act_name,
    both_widths,
    claim_tag,
    mark,
    network_svg,
    timeline_svg,
)

MOST_DAYS, MOST_ROWS, MOST_NAMED = 60, 12, 6
HAPPENED = ("asserted", "alleged")
HEADS = ("day", "who, what, whom", "claim", "reports", "independent sources")


def incidents_html(incidents: Sequence[Incident], documents: Mapping[str, Document]) -> str:
    """Return a self-contained fragment; its classes are all below ``.tocsin``.

    What its publisher has taken back is in the table and in no drawing.
    """
    register = Register(incidents, documents)
    back = {one.id for one in incidents if register.withdrawal(one) is not None}
    drawn = [one for one in incidents if one.modality in HAPPENED and one.id not in back]
    told = f"{number_of(len(incidents), 'incident')} in {number_of(len(documents), 'report')}"
    parts = [opening(), f"<p><strong>{told}</strong></p>"]
    bars = _bars(drawn)
    if bars:
        parts += ["<h4>Incidents by day</h4>", both_widths(lambda width: timeline_svg(bars, width))]
    parties, ties = _network(drawn)
    if ties:
        parts += ["<h4>Who acts on whom</h4>", both_widths(lambda width: network_svg(parties, ties, width))]
    if incidents:
        parts += ["<h4>Told by most independent sources</h4>", _table(incidents, back)]
    return "".join([*parts, "</div>"])


def _bars(incidents: Sequence[Incident]) -> list[DayBar]:
    """Return the last days with what happened on them, without gaps."""
    by_day: dict[dt.date, Counter[int]] = {}
    for one in incidents:
        quad = _quad(one)
        if one.date is not None and quad:
            by_day.setdefault(dt.date.fromisoformat(one.date.start[:10]), Counter())[quad] += 1
    if not by_day:
        return []
    last = max(by_day)
    length = min(MOST_DAYS, (last - min(by_day)).days + 1)
    days = [last - dt.timedelta(days=by) for by in range(length)][::-1]
    return [
        DayBar(
            label=f"{day:%m-%d}",
            title=f"{day}: {number_of(by_day.get(day, Counter()).total(), 'incident')}",
            counts=_counts(by_day.get(day, Counter())),
        )
        for day in days
    ]


def _counts(quads: Counter[int]) -> tuple[int, int, int, int]:
    return quads[1], quads[2], quads[3], quads[4]


def _network(incidents: Sequence[Incident]) -> tuple[list[NetworkParty], list[Tie]]:
    acts: dict[tuple[str, str], Counter[bool]] = {}
    weights: Counter[str] = Counter()
    for one in incidents:
        quad = _quad(one)
        who, whom = (
            {party.country for party in side if party.country} for side in (one.actors, one.recipients)
        )
        pairs = {(min(a, b), max(a, b)) for a in who for b in whom if a != b}
        if quad is None or not pairs:
            continue
        for pair in pairs:
            acts.setdefault(pair, Counter())[quad > 2] += 1
        weights.update({name for pair in pairs for name in pair})
    ties = [
        Tie(one=one, other=other, cooperation=count[False], conflict=count[True])
        for (one, other), count in sorted(acts.items())
    ]
    return [NetworkParty(name=name, weight=weight) for name, weight in weights.most_common()], ties


def _table(incidents: Sequence[Incident], back: Set[str]) -> Markup:
    best = sorted(incidents, key=lambda one: (-one.independent_sources, -len(one.articles), one.id))[
        :MOST_ROWS
    ]
    head = Markup("").join(Markup("<th>{}</th>").format(name) for name in HEADS)
    body = Markup("").join(_row(one, one.id in back) for one in best)
    return Markup('<table class="incidents"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        head, body
    )


def _row(one: Incident, is_withdrawn: bool) -> Markup:
    sides = Markup("{} → {} {} → {}").format(
        _side(one.actors),
        mark(_quad(one)),
        act_name(one.type, one.mode),
        _side(one.recipients),
    )
    disputed = any(field.field == "claim" and field.kind == "conflict" for field in one.disagreements)
    return Markup(
        '<tr><td class="day">{}</td><td>{}</td><td>{}</td><td class="n">{}</td><td class="n">{}</td></tr>'
    ).format(
        one.date.start if one.date else wording.NOTHING,
        sides,
        claim_tag(one.modality, is_contested=disputed, is_withdrawn=is_withdrawn),
        len(one.articles),
        one.independent_sources,
    )


def _side(parties: tuple[Actor, ...]) -> str:
    more = f" and {len(parties) - MOST_NAMED} more" if len(parties) > MOST_NAMED else ""
    return wording.parties(parties[:MOST_NAMED]) + more


def _quad(one: Incident) -> int | None:
    return ontology.quad_class(one.type) if one.type in ontology.types() else None
