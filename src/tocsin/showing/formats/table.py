"""The table for people: who → what → whom, when, where, claim, confidence, and the words that show it."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from tocsin.records import Document, Event
from tocsin.showing import wording
from tocsin.showing.explaining import explained
from tocsin.showing.formats import Output
from tocsin.showing.screen import SMALL, console_for, plain_table

WIDE = 120
"""From this width on each answer has a column of its own; below it they share three."""

_CLAIM_STYLES = {"asserted": "green", "denied": "red", "negated": "red"}
_UNSURE = "yellow"


class Writer:
    """Draws one table an article; with ``explain``, the reasons for each event in its place."""

    def __init__(self, output: Output) -> None:
        self._console = console_for(output.stream)
        self._explain = output.explain

    def write(self, document: Document) -> None:
        """Draw one article's events under its heading."""
        self._console.print(Text(wording.heading(document), style="bold"))
        if not document.events:
            self._console.print(Text("no events\n", style="dim"))
        elif self._explain:
            self._console.print(explained(document))
        else:
            draw = wide_table if self._console.width >= WIDE else narrow_table
            self._console.print(draw(document, self._console.width))
            self._console.print()

    def finish(self) -> None:
        """Nothing closes a table."""


def wide_table(document: Document, width: int) -> Table:
    """Return the table with a column for each answer."""
    table = plain_table(leading=1)
    for name, ratio in (("who", 5), ("what", 4), ("whom", 5), ("when", 3), ("where", 3), ("claim", 4)):
        table.add_column(name, ratio=ratio, overflow="fold")
    table.add_column("sure", justify="right", no_wrap=True)
    table.add_column("words", ratio=11, overflow="fold")
    for event in document.events:
        table.add_row(
            wording.parties(event.actors),
            Text(wording.what(event), style="bold"),
            wording.parties(event.recipients),
            wording.when(event),
            wording.where(event),
            _claim(event),
            f"{event.confidence:.2f}",
            _words(event, width),
        )
    return table


def narrow_table(document: Document, width: int) -> Table:
    """Return the table for a small screen: three columns, the words below the parties."""
    table = plain_table(leading=1)
    table.add_column("who → what → whom, and the words", ratio=6, overflow="fold")
    table.add_column("when, where", ratio=2, overflow="fold")
    table.add_column("claim, sure", ratio=2, overflow="fold")
    for event in document.events:
        table.add_row(_deed(event, width), _circumstances(event), _claim_and_confidence(event))
    return table


def _deed(event: Event, width: int) -> Text:
    text = Text(wording.parties(event.actors)).append(" → ").append(wording.what(event), style="bold")
    return (
        text.append(" → ")
        .append(wording.parties(event.recipients))
        .append("\n")
        .append_text(_words(event, width))
    )


def _circumstances(event: Event) -> Text:
    return Text("\n".join((wording.when(event), wording.where(event))))


def _claim_and_confidence(event: Event) -> Text:
    return _claim(event).append(f"\n{event.confidence:.2f}", style="default")


def _claim(event: Event) -> Text:
    return Text(wording.claim(event), style=_CLAIM_STYLES.get(event.modality, _UNSURE))


def _words(event: Event, width: int) -> Text:
    """Return the evidence with its trigger marked, in three lines or so of its column."""
    before, trigger, after = wording.excerpt(event, longest=max(SMALL, width + width // 4))
    parts = ((before, "dim"), (trigger, "underline"), (after, "dim"))
    return Text(" ").join(Text(part, style=style) for part, style in parts if part)
