"""One run of ``tocsin add``, ``tocsin problems`` or ``tocsin recode``: sources into a project, and a report.

Articles are stored first and coded then, one transaction each. A run that is stopped, however that happens,
goes on where it stopped when it is run again, and ends with what an uninterrupted one would have made.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping
from typing import TextIO

from tocsin import coding_run
from tocsin.errors import InputError, TocsinError
from tocsin.project import Project, open_project
from tocsin.project_sources import Pages, is_address, lasting, problem_of, to_retry, together
from tocsin.reading import InputWarning, ReadingOptions, read
from tocsin.records import Article, Document, Record
from tocsin.showing.output import open_output
from tocsin.showing.project_view import show_changes, show_problems
from tocsin.storing import CoderVersion, Problem
from tocsin.storing.changes import changes
from tocsin.storing.days import now

SECONDS_BETWEEN_LINES = 5.0
SECONDS_BETWEEN_SHOWS = 0.2
MANY = 50
"""Articles after which the database counts anew what it plans queries by."""


class Adding(Record, frozen=True):
    """What was asked for; ``published`` is an ISO date or None, ``mapping`` has the column of a field."""

    sources: tuple[str, ...]
    project: str | None = None
    published: str | None = None
    mapping: dict[str, str] | None = None
    code: bool = True
    quiet: bool = False


def add_all(run: Adding) -> bool:
    """Store the articles of all sources and code them; return whether all could be read and coded."""
    with open_project(run.project) as project:
        job = _Job(project, Told(sys.stderr, run.quiet))
        with project.store.writing("tocsin add"):
            for sources in together(run.sources):
                job.store_sources(sources, run.published, run.mapping or {})
            if run.code:
                job.code_stored()
        return job.finish()


def retry_problems(where: str | None, quiet: bool) -> bool:
    """Read again what could not be read, with the options of then, and code what could not be coded."""
    with open_project(where) as project:
        job = _Job(project, Told(sys.stderr, quiet))
        with project.store.writing("tocsin problems --retry"):
            for given, options in to_retry(project.problems()):
                mapping = {name[4:]: column for name, column in options.items() if name.startswith("map.")}
                job.store_sources((given,), options.get("published"), mapping, again=True)
            job.code_stored()
        return job.finish()


def list_problems(where: str | None) -> bool:
    """Print what could not be read or coded; return whether there is nothing of the kind."""
    with open_project(where) as project, open_output(None, as_data=False) as stream:
        problems = list(project.problems())
        show_problems(stream, problems)
    return not problems


def recode(where: str | None, accept: bool, quiet: bool) -> None:
    """Code all articles with today's coder, show what differs, and take it over if it is accepted."""
    with open_project(where) as project:
        told = Told(sys.stderr, quiet)
        store, version = project.store, project.coder_version()
        with store.writing("tocsin recode"):
            store.begin_recoding(version)
            coder = _Coder(project)
            for number, article in enumerate(store.to_recode(version), start=1):
                store.save_recoded(coder.code(article), version)
                told.progress(f"{number} articles coded again")
            told.clear()
            found = changes(store.recoded())
            if accept:
                store.accept_recoded()
                store.count_anew()
        with open_output(None, as_data=False) as stream:
            show_changes(stream, found, accepted=accept)


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


class _Coder:
    """The project's coder, which is loaded with the first article."""

    def __init__(self, project: Project) -> None:
        self._settings = project.settings
        self._coder: coding_run.Codes | None = None

    def code(self, article: Article) -> Document:
        if self._coder is None:
            self._coder = coding_run.load_coder(self._settings.model, False, self._settings.borders)
        return next(iter(self._coder.pipe([article])))


class _Job:
    """Sources into the store, the store's articles through the coder, and what came of it."""

    def __init__(self, project: Project, told: Told) -> None:
        self._project = project
        self._store = project.store
        self._told = told
        self._added: Counter[str] = Counter()
        self._coded: Counter[str] = Counter()
        self._problems: list[Problem] = []

    def store_sources(
        self, sources: tuple[str, ...], published: str | None, mapping: Mapping[str, str], again: bool = False
    ) -> None:
        """Store the articles of sources; what cannot be read is kept as a problem.

        With ``again`` pages of the network are read also where they have not changed.
        """
        begun, pages = now(), Pages(self._store, again)
        options = {f"map.{name}": column for name, column in mapping.items()}
        if published is not None:
            options["published"] = published

        def report(notice: InputError | InputWarning) -> None:
            if isinstance(notice, InputError):
                self._keep(problem_of(notice, sources, options))
            elif not self._told.quiet:
                self._told.say(f"tocsin: {notice}")

        reader = ReadingOptions(urls=True, cache=pages)
        for article in read(sources, published, report, mapping, reader):
            self._added[self._store.add_article(article).outcome] += 1
            self._told.progress(f"{self._added.total()} articles read")
        for source in sources:
            if not is_address(source) or source in pages.read:
                self._store.settle_problems(given=lasting(source), before=begun)

    def code_stored(self) -> None:
        """Code what is in the store and not coded yet, an article and a transaction at a time."""
        total = self._store.counts().uncoded
        if not total:
            return
        version, coder = self._project.coder_version(), _Coder(self._project)
        for number, article in enumerate(self._store.uncoded(), start=1):
            self._code(article, coder, version)
            events = self._coded["events"]
            self._told.progress(f"{number} of {max(number, total)} articles coded, {events} events")
        if total >= MANY:
            self._store.count_anew()

    def finish(self) -> bool:
        """Say what came of it; return whether everything could be read and coded."""
        if not self._told.quiet:
            self._told.say(_counted(self._added, self._coded, self._store.counts().uncoded))
        if self._problems:
            self._told.say(
                f"tocsin: {_number(len(self._problems), 'problem')}; `tocsin problems` has them all:"
            )
        for problem in self._problems:
            self._told.say(f"tocsin: {problem.source}: {problem.reason}: {problem.remedy}")
        return not self._problems

    def _code(self, article: Article, coder: _Coder, version: CoderVersion) -> None:
        named = f"article {article.id}"
        try:
            document = coder.code(article)
        except TocsinError:
            raise
        except Exception as error:  # a mistake of ours in one article must not stop the others
            reason = f"cannot be coded ({type(error).__name__}: {error})"
            remedy = "report it; `tocsin problems --retry` tries again"
            problem = Problem(
                source=named, input=named, kind="code", reason=reason, remedy=remedy, options={}
            )
            self._keep(problem)
            return
        self._store.save_document(document, version)
        self._coded.update(articles=1, events=len(document.events), statements=len(document.statements))
        if self._failed_before is None:
            self._failed_before = {one.source for one in self._store.problems() if one.kind == "code"}
        if named in self._failed_before:
            self._store.settle_problems(source=named)

    _failed_before: set[str] | None = None

    def _keep(self, problem: Problem) -> None:
        self._store.report_problem(problem)
        self._problems.append(problem)


def _counted(added: Counter[str], coded: Counter[str], uncoded: int) -> str:
    parts = [f"{_number(added.total(), 'article')} read"]
    names = {
        "new": "new",
        "updated": "updated",
        "same": "there already",
        "earlier": "replaced by a newer version",
    }
    parts += [f"{added[outcome]} {said}" for outcome, said in names.items() if added[outcome]]
    lines = [", ".join(parts)]
    if coded:
        events, said = _number(coded["events"], "event"), _number(coded["statements"], "statement")
        lines.append(f"{_number(coded['articles'], 'article')} coded: {events}, {said}")
    if uncoded:
        lines.append(f"{_number(uncoded, 'article')} not coded yet: `tocsin add` goes on with them")
    return "\n".join(lines)


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
