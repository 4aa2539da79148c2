"""What people have put right, and what there is to look at, for reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from rich.text import Text

from tocsin.records import Event
from tocsin.showing import wording
from tocsin.showing.screen import console_for, plain_table
from tocsin.storing.corrections import Correction, Fields, event_from
from tocsin.storing.reviewing import ToReview
from tocsin.storing.sentences import sentence_around

KEYS = "(a)ccept, (r)eject, change (t)ype, (n)ext, (q)uit"
LONGEST = 60
QUIET_FIELDS = frozenset(("cameo", "quad", "intensity", "confidence", "sentence"))
"""Fields that go with others, or that nobody has said."""


def show_corrections(stream: TextIO, corrections: Sequence[Correction]) -> None:
    """Draw a line for each correction: what it changes, who made it, what has become of it."""
    console = console_for(stream)
    if not corrections:
        console.print(Text("no corrections", style="dim"))
        return
    table = plain_table()
    for name in ("id", "when", "who"):
        table.add_column(name, no_wrap=name != "who")
    table.add_column("event", no_wrap=True)
    table.add_column("correction", ratio=1, overflow="fold")
    table.add_column("state", no_wrap=True)
    for one in corrections:
        who = wording.shown(one.who)
        table.add_row(str(one.id), one.made[:16], who, one.target.event, said(one), _state(one))
    console.print(table)


def show_entered(stream: TextIO, one: Correction) -> None:
    """Say that a correction was entered, or undone, and how to take it back."""
    console = console_for(stream)
    if one.undone is not None:
        console.print(Text(f"correction {one.id} is undone: {one.target.event}: {said(one)}"))
        return
    line = Text(f"correction {one.id}: {one.target.event}: {said(one)}")
    console.print(line.append(f"\nundo it with: tocsin correct --undo {one.id}", style="dim"))


def show_to_review(stream: TextIO, one: ToReview, number: int, total: int) -> None:
    """Draw one event to look at: the article, the sentence with its words marked, what was coded."""
    console = console_for(stream)
    article, event = one.article, one.event
    head = " · ".join(part for part in (article.title, article.publisher, article.published) if part)
    console.print(Text(f"\n{number} of {total}  ", style="dim").append(wording.shown(head or article.id)))
    console.print(marked_sentence(event, article.text))
    line = Text(f"{wording.parties(event.actors)} → ")
    line.append(wording.what(event), style="bold").append(f" → {wording.parties(event.recipients)}")
    console.print(line)
    facts = (wording.when(event), wording.where(event), wording.claim(event), f"{event.confidence:.2f} sure")
    console.print(Text(f"{' · '.join(facts)}   {event.id}", style="dim"))


def said(one: Correction) -> str:
    """Return a correction in words: what was, an arrow, what is."""
    if one.other is not None:
        return f"{one.what} with {one.other.event}"
    if one.what == "accept":
        return "accepted"
    if one.what == "reject":
        return f"rejected: {_event(one.before)}"
    if one.what == "add":
        return f"added: {_event(one.after)}"
    before, after = one.before or {}, one.after or {}
    names = [name for name in after if name not in QUIET_FIELDS] or list(after)
    return "; ".join(f"{name}: {_value(before.get(name))} → {_value(after[name])}" for name in names)


def review_data(one: ToReview) -> dict[str, Any]:
    """Return an event to look at as plain data: score, title, sentence, event."""
    first, last = sentence_around(one.article.text, one.event.evidence.start, one.event.evidence.end)
    return {
        "score": one.score,
        "article": one.article.id,
        "title": one.article.title,
        "sentence": one.article.text[first:last],
        "event": one.event.to_dict(),
    }


def _state(one: Correction) -> str:
    return f"undone by {wording.shown(one.undone_by or '')}" if one.undone is not None else one.state


def _event(fields: Fields | None) -> str:
    if fields is None:
        return wording.NOTHING
    event = event_from(fields)
    return f"{wording.parties(event.actors)} → {wording.what(event)} → {wording.parties(event.recipients)}"


def _value(value: Any) -> str:
    """Return a field in a few words: parties by code or name, a day by its days, a place by its name."""
    if value is None or value == []:
        return wording.NOTHING
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    if not isinstance(value, dict):
        return wording.shown(str(value))
    if "basis" in value:
        return str(value["start"] if value["start"] == value["end"] else f"{value['start']}/{value['end']}")
    named = value.get("code") or value.get("name") or value.get("text") or wording.NOTHING
    return wording.shown(str(named))[:LONGEST]


def marked_sentence(event: Event, text: str) -> Text:
    """Return the sentence, its evidence in brackets, its trigger between asterisks."""
    evidence, trigger = event.evidence, event.trigger
    first, last = sentence_around(text, evidence.start, evidence.end)
    inside = evidence.start <= trigger.start and trigger.end <= evidence.end
    marked = Text(_part(text[first : evidence.start])).append("[", style="dim")
    if inside and (trigger.start, trigger.end) != (evidence.start, evidence.end):
        marked.append(_part(text[evidence.start : trigger.start])).append("*", style="dim")
        marked.append(_part(trigger.text), style="bold").append("*", style="dim")
        marked.append(_part(text[trigger.end : evidence.end]))
    else:
        marked.append(_part(evidence.text), style="bold")
    return marked.append("]", style="dim").append(_part(text[evidence.end : last]))


def _part(text: str) -> str:
    """Return a part of a text as it is shown, with a space where it begins or ends with one."""
    return " " * text[:1].isspace() + wording.shown(text) + " " * (text[-1:].isspace() and bool(text.strip()))
