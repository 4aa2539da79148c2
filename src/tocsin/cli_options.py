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


def with_workers(command: Command) -> Command:
    """Add ``--workers`` to a command."""
    about = "Code in N processes of one thread each [default: in this one, its models on threads beside]."
    return click.option("--workers", type=click.IntRange(1), metavar="N", help=about)(command)
