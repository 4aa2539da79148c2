"""The commands of a project: make one, add to it, ask it, take data out, see problems, code it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli_options import with_progress, with_workers

if TYPE_CHECKING:
    from tocsin.showing.progress import Form

DONE = 0
SOME_NOT_READ = 1
ABOUT_INIT = """Make a project: a folder DIR [default: this one] with tocsin.toml and tocsin.db.

DIR may be the URL of a PostgreSQL server, whose database then has the tables and no settings file.

\b
Examples:
  tocsin init crisis
  tocsin init crisis --database postgresql://user@host/crisis
"""
ABOUT_ADD = """Add the articles of each SOURCE to a project, and code them.

An article that is there already is not coded twice; one with the same url or id and another text becomes a
new version, and the earlier one is kept. A run that was stopped goes on where it stopped when run again.
Exit status 1: some source could not be read; tocsin problems names it.

\b
Examples:
  tocsin add reports/*.txt --published 2025-05-01
  tocsin add articles.jsonl --project crisis
"""
ABOUT_QUERY = """Print the events of a project that fulfil all filters.

A PARTY is a country (PAK, Pakistan), the beginning of a code (PAKMIL) or words of its name. A DAY is
2025-05-01, 2025-05 or 2025. WORDS must all stand in the evidence; "a phrase", begin* and a OR b are known.

\b
Examples:
  tocsin query --actor PAK --type ASSAULT --since 2025-05
  tocsin query --dyad PAK-IND --words "border crossing" --format csv
  tocsin query --near Srinagar --within-km 100
  tocsin query --sql "SELECT type, count(*) FROM events GROUP BY type"
"""
ABOUT_EXPORT = """Write the events, statements and articles of a project into the folder PATH, a file each.

\b
Examples:
  tocsin export --format parquet --out data
  tocsin export --format csv --out data --project crisis
"""
ABOUT_PROBLEMS = """List what could not be read or coded, and why; with --retry, try it again.

\b
Examples:
  tocsin problems
  tocsin problems --retry
"""
ABOUT_RECODE = """Code all articles again with the coder of today, and show what it changes by type.

Nothing is replaced until it is accepted. A run that was stopped goes on where it stopped.

\b
Examples:
  tocsin recode
  tocsin recode --accept
"""
Command = Callable[..., Any]


def _in_project(command: Command) -> Command:
    about = "Folder or postgresql:// URL [default: this folder, or the nearest above it with a tocsin.toml]."
    return click.option("--project", metavar="DIR|URL", help=about)(command)


@click.command(help=ABOUT_INIT, short_help="Make a project.")
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--database", metavar="FILE|URL", help="Where the data is kept [default: tocsin.db in DIR].")
def init(folder: str, database: str | None) -> int:
    """Make a project and say where."""
    from tocsin.project import init_project

    with init_project(folder, database) as project:
        click.echo(f"made a project: {project.settings.folder or project.store.where}", err=True)
    return DONE


@click.command(help=ABOUT_ADD, short_help="Add articles to a project and code them.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@_in_project
@click.option(
    "--published", metavar="DATE", help="Date of the articles that have none of their own, ISO 8601."
)
@click.option(
    "--map", "maps", multiple=True, metavar="FIELD=COLUMN", help="Column of a table that holds a field."
)
@click.option("--no-code", is_flag=True, help="Store the articles; the next tocsin add codes them.")
@with_workers
@with_progress
@click.option("--quiet", is_flag=True, help="No progress, no report; what cannot be read is still named.")
def add(
    sources: tuple[str, ...],
    project: str | None,
    published: str | None,
    maps: tuple[str, ...],
    no_code: bool,
    workers: int | None,
    progress: Form,
    quiet: bool,
) -> int:
    """Add sources."""
    from tocsin.project_run import Adding, add_all
    from tocsin.reading import mapping_of, published_date

    run = Adding(
        sources=sources,
        project=project,
        published=None if published is None else published_date(published),
        mapping=mapping_of(maps),
        code=not no_code,
        quiet=quiet,
        progress=progress,
        workers=workers,
    )
    return DONE if add_all(run) else SOME_NOT_READ


@click.command(help=ABOUT_QUERY, short_help="Print the events of a project.")
@_in_project
@click.option("--actor", metavar="PARTY", help="Who did it.")
@click.option("--recipient", metavar="PARTY", help="To whom.")
@click.option("--dyad", metavar="A-B", help="Two parties: one to the other, or both together.")
@click.option("--type", "type_", metavar="TYPE", help="A type of tocsin ontology.")
@click.option("--mode", metavar="MODE", help="A mode of tocsin ontology.")
@click.option("--quad", type=click.IntRange(1, 4), help="Quad class.")
@click.option("--since", metavar="DAY", help="First day, inclusive.")
@click.option("--until", metavar="DAY", help="Last day, inclusive.")
@click.option("--place", metavar="NAME", help="Name of the place, or its country.")
@click.option("--near", metavar="PLACE", help="A name, or latitude,longitude.")
@click.option("--within-km", type=float, metavar="KM", help="How far from it [default: 50].")
@click.option("--modality", metavar="CLAIM", help="asserted, alleged, denied, negated, planned, …")
@click.option("--words", metavar="WORDS", help="Words of the evidence.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="How sure, at least.")
@click.option("--article", metavar="ID", help="The events of one article.")
@click.option("--publisher", metavar="NAME", help="The events that one publisher reports; - of none named.")
@click.option("--sql", metavar="SELECT", help="A whole query in SQL, in the place of filters; it only reads.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "jsonl", "csv")),
    help="[default: table on a terminal, else jsonl]",
)
@click.option(
    "--limit", type=click.IntRange(0), metavar="N", help="No more than N [default: of a table 100]."
)
def query(project: str | None, sql: str | None, form: str | None, limit: int | None, **filters: Any) -> int:
    """Ask a project."""
    import sys

    from tocsin.query_run import Query, answer

    filters["type"] = _known_type(filters.pop("type_"))
    shown = sys.stdout is not None and sys.stdout.isatty()
    wanted = {name: value for name, value in filters.items() if value is not None}
    form = form or ("table" if shown else "jsonl")
    answer(Query(project=project, filters=wanted, sql=sql, form=form, limit=limit))
    return DONE


@click.command(help=ABOUT_EXPORT, short_help="Write a project's data into files.")
@_in_project
@click.option("--format", "form", required=True, type=click.Choice(("parquet", "jsonl", "csv")))
@click.option(
    "--out", required=True, metavar="PATH", help="The folder; its files of these names are replaced."
)
@with_progress
@click.option("--quiet", is_flag=True, help="No progress, and do not say what was written.")
def export(project: str | None, form: str, out: str, progress: Form, quiet: bool) -> int:
    """Export a project."""
    from tocsin import query_run

    query_run.export(project, form, out, quiet, progress)
    return DONE


@click.command(help=ABOUT_PROBLEMS, short_help="List what could not be read.")
@_in_project
@click.option("--retry", is_flag=True, help="Read and code it again.")
@with_progress
@click.option("--quiet", is_flag=True, help="With --retry: no progress, no report.")
def problems(project: str | None, retry: bool, progress: Form, quiet: bool) -> int:
    """List or retry."""
    from tocsin.project_run import list_problems, retry_problems

    if not retry:
        list_problems(project)
        return DONE
    return DONE if retry_problems(project, quiet, progress) else SOME_NOT_READ


@click.command(help=ABOUT_RECODE, short_help="Code a project again with the coder of today.")
@_in_project
@click.option("--accept", is_flag=True, help="Put what was coded in the place of what is there.")
@with_workers
@with_progress
@click.option("--quiet", is_flag=True, help="No progress.")
def recode(project: str | None, accept: bool, workers: int | None, progress: Form, quiet: bool) -> int:
    """Code again."""
    from tocsin import project_run

    project_run.recode(project, accept, quiet, progress, workers)
    return DONE


def _known_type(name: str | None) -> str | None:
    """Return a type as the ontology writes it; UsageError for one that is none."""
    if name is None:
        return None
    from tocsin import ontology

    return ontology.type_info(name.upper().replace("-", "_")).name


COMMANDS = (init, add, query, export, problems, recode)
