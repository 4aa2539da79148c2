"""The command ``tocsin``: parse the arguments, call the pipeline, write.

Nothing heavy is imported before it is used, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

from tocsin import (
    cli_alarm,
    cli_brief,
    cli_correcting,
    cli_forecasting,
    cli_merging,
    cli_project,
    cli_serving,
    cli_showing,
    cli_watching,
)
from tocsin.cli_evaluate import evaluate
from tocsin.cli_options import form_of, with_workers

ALL_CODED = 0
SOME_NOT_READ = 1
WRONG_USAGE = 2
INTERRUPTED = 130

ABOUT = """Read news reports, write political events: who did or said what to whom, when and where, on whose
word.

\b
Examples:
  tocsin code report.txt --published 2025-05-01
  tocsin ontology ASSAULT

Exit status: 0 all was coded, 1 some input could not be read (the rest was coded), 2 wrong usage or an output
that cannot be written, 130 interrupted.
"""
ABOUT_CODE = """Code each FILE into events.

A FILE is plain text (its first line is the title if it stands alone), JSON or JSONL article records with
the field text and, if known, title, published, url and so on; a page, feed, table, archive, mail or PDF; a
folder or a pattern; a URL. A dash reads standard input. The events of all are one stream, each with its
article's id.

\b
Examples:
  tocsin code report.txt --published 2025-05-01
  tocsin code *.txt --format csv --out events.csv
  cat articles.jsonl | tocsin code - | head
  tocsin code report.txt --explain
"""
ABOUT_TRAIN = """Train a model of your own on the labelled pairs of FILE, a project's corrections, or both.

A FILE is tab-separated with a header, or JSONL, with the columns sentence, source and target, or
marked_sentence with <s>source</s> and <t>target</t>, and the label in label, gold_root or type. Any set of
labels will do, from about 20 rows a label; labels that are no PLOVER types are mapped to them by --mapping, a
file of label, tab, type. It starts from the model that ships with Tocsin, or from --base.

--from-project takes the events that somebody has accepted, changed, added or rejected (label NONE). They get
the label that FILE has for their type, if it has one. --export-only writes the rows and trains nothing.

\b
Examples:
  tocsin train pairs.tsv --out my-model
  tocsin train pairs.jsonl --label topic --mapping plover.tsv --out my-model
  tocsin train pairs.tsv --from-project crisis --out my-model
  tocsin code report.txt --model my-model
"""
ABOUT_RESOLVE = """Say whom the words TEXT mean on a day: name, country, sector, role, code, and why.

\b
Examples:
  tocsin resolve "the US Secretary of State" --date 2014-06-01
  tocsin resolve Lt Gen Asim Malik --date 2025-05-01
  tocsin resolve "the minister" --context report.txt --json
"""
ABOUT_QUOTES = """Print who said what in each FILE: speaker, whether the words are quoted, the words.

A dash reads standard input; files are those of tocsin code.

\b
Examples:
  tocsin quotes report.txt
  tocsin quotes articles.jsonl --json | head
"""
ABOUT_ONTOLOGY = """Print the event types with scores, codes and an example of each, or one TYPE.

\b
Examples:
  tocsin ontology
  tocsin ontology RETREAT
"""


@click.group(help=ABOUT, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tocsin", message="%(prog)s %(version)s")
def tocsin() -> None:
    """Group the commands."""


@tocsin.command(help=ABOUT_CODE, short_help="Code reports into events.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--published", metavar="DATE", help="Date of the articles that have none of their own, ISO 8601."
)
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    help="table, jsonl, csv or json [default: what --out ends in; table on a terminal; else jsonl].",
)
@click.option("--out", metavar="FILE", help="Write to FILE, which appears only when it is complete.")
@click.option("--model", metavar="DIR", help="A model of `tocsin train`, in the place of the one that ships.")
@click.option(
    "--borders",
    default="un",
    show_default=True,
    metavar="POLICY",
    help="Whose a disputed place is: un, de-facto, none, or a table with the columns name, country.",
)
@click.option(
    "--map", "maps", multiple=True, metavar="FIELD=COLUMN", help="Column of a table that holds a field."
)
@click.option("--explain", is_flag=True, help="Show for each event its clause and what each room decided.")
@with_workers
@click.option("--quiet", is_flag=True, help="No warnings, no progress; what cannot be read is still named.")
def code(
    files: tuple[str, ...],
    published: str | None,
    form: str | None,
    out: str | None,
    model: str | None,
    borders: str,
    maps: tuple[str, ...],
    explain: bool,
    workers: int | None,
    quiet: bool,
) -> int:
    """Run the pipeline over the files."""
    from tocsin.coding_run import Run, code_all
    from tocsin.reading import mapping_of, published_date

    target = _not_an_input(out, files)
    run = Run(
        sources=files,
        published=None if published is None else published_date(published),
        form=form or _default_format(target, explain),
        out=target,
        model=model,
        explain=explain,
        quiet=quiet,
        borders=borders,
        mapping=mapping_of(maps),
        workers=workers,
    )
    return ALL_CODED if code_all(run) else SOME_NOT_READ


@tocsin.command(help=ABOUT_ONTOLOGY, short_help="Print the event types, modes and codes.")
@click.argument("type_name", metavar="[TYPE]", required=False)
def ontology(type_name: str | None) -> int:
    """Show the ontology on standard output."""
    from tocsin.showing.ontology_view import show_ontology
    from tocsin.showing.output import open_output

    with open_output(None, as_data=False) as stream:
        show_ontology(stream, type_name)
    return ALL_CODED


@tocsin.command(help=ABOUT_TRAIN, short_help="Train a model on labelled pairs.")
@click.argument("file", required=False)
@click.option("--out", metavar="DIR", help="The folder of the new model; it must not exist.")
@click.option("--from-project", "project", metavar="DIR|URL", help="Learn from the corrections of a project.")
@click.option("--export-only", "rows_out", metavar="PATH", help="Write the rows there, and train nothing.")
@click.option("--base", metavar="DIR", help="The model to start from [default: the one that ships].")
@click.option(
    "--label", metavar="COLUMN", help="The column of the label [default: label, gold_root or type]."
)
@click.option("--mapping", metavar="MAP", help="File of label, tab, PLOVER type.")
@click.option("--epochs", default=6, show_default=True, type=click.IntRange(1, 100))
@click.option("--seed", default=1, show_default=True, type=int)
@click.option("--quiet", is_flag=True, help="No progress.")
def train(
    file: str | None,
    out: str | None,
    project: str | None,
    rows_out: str | None,
    base: str | None,
    label: str | None,
    mapping: str | None,
    epochs: int,
    seed: int,
    quiet: bool,
) -> int:
    """Train a relation model."""
    from tocsin.training_run import TrainingRun, train_model

    train_model(TrainingRun(file, out, base, label, mapping, epochs, seed, quiet, project, rows_out))
    return ALL_CODED


@tocsin.command(help=ABOUT_RESOLVE, short_help="Say whom a phrase means.")
@click.argument("text", nargs=-1, required=True)
@click.option("--date", "day", metavar="DATE", help="Day of the report, ISO 8601 [default: today].")
@click.option(
    "--context", metavar="FILE", help="Text of the same report; what it says comes before the tables."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def resolve(text: tuple[str, ...], day: str | None, context: str | None, as_json: bool) -> int:
    """Resolve one phrase."""
    from tocsin.resolving_run import resolve_text

    resolve_text(" ".join(text), day, context, as_json)
    return ALL_CODED


@tocsin.command(help=ABOUT_QUOTES, short_help="Say who said what.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--published", metavar="DATE", help="Date of the articles that have none of their own, ISO 8601."
)
@click.option("--json", "as_json", is_flag=True, help="Print one statement a line as JSON.")
def quotes(files: tuple[str, ...], published: str | None, as_json: bool) -> int:
    """Print the statements of articles."""
    from tocsin.reading import published_date
    from tocsin.resolving_run import quote_all

    day = None if published is None else published_date(published)
    return ALL_CODED if quote_all(files, day, as_json) else SOME_NOT_READ


tocsin.add_command(evaluate)
for command in (
    *cli_project.COMMANDS,
    *cli_merging.COMMANDS,
    *cli_brief.COMMANDS,
    *cli_correcting.COMMANDS,
    *cli_watching.COMMANDS,
    *cli_serving.COMMANDS,
    *cli_showing.COMMANDS,
    *cli_alarm.COMMANDS,
    *cli_forecasting.COMMANDS,
):
    tocsin.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit with its status."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit status; every error that is the user's becomes one line."""
    from tocsin.errors import TocsinError

    try:
        with tocsin.make_context("tocsin", list(arguments)) as context:
            status: object = tocsin.invoke(context)
        return status if isinstance(status, int) else ALL_CODED
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except TocsinError as error:
        click.echo(f"tocsin: {error}", err=True)
        return WRONG_USAGE
    except KeyboardInterrupt:
        click.echo("\ntocsin: interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return ALL_CODED
    except OSError as error:
        # What is the user's has its own error: this is the standard output or error, a full disk for example.
        _say_if_possible(f"tocsin: standard output: {(error.strerror or str(error)).lower()}")
        _drop_output()
        return WRONG_USAGE


def _default_format(out: str | None, explain: bool) -> str:
    """Return what the output's name ends in; for a terminal, or to explain, the table; else JSONL."""
    from tocsin.showing.formats import format_names

    shown = explain or (out is None and sys.stdout is not None and sys.stdout.isatty())
    return form_of(out, format_names(), "table" if shown else "jsonl")


def _not_an_input(out: str | None, files: tuple[str, ...]) -> str | None:
    """Refuse to replace an input by its own events."""
    for file in files if out else ():
        if os.path.realpath(file) == os.path.realpath(str(out)) and file != "-":
            raise click.UsageError(f"--out {out} is one of the inputs and would be lost: name another file")
    return out


def _say_if_possible(line: str) -> None:
    with suppress(OSError):
        click.echo(line, err=True)


def _drop_output() -> None:
    """Let the interpreter's last flush go nowhere: whoever read our output has closed it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
