"""The console that tables are drawn on: its width, and colour only where the terminal has it."""

from __future__ import annotations

import os
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table

SMALL = 80
WITHOUT_TERMINAL = 120
"""The width of a table that goes into a file or a pipe, unless the variable COLUMNS says another."""


class _Console(Console):
    """A console that leaves it to the command what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        """Let the BrokenPipeError that is being handled go on."""
        raise


def console_for(stream: TextIO, force_terminal: bool | None = None) -> Console:
    """Return a console on the stream; NO_COLOR and TERM=dumb are respected, markup is not."""
    width = None if stream.isatty() or "COLUMNS" in os.environ else WITHOUT_TERMINAL
    return _Console(
        file=stream,
        width=width,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        force_terminal=force_terminal,
    )


def plain_table(leading: int = 0) -> Table:
    """Return an empty table with a rule under its head, and ``leading`` empty lines between its rows."""
    look = box.SIMPLE_HEAD
    return Table(box=look, expand=True, show_edge=False, pad_edge=False, leading=leading, header_style="bold")
