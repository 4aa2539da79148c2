"""What the alarm sees of a project or of files: all of it, or on each day what was published by then."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tocsin.coding_run import Notes, load_coder
from tocsin.merging import Gathering
from tocsin.project import open_project, settings_of
from tocsin.project_merging import Merged, merge, merge_project
from tocsin.reading import read
from tocsin.records import Document, Record
from tocsin.storing.settings import Settings
from tocsin.watching.inputs import Watched, seen, watched


class Read(Record, frozen=True):
    """What was read: the acts and coverage, the documents they are of, and whether all could be read.

    ``settings`` are those of the project, None where files were read.
    """

    watched: Watched
    documents: tuple[Document, ...]
    settings: Settings | None
    all_read: bool


def read_all(files: tuple[str, ...], project: str | None, published: str | None) -> Read:
    """Return what files, or a project (None: the one of this folder), give to watch."""
    notes = Notes(sys.stderr, quiet=False, progress=True)
    if files:
        settings = None
        merged = merge(load_coder().pipe(read(files, published, notes.report)), told=notes.coded)
    else:
        settings = settings_of(project)
        with open_project(project) as opened:
            merged = merge_project(opened, notes.coded)
    notes.clear()
    return _read(merged, settings, notes.all_read)


class Vintages:
    """What was known on each day: reports are merged anew whenever some were published, as if it were live.

    What people put right by hand later is left out, as are documents without a date of publication.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        dated = [one for one in documents if one.article.published]
        self._waiting = sorted(dated, key=lambda one: ((one.article.published or "")[:10], one.article.id))
        self._gathered = Gathering()
        self._now: Watched | None = None
        self._next = 0

    @property
    def days(self) -> tuple[str, str] | None:
        """The days of the first and the last report; None if there is none."""
        if not self._waiting:
            return None
        return _day(self._waiting[0]), _day(self._waiting[-1])

    def on(self, day: str) -> Watched:
        """Return what was known on a day; days are asked for in their order."""
        fresh = self._next
        while self._next < len(self._waiting) and _day(self._waiting[self._next]) <= day:
            self._gathered.add(self._waiting[self._next])
            self._next += 1
        if self._now is None or self._next > fresh:
            gathered = self._gathered
            self._now = seen(gathered.merger.incidents(), gathered.documents, gathered.copies())
        return self._now


def _day(document: Document) -> str:
    return (document.article.published or "")[:10]


def _read(merged: Merged, settings: Settings | None, all_read: bool) -> Read:
    return Read(
        watched=watched(merged.incidents, merged.documents),
        documents=tuple(merged.documents.values()),
        settings=settings,
        all_read=all_read,
    )
