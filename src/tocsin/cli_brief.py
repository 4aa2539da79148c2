"""The command that writes a brief."""

from __future__ import annotations

import click

from tocsin.cli_options import form_of

DONE = 0
SOME_NOT_READ = 1
ABOUT = """Write a brief: what changed, how grave, who says so, on one page that holds all its evidence.

Given are reports (files, folders, patterns as of tocsin code), or one project: its folder or its
postgresql:// URL. With nothing, it is the project of this folder. The page asks nobody for anything and needs
no script.

\b
Examples:
  tocsin brief reports/*.jsonl --out brief.html
  tocsin brief crisis --out today.html --since yesterday.html
  tocsin brief crisis --since 2025-11-10 --format pdf --out brief.pdf
"""


@click.command(help=ABOUT, short_help="Write a brief of a project or of reports.")
@click.argument("sources", nargs=-1, metavar="[PROJECT|FILE...]")
@click.option("--project", metavar="DIR|URL", help="The project, in the place of an argument.")
@click.option("--published", metavar="DATE", help="Date of the articles that have none of their own.")
@click.option(
    "--out", metavar="FILE", help="The file to write, or - for standard output [default: brief.FORMAT]."
)
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    help="html, md, pdf (needs an installed browser) or docx [default: what --out ends in; else html].",
)
@click.option(
    "--since", metavar="BRIEF|DATE", help="Say what changed since an earlier brief (HTML) or a date."
)
@click.option("--title", metavar="TEXT", help="The title [default: the two parties with most to do].")
@click.option("--quiet", is_flag=True, help="Do not name the file, no warnings, no progress.")
def brief(
    sources: tuple[str, ...],
    project: str | None,
    published: str | None,
    out: str | None,
    form: str | None,
    since: str | None,
    title: str | None,
    quiet: bool,
) -> int:
    """Write the brief."""
    from tocsin import brief_run
    from tocsin.errors import UsageError
    from tocsin.reading import published_date

    files = sources
    if project is None and len(sources) == 1 and brief_run.is_project(sources[0]):
        files, project = (), sources[0]
    among = [one for one in files if brief_run.is_project(one)]
    if files and (project is not None or among):
        raise UsageError("give files or a project, not both")
    if published is not None and not files:
        raise UsageError("--published is for files: the articles of a project have their dates")
    chosen = _format(form, out, brief_run.FORMATS)
    asked = brief_run.Asked(
        files=files,
        project=project,
        published=None if published is None else published_date(published),
        form=chosen,
        out=out or f"brief.{chosen}",
        since=since,
        title=title,
        quiet=quiet,
    )
    return DONE if brief_run.write_brief(asked) else SOME_NOT_READ


COMMANDS = (brief,)


def _format(form: str | None, out: str | None, formats: tuple[str, ...]) -> str:
    """Return the format that is asked for, else what the file's name ends in, else HTML."""
    from tocsin.errors import UsageError

    if form is not None:
        if form.lower() not in formats:
            raise UsageError(f"no format {form!r}: there are {', '.join(formats)}")
        return form.lower()
    return form_of(out, formats, "html")
