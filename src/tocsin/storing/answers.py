"""What a store says about itself: problems, versions, and what came of adding an article."""

from __future__ import annotations

from typing import Literal

from tocsin.records import Document, Event, Record

Outcome = Literal["new", "same", "updated", "earlier"]
"""``same``: it was there; ``earlier``: it is a version that has been replaced, and stays so."""


class Added(Record, frozen=True):
    """What came of adding an article; ``id`` is the one that it has in the store."""

    id: str
    outcome: Outcome


class CoderVersion(Record, frozen=True):
    """Which coder made a row: Tocsin's version, a hash of its data files, its options."""

    tocsin: str
    fingerprint: str
    options: dict[str, str]


class Problem(Record, frozen=True):
    """What could not be read or coded. ``input`` is what to read again, ``source`` the place in it.

    ``options`` are those with which it was read; ``first`` and ``last`` are times in UTC.
    """

    source: str
    input: str
    kind: Literal["read", "code"]
    reason: str
    remedy: str
    options: dict[str, str]
    first: str = ""
    last: str = ""
    tries: int = 1


class Version(Record, frozen=True):
    """An earlier version of an article, with its events and statements as they were coded then."""

    version: int
    added: str
    replaced: str
    document: Document


class Seen(Record, frozen=True):
    """A url that was fetched, and what its server said to ask with the next time."""

    url: str
    etag: str | None
    last_modified: str | None
    at: str = ""


class Recoded(Record, frozen=True):
    """One article's events before and after a newer coder."""

    article: str
    before: tuple[Event, ...]
    after: tuple[Event, ...]


class Counts(Record, frozen=True):
    """How much a project holds."""

    articles: int
    uncoded: int
    versions: int
    events: int
    statements: int
    problems: int
