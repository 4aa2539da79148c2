"""Why each event was coded: its clause, and what was decided at each room."""

from __future__ import annotations

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.records import Document, Event, Explanation
from tocsin.showing import wording


def explained(document: Document) -> Group:
    """Return a block for each event, in the order of the events."""
    reasons = {found.event: found for found in document.explanations}
    return Group(
        *(_block(number, event, reasons.get(event.id)) for number, event in enumerate(document.events, 1))
    )


def _block(number: int, event: Event, reasons: Explanation | None) -> Group:
    head = Text(f"{number}. ").append(wording.parties(event.actors)).append(" → ")
    head.append(wording.what(event), style="bold").append(" → ").append(wording.parties(event.recipients))
    head.append(f"   {wording.claim(event)}, {event.confidence:.2f}", style="dim")
    if reasons is None:
        return Group(head, Padding(Text("no reasons were recorded", style="dim"), (0, 0, 1, 3)))
    return Group(head, Padding(_decisions(reasons), (0, 0, 1, 3)))


def _decisions(reasons: Explanation) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("clause", Text(wording.shown(reasons.clause)))
    for decision in reasons.decisions:
        grid.add_row(decision.room, Text(wording.shown(decision.said)))
    return grid
