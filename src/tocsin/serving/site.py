"""What all views share: the project, its counts, its incidents, and who has signed in."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from tocsin.project import Project
from tocsin.serving.guard import COOKIE, Door
from tocsin.serving.keys import Session, Sessions, tokens_of
from tocsin.serving.limits import Limits
from tocsin.serving.merged import KeptIncidents
from tocsin.serving.streams import Streams
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
        self.streams = Streams(self.limits.streams)

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


def site_of(request: Request) -> Site:
    """Return the site of a request."""
    site: Site = request.app.state.site
    return site


def session_of(request: Request) -> Session | None:
    """Return the session of whoever asks; None for somebody who has not signed in."""
    return site_of(request).sessions.find(request.cookies.get(COOKIE))


SiteHere = Annotated[Site, Depends(site_of)]
