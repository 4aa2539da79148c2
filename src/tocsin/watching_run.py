"""One run of ``tocsin watch``: sources of the network are read again and again, and what is new is coded.

A round stores the articles of each source, and codes then. What servers said is kept in the project, so that
a run that was stopped, however that happens, goes on where it stopped and codes nothing twice. Between two
rounds, and while a server is waited for, others may write to the project.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tocsin.amounts import number_of
from tocsin.errors import InputError, StoreError, UsageError
from tocsin.project import Project, open_project
from tocsin.project_coding import Coding
from tocsin.project_sources import Pages, problem_of
from tocsin.reading import InputWarning, ReadingOptions, Validators, read
from tocsin.reading.source_lists import addresses_in
from tocsin.records import Article, Record
from tocsin.showing.progress import Form, Told
from tocsin.storing import Problem
from tocsin.storing.days import now
from tocsin.watching_journal import JOURNAL, Journal
from tocsin.watching_stop import Stop, Stopping

SECONDS_AT_ONE_HOST = 1.0
"""Between two requests to one host."""

SECONDS_TOGETHER = 0.5
"""Sources that are due so soon are read in the same round."""

SHORTEST, LONGEST = 1.0, 7 * 24 * 3600.0
"""Seconds between two rounds that may be asked for."""

LONGEST_PAUSE = 6 * 3600.0
"""Seconds after which a source that fails is tried again, at the latest (if rounds are not further apart)."""

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smh])", re.I)
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0}


class Watching(Record, frozen=True):
    """What was asked for; ``every`` is in seconds, ``private`` lets in hosts of the own network."""

    sources: tuple[str, ...]
    project: str | None = None
    every: float = 600.0
    once: bool = False
    private: bool = False
    quiet: bool = False
    progress: Form = "auto"


def duration(written: str) -> float:
    """Return the seconds of ``30s``, ``10m`` or ``2h``; UsageError for another form, and for no time."""
    found = _DURATION.fullmatch(written.strip())
    if found is None:
        raise UsageError(f"{written!r} is no duration: write 30s, 10m or 2h")
    seconds = float(found[1]) * _UNITS[found[2].lower()]
    if not SHORTEST <= seconds <= LONGEST:
        raise UsageError(f"{written!r} is too {'short' if seconds < SHORTEST else 'long'}: from 1s to 168h")
    return seconds


def pause_after(failures: int, every: float) -> float:
    """Return the seconds from one try of a source to the next, after so many failures in a row."""
    return every if not failures else min(every * 2.0 ** min(failures, 40), max(every, LONGEST_PAUSE))


def watch_all(run: Watching) -> bool:
    """Keep a project up to date until stopped, or for one round; return whether all could be read and coded.

    A run that is stopped by SIGINT or SIGTERM returns True. InputError for a list that cannot be used.
    """
    told = Told(sys.stderr, run.quiet, run.progress)

    def left_out(notice: InputError | InputWarning) -> None:
        told.say(f"tocsin: {notice}")

    addresses = addresses_in(run.sources, left_out)
    with Stopping() as stopping, open_project(run.project) as project:
        if project.store.read_only:
            with project.store.writing("tocsin watch"):  # which says so
                pass
        watch = _Watch(run, project, told, stopping, addresses)
        try:
            return watch.rounds()
        except Stop:
            watch.stopped()
            return True


class _Source:
    """One address: when it is due, how often it has failed in a row, and what came of it in this round."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.due = 0.0
        self.failures = 0
        self.began = ""
        self.forget()

    def forget(self) -> None:
        """Begin a new round."""
        self.added: Counter[str] = Counter()
        self.problems = 0
        self.failure: str | None = None


class _HeldPages(Pages):
    """Pages whose writes are not interrupted."""

    def __init__(self, project: Project, stopping: Stopping) -> None:
        super().__init__(project.store)
        self._stopping = stopping

    def __setitem__(self, url: str, found: Validators, /) -> None:
        with self._stopping.held():
            super().__setitem__(url, found)


class _Watch:
    """The rounds of one run."""

    def __init__(
        self, run: Watching, project: Project, told: Told, stopping: Stopping, addresses: Iterable[str]
    ) -> None:
        self._run = run
        self._store = project.store
        self._project = project
        self._told = told
        self._stopping = stopping
        self._sources = [_Source(url) for url in addresses]
        self._coding = Coding(project, told, self._keep)
        self._journal = Journal(Path(project.settings.folder or ".") / JOURNAL, told.say)
        self._at: _Source | None = None
        self._pages = _HeldPages(project, stopping)
        self._known_problems: set[str] = set()
        self._read = 0
        self._all_good = True
        self._store_failure: str | None = None

    def rounds(self) -> bool:
        """Do the round of all sources, and if not ``once``, of those that are due, for ever."""
        if not self._run.quiet:
            self._told.say(f"tocsin: watching {number_of(len(self._sources), 'source')}")
        while True:
            begun = time.monotonic()
            due = [source for source in self._sources if source.due <= begun + SECONDS_TOGETHER]
            try:
                self._round(due, begun)
                self._store_failure = None
            except StoreError as error:
                if self._run.once:
                    raise
                self._postpone(due, begun, str(error))
            if self._run.once:
                return self._all_good
            self._sleep(min(source.due for source in self._sources) - time.monotonic())

    def stopped(self) -> None:
        """Write down that it ended, and where."""
        if self._at is not None:
            self._journal.line(self._at.url, self._said_of(self._at), "stopped before its end")
        self._journal.line("-", {}, "stopped")
        if not self._run.quiet:
            self._told.say("tocsin: stopped")

    def _round(self, due: list[_Source], begun: float) -> None:
        """Read the sources that are due and code what is new."""
        before = Counter(self._coding.counted)
        self._pages.read.clear()
        options = ReadingOptions(
            urls=True,
            cache=self._pages,
            private_addresses=self._run.private,
            delay=SECONDS_AT_ONE_HOST,
        )
        articles = iter(read(self._in_turn(due, begun), None, self._report, None, options))
        while (article := self._next(articles)) is not None:
            self._add(article)
        self._stopping.check()
        with self._store.writing("tocsin watch"):
            self._coding.code_stored(self._stopping.check)
            self._coding.merge_stored(self._stopping.check)
        self._say_round(due, self._coding.counted - before)

    def _in_turn(self, due: list[_Source], begun: float) -> Iterator[str]:
        """Yield the addresses; when the next one is asked for, the one before has been read.

        All are read in one go, so that the pauses at a host are kept.
        """
        for source in due:
            source.forget()
            source.began = now()
            self._at = source
            yield source.url
            with self._stopping.held():
                self._finish(source, begun)
        self._at = None

    def _next(self, articles: Iterator[Article]) -> Article | None:
        """Return the next article; nothing is lost if it is stopped here."""
        with self._stopping.at_once():
            return next(articles, None)

    def _add(self, article: Article) -> None:
        outcome = self._store.add_article(article).outcome
        if self._at is not None:
            self._at.added[outcome] += 1
        self._read += 1
        where = self._at.url if self._at else "sources"
        self._told.progress("read", self._read, at=f"{where}: {article.title or article.id}")

    def _report(self, notice: InputError | InputWarning) -> None:
        if isinstance(notice, InputWarning) or self._at is None:
            return
        with self._stopping.held():
            source = self._at
            source.problems += 1
            if notice.source == source.url and notice.line is None:
                source.failure = f"{notice.reason}: {notice.remedy}"
            self._keep(problem_of(notice, (source.url,), {}), say=source.failure is None)

    def _keep(self, problem: Problem, say: bool = True) -> None:
        """Keep a problem, and tell of it if it has not been told."""
        self._all_good = False
        self._store.report_problem(problem)
        if say and problem.source not in self._known_problems:
            self._told.say(f"tocsin: {problem.source}: {problem.reason}: {problem.remedy}")
        self._known_problems.add(problem.source)

    def _finish(self, source: _Source, begun: float) -> None:
        """Say when a source is next read, and write down what came of it."""
        unchanged = source.failure is None and source.url not in self._pages.read
        if source.url in self._pages.read:
            self._store.settle_problems(given=source.url, before=source.began)
        elif unchanged:
            self._store.settle_problems(source=source.url, before=source.began)
        if source.failure is None:
            self._succeeded(source)
        else:
            self._failed(source)
        source.due = begun + pause_after(source.failures, self._run.every)
        self._journal.line(
            source.url,
            self._said_of(source),
            "has not changed" if unchanged else source.failure or "",
            None if self._run.once else source.due - time.monotonic(),
        )
        self._at = None

    def _succeeded(self, source: _Source) -> None:
        if source.failures and not self._run.quiet:
            self._told.say(f"tocsin: {source.url}: can be read again")
        source.failures = 0

    def _failed(self, source: _Source) -> None:
        source.failures += 1
        if source.failures == 1:
            again = "" if self._run.once else "; it is tried again, less and less often"
            self._told.say(f"tocsin: {source.url}: {source.failure}{again}")

    def _postpone(self, due: list[_Source], begun: float, failure: str) -> None:
        """Try again later what could not be stored: another has the project, the disk is full."""
        for source in due:
            source.due = max(source.due, begun + self._run.every)
        self._at = None
        self._journal.line("-", {}, failure, self._run.every)
        if failure != self._store_failure:
            self._told.say(f"tocsin: {failure}; it is tried again in the next round")
        self._store_failure = failure

    def _say_round(self, due: list[_Source], coded: Counter[str]) -> None:
        new = sum(source.added["new"] + source.added["updated"] for source in due)
        if self._run.quiet or not (new or coded["articles"] or self._run.once):
            return
        said = f"{number_of(new, 'new article')} from {number_of(len(due), 'source')}"
        events = number_of(coded["events"], "event")
        self._told.say(f"tocsin: {said}; {number_of(coded['articles'], 'article')} coded: {events}")

    def _said_of(self, source: _Source) -> dict[str, int]:
        new = source.added["new"] + source.added["updated"]
        return {"new": new, "problems": source.problems}

    def _sleep(self, seconds: float) -> None:
        self._told.clear()
        with self._stopping.at_once():
            time.sleep(max(0.0, seconds))
