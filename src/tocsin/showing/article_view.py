"""An article with its acts marked in its text, and one act by itself, for reading on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TextIO

from rich.text import Text

from tocsin.records import Article, Document, Event, Incident
from tocsin.showing import wording
from tocsin.showing.correction_view import marked_sentence
from tocsin.showing.incidents_view import SHORT_ID, day_of, sources_of, what_of
from tocsin.showing.screen import console_for, plain_table

ID = 16
"""Characters of the id of an event."""

DENIED = frozenset(("denied", "negated"))
_CLOSES_TRIGGER, _CLOSES_ACT, _OPENS_ACT, _OPENS_TRIGGER = range(4)

Note = tuple[tuple[int, int], str]
"""What is put between two characters, and what orders it among others at the same place."""


def show_article(stream: TextIO, document: Document) -> None:
    """Draw an article: its text with the words of its acts marked, and below it the acts by their numbers.

    A terminal underlines an act that is asserted, writes one that is not in italics and strikes one that is
    denied. Elsewhere its words stand between ``[2 alleged: `` and `` 2]``, and its trigger between asterisks.
    """
    console = console_for(stream)
    console.print(Text(wording.heading(document), style="bold"))
    console.print(Text(f"article {wording.shown(document.article.id)}", style="dim"))
    if document.article.url:
        console.print(Text(wording.shown(document.article.url), style="dim"))
    console.print()
    console.print(marked_text(document, styled=console.is_terminal and not console.is_dumb_terminal))
    console.print()
    if not document.events:
        console.print(Text("no events", style="dim"))
        return
    table = plain_table()
    table.add_column("act", justify="right", no_wrap=True)
    for name, ratio in (("who → what → whom", 5), ("when, where", 3), ("claim", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    table.add_column("sure", justify="right", no_wrap=True)
    table.add_column("event", min_width=ID, max_width=ID, overflow="fold")
    for number, event in enumerate(numbered(document.events), start=1):
        table.add_row(
            f"[{number}]",
            _deed(event),
            f"{wording.when(event)}, {wording.where(event)}",
            Text(wording.claim(event), style=_style(event)),
            f"{event.confidence:.2f}",
            wording.shown(event.id),
        )
    console.print(table)


def show_event(stream: TextIO, event: Event, article: Article, incident: Incident | None) -> None:
    """Draw one act: its parties, day, place, claim, its words in their sentence, and its incident."""
    console = console_for(stream)
    console.print(_deed(event))
    word = event.attribution
    told = [wording.claim(event)]
    if word is not None:
        told += [f"{name}: {wording.shown(said)}" for name, said in (("channel", word.channel),
                 ("hedge", word.hedge)) if said]  # fmt: skip
    lines = {
        "when": wording.when(event),
        "where": wording.where(event),
        "claim": "; ".join(told),
        "sure": f"{event.confidence:.2f}",
        "numbers": ", ".join(f"{name} {count}" for name, count in (event.magnitude or {}).items()),
        "contexts": ", ".join(event.contexts),
    }
    for name, said in lines.items():
        if said:
            console.print(Text(f"{name:<9}", style="dim").append(said, style="not dim"))
    console.print()
    console.print(marked_sentence(event, article.text))
    head = wording.heading(Document(article=article, events=(), statements=()))
    console.print(
        Text(f"{head}\narticle {wording.shown(article.id)}, event {wording.shown(event.id)}", "dim")
    )
    console.print()
    console.print(_incident(incident))


def numbered(events: Iterable[Event]) -> list[Event]:
    """Return events in the order of their words, which gives them their numbers, from 1."""
    return sorted(events, key=lambda one: (one.evidence.start, one.trigger.start, one.evidence.end))


def marked_text(document: Document, *, styled: bool) -> Text:
    """Return an article's text with the words of its acts marked, by styles or by signs alone.

    Without the signs, and the characters that steer a terminal, it is the article's text.
    """
    text, events = document.article.text, numbered(document.events)
    notes = _notes(events, styled)
    spans = [span for event in events for span in (event.evidence, event.trigger)]
    edges = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    marked = Text()
    for start, end in pairwise([*edges, len(text)]):
        for _, sign in sorted(notes.get(start, ())):
            marked.append(sign, style="dim" if styled else "")
        marked.append(wording.printable(text[start:end]), style=_look(events, start, end) if styled else "")
    return marked


def _notes(events: Sequence[Event], styled: bool) -> dict[int, list[Note]]:
    """Return the signs, by the character before which they stand."""
    notes: dict[int, list[Note]] = {}
    for number, event in enumerate(events, start=1):
        act, trigger = event.evidence, event.trigger
        name = f"{number}" if event.modality == "asserted" else f"{number} {event.modality}"
        if styled:
            notes.setdefault(trigger.end, []).append(((_CLOSES_ACT, number), f"[{name}]"))
            continue
        # Of acts that begin or end together the longer one is outside.
        notes.setdefault(act.start, []).append(((_OPENS_ACT, -act.end), f"[{name}: "))
        notes.setdefault(act.end, []).append(((_CLOSES_ACT, -act.start), f" {number}]"))
        if (trigger.start, trigger.end) != (act.start, act.end):
            notes.setdefault(trigger.start, []).append(((_OPENS_TRIGGER, number), "*"))
            notes.setdefault(trigger.end, []).append(((_CLOSES_TRIGGER, number), "*"))
    return notes


def _look(events: Sequence[Event], start: int, end: int) -> str:
    """Return the style of a stretch: that of the least certain of the acts whose words it is."""
    here = [one for one in events if one.evidence.start <= start and end <= one.evidence.end]
    styles = {_style(one) for one in here}
    is_trigger = any(one.trigger.start <= start and end <= one.trigger.end for one in events)
    look = next((style for style in ("strike", "italic") if style in styles), "underline" if here else "")
    return f"bold {look}" if is_trigger else look


def _style(event: Event) -> str:
    if event.modality in DENIED:
        return "strike"
    return "underline" if event.modality == "asserted" else "italic"


def _deed(event: Event) -> Text:
    line = Text(f"{wording.parties(event.actors)} → ").append(wording.what(event), style="bold")
    return line.append(f" → {wording.parties(event.recipients)}")


def _incident(incident: Incident | None) -> Text:
    if incident is None:
        return Text("in no incident yet", style="dim")
    head = f"incident {incident.id[:SHORT_ID]}: {wording.shown(what_of(incident))}, {day_of(incident)}"
    return Text(f"{head}, {incident.modality}, {sources_of(incident)}")
