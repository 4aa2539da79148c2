"""The incidents of the project, put together once for each state of it and not for each request."""

from __future__ import annotations

from threading import Lock, Thread

from tocsin.errors import TocsinError
from tocsin.project import Project
from tocsin.project_merging import Merged, merge_project
from tocsin.records import Document, Event, Incident
from tocsin.storing.overview import Overview

AT_ONCE = 300
"""Articles that are merged while somebody waits; with more, the state before is shown meanwhile."""


class Picture:
    """The incidents of one state of a project, and ways to find them.

    ``is_newest`` tells that nothing has been written since.
    """

    def __init__(self, merged: Merged, mark: str) -> None:
        self.incidents = merged.incidents
        self.mark = mark
        self.is_newest = True
        self._documents = merged.documents
        self._by_id = {one.id: one for one in merged.incidents}
        self._by_event = {event: one for one in merged.incidents for event in one.events}
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

    def parts(self, incident: Incident) -> list[Incident]:
        """Return what took place in an incident."""
        return self._parts.get(incident.id, [])

    def reports(self, incident: Incident) -> list[tuple[Event, Document]]:
        """Return the events of an incident with their documents, in the order of publication."""
        events = {
            event.id: (event, self._documents[name])
            for name in incident.articles
            if name in self._documents
            for event in self._documents[name].events
        }
        return [events[name] for name in incident.events if name in events]


class KeptIncidents:
    """The newest picture there is, renewed when the project has changed."""

    def __init__(self, project: Project, overview: Overview) -> None:
        self._project, self._overview = project, overview
        self._picture: Picture | None = None
        self._making = Lock()

    def picture(self) -> Picture:
        """Return the incidents as the project is now; of a large one, as it was a moment ago.

        The first call, and every one for a small project, takes as long as merging does.
        """
        mark = self._overview.mark()
        kept = self._picture
        if kept is not None and kept.mark == mark:
            return kept
        if kept is None or self._project.counts().articles <= AT_ONCE:
            with self._making:
                return self._renewed()
        kept.is_newest = False
        if self._making.acquire(blocking=False):
            Thread(target=self._renew_behind, name="tocsin-incidents", daemon=True).start()
        return kept

    def _renewed(self) -> Picture:
        mark = self._overview.mark()
        kept = self._picture
        if kept is None or kept.mark != mark:
            kept = self._picture = Picture(merge_project(self._project), mark)
        return kept

    def _renew_behind(self) -> None:
        try:
            self._renewed()
        except TocsinError:
            pass  # whoever asks next tries again, and is told then
        finally:
            self._making.release()
