"""Coding what a project has stored, an article and a transaction at a time, and merging it into incidents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial

from tocsin import coding_run
from tocsin.errors import TocsinError
from tocsin.project import Project
from tocsin.records import Article, Document
from tocsin.showing.progress import Told
from tocsin.storing import CoderVersion, Problem
from tocsin.workers import in_order

MANY = 50
"""Articles after which the database counts anew what it plans queries by."""


class ProjectCoder:
    """The project's coder, which is loaded with the first article: here, or in ``workers`` processes."""

    def __init__(self, project: Project, workers: int | None = None) -> None:
        self._settings = project.settings
        self._workers = workers
        self._coder: coding_run.Codes | None = None

    def coded(self, articles: Iterable[Article]) -> Generator[tuple[Article, Callable[[], Document]]]:
        """Yield articles with a way to have what the coder makes of each, which raises what goes wrong."""
        settings = self._settings
        if self._workers is None:
            return ((article, partial(self._code, article)) for article in articles)
        make = partial(coding_run.worker, coding_run.load_coder, settings.model, settings.borders)
        return in_order(make, articles, self._workers)

    def _code(self, article: Article) -> Document:
        if self._coder is None:
            self._coder = coding_run.load_coder(self._settings.model, False, self._settings.borders)
        return next(iter(self._coder.pipe([article])))


class Coding:
    """The articles of a project through its coder; ``problem`` is told what cannot be coded.

    ``counted`` has how many articles, events and statements were made so far.
    """

    def __init__(
        self,
        project: Project,
        told: Told,
        problem: Callable[[Problem], None],
        workers: int | None = None,
    ) -> None:
        self.counted: Counter[str] = Counter()
        self._project = project
        self._store = project.store
        self._told = told
        self._problem = problem
        self._coder = ProjectCoder(project, workers)
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
        waiting = (one for one in self._store.uncoded() if one.id not in self._given_up)
        with closing(self._coder.coded(waiting)) as coded:
            for number, (article, made) in enumerate(coded, start=1):
                before()
                self._code(article, made, version)
                self._told.progress("code", number, max(number, total), events=self.counted["events"])
        if total >= MANY:
            self._store.count_anew()

    def merge_stored(self, before: Callable[[], None] = lambda: None) -> None:
        """Bring the incidents up to date; ``before`` is called before each transaction, and may raise."""
        total = self._store.unmerged()

        def told(left: int) -> None:
            before()
            self._told.progress("merge", max(0, total - left), total)

        if total:
            self._store.merge(before=told)
            self._told.progress("merge", total, total)

    def _code(self, article: Article, made: Callable[[], Document], version: CoderVersion) -> None:
        named = f"article {article.id}"
        try:
            document = made()
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
