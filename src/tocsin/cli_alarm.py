"""The commands that watch a crisis: series, escalation, alerts, replay."""

from __future__ import annotations

from typing import Any

import click

from tocsin.cli_options import form_of

DONE = 0
SERIES_FORMS = {"jsonl": "jsonl", "csv": "csv", "parquet": "parquet", "txt": "table"}
SOME_FAILED = 1
ABOUT_SERIES = """Count incidents by day, week or month, from FILEs or a project.

Incidents are counted, not the reports that copy each other. Corrected counts are those of a day that was
read as widely as usual. A period of which nothing was read is missing, one that was read and has no
incident is quiet.

\b
Examples:
  tocsin series --dyad IND-PAK --by week
  tocsin series --dyad IND-PAK --split direction --quad 4 --csv
  tocsin series --project crisis --split type --parquet --out series.parquet
"""
ABOUT_ESCALATION = """Print the escalation index of a dyad, or of the whole project, day by day.

The index, 0 to 100, says on how many of the earlier days less was going on; the band comes from re-
sampling the sources. Each day sees only what was published by then. docs/escalation.md has the formula.

\b
Examples:
  tocsin escalation --dyad IND-PAK --since 2025-04
  tocsin escalation --dyad IND-PAK --explain 2025-05-07
"""
ABOUT_ALERTS = """Print what a project's alarm rings for, and send it where tocsin.toml says.

Prints the alerts since the last run (of the first run: those of the last day read), each with its reason,
its evidence and what would clear it. They go to the file, RSS file, e-mail and webhook of the section
[alerts]; what could not be sent is sent by the next run. alerts.log in the project's folder remembers all
of it. The password of the mail server is taken from TOCSIN_MAIL_PASSWORD, the secret that signs webhooks
from TOCSIN_WEBHOOK_SECRET. Exit status 1: some alert could not be sent.

\b
Examples:
  tocsin alerts --project crisis
  tocsin alerts --dyad IND-PAK --since 2025-04 --dry-run
"""
ABOUT_REPLAY = """Run through history as if it were live, and score the alerts.

Each day sees the reports published by then and nothing else: they are merged anew day by day. The score
counts the onsets of fighting that were found, the days of warning, and false alarms. An onset is force,
asserted by two independent sources, after 30 days without; or the days that --onset gives.

\b
Examples:
  tocsin replay --dyad IND-PAK --from 2025-01 --to 2025-06
  tocsin replay --dyad IND-PAK --onset 2025-05-07 --json
"""
ABOUT_PROJECT = "Folder or URL of a project [default: the one of this folder, if no FILE is given]."
ABOUT_DYAD = "Two parties, as IND-PAK, or IND:PAK for one direction [default: everything]."
ABOUT_DATE = "Date of the articles that have none of their own."


@click.command(help=ABOUT_SERIES, short_help="Count incidents by day, week or month.")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
@click.option("--published", metavar="DATE", help=ABOUT_DATE)
@click.option("--dyad", metavar="A-B", help=ABOUT_DYAD)
@click.option("--by", type=click.Choice(["day", "week", "month"]), default="day", show_default=True)
@click.option("--type", metavar="TYPE", help="Only incidents of this type.")
@click.option("--quad", type=click.IntRange(1, 4), help="Only incidents of this quad class.")
@click.option("--modality", metavar="CLAIM", help="Only this claim [default: asserted and alleged].")
@click.option("--place", metavar="NAME", help="Only incidents at this place, or in this country.")
@click.option(
    "--split",
    type=click.Choice(["direction", "type", "quad", "modality", "place"]),
    help="A series of each direction, type and so on.",
)
@click.option("--since", metavar="DATE", help="First day, month or year.")
@click.option("--until", metavar="DATE", help="Last day, month or year.")
@click.option("--json", "form", flag_value="jsonl", help="Print one period a line as JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--parquet", "form", flag_value="parquet", help="Write Parquet, to the file of --out.")
@click.option(
    "--out", metavar="FILE", help="Write to FILE; its ending chooses the form: jsonl, csv, parquet, txt."
)
def series(files: tuple[str, ...], form: str | None, out: str | None, **asked: Any) -> int:
    """Print series."""
    from tocsin import alarm_run
    from tocsin.project_series import Wanted

    names = ("dyad", "by", "split", "type", "quad", "modality", "place")
    run = alarm_run.SeriesAsked(
        source=_source(files, asked),
        wanted=Wanted(**{name: asked[name] for name in names}),
        since=asked["since"],
        until=asked["until"],
        form=form or SERIES_FORMS[form_of(out, SERIES_FORMS, "txt")],
        out=out,
    )
    return DONE if alarm_run.show_asked_series(run) else SOME_FAILED


@click.command(help=ABOUT_ESCALATION, short_help="Print the escalation index.")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
@click.option("--published", metavar="DATE", help=ABOUT_DATE)
@click.option("--dyad", metavar="A-B", help=ABOUT_DYAD)
@click.option("--since", metavar="DATE", help="First day, month or year to print.")
@click.option("--until", metavar="DATE", help="Last day, month or year.")
@click.option(
    "--explain",
    metavar="DATE",
    help="Print what each incident adds to the value of this day, which the index compares with the past.",
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Seed of the band.")
@click.option("--json", "as_json", is_flag=True, help="Print one day a line as JSON.")
def escalation(files: tuple[str, ...], **asked: Any) -> int:
    """Print the escalation index."""
    from tocsin import alarm_run

    run = alarm_run.EscalationAsked(
        source=_source(files, asked),
        **{name: asked[name] for name in ("dyad", "since", "until", "explain", "seed", "as_json")},
    )
    return DONE if alarm_run.show_escalation(run) else SOME_FAILED


@click.command(help=ABOUT_ALERTS, short_help="Print and send alerts.")
@click.option(
    "--project", metavar="DIR|URL", help="Folder or URL of a project [default: that of this folder]."
)
@click.option("--dyad", "dyads", multiple=True, metavar="A-B", help="Watch this dyad; may be given again.")
@click.option("--since", metavar="DATE", help="Alerts from this day on [default: since the last run].")
@click.option("--until", metavar="DATE", help="Alerts until this day [default: the last day read].")
@click.option("--dry-run", "dry", is_flag=True, help="Send and remember nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one alert a line as JSON.")
def alerts(
    project: str | None,
    dyads: tuple[str, ...],
    since: str | None,
    until: str | None,
    dry: bool,
    as_json: bool,
) -> int:
    """Print and send alerts."""
    from tocsin import alert_run

    asked = alert_run.AlertsAsked(
        project=project, dyads=dyads, since=since, until=until, dry=dry, as_json=as_json
    )
    return DONE if alert_run.alerts(asked) else SOME_FAILED


@click.command(help=ABOUT_REPLAY, short_help="Run history as if live and score the alerts.")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
@click.option("--published", metavar="DATE", help=ABOUT_DATE)
@click.option("--dyad", metavar="A-B", help=ABOUT_DYAD)
@click.option("--from", "first", metavar="DATE", help="First day, month or year [default: the first read].")
@click.option("--to", "last", metavar="DATE", help="Last day, month or year [default: the last read].")
@click.option("--onset", "onsets", multiple=True, metavar="DATE", help="A day on which fighting began.")
@click.option("--json", "as_json", is_flag=True, help="Print one alert a line as JSON, and the score.")
def replay(files: tuple[str, ...], **asked: Any) -> int:
    """Replay history."""
    from tocsin import alert_run

    run = alert_run.ReplayAsked(
        source=_source(files, asked),
        **{name: asked[name] for name in ("dyad", "first", "last", "onsets", "as_json")},
    )
    return DONE if alert_run.replay(run) else SOME_FAILED


COMMANDS = (series, escalation, alerts, replay)


def _source(files: tuple[str, ...], asked: dict[str, Any]):  # type: ignore[no-untyped-def]
    """Return where acts come from. UsageError for files and a project, or a date that is none."""
    from tocsin.alarm_run import Source
    from tocsin.errors import UsageError
    from tocsin.reading import published_date

    project, published = asked["project"], asked["published"]
    if files and project is not None:
        raise UsageError("give files or --project, not both")
    if published is not None and not files:
        raise UsageError("--published is for files: the articles of a project have their dates")
    day = None if published is None else published_date(published)
    return Source(files=files, project=project, published=day)
