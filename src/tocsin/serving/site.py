"""What all views share: the project, its counts, its incidents, and who has signed in."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock, Semaphore
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from tocsin.project import Project
from tocsin.serving.behind import Behind
from tocsin.serving.guard import Door, session_key
from tocsin.serving.keys import Session, Sessions, tokens_of
from tocsin.serving.limits import Limits
from tocsin.serving.merged import KeptIncidents
from tocsin.serving.streams import Streams
from tocsin.storing import Counts
from tocsin.storing.overview import Overview

Kept = TypeVar("Kept")
MOST_KEPT = 64


class Site:
    """One project that is served; ``beside`` is another one, to compare with."""

    def __init__(
        self,
        project: Project,
        *,
        door: Door | None = None,
        limits: Limits | None = None,
        beside: Site | None = None,
        is_beside: bool = False,
    ) -> None:
        self.project = project
        self.beside, self.is_beside = beside, is_beside
        self.store = project.store
        self.door = door or Door()
        self.limits = limits or Limits()
        self.overview = Overview(project.store)
        self.incidents = KeptIncidents(project, self.overview)
        self.behind: Behind[Any] = Behind()
        self.replays: Behind[Any] = Behind()
        self.tokens = tokens_of(project.settings)
        self.sessions = Sessions(self.tokens)
        # A mark of the store means nothing to another process, so the tags of this one begin with a word.
        self.started = secrets.token_hex(4)
        self._made: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()
        self._lock = Lock()
        self.downloads = Semaphore(self.limits.downloads)
        self.streams = Streams(self.limits.streams)

    @property
    def name(self) -> str:
        """The name of the project: that of its folder, or of its database."""
        folder = self.project.settings.folder
        if folder is not None:
            return Path(folder).resolve().name
        return self.store.where.rpartition("/")[2].partition("?")[0]

    def kept(self, name: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what ``make`` makes, made once for each state of the project."""
        key = (self.overview.mark(), name)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                found: Kept = self._made[key]
                return found
        found = make()
        with self._lock:
            self._made[key] = found
            while len(self._made) > MOST_KEPT:
                self._made.popitem(last=False)
        return found

    def counts(self) -> Counts:
        """Return how much the project holds."""
        return self.kept("counts", self.store.counts)

    def mark(self) -> str:
        """Return a word that is another one after every change of what is served."""
        own = self.overview.mark()
        return own if self.beside is None else f"{own} {self.beside.overview.mark()}"

    def end_streams(self) -> None:
        """Tell the pages that listen that the server ends."""
        self.streams.end()
        if self.beside is not None:
            self.beside.streams.end()

    def close(self) -> None:
        """Close what was opened beside the project."""
        self.overview.close()


def site_of(request: Request) -> Site:
    """Return the site of a request."""
    site: Site = request.app.state.site
    return site


def session_of(request: Request) -> Session | None:
    """Return the session of whoever asks; None for somebody who has not signed in."""
    return site_of(request).sessions.find(session_key(request.scope))


SiteHere = Annotated[Site, Depends(site_of)]
