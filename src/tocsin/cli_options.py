"""Options that several commands have, in the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
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


def form_of(out: str | None, forms: Iterable[str], otherwise: str) -> str:
    """Return the format that a file's name ends in; ``otherwise`` for a name without an ending, or no file.

    UsageError, with the endings there are, for another one: a file that says one thing and holds another
    is found out late.
    """
    from tocsin.errors import UsageError

    ending = Path(out).suffix.removeprefix(".").lower() if out else ""
    known = tuple(forms)
    if ending and ending not in known:
        endings = ", ".join(f".{name}" for name in known)
        raise UsageError(f"--out {out}: no format ends in .{ending}: name a file that ends in {endings}")
    return ending or otherwise
