"""The commands that lay reports side by side: incidents, copies, readouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tocsin.cli_options import with_progress

if TYPE_CHECKING:
    from tocsin.showing.progress import Form

DONE = 0
SOME_NOT_READ = 1
ABOUT_INCIDENTS = """Merge the events of FILEs, or of a project, into incidents, and print them.

Each line says how many reports tell of an incident, how many independent sources they come to, and on
what they disagree.

\b
Examples:
  tocsin incidents reports/*.txt --published 2025-05-01
  tocsin incidents --project crisis --type ASSAULT
"""
ABOUT_INCIDENT = """Print one incident: its reports with their words, its sources, where they disagree.

ID is the id that tocsin incidents prints, or the beginning of it.

\b
Examples:
  tocsin incident 3f09a1 --project crisis
"""
ABOUT_DEDUP = """Print which of the articles of FILEs copy or quote which others, and how much.

\b
Examples:
  tocsin dedup reports/*.txt
"""
ABOUT_READOUTS = """Lay two accounts of one call side by side: said by both, by one only, contradictory.

FIRST and SECOND are files of any kind that tocsin code reads. Accounts that share hardly a name are taken to
be of two matters, and have no point in common.

\b
Examples:
  tocsin readouts washington.txt islamabad.html
"""
ABOUT_PROJECT = "Folder or URL of a project [default: the one of this folder, if no FILE is given]."


@click.command(help=ABOUT_INCIDENTS, short_help="Merge reports into incidents.")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
@click.option("--published", metavar="DATE", help="Date of the articles that have none of their own.")
@click.option("--type", "kind", metavar="TYPE", help="Only incidents of this type.")
@click.option("--json", "as_json", is_flag=True, help="Print one incident a line as JSON.")
@with_progress
@click.option("--quiet", is_flag=True, help="No progress, no warnings; what cannot be read is still named.")
def incidents(
    files: tuple[str, ...],
    project: str | None,
    published: str | None,
    kind: str | None,
    as_json: bool,
    progress: Form,
    quiet: bool,
) -> int:
    """Print the incidents."""
    from tocsin import merging_run

    asked = _asked(files, project, published, kind, as_json=as_json, progress=progress, quiet=quiet)
    return DONE if merging_run.incidents(asked) else SOME_NOT_READ


@click.command(help=ABOUT_INCIDENT, short_help="Print one incident.")
@click.argument("name", metavar="ID")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
@click.option("--published", metavar="DATE", help="Date of the articles that have none of their own.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@with_progress
@click.option("--quiet", is_flag=True, help="No progress, no warnings; what cannot be read is still named.")
def incident(
    name: str,
    files: tuple[str, ...],
    project: str | None,
    published: str | None,
    as_json: bool,
    progress: Form,
    quiet: bool,
) -> int:
    """Print one incident."""
    from tocsin import merging_run

    asked = _asked(files, project, published, None, as_json=as_json, progress=progress, quiet=quiet)
    return DONE if merging_run.incident(asked, name) else SOME_NOT_READ


@click.command(help=ABOUT_DEDUP, short_help="Find copies among articles.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one pair a line as JSON.")
def dedup(files: tuple[str, ...], as_json: bool) -> int:
    """Print copies and quotations."""
    from tocsin import merging_run

    return DONE if merging_run.dedup(files, as_json) else SOME_NOT_READ


@click.command(help=ABOUT_READOUTS, short_help="Lay two accounts side by side.")
@click.argument("first")
@click.argument("second")
@click.option("--json", "as_json", is_flag=True, help="Print one point a line as JSON.")
def readouts(first: str, second: str, as_json: bool) -> int:
    """Print two accounts side by side."""
    from tocsin import merging_run

    return DONE if merging_run.readouts(first, second, as_json) else SOME_NOT_READ


COMMANDS = (incidents, incident, dedup, readouts)


def _asked(  # type: ignore[no-untyped-def]
    files: tuple[str, ...], project: str | None, published: str | None, kind: str | None, **shown: Any
):
    """Return what to merge. UsageError for files and a project, a bad date, an unknown type."""
    from tocsin import ontology
    from tocsin.errors import UsageError
    from tocsin.merging_run import Merging
    from tocsin.reading import published_date

    if files and project is not None:
        raise UsageError("give files or --project, not both")
    if published is not None and not files:
        raise UsageError("--published is for files: the articles of a project have their dates")
    if kind is not None and kind.upper() not in ontology.types():
        raise UsageError(f"no type {kind!r}: there are {', '.join(ontology.types())}")
    day = None if published is None else published_date(published)
    return Merging(files=files, project=project, published=day, type=kind.upper() if kind else None, **shown)
