"""The command that keeps a project up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tocsin.cli_options import with_progress

if TYPE_CHECKING:
    from tocsin.showing.progress import Form

DONE = 0
SOME_NOT_READ = 1
ABOUT_WATCH = """Read feeds and pages again and again; add and code what is new.

A SOURCE is a URL, an OPML file, or a text file with one URL a line (# begins a comment). A source that fails
is tried less and less often. The journal is watch.log in the project's folder (of a project on a server, in
the current one). Ctrl-C or SIGTERM stops after the article at hand, with exit status 0; nothing is coded
twice when it is started again.

\b
Examples:
  tocsin watch feeds.opml --every 10m --project crisis
  tocsin watch urls.txt https://example.org/feed.xml --once
"""


@click.command(help=ABOUT_WATCH, short_help="Keep a project up to date with feeds and pages.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--project",
    metavar="DIR|URL",
    help="Folder or postgresql:// URL [default: this folder, or the nearest above it with a tocsin.toml].",
)
@click.option(
    "--every", default="10m", show_default=True, metavar="TIME", help="Time between rounds: 30s, 10m, 2h."
)
@click.option("--once", is_flag=True, help="One round; exit status 1 if some source could not be read.")
@click.option("--private", is_flag=True, help="Hosts of the own machine and network may be read too.")
@with_progress
@click.option("--quiet", is_flag=True, help="No progress; what cannot be read is still named.")
def watch(
    sources: tuple[str, ...],
    project: str | None,
    every: str,
    once: bool,
    private: bool,
    progress: Form,
    quiet: bool,
) -> int:
    """Watch sources."""
    from tocsin.watching_run import Watching, duration, watch_all

    run = Watching(
        sources=sources,
        project=project,
        every=duration(every),
        once=once,
        private=private,
        quiet=quiet,
        progress=progress,
    )
    return DONE if watch_all(run) else SOME_NOT_READ


COMMANDS = (watch,)
