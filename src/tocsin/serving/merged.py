"""The incidents of the project, put together once for each state of it and not for each request."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock, Thread

from tocsin.amounts import number_of
from tocsin.briefing.withdrawals import Withdrawal, withdrawal
from tocsin.errors import TocsinError
from tocsin.project import Project
from tocsin.project_merging import Merged, merge_project
from tocsin.records import Document, Event, Incident
from tocsin.storing.overview import Overview
from tocsin.watching.inputs import Watched, watched

AT_ONCE = 300
"""Articles that are merged while somebody waits; with more, the state before is shown meanwhile."""


class Picture:
    """The incidents of one state of a project, and ways to find them.

    ``is_newest`` tells that nothing has been written since, ``is_whole`` that all of it was merged: while
    another process writes, its reports wait.
    """

    def __init__(self, merged: Merged, mark: str, is_whole: bool = True) -> None:
        self.incidents = merged.incidents
        self.mark = mark
        self.is_whole = is_whole
        self.is_newest = True
        self.documents = merged.documents
        self._watched: Watched | None = None
        self._watching = Lock()
        self._by_id = {one.id: one for one in merged.incidents}
        self._by_event = {event: one for one in merged.incidents for event in one.events}
        self._withdrawals: dict[str, Withdrawal | None] = {}
        self._parts: dict[str, list[Incident]] = {}
        for one in merged.incidents:
            if one.parent is not None:
                self._parts.setdefault(one.parent, []).append(one)

    def incident(self, name: str) -> Incident | None:
        """Return the incident of an id."""
        return self._by_id.get(name)

    def of_event(self, event: str) -> Incident | None:
        """Return the incident that an event tells of."""
        return self._by_event.get(event)

    @property
    def watched(self) -> Watched:
        """What the alarm sees of it: acts, and how much was read; made once, when it is first asked for."""
        with self._watching:
            if self._watched is None:
                self._watched = watched(self.incidents, self.documents)
            return self._watched

    def parts(self, incident: Incident) -> list[Incident]:
        """Return what took place in an incident."""
        return self._parts.get(incident.id, [])

    def withdrawal(self, incident: Incident) -> Withdrawal | None:
        """Return how a publisher takes its own report of an incident back; None where none does."""
        if incident.id not in self._withdrawals:
            told_at: dict[str, list[int]] = {}
            for event, _ in self.reports(incident):
                told_at.setdefault(event.article, []).append(event.evidence.start)
            told = [self.documents[name].article for name in incident.articles if name in self.documents]
            self._withdrawals[incident.id] = withdrawal(told, told_at) if len(told) > 1 else None
        return self._withdrawals[incident.id]

    def reports(self, incident: Incident) -> list[tuple[Event, Document]]:
        """Return the events of an incident with their documents, in the order of publication."""
        events = {
            event.id: (event, self.documents[name])
            for name in incident.articles
            if name in self.documents
            for event in self.documents[name].events
        }
        return [events[name] for name in incident.events if name in events]


class StillMerging(Exception):  # noqa: N818 - it is no failure
    """The incidents of a large project are not there yet: so many of its articles have been taken in."""

    def __init__(self, done: int, articles: int) -> None:
        self.done, self.articles = done, articles
        super().__init__(f"{done:,} of {number_of(articles, 'article')}")


class KeptIncidents:
    """The newest picture there is, renewed when the project has changed."""

    def __init__(self, project: Project, overview: Overview, at_once: int = AT_ONCE) -> None:
        self._project, self._overview, self._at_once = project, overview, at_once
        self._picture: Picture | None = None
        self._making = Lock()
        self._done = 0

    def picture(self) -> Picture:
        """Return the incidents as the project is now; of a large one, as it was a moment ago.

        For a small project it takes as long as merging does. StillMerging where a large one is merged for
        the first time.
        """
        mark = self._overview.mark()
        kept = self._picture
        if kept is not None and kept.mark == mark and kept.is_whole:
            return kept
        articles = self._project.counts().articles
        if self.makes_at_once(articles):
            with self._making:
                return self._renewed()
        if self._making.acquire(blocking=False):
            self._done = 0
            Thread(target=self._renew_behind, name="tocsin-incidents", daemon=True).start()
        if kept is None:
            raise StillMerging(self._done, articles)
        kept.is_newest = False
        return kept

    def makes_at_once(self, articles: int) -> bool:
        """Tell whether so many articles are merged while somebody waits."""
        return articles <= self._at_once

    def at_hand(self) -> Picture | None:
        """Return the last picture that was made, without having a newer one made; None if there is none."""
        kept = self._picture
        if kept is not None:
            kept.is_newest = kept.is_whole and kept.mark == self._overview.mark()
        return kept

    def _renewed(self) -> Picture:
        mark = self._overview.mark()
        kept = self._picture
        if kept is None or kept.mark != mark or not kept.is_whole:
            self._project.merge_if_free()
            mark = self._overview.mark()  # merging writes, too
            merged = merge_project(self._project, self._count)
            whole = self._project.store.unmerged() == 0
            kept = self._picture = Picture(merged, mark, whole)
        return kept

    def _count(self, document: Document) -> None:
        self._done += 1

    def _renew_behind(self) -> None:
        try:
            with suppress(TocsinError):  # whoever asks next meets it again, and is told
                self._renewed()
        finally:
            self._making.release()
