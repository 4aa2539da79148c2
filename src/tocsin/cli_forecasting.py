"""The commands that forecast: import, backtest, forecast, ledger, scores, scenario."""

from __future__ import annotations

import click

from tocsin.cli_options import form_of

DONE = 0
SOME_CHANGED = 1
ABOUT_IMPORT = """Read events that others have coded.

\b
Example:
  tocsin import icews icews14 --start 2014-01-01 --out series.csv
"""
ABOUT_IMPORT_ICEWS = """Turn ICEWS or POLECAT events into daily series of directed dyads of countries.

WHERE is a folder of ids (train.txt, valid.txt and perhaps test.txt with subject, relation, object and time in
hours; entity2id.txt, relation2id.txt), or a table with its header as ICEWS or POLECAT publish it. Countries
are told by their name or by what stands in brackets after a name. Writes one row for each dyad and day on
which anything happened.

\b
Examples:
  tocsin import icews icews14 --start 2014-01-01 --out series.csv --format csv
  tocsin import icews events.2014.tab | head
"""
ABOUT_BACKTEST = """Measure forecasts of a question on past data, against climatology.

DATA is what `tocsin import icews` reads. Of a folder of ids the models learn from the earlier parts and
forecast on each day of the last one, of a table on each of the last tenth of its days; --from says otherwise.
Nothing is used that was not known on the day. Skill is 1 - Brier score / that of the expanding climatology of
each dyad alone, with the interval of 2,000 re-samples of the dyads.

\b
Examples:
  tocsin backtest --data icews14 --horizon 7 --question material-conflict
  tocsin backtest --data events.tab --from 2015-01-01 --question assault --json
"""
ABOUT_FORECAST = """Say how likely a question is to be answered yes, from a project's incidents.

A question has a rule that a program can check: "at least one material-conflict incident IND->PAK, asserted by
two independent sources, within 7 days". QUESTION is such a sentence (A->B or A:B is what A does to B, A<->B
or A-B takes both directions; kinds are quad classes, PLOVER types, TYPE/mode or any), or the name of a common
one, asked about each --dyad or the five busiest: material-conflict, material-conflict-confirmed, assault,
mobilisation, sanctions, threat, talks, ceasefire, many-clashes. Where the data are too few it says so
and gives no number.

Each number goes into the ledger in the project's folder before its outcome is known; with --on, or with
--no-ledger, it does not.

\b
Examples:
  tocsin forecast --project crisis --dyad IND-PAK
  tocsin forecast --question "at least 1 ASSAULT incident IND<->PAK, asserted, within 14 days"
"""
ABOUT_SCENARIO = """Show how the forecasts of a dyad would move if something happened tomorrow.

It is how the models respond to what is supposed, not prophecy, and nothing of it goes into the ledger.
SUPPOSED is one of ceasefire, withdrawal, talks, call, aid, accusation, threat, ultimatum, mobilisation,
sanctions, expulsion, shelling, airstrike, with who does it: "mobilisation by PAK", "sanctions by USA on PAK".

\b
Examples:
  tocsin scenario --dyad IND-PAK --suppose "ceasefire tomorrow"
  tocsin scenario --dyad IND-PAK --suppose "mobilisation by PAK" --horizon 14
"""
ABOUT_LEDGER = """Check and settle the forecasts that were made.

The ledger is forecasts.jsonl in the project's folder, one entry a line, each chained to the one before it by
its hash; forecasts.seal holds the number of entries and the last hash.

\b
Examples:
  tocsin ledger verify --project crisis
  tocsin ledger resolve
"""
ABOUT_VERIFY = """Check every byte of the ledger; exit status 1 if anything was changed.

\b
Example:
  tocsin ledger verify --project crisis
"""
ABOUT_RESOLVE = """Write down what came of the forecasts whose window has closed.

A window is resolved by its rule from the reports until two days after its end. Where less than half of its
days were read and nothing is known to have happened, it is void: silence is not peace.

\b
Example:
  tocsin ledger resolve --project crisis
"""
ABOUT_SCORES = """Print how good the forecasts of the ledger were.

Brier and log score, skill over the climatology of the day with its interval, calibration with the reliability
table, sharpness, CRPS of the number of acts. From 20 resolved forecasts on.

\b
Example:
  tocsin scores --project crisis --json
"""
PROJECT = click.option("--project", metavar="DIR|URL", help="The project [default: the one of this folder].")
QUESTION = click.option(
    "--question",
    "questions",
    multiple=True,
    metavar="QUESTION",
    help="A sentence or the name of a common question.",
)
DYADS = click.option(
    "--dyad",
    "dyads",
    multiple=True,
    metavar="A-B",
    help="Whom a common question is about: IND-PAK or IND:PAK is what IND does to PAK, IND<->PAK both ways.",
)
ON = click.option("--on", metavar="DATE", help="Use what was known on that day alone.")
HORIZON = click.option(
    "--horizon",
    type=click.Choice(["1", "3", "7", "14", "30"]),
    default="7",
    show_default=True,
    help="Days that the question is about.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group("import", help=ABOUT_IMPORT, short_help="Read events that others have coded.")
def import_() -> None:
    """Group the readers."""


@import_.command(help=ABOUT_IMPORT_ICEWS, short_help="ICEWS and POLECAT events, as daily series.")
@click.argument("where")
@click.option("--start", metavar="DATE", help="The day of hour 0 of a folder of ids; else days are numbered.")
@click.option("--out", metavar="FILE", help="Write to FILE, which appears only when it is complete.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="jsonl, csv or parquet [default: what --out ends in, else jsonl].",
)
def icews(where: str, start: str | None, out: str | None, form: str | None) -> int:
    """Write series."""
    from tocsin.backtest_run import FORMS, import_icews

    import_icews(where, start, form or form_of(out, FORMS, "jsonl"), out)
    return DONE


@click.command(help=ABOUT_BACKTEST, short_help="Measure forecasts on past data.")
@click.option("--data", required=True, metavar="DIR|FILE", help="Events of the past.")
@click.option(
    "--question", default="material-conflict", show_default=True, metavar="NAME", help="A common question."
)
@HORIZON
@click.option(
    "--from", "since", metavar="DAY", help="The first day to forecast from: a date; of ids a number."
)
@click.option(
    "--min-events",
    "fewest",
    default=20,
    show_default=True,
    type=click.IntRange(1),
    help="Acts that a dyad needs in the part to learn from.",
)
@AS_JSON
def backtest(data: str, question: str, horizon: str, since: str | None, fewest: int, as_json: bool) -> int:
    """Measure forecasts."""
    from tocsin.backtest_run import run_backtest

    run_backtest(data, question, int(horizon), since, fewest, as_json)
    return DONE


@click.command(help=ABOUT_FORECAST, short_help="Say how likely it is.")
@PROJECT
@QUESTION
@DYADS
@HORIZON
@ON
@click.option("--no-ledger", is_flag=True, help="Do not write it into the ledger.")
@AS_JSON
def forecast(
    project: str | None,
    questions: tuple[str, ...],
    dyads: tuple[str, ...],
    horizon: str,
    on: str | None,
    no_ledger: bool,
    as_json: bool,
) -> int:
    """Forecast."""
    from tocsin.forecasting_run import Asking, forecast

    asked = Asking(
        project=project,
        questions=questions,
        dyads=dyads,
        horizon=int(horizon),
        on=_day(on),
        keep=not no_ledger,
        as_json=as_json,
    )
    forecast(asked)
    return DONE


@click.command(help=ABOUT_SCENARIO, short_help="Show how forecasts would move.")
@PROJECT
@QUESTION
@DYADS
@HORIZON
@ON
@click.option(
    "--suppose", "supposed", multiple=True, required=True, metavar="SUPPOSED", help="What happens tomorrow."
)
@AS_JSON
def scenario(
    project: str | None,
    questions: tuple[str, ...],
    dyads: tuple[str, ...],
    horizon: str,
    on: str | None,
    supposed: tuple[str, ...],
    as_json: bool,
) -> int:
    """Suppose something."""
    from tocsin.forecasting_run import Asking, scenario

    asked = Asking(
        project=project, questions=questions, dyads=dyads, horizon=int(horizon), on=_day(on), as_json=as_json
    )
    scenario(asked, supposed)
    return DONE


@click.group(help=ABOUT_LEDGER, short_help="Check and settle the forecasts that were made.")
def ledger() -> None:
    """Group what is done with the ledger."""


@ledger.command(help=ABOUT_VERIFY, short_help="Check every byte.")
@PROJECT
@AS_JSON
def verify(project: str | None, as_json: bool) -> int:
    """Check the ledger."""
    from tocsin.ledger_run import verify

    return DONE if verify(project, as_json) else SOME_CHANGED


@ledger.command(help=ABOUT_RESOLVE, short_help="Write down what came of forecasts.")
@PROJECT
@AS_JSON
def resolve(project: str | None, as_json: bool) -> int:
    """Settle the forecasts."""
    from tocsin.ledger_run import resolve

    resolve(project, as_json)
    return DONE


@click.command(help=ABOUT_SCORES, short_help="Print how good the forecasts were.")
@PROJECT
@AS_JSON
def scores(project: str | None, as_json: bool) -> int:
    """Score the forecasts."""
    from tocsin.ledger_run import scores

    scores(project, as_json)
    return DONE


COMMANDS = (import_, backtest, forecast, scenario, ledger, scores)


def _day(written: str | None) -> str | None:
    from datetime import date

    from tocsin.errors import UsageError

    if written is None:
        return None
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise UsageError(f"{written!r} is no date: write it as 2025-05-01") from None
