"""What a job of merging has read of a project, so that no row of it is read twice.

The job is the one writer for as long as it lasts, so that what it has read, or written itself, stays true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from tocsin.merging import Report
from tocsin.merging.pairs import Profile
from tocsin.merging.scores import Pair, Scores
from tocsin.storing import schema
from tocsin.storing.chunks import chunks
from tocsin.storing.corrections import Pairing

MOST_EVENTS, MOST_SCORES = 50_000, 1_000_000
"""Events, and scores of pairs of them, that are kept in memory at most between two transactions."""

MEMBER, WAITING = schema.members.c, schema.unmerged.c


class Member(NamedTuple):
    """An event in merging: its key, its article and its position there."""

    key: int
    article: int
    position: int


class Remembered:
    """What was read of events, by their ids, and of the incidents that they are in, by their keys."""

    def __init__(self, pairings: Iterable[Pairing]) -> None:
        joined: dict[Pair, bool] = {}
        for one in pairings:
            first, second = sorted((one.one, one.other))
            joined[first, second] = one.together
        self.joined = frozenset(pair for pair, together in joined.items() if together)
        self.split = frozenset(pair for pair, together in joined.items() if not together)
        self.profiles: dict[str, Profile] = {}
        self.reports: dict[str, Report] = {}
        self.names: dict[int, str] = {}
        self.scores = Scores(self.split)
        self._members: dict[str, Member] = {}
        self._owners: dict[str, int | None] = {}
        self._groups: dict[int, list[str]] = {}
        self._queue: list[int] = []

    def make_room(self) -> None:
        """Forget events and articles where there are many."""
        if len(self._members) <= MOST_EVENTS and self.scores.size <= MOST_SCORES:
            return
        self.scores.clear()
        for kept in (self.profiles, self.reports, self.names, self._members, self._owners, self._groups):
            kept.clear()

    def marked(self, connection: Connection, count: int) -> list[int]:
        """Take up to ``count`` of the articles that are to be merged, those of the earliest days first.

        So what goes together is near in time, and incidents are made anew seldom.
        """
        if not self._queue:
            article = schema.articles.c
            wanted = select(WAITING.article).join(schema.articles, article.key == WAITING.article)
            found = connection.scalars(wanted.order_by(article.published.desc(), article.key.desc()))
            self._queue = list(found)
        taken = self._queue[-count:]
        del self._queue[-count:]
        return taken[::-1]

    def enter(self, event: str, member: Member) -> None:
        """Keep an event that has become a member, without an incident."""
        self._members[event] = member
        self._owners[event] = None
        self.names[member.key] = event

    def settle(self, gone: Iterable[int], made: Mapping[int, Sequence[str]]) -> None:
        """Keep that incidents are gone, and that others were made, by key with their events."""
        for key in gone:
            for event in self._groups.pop(key, ()):
                self._owners[event] = None
        for key, events in made.items():
            self._groups[key] = list(events)
            self._owners.update(dict.fromkeys(events, key))

    def members(self, connection: Connection, events: Iterable[str]) -> Mapping[str, Member]:
        """Return what is known of members, and perhaps of more."""
        self._read_members(connection, events)
        return self._members

    def owners(self, connection: Connection, events: Iterable[str]) -> Mapping[str, int | None]:
        """Return the incident of members, None where they are in none, and perhaps of more."""
        self._read_members(connection, events)
        return self._owners

    def names_of(self, connection: Connection, keys: Iterable[int]) -> Mapping[int, str]:
        """Return the events of members, by key, and perhaps of more."""
        for some in chunks(sorted({*keys} - self.names.keys())):
            self._keep_members(connection, MEMBER.key.in_(some))
        return self.names

    def groups(self, connection: Connection, keys: Iterable[int]) -> Mapping[int, Sequence[str]]:
        """Return the events of incidents, and perhaps of more."""
        for some in chunks(sorted({*keys} - self._groups.keys())):
            wanted = select(MEMBER.incident, MEMBER.event).where(MEMBER.incident.in_(some))
            for incident, event in connection.execute(wanted.order_by(MEMBER.key)):
                self._groups.setdefault(incident, []).append(event)
        return self._groups

    def _read_members(self, connection: Connection, events: Iterable[str]) -> None:
        for some in chunks(sorted({*events} - self._members.keys())):
            self._keep_members(connection, MEMBER.event.in_(some))

    def _keep_members(self, connection: Connection, which: object) -> None:
        columns = (MEMBER.event, MEMBER.incident, MEMBER.key, MEMBER.article, MEMBER.position)
        for event, incident, *member in connection.execute(select(*columns).where(which)):  # type: ignore[arg-type]
            self.enter(event, Member(*member))
            self._owners[event] = incident
