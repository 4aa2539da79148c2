"""The board of a project for a terminal: how much there is, what is newest, what rings, what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tocsin.amounts import number_of
from tocsin.records import Incident, Record
from tocsin.showing import wording
from tocsin.showing.incidents_view import SHORT_ID, day_of, what_of
from tocsin.showing.screen import plain_table
from tocsin.storing.answers import Counts, Problem

BARS = "▁▂▃▄▅▆▇█"
MISSING = "·"
LEAST_ROWS = 3
OTHER_ROWS = 17
"""Lines of the board beside its incidents, alerts and problems."""


class OpenAlert(Record, frozen=True):
    """An alert that is on; ``since`` is the day on which it last rang."""

    scope: str
    name: str
    since: str
    reason: str


class Level(Record, frozen=True):
    """The escalation value of a dyad on its last days, None for a day of which nothing was read.

    ``index`` is the last day's percentage of earlier days that were lower; None, and ``why`` says so, where
    too little was read to tell.
    """

    dyad: str
    days: tuple[str, ...]
    values: tuple[float | None, ...]
    phase: str | None
    index: float | None
    why: str | None


class Board(Record, frozen=True):
    """What is on the board at a time (UTC); incidents and problems with the newest first.

    ``alerts`` is None where too little was read for any; ``level`` is None, and ``no_level`` says why, where
    no two parties deal with each other or the project is too large.
    """

    name: str
    at: str
    counts: Counts
    incidents: tuple[Incident, ...]
    problems: tuple[Problem, ...]
    alerts: tuple[OpenAlert, ...] | None = None
    level: Level | None = None
    no_level: str | None = None


def board_picture(board: Board, height: int | None = None, hint: str = "") -> RenderableType:
    """Return the picture of a board; ``height`` in lines bounds how many incidents are in it (None: all)."""
    below = len(board.alerts or ()) + len(board.problems)
    rows = None if height is None else max(LEAST_ROWS, height - OTHER_ROWS - below)
    parts: list[RenderableType] = [
        Text(wording.shown(board.name), style="bold").append(
            f"  {board.at} UTC  {hint}", style="dim not bold"
        ),
        Text(_counts(board.counts)),
        Text(),
        _level(board),
        Text(),
        _incidents(board.incidents[:rows]),
    ]
    if board.alerts is not None:
        parts += [Text("\nOpen alerts", style="bold"), *map(_alert, board.alerts)]
        if not board.alerts:
            parts.append(Text("none", style="dim"))
    if board.problems:
        parts += [
            Text(f"\nProblems ({board.counts.problems:,})", style="bold"),
            *map(_problem, board.problems),
        ]
    return Group(*parts)


def sparkline(values: Sequence[float | None]) -> str:
    """Return a bar a value, from the least value (or 0) to the greatest; a dot where there is none."""
    known = [value for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    step = (high - low) / (len(BARS) - 1) or 1.0
    return "".join(MISSING if value is None else BARS[round((value - low) / step)] for value in values)


def _counts(counts: Counts) -> str:
    said = [
        number_of(counts.articles, "article"),
        number_of(counts.events, "event"),
        number_of(counts.statements, "statement"),
    ]
    if counts.uncoded:
        said.append(f"{counts.uncoded:,} not coded yet")
    said.append(number_of(counts.problems, "problem"))
    return " · ".join(said)


def _level(board: Board) -> Text:
    level = board.level
    if level is None:
        return Text("Escalation  ", style="bold").append(
            board.no_level or wording.NOTHING, style="dim not bold"
        )
    known = [value for value in level.values if value is not None]
    head = Text(f"Escalation of {level.dyad}, {level.days[0]} to {level.days[-1]}\n", style="bold")
    head.append(sparkline(level.values), style="not bold")
    last = level.values[-1]
    said = [
        f"value {wording.NOTHING if last is None else f'{last:.2f}'}",
        f"{min(known):.2f} to {max(known):.2f}" if known else "nothing read",
        f"phase {level.phase or wording.NOTHING}",
        f"index {level.index:.0f}" if level.index is not None else f"no index: {level.why}",
    ]
    return head.append(f"  {', '.join(said)}", style="not bold")


def _incidents(incidents: Sequence[Incident]) -> RenderableType:
    if not incidents:
        return Text("no incident yet", style="dim")
    table: Table = plain_table()
    for name in ("incident", "when"):
        table.add_column(name, no_wrap=True)
    table.add_column("what", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("claim", no_wrap=True)
    for name in ("reports", "independent"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in incidents:
        what, sources = wording.shown(what_of(one)), str(one.independent_sources)
        row = (one.id[:SHORT_ID], day_of(one), what, one.modality, str(len(one.articles)), sources)
        table.add_row(*row)
    return table


def _alert(one: OpenAlert) -> Text:
    line = Text(one.name, style="bold", no_wrap=True, overflow="ellipsis")
    return line.append(f" · {one.scope} · since {one.since}: {one.reason}", style="not bold")


def _problem(one: Problem) -> Text:
    return Text(wording.shown(f"{one.source}: {one.reason}"), no_wrap=True, overflow="ellipsis")
