"""One run of ``tocsin top``: the board of a project, drawn once, or again until somebody ends it."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from rich.live import Live

from tocsin.project import Project, open_project
from tocsin.project_merging import merge_project
from tocsin.records import Record
from tocsin.showing.output import open_output
from tocsin.showing.screen import console_for
from tocsin.showing.top_view import Board, Level, OpenAlert, board_picture
from tocsin.storing.alert_settings import AlertSettings
from tocsin.storing.days import now
from tocsin.storing.dyads import key_of_dyad
from tocsin.storing.looking_up import newest_incidents
from tocsin.storing.overview import Overview
from tocsin.watching.alerting import Day, Watch, watch_days
from tocsin.watching.inputs import Watched, watched
from tocsin.watching.series import Key, bounds, days_between
from tocsin.watching.standing import main_dyad, open_alerts
from tocsin.watching.weighing import Weighing
from tocsin.watching_stop import Stop, Stopping

DAYS = 30
"""Days of the sparkline."""

INCIDENTS = 100
ONCE = 10
"""Incidents that are read for a screen, which shows those that it has room for, and for one picture."""

PROBLEMS = 3
REST = 5
"""Times as long as it took to make escalation and alerts, they are not made anew."""

LARGEST = 1000
"""Articles up to which escalation and alerts are made: they need all of a project."""

SECONDS_BETWEEN_LOOKS = 0.2
HINT = "q ends"


class TopAsked(Record, frozen=True):
    """Of which project, how many seconds lie between two pictures, and whether one is enough."""

    project: str | None
    every: float
    once: bool


def top(asked: TopAsked) -> None:
    """Draw the board: once where that is asked for or the output is no terminal, else until q or a signal."""
    with open_project(asked.project) as project, open_output(None, as_data=False) as stream:
        console = console_for(stream)
        boards = Boards(project)
        try:
            if asked.once or not stream.isatty() or console.is_dumb_terminal:
                console.print(board_picture(boards.now(ONCE)))
                return
            with Stopping() as stopping, _keys() as keys, Live(console=console, screen=True,
                                                               auto_refresh=False) as live:  # fmt: skip
                while True:
                    # What is read can be read again: a signal need not wait for it.
                    with stopping.at_once():
                        board = boards.now(INCIDENTS)
                        live.update(board_picture(board, console.height, HINT), refresh=True)
                        if _ended(keys, asked.every):
                            return
        except Stop:
            return
        finally:
            boards.close()


class Boards:
    """Makes boards of a project; what needs all of it is made anew only when something was written.

    While another process writes again and again, it is made so seldom that the board has time for the rest.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._overview = Overview(project.store)
        self._mark: str | None = None
        self._rested = 0.0
        self._alarm: tuple[tuple[OpenAlert, ...] | None, Level | None, str | None] = (None, None, None)

    def close(self) -> None:
        """Close the connection that looks for changes."""
        self._overview.close()

    def now(self, incidents: int) -> Board:
        """Return the board as the project is now, with so many incidents."""
        project = self._project
        project.merge_if_free()
        counts = project.counts()
        mark, began = self._overview.mark(), time.monotonic()
        if mark != self._mark and began >= self._rested:
            self._alarm = self._watch(counts.articles)
            self._mark, ended = mark, time.monotonic()
            self._rested = ended + REST * (ended - began)
        alerts, level, why = self._alarm
        # The last ones are the newest.
        problems = list(islice(project.problems(), max(0, counts.problems - PROBLEMS), None))[::-1]
        return Board(
            name=project.store.where,
            at=now()[:19].replace("T", " "),
            counts=counts,
            incidents=tuple(newest_incidents(project.store, incidents)),
            problems=tuple(problems),
            alerts=alerts,
            level=level,
            no_level=why,
        )

    def _watch(self, articles: int) -> tuple[tuple[OpenAlert, ...] | None, Level | None, str | None]:
        if articles > LARGEST:
            why = (
                f"more than {LARGEST:,} articles are too many for the board: tocsin escalation, tocsin alerts"
            )
            return None, None, why
        merged = merge_project(self._project)
        seen = watched(merged.incidents, merged.documents)
        if seen.coverage.last is None:
            return None, None, "no dated article has been read"
        settings = self._project.settings.alerts
        dyad = main_dyad(seen)
        level = None if dyad is None else _level(dyad, seen)
        return _open_alerts(seen, settings), level, None if level else "no act of one country to another"


def _level(dyad: Key, seen: Watched) -> Level:
    watch, weighing = Watch(seed=None), Weighing(seen.acts, seen.coverage, dyad)
    days = days_between(*bounds(seen.coverage, None, None, None))
    steps = [watch.step(day, weighing) for day in days]
    shown = [point for point, _ in steps[-DAYS:]]
    point, phase = steps[-1]
    return Level(
        dyad=dyad.name,
        days=tuple(one.day for one in shown),
        values=tuple(one.value if one.read else None for one in shown),
        phase=phase.name,
        index=point.index,
        why=point.why,
    )


def _open_alerts(seen: Watched, settings: AlertSettings) -> tuple[OpenAlert, ...] | None:
    """Return the alerts that are on in what the settings watch; None where too little was read for any."""
    found: list[OpenAlert] = []
    can_tell = False
    for key in [key_of_dyad(one) for one in settings.watch] or [Key()]:
        days = _days(seen, key, settings)
        can_tell = can_tell or days[-1].point.index is not None
        found += [
            OpenAlert(scope=one.scope, name=one.name, since=one.day, reason=one.reason)
            for one in open_alerts(days)
        ]
    return tuple(found) if can_tell or found else None


def _days(seen: Watched, key: Key, settings: AlertSettings) -> list[Day]:
    return list(watch_days(seen.acts, seen.coverage, key, settings.thresholds, seed=None))


def _ended(keys: int | None, seconds: float) -> bool:
    """Wait; return at once, and True, where q is pressed. ``keys`` is where keys come from, None: nowhere."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if keys is None:
            time.sleep(min(left, SECONDS_BETWEEN_LOOKS))
        elif select.select([keys], [], [], left)[0]:
            typed = os.read(keys, 64)
            if b"q" in typed.lower():
                return True
            if not typed:  # nothing will come any more
                keys = None
    return False


@contextmanager
def _keys() -> Iterator[int | None]:
    """Give the descriptor from which keys come as they are pressed; None where there is no such terminal."""
    try:
        import termios
        import tty
    except ImportError:  # not a POSIX system
        yield None
        return
    if sys.stdin is None or not sys.stdin.isatty():
        yield None
        return
    keys = sys.stdin.fileno()
    before = termios.tcgetattr(keys)
    try:
        tty.setcbreak(keys)
        yield keys
    finally:
        # Keys that nobody has read are not for the shell.
        termios.tcsetattr(keys, termios.TCSAFLUSH, before)
