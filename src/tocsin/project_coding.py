"""Coding what a project has stored, an article and a transaction at a time; and what is said on the way."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import TextIO

from tocsin import coding_run
from tocsin.errors import TocsinError
from tocsin.project import Project
from tocsin.records import Article, Document
from tocsin.storing import CoderVersion, Problem

SECONDS_BETWEEN_LINES = 5.0
SECONDS_BETWEEN_SHOWS = 0.2
MANY = 50
"""Articles after which the database counts anew what it plans queries by."""


class Told:
    """What is said on the way: on a terminal a line that changes, else one now and then; none if quiet."""

    def __init__(self, stream: TextIO, quiet: bool) -> None:
        self._stream = stream
        self.quiet = quiet
        self._terminal = stream.isatty()
        self._last = time.monotonic()

    def progress(self, line: str) -> None:
        """Say how far it is, if it is time."""
        pause = SECONDS_BETWEEN_SHOWS if self._terminal else SECONDS_BETWEEN_LINES
        if self.quiet or time.monotonic() - self._last < pause:
            return
        self._last = time.monotonic()
        self._stream.write(f"\r\x1b[K{line}" if self._terminal else f"tocsin: {line}\n")
        self._stream.flush()

    def say(self, line: str) -> None:
        """Say a line that stays."""
        self.clear()
        self._stream.write(f"{line}\n")

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._terminal and not self.quiet:
            self._stream.write("\r\x1b[K")


class ProjectCoder:
    """The project's coder, which is loaded with the first article."""

    def __init__(self, project: Project) -> None:
        self._settings = project.settings
        self._coder: coding_run.Codes | None = None

    def code(self, article: Article) -> Document:
        """Code one article."""
        if self._coder is None:
            self._coder = coding_run.load_coder(self._settings.model, False, self._settings.borders)
        return next(iter(self._coder.pipe([article])))


class Coding:
    """The articles of a project through its coder; ``problem`` is told what cannot be coded.

    ``counted`` has how many articles, events and statements were made so far.
    """

    def __init__(self, project: Project, told: Told, problem: Callable[[Problem], None]) -> None:
        self.counted: Counter[str] = Counter()
        self._project = project
        self._store = project.store
        self._told = told
        self._problem = problem
        self._coder = ProjectCoder(project)
        self._given_up: set[str] = set()
        self._failed_before: set[str] | None = None

    def code_stored(self, before: Callable[[], None] = lambda: None) -> None:
        """Code what is stored and not coded yet; ``before`` is called before each article, and may raise.

        What cannot be coded is tried once.
        """
        total = self._store.counts().uncoded
        if not total:
            return
        version = self._project.coder_version()
        for number, article in enumerate(self._store.uncoded(), start=1):
            before()
            if article.id not in self._given_up:
                self._code(article, version)
            events = self.counted["events"]
            self._told.progress(f"{number} of {max(number, total)} articles coded, {events} events")
        if total >= MANY:
            self._store.count_anew()

    def merge_stored(self, before: Callable[[], None] = lambda: None) -> None:
        """Bring the incidents up to date; ``before`` is called before each transaction, and may raise."""
        total = self._store.unmerged()

        def told(left: int) -> None:
            before()
            self._told.progress(f"{max(0, total - left)} of {total} articles merged into incidents")

        if total:
            self._store.merge(before=told)

    def _code(self, article: Article, version: CoderVersion) -> None:
        named = f"article {article.id}"
        try:
            document = self._coder.code(article)
        except TocsinError:
            raise
        except Exception as error:  # a mistake of ours in one article must not stop the others
            self._given_up.add(article.id)
            reason = f"cannot be coded ({type(error).__name__}: {error})"
            remedy = "report it; `tocsin problems --retry` tries again"
            self._problem(
                Problem(source=named, input=named, kind="code", reason=reason, remedy=remedy, options={})
            )
            return
        self._store.save_document(document, version)
        self.counted.update(articles=1, events=len(document.events), statements=len(document.statements))
        if self._failed_before is None:
            self._failed_before = {one.source for one in self._store.problems() if one.kind == "code"}
        if named in self._failed_before:
            self._store.settle_problems(source=named)


def number_of(count: int, noun: str) -> str:
    """Return ``1 article``, ``2,000 articles``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
