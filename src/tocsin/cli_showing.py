"""The commands that show a project on a terminal: one thing of it, and a board of all."""

from __future__ import annotations

import click

DONE = 0
ABOUT_SHOW = """Show an article, an event or an incident of a project.

ID is its id, or the beginning of it. An article is its text with the words of its acts marked, and its acts;
an event who did what to whom, its words in their sentence, and its incident; an incident what tocsin incident
shows, in short.

\b
Examples:
  tocsin show 3f09a1
  tocsin show 3f09a1 --project crisis --json
"""
ABOUT_TOP = """Show a board of a project and keep it up to date: counts, the level between the two countries
that deal most, the newest incidents with their independent sources, open alerts, problems.

q or Ctrl-C ends it. Where the output is no terminal, one picture is printed.

\b
Examples:
  tocsin top --project crisis
  tocsin top --every 1m
  tocsin top --once > board.txt
"""
ABOUT_PROJECT = "Folder or URL of a project [default: the one of this folder]."


@click.command(help=ABOUT_SHOW, short_help="Show an article, event or incident.")
@click.argument("name", metavar="ID")
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(name: str, project: str | None, as_json: bool) -> int:
    """Show one thing."""
    from tocsin import show_run

    show_run.show(project, name, as_json)
    return DONE


@click.command(help=ABOUT_TOP, short_help="Show a live board of a project.")
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
@click.option(
    "--every", default="5s", show_default=True, metavar="TIME", help="Time between pictures: 5s, 1m, 2h."
)
@click.option("--once", is_flag=True, help="Print one picture.")
def top(project: str | None, every: str, once: bool) -> int:
    """Show the board."""
    from tocsin.top_run import TopAsked
    from tocsin.top_run import top as show_top
    from tocsin.watching_run import duration

    show_top(TopAsked(project=project, every=duration(every), once=once))
    return DONE


COMMANDS = (show, top)
