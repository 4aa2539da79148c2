"""Options that several commands have, in the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Command = Callable[..., Any]
FORMS = ("auto", "bar", "lines", "json", "none")
ABOUT_PROGRESS = (
    "How progress is shown on standard error: a bar on a terminal and lines elsewhere (auto), json for "
    "scripts, or none."
)


def with_progress(command: Command) -> Command:
    """Add ``--progress`` to a command."""
    option = click.option(
        "--progress", type=click.Choice(FORMS), default="auto", show_default=True, help=ABOUT_PROGRESS
    )
    return option(command)
