"""One run of ``tocsin add``, ``tocsin problems`` or ``tocsin recode``: sources into a project, and a report.

Articles are stored first, then coded, and merged into incidents at the end, one or some of them in a
transaction. A run that is stopped, however that happens, goes on where it stopped when it is run again, and
ends with what an uninterrupted one would have made.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping

from tocsin.amounts import number_of
from tocsin.coding_run import undated_warning
from tocsin.errors import InputError
from tocsin.project import Project, open_project
from tocsin.project_coding import Coding, ProjectCoder
from tocsin.project_sources import Pages, is_address, lasting, problem_of, to_retry, together
from tocsin.reading import InputWarning, ReadingOptions, read
from tocsin.records import Record
from tocsin.showing.output import open_output
from tocsin.showing.progress import Form, Told
from tocsin.showing.project_view import show_changes, show_problems
from tocsin.storing import Problem
from tocsin.storing.changes import changes
from tocsin.storing.days import now

STORED = ("new", "updated")
"""Outcomes of adding an article that leave it in the project."""


class Adding(Record, frozen=True):
    """What was asked for; ``published`` is an ISO date or None, ``mapping`` has the column of a field."""

    sources: tuple[str, ...]
    project: str | None = None
    published: str | None = None
    mapping: dict[str, str] | None = None
    code: bool = True
    quiet: bool = False
    progress: Form = "auto"
    workers: int | None = None


def add_all(run: Adding) -> bool:
    """Store the articles of all sources and code them; return whether all could be read and coded."""
    with open_project(run.project) as project:
        job = _Job(project, Told(sys.stderr, run.quiet, run.progress), run.workers)
        with project.store.writing("tocsin add"):
            for sources in together(run.sources):
                job.store_sources(sources, run.published, run.mapping or {})
            if run.code:
                job.code_stored()
        return job.finish()


def retry_problems(where: str | None, quiet: bool, progress: Form = "auto") -> bool:
    """Read again what could not be read, with the options of then, and code what could not be coded."""
    with open_project(where) as project:
        job = _Job(project, Told(sys.stderr, quiet, progress))
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


def recode(
    where: str | None, accept: bool, quiet: bool, progress: Form = "auto", workers: int | None = None
) -> None:
    """Code all articles with today's coder, show what differs, and take it over if it is accepted."""
    with open_project(where) as project:
        told = Told(sys.stderr, quiet, progress)
        store, version = project.store, project.coder_version()
        with store.writing("tocsin recode"):
            store.begin_recoding(version)
            coder = ProjectCoder(project, workers)
            for number, (_, made) in enumerate(coder.coded(store.to_recode(version)), start=1):
                store.save_recoded(made(), version)
                told.progress("recode", number)
            told.clear()
            found = changes(store.recoded())
            if accept:
                store.accept_recoded()
                store.count_anew()
            Coding(project, told, store.report_problem).merge_stored()
            told.clear()
        with open_output(None, as_data=False) as stream:
            show_changes(stream, found, accepted=accept)


class _Job:
    """Sources into the store, the store's articles through the coder, and what came of it."""

    def __init__(self, project: Project, told: Told, workers: int | None = None) -> None:
        self._project = project
        self._store = project.store
        self._told = told
        self._added: Counter[str] = Counter()
        self._undated = 0
        self._problems: list[Problem] = []
        self._coding = Coding(project, told, self._keep, workers)

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
            outcome = self._store.add_article(article).outcome
            self._added[outcome] += 1
            self._undated += article.published is None and outcome in STORED
            self._told.progress("read", self._added.total())
        for source in sources:
            if not is_address(source) or source in pages.read:
                self._store.settle_problems(given=lasting(source), before=begun)

    def code_stored(self) -> None:
        """Code what is in the store and not coded yet, and merge what is not merged."""
        self._coding.code_stored()
        self._coding.merge_stored()

    def finish(self) -> bool:
        """Say what came of it; return whether everything could be read and coded."""
        if not self._told.quiet:
            self._told.say(_counted(self._added, self._coding.counted, self._store.counts().uncoded))
            if self._undated:
                self._told.say(f"tocsin: {undated_warning(self._undated)}")
        if self._problems:
            self._told.say(
                f"tocsin: {number_of(len(self._problems), 'problem')}; `tocsin problems` has them all:"
            )
        for problem in self._problems:
            self._told.say(f"tocsin: {problem.source}: {problem.reason}: {problem.remedy}")
        return not self._problems

    def _keep(self, problem: Problem) -> None:
        self._store.report_problem(problem)
        self._problems.append(problem)


def _counted(added: Counter[str], coded: Counter[str], uncoded: int) -> str:
    parts = [f"{number_of(added.total(), 'article')} read"]
    names = {
        "new": "new",
        "updated": "updated",
        "same": "there already",
        "earlier": "replaced by a newer version",
    }
    parts += [f"{added[outcome]} {said}" for outcome, said in names.items() if added[outcome]]
    lines = [", ".join(parts)]
    if coded:
        events, said = number_of(coded["events"], "event"), number_of(coded["statements"], "statement")
        lines.append(f"{number_of(coded['articles'], 'article')} coded: {events}, {said}")
    if uncoded:
        lines.append(f"{number_of(uncoded, 'article')} not coded yet: `tocsin add` goes on with them")
    return "\n".join(lines)
