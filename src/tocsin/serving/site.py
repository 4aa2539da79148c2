"""What all views share: the project, its counts, its incidents, and who has signed in."""

from __future__ import annotations

import secrets
from pathlib import Path
from threading import Lock
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from tocsin.project import Project
from tocsin.serving.guard import COOKIE, Door
from tocsin.serving.keys import Session, Sessions, tokens_of
from tocsin.serving.limits import Limits
from tocsin.serving.merged import KeptIncidents
from tocsin.storing.overview import Overview


class Site:
    """One project that is served."""

    def __init__(self, project: Project, *, door: Door | None = None, limits: Limits | None = None) -> None:
        self.project = project
        self.store = project.store
        self.door = door or Door()
        self.limits = limits or Limits()
        self.overview = Overview(project.store)
        self.incidents = KeptIncidents(project, self.overview)
        self.sessions = Sessions()
        self.tokens = tokens_of(project.settings)
        # A mark of the store means nothing to another process, so the tags of this one begin with a word.
        self.started = secrets.token_hex(4)
        self._streams = 0
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The name of the project: that of its folder, or of its database."""
        folder = self.project.settings.folder
        if folder is not None:
            return Path(folder).resolve().name
        return self.store.where.rpartition("/")[2].partition("?")[0]

    def close(self) -> None:
        """Close what was opened beside the project."""
        self.overview.close()

    def enter_stream(self) -> None:
        """Count one page that listens. HTTPException 503 where too many do."""
        with self._lock:
            if self._streams >= self.limits.streams:
                raise HTTPException(503, "too many pages listen already: reload to see what is new")
            self._streams += 1

    def leave_stream(self) -> None:
        """Count one page less."""
        with self._lock:
            self._streams -= 1


def site_of(request: Request) -> Site:
    """Return the site of a request."""
    site: Site = request.app.state.site
    return site


def session_of(request: Request) -> Session | None:
    """Return the session of whoever asks; None for somebody who has not signed in."""
    return site_of(request).sessions.find(request.cookies.get(COOKIE))


SiteHere = Annotated[Site, Depends(site_of)]
