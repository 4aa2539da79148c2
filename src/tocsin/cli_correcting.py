"""The commands by which people put right what the coder wrote: correct, list, review."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

if TYPE_CHECKING:
    from tocsin.storing.checks import Wanted

DONE = 0
REVIEWED_AT_ONCE = 20
MOST_CORRECTIONS = 2**63 - 1
ABOUT_CORRECT = """Put right an event of a project, reject it, or add one that was missed.

EVENT is an id, or the beginning of one. What the coder wrote is kept: a correction can be undone, and it
holds after tocsin recode. CODE is a country (PAK), an organisation (UNO), or either with sectors (PAKMIL);
--actor and --recipient replace the whole side. The word none empties a side, mode, date or place.

\b
Examples:
  tocsin correct 3f09a1 --type CONSULT --mode phone
  tocsin correct 3f09a1 --actor PAKMIL --recipient IND --who Ana
  tocsin correct 3f09a1 --reject
  tocsin correct --add --article 2dace517c80d6335 --evidence "shelled it" --type ASSAULT --actor PAK
  tocsin correct --join 3f09a1 c41d02
  tocsin correct --undo 7
"""
ABOUT_CORRECTIONS = """List what people have put right: what it was, what it is, who and when.

A correction whose event is gone since the article was coded again is orphaned, and kept.

\b
Examples:
  tocsin corrections
  tocsin corrections --training-rows pairs.tsv
"""
ABOUT_REVIEW = """Look through the events of a project, the least certain and most consequential first.

Keys: a accepts, r rejects, t changes the type, n goes to the next, q quits. From a pipe it is one letter a
line, and the type behind t. What was decided is not asked again.

\b
Examples:
  tocsin review --limit 50 --who Ana
  tocsin review --json
"""
ABOUT_PROJECT = (
    "Folder or postgresql:// URL [default: this folder, or the nearest above it with a tocsin.toml]."
)
ABOUT_WHO = "Who says so [default: your name on this machine]."


class _Asked(NamedTuple):
    """What ``tocsin correct`` is asked to do, and where."""

    project: str | None
    who: str | None
    wanted: Wanted
    events: tuple[str, ...]


@click.command(help=ABOUT_CORRECT, short_help="Put right what the coder wrote.")
@click.argument("events", nargs=-1, metavar="[EVENT]")
@click.option("--type", "type_", metavar="TYPE", help="A type of tocsin ontology.")
@click.option("--mode", metavar="MODE", help="A mode of the type, or none.")
@click.option("--actor", "actors", multiple=True, metavar="CODE", help="Who did it; again for another.")
@click.option("--recipient", "recipients", multiple=True, metavar="CODE", help="To whom; again for another.")
@click.option("--modality", metavar="CLAIM", help="asserted, alleged, denied, negated, planned, …")
@click.option("--date", metavar="DATE", help="2025-05-01, 2025-05, 2025-05-01/2025-05-03, or none.")
@click.option("--place", metavar="PLACE", help="A name, as 'Hyderabad, PAK' where several bear it, or none.")
@click.option("--reject", is_flag=True, help="It is no event.")
@click.option("--add", is_flag=True, help="Add an event: with --article, --evidence, --type and a party.")
@click.option("--article", metavar="ID", help="With --add: the article.")
@click.option("--evidence", metavar="WORDS", help="With --add: the exact words that tell it, found once.")
@click.option("--join", nargs=2, metavar="EVENT EVENT", help="Keep two events in one incident.")
@click.option("--split", nargs=2, metavar="EVENT EVENT", help="Keep two events in two incidents.")
@click.option(
    "--undo",
    type=click.IntRange(1, MOST_CORRECTIONS),
    metavar="ID",
    help="Take back the correction of this number.",
)
@click.option("--who", metavar="NAME", help=ABOUT_WHO)
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
def correct(
    events: tuple[str, ...], project: str | None, who: str | None, type_: str | None, **given: Any
) -> int:
    """Correct one thing."""
    from tocsin.storing.checks import Wanted

    fields = ("mode", "actors", "recipients", "modality", "date", "place")
    wanted = Wanted(type=type_, **{name: given[name] for name in fields})
    asked = _Asked(project, who, wanted, events)
    action = _the_one_action(asked, given)
    _only_with_add(action, given)
    if action in ("change", "reject"):
        _to_an_event(action, asked)
    elif action == "add":
        _add(asked, given["article"], given["evidence"])
    elif action == "undo":
        _undo(asked, given["undo"])
    else:
        _pair("join" if action == "join" else "split", asked, given[action])
    return DONE


@click.command(help=ABOUT_CORRECTIONS, short_help="List what people have put right.")
@click.option("--json", "as_json", is_flag=True, help="Print one correction a line as JSON.")
@click.option("--training-rows", metavar="FILE", help="Write labelled pairs for tocsin train in its place.")
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
def corrections(as_json: bool, training_rows: str | None, project: str | None) -> int:
    """List corrections."""
    from tocsin import correcting_run

    if training_rows is not None:
        correcting_run.training_rows(project, training_rows)
    else:
        correcting_run.list_corrections(project, as_json)
    return DONE


@click.command(help=ABOUT_REVIEW, short_help="Look through uncertain events.")
@click.option(
    "--limit", type=click.IntRange(1), default=REVIEWED_AT_ONCE, show_default=True, metavar="N",
    help="No more than N events.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the queue, one event a line, and ask nothing.")
@click.option("--who", metavar="NAME", help=ABOUT_WHO)
@click.option("--project", metavar="DIR|URL", help=ABOUT_PROJECT)
def review(limit: int, as_json: bool, who: str | None, project: str | None) -> int:
    """Review events."""
    from tocsin import correcting_run

    correcting_run.review(project, limit, as_json, who, _Typed())
    return DONE


class _Typed:
    """What is typed: a key at once on a terminal, else a line."""

    def __init__(self) -> None:
        self._terminal = sys.stdin is not None and sys.stdin.isatty()

    def key(self, asked: str) -> str | None:
        """Return a key or a line; None at the end."""
        if not self._terminal:
            return self._line()
        click.echo(f"{asked}: ", nl=False)
        pressed = click.getchar()
        click.echo(pressed)
        return None if pressed == "\x04" else pressed

    def words(self, asked: str) -> str | None:
        """Return a line; None at the end."""
        if self._terminal:
            click.echo(f"{asked}: ", nl=False)
        return self._line()

    def _line(self) -> str | None:
        """Return the next line that says something."""
        while sys.stdin is not None:
            line = str(sys.stdin.readline())
            if line.strip() or not line:
                return line.strip() or None
        return None


def _the_one_action(asked: _Asked, given: dict[str, Any]) -> str:
    """Return what is to be done; a usage error where it is nothing, or more than one thing."""
    named = [name for name in ("reject", "add", "join", "split", "undo") if given[name] not in (False, None)]
    if len(named) > 1:
        raise click.UsageError(f"--{named[0]} and --{named[1]}: give one of them")
    action = named[0] if named else "change"
    if action in ("change", "reject"):
        if len(asked.events) != 1:
            raise click.UsageError("give one EVENT: tocsin query --format jsonl prints their ids")
    elif asked.events:
        raise click.UsageError(f"--{action} goes without EVENT {asked.events[0]}")
    if action == "change" and not asked.wanted.any:
        raise click.UsageError("say what to change, as --type or --actor, or --reject the event")
    if action not in ("change", "add") and asked.wanted.any:
        raise click.UsageError(f"--{action} goes without changes of fields")
    return action


def _only_with_add(action: str, given: dict[str, Any]) -> None:
    for name in ("article", "evidence"):
        if action != "add" and given[name] is not None:
            raise click.UsageError(f"--{name} goes with --add")
        if action == "add" and given[name] is None:
            raise click.UsageError(f"--add needs --{name}")


def _to_an_event(action: str, asked: _Asked) -> None:
    from tocsin import correcting_run

    if action == "reject":
        correcting_run.reject(asked.project, asked.events[0], asked.who)
    else:
        correcting_run.change(asked.project, asked.events[0], asked.wanted, asked.who)


def _add(asked: _Asked, article: str, evidence: str) -> None:
    from tocsin import correcting_run

    correcting_run.add(asked.project, article, evidence, asked.wanted, asked.who)


def _undo(asked: _Asked, number: int) -> None:
    from tocsin import correcting_run

    correcting_run.undo(asked.project, number, asked.who)


def _pair(what: Literal["join", "split"], asked: _Asked, events: tuple[str, str]) -> None:
    from tocsin import correcting_run

    correcting_run.pair(asked.project, what, *events, asked.who)


COMMANDS = (correct, corrections, review)
