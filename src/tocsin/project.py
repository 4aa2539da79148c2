"""A project from Python: ``tocsin.open(folder)`` gives what was added to it, as records or as a data frame.

>>> project = tocsin.open("crisis")
>>> for event in project.events(actor="PAK", type="ASSAULT", since="2025-05"): ...
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from tocsin.errors import StoreBusyError, StoreError, UsageError
from tocsin.records import Article, Document, Event, Incident, Statement
from tocsin.storing.answers import CoderVersion, Counts, Problem, Version
from tocsin.storing.asking import EventFilters
from tocsin.storing.fingerprint import coder_version
from tocsin.storing.incident_rows import IncidentFilters
from tocsin.storing.opening import DATABASE, is_url, open_store
from tocsin.storing.settings import FILE, Settings, find_settings, read_settings, write_settings
from tocsin.storing.store import SECONDS_TO_WAIT, Store

if TYPE_CHECKING:
    import pandas as pd

    from tocsin.records import Modality
    from tocsin.watching.series import By, Field


class Project:
    """A folder with ``tocsin.toml`` and a database, or a server. A context manager; iterators are streamed.

    ``store`` is what is behind it, with everything that can be asked and written.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Project({self.store.where!r})"

    def events(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[EventFilters]
    ) -> Iterator[Event]:
        """Yield the events that fulfil all filters, in the order in which they were stored.

        Filters: actor, recipient, dyad ("PAK-IND"), type, mode, quad, since, until, place, near (a name or
        (latitude, longitude)) with within_km, modality, words, min_confidence, article (an id),
        publisher. A party is a country ("PAK", "Pakistan"), the beginning of a code ("PAKMIL") or words of
        its name. UsageError for what makes no sense.
        """
        return self.store.events(limit=limit, offset=offset, **filters)

    def documents(
        self, *, text: bool = True, limit: int | None = None, offset: int = 0, **filters: Unpack[EventFilters]
    ) -> Iterator[Document]:
        """Yield the events of ``events`` with their article; without ``text``, its text is empty."""
        return self.store.documents(text=text, limit=limit, offset=offset, **filters)

    def frame(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[EventFilters]
    ) -> pd.DataFrame:
        """Return the events of ``events`` as a data frame, with the columns of CSV.

        UsageError where pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise UsageError("frame needs pandas: pip install 'tocsin[frame]'") from None
        from tocsin.showing.flat import COLUMNS, flat_rows

        found = self.documents(text=False, limit=limit, offset=offset, **filters)
        return pd.DataFrame([row for one in found for row in flat_rows(one)], columns=list(COLUMNS))

    def series(
        self,
        dyad: str | None = None,
        *,
        by: By = "day",
        split: Field | None = None,
        type: str | None = None,  # noqa: A002 - the name of the field
        quad: int | None = None,
        modality: Modality | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> pd.DataFrame:
        """Return counts and intensities of incidents by day, week or month as a data frame, a row a period.

        Columns are those of ``tocsin series --csv``. ``dyad`` is ``IND-PAK``, or ``IND:PAK`` for one way;
        ``split`` gives a series of each value of a field; ``as_of`` leaves out what was published later. A
        missing period has no count, a quiet one 0. UsageError for what makes no sense, and without pandas.
        """
        try:
            import pandas as pd
        except ImportError:
            raise UsageError("series needs pandas: pip install 'tocsin[frame]'") from None
        from tocsin.project_series import Wanted, series_rows
        from tocsin.showing.series_rows import KINDS

        wanted = Wanted(dyad=dyad, by=by, split=split, type=type, quad=quad, modality=modality, place=place)
        rows = series_rows(self, wanted, since, until, as_of)
        return pd.DataFrame(rows, columns=list(KINDS))

    def statements(self, **filters: Any) -> Iterator[Statement]:
        """Yield who said what. Filters: those of ``Store.statements``."""
        return self.store.statements(**filters)

    def articles(self, **filters: Any) -> Iterator[Article]:
        """Yield the articles as they are now. Filters: those of ``Store.articles``."""
        return self.store.articles(**filters)

    def incidents(
        self, *, limit: int | None = None, **filters: Unpack[IncidentFilters]
    ) -> Iterator[Incident]:
        """Yield the incidents that fulfil all filters, in the order of their days.

        Filters: type, actor, recipient, dyad ("PAK-IND"), since, until, place; parties as for ``events``, of
        which one event of the incident must have them. What is not merged yet is merged first (``merge``).
        UsageError, at once, for what makes no sense.

        The id of an incident is made of that of its event that came first into the project. So it stays what
        it is whatever joins the incident later; of two that become one, the older one's id stays; and of
        one that falls apart, the part with that event keeps it.
        """
        self.merge_if_free()
        return self.store.incidents(limit=limit, **filters)

    def incident(self, name: str) -> Incident:
        """Return the incident with this id, or whose id begins so. UsageError for none, or several."""
        self.merge_if_free()
        return self.store.incident(name)

    def merge(self, told: Callable[[int], None] = lambda left: None) -> None:
        """Bring the incidents up to date with what was coded and corrected: only what is touched is redone.

        ``told`` is called now and then with the number of articles that are left. StoreBusyError where
        another process writes for too long.
        """
        if self.store.unmerged():
            self.store.merge(before=told)

    def merge_if_free(self) -> None:
        """Bring the incidents up to date, unless another process writes, which will, or nobody may."""
        if self.store.read_only or not self.store.unmerged():
            return
        with suppress(StoreBusyError):
            self.store.merge(wait=0.0)

    def versions(self, article: str) -> Iterator[Version]:
        """Yield the earlier versions of the article with this id, with their events."""
        return self.store.versions(article)

    def problems(self) -> Iterator[Problem]:
        """Yield what could not be read or coded."""
        return self.store.problems()

    def counts(self) -> Counts:
        """Return how many articles, events, statements and problems there are."""
        return self.store.counts()

    def coder_version(self) -> CoderVersion:
        """Return the version of the coder that would code an article today."""
        return coder_version(self.settings.model, self.settings.borders)

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def open_project(where: str | os.PathLike[str] | None = None, *, wait: float = SECONDS_TO_WAIT) -> Project:
    """Open a project: its folder, or the URL of a server (``postgresql://user@host/name``).

    None is the current folder, or the nearest one above it with a ``tocsin.toml``. A server that is named by
    its URL has the settings of the template. ``wait`` is how many seconds to wait for another writer.
    StoreError where there is no project, or none that can be opened; SettingsError for wrong settings.
    """
    settings = settings_of(where)
    return Project(settings, open_store(settings.database, wait=wait))


def init_project(where: str | os.PathLike[str] = ".", database: str | None = None) -> Project:
    """Make a project in a folder (with its data in ``database``, a file or a URL), or on a server; open it.

    StoreError where there is one already, or where it cannot be written.
    """
    if is_url(os.fspath(where)):
        settings = Settings(folder=None, database=os.fspath(where))
        return Project(settings, open_store(settings.database, create=True))
    folder = Path(where)
    if (folder / FILE).exists():
        raise StoreError(
            str(folder / FILE), "there is a project already", "open it, or choose another folder"
        )
    kept = DATABASE if database is None else database
    check_database(kept)
    # The settings come last: an init that was stopped in the middle can be run again.
    store = open_store(kept if is_url(kept) else folder / kept, create=True)
    try:
        return Project(read_settings(write_settings(folder, kept)), store)
    except BaseException:
        store.close()
        raise


def check_database(kept: str) -> None:
    """Raise StoreError, before anything is made, for the address of a server that is not known."""
    if "://" in kept and not is_url(kept):
        raise StoreError(kept, "is no such server", "give a file, or postgresql://user@host/name")


def settings_of(where: str | os.PathLike[str] | None) -> Settings:
    """Return the settings of a project; StoreError where there is none."""
    if where is not None and is_url(os.fspath(where)):
        return Settings(folder=None, database=os.fspath(where))
    folder = Path.cwd() if where is None else Path(where)
    found = find_settings(folder) if where is None else folder / FILE
    if found is None or not found.is_file():
        missing = " here or above" if where is None else ""
        reason = f"there is no project{missing} (no {FILE})"
        remedy = "make one: tocsin init" + ("" if where is None else f" {folder}")
        raise StoreError(str(folder), reason, remedy)
    return read_settings(found)


open = open_project  # noqa: A001 - read as tocsin.open
