"""Incidents, likeness of articles and accounts side by side, for reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from rich.console import Console

from tocsin.amounts import number_of
from tocsin.briefing.register import Register
from tocsin.merging import Likeness, Point
from tocsin.records import Actor, Article, Document, Event, Incident
from tocsin.showing import wording
from tocsin.showing.flat import display_name
from tocsin.showing.screen import console_for, plain_table

SHORT_ID = 8
RELATIONS = {"both": "both", "only-a": "one only", "only-b": "one only", "contradictory": "contradictory"}


def show_incidents(stream: TextIO, incidents: Sequence[Incident]) -> None:
    """Draw a line an incident: when, what, who, how many reports and independent sources, disputed fields."""
    console = console_for(stream)
    table = plain_table()
    for name in ("incident", "when", "what", "where", "reports", "sources", "claim, disputed"):
        table.add_column(name)
    for one in incidents:
        disputed = ", ".join(sorted({field.field for field in one.disagreements if field.kind == "conflict"}))
        table.add_row(
            one.id[:SHORT_ID],
            day_of(one),
            what_of(one),
            wording.shown(one.place.name) if one.place else "–",
            str(len(one.articles)),
            str(one.independent_sources),
            f"{one.modality}{'; ' + disputed if disputed else ''}",
        )
    console.print(table)


def show_incident(
    stream: TextIO, incident: Incident, documents: Mapping[str, Document], most: int | None = None
) -> None:
    """Draw one incident: its reports with their words, its sources, what they do not agree on.

    ``most`` is how many reports, and how many reasons for their being of one source, are drawn (None: all).
    """
    console = console_for(stream)
    place = wording.shown(incident.place.name) if incident.place else wording.NOTHING
    console.print(f"{what_of(incident)} · {day_of(incident)} · {place}", style="bold")
    console.print(f"claim: {incident.modality} ({wording.claims_by_day(incident.history)})")
    back = Register([incident], documents).withdrawal(incident)
    if back is not None:
        by = documents[back.article].article.publisher or back.article
        console.print(wording.shown(f"withdrawn by its source: “{back.words}” ({by})"))
    for kind, (low, high) in (incident.magnitude or {}).items():
        console.print(f"{kind}: {low if low == high else f'{low} to {high}'}")
    if incident.parent:
        console.print(f"part of incident {incident.parent[:SHORT_ID]}")
    console.print(f"\n{sources_of(incident)}")
    for line in incident.independence[:most]:
        console.print(f"  {wording.shown(line)}")
    _left_out(console, len(incident.independence), most, "reason", incident)
    for field in incident.disagreements:
        values = "; ".join(
            f"{value.value} ({len(value.events)}{': ' + ', '.join(value.said_by) if value.said_by else ''})"
            for value in field.values
        )
        console.print(wording.shown(f"{field.kind} on {field.field}: {values}"))
    console.print("\nReports")
    events = {event.id: (event, document) for document in documents.values() for event in document.events}
    for key in incident.events[:most]:
        event, document = events[key]
        console.print(f"  {_report(event, document.article)}")
    _left_out(console, len(incident.events), most, "report", incident)
    if incident.why:
        console.print(f"\nbrought together by: {', '.join(incident.why)}")


def show_likeness(
    stream: TextIO, pairs: Sequence[tuple[str, str, Likeness]], articles: Mapping[str, Article]
) -> None:
    """Draw which articles copy or quote which, how much, and the first words that they share."""
    console = console_for(stream)
    for one, other, how in pairs:
        first = articles[one]
        console.print(f"{_title(first)} · {how.kind} of · {_title(articles[other])}", style="bold")
        console.print(f"  {how.shared:.0%} of the shorter text, {how.added:.0%} of the longer is its own")
        if how.spans:
            start, end = how.spans[0]
            console.print(f"  {wording.shown(first.text[start:end])[:200]}")
    if not pairs:
        console.print("no article copies or quotes another")


def show_points(stream: TextIO, points: Sequence[Point], names: tuple[str, str]) -> None:
    """Draw two accounts side by side, a line a point."""
    console = console_for(stream)
    table = plain_table(leading=1)
    for name in ("", *names):
        table.add_column(name)
    for point in points:
        words = [span.text if span is not None else "–" for span in (point.first, point.second)]
        table.add_row(RELATIONS[point.relation], *map(wording.shown, words))
    console.print(table)


def _left_out(console: Console, count: int, most: int | None, what: str, incident: Incident) -> None:
    if most is not None and count > most:
        console.print(
            f"  … {number_of(count - most, f'more {what}')}: tocsin incident {incident.id[:SHORT_ID]}"
        )


def what_of(incident: Incident) -> str:
    """Return who did what to whom."""
    mode = f" {incident.mode}" if incident.mode else ""
    return f"{_side(incident.actors)} → {incident.type}{mode} → {_side(incident.recipients)}"


def _side(parties: Sequence[Actor]) -> str:
    names = dict.fromkeys(party.country or wording.shown(display_name(party)) for party in parties)
    return ", ".join(names) or "–"


def sources_of(incident: Incident) -> str:
    """Return on how many independent sources of how many reports it rests."""
    sources = number_of(incident.independent_sources, "independent source")
    return f"{sources} of {number_of(len(incident.articles), 'report')}"


def day_of(incident: Incident) -> str:
    """Return the first day."""
    return incident.date.start if incident.date else "–"


def _report(event: Event, article: Article) -> str:
    who = article.publisher or article.title or article.id
    day = (article.published or "")[:10]
    said = f", by {event.attribution.source}" if event.attribution else ""
    return wording.shown(f"{day} {who} ({event.modality}{said}): {event.evidence.text}")


def _title(article: Article) -> str:
    return wording.shown(article.title or article.id)
