"""The events of a project as merging sees them: candidates are found by day, family of types and party.

Each event leaves a trace for each of its countries, or one for ``NOBODY``, and one for ``ANYBODY``. An event
is looked for under its own countries and ``NOBODY``; one that has none, under ``ANYBODY``. ``span`` is 0 for
events of a few days, 1 for those of up to ``PAST_DAYS``, and 2 for longer ones: so that few traces are passed
that lie too far back. For what may be known again (``merging/again.py``) an event has a trace for each of
its keys, in the place of a country.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Select, Table, bindparam, insert, literal, select, union

from tocsin.merging import Report
from tocsin.merging.again import LATEST, SOONEST, may_recall
from tocsin.merging.growing import Pair
from tocsin.merging.pairs import LONGEST_DAYS, PAST_DAYS, Profile, profile
from tocsin.storing import rows, schema
from tocsin.storing.chunks import chunks
from tocsin.storing.corrections import Pairing

ANYBODY, NOBODY = "*", "-"
RECALLED, RECALLING = "recalled ", "recalling "
"""Before a family: traces by key of all events, and of those that may tell an earlier one again."""
A_FEW_DAYS = 3
MOST_KEPT = 50_000
"""Events that are kept in memory."""

TRACE, MEMBER = schema.traces.c, schema.members.c


class Remembered:
    """What a job of merging has read of a project that nobody else writes to meanwhile."""

    def __init__(self, pairings: Iterable[Pairing]) -> None:
        joined: dict[Pair, bool] = {}
        for one in pairings:
            first, second = sorted((one.one, one.other))
            joined[first, second] = one.together
        self.joined = frozenset(pair for pair, together in joined.items() if together)
        self.split = frozenset(pair for pair, together in joined.items() if not together)
        self.profiles: dict[str, Profile] = {}
        self.reports: dict[str, Report] = {}

    def make_room(self) -> None:
        """Forget events and articles where there are many."""
        if len(self.profiles) > MOST_KEPT:
            self.profiles.clear()
            self.reports.clear()


class Candidates:
    """What ``merging.growing`` asks, answered by the database."""

    def __init__(self, connection: Connection, remembered: Remembered) -> None:
        self.joined, self.split = remembered.joined, remembered.split
        self._connection = connection
        self._remembered = remembered

    def profiles(self, events: Iterable[str]) -> Mapping[str, Profile]:
        """Return what is compared of events (and of others that were read before)."""
        known = self._remembered.profiles
        for some in chunks(sorted({*events} - known.keys())):
            for table in (schema.events, schema.glimpses):
                for row in self._connection.execute(_profile_rows(some, table)):
                    self._remembered.reports[row.id] = report_of_row(row)
                    faint = table is schema.glimpses
                    known[row.event] = profile(rows.event_of(row.data), row.published, faint)
        return known

    def near(self, events: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return for each event those in incidents that it may be compared with."""
        known = self.profiles(events)
        return {event: self._near(known[event]) for event in events}

    def _near(self, one: Profile) -> list[str]:
        found = dict.fromkeys(self._connection.scalars(NEAR, _asked(one)))
        for asked in _asked_again(one):
            found |= dict.fromkeys(self._connection.scalars(AGAIN, asked))
        return list(found)

    def groups_of(self, events: Iterable[str]) -> Mapping[str, int]:
        """Return the key of the incident of each event that has one."""
        found: dict[str, int] = {}
        for some in chunks(events):
            wanted = select(MEMBER.event, MEMBER.incident).where(
                MEMBER.event.in_(some), MEMBER.incident.is_not(None)
            )
            found |= dict(tuple(row) for row in self._connection.execute(wanted))
        return found

    def events_of(self, groups: Iterable[int]) -> Mapping[int, Sequence[str]]:
        """Return the events of incidents, by their keys."""
        found: dict[int, list[str]] = {}
        for some in chunks(groups):
            wanted = select(MEMBER.incident, MEMBER.event).where(MEMBER.incident.in_(some))
            for incident, event in self._connection.execute(wanted.order_by(MEMBER.key)):
                found.setdefault(incident, []).append(event)
        return found


def leave_traces(connection: Connection, members: Mapping[int, Profile]) -> None:
    """Enter where events, by the key of the member, are found."""
    made = [row for key, one in members.items() for row in _traces(key, one)]
    if made:
        connection.execute(insert(schema.traces), made)


def report_of_row(row: Any) -> Report:
    """Return what merging needs to know of the article of a row."""
    article = rows.article_of({**row._mapping, "text": ""})
    return Report(
        article=article.id,
        published=article.published,
        publisher=article.publisher,
        family=article.family,
        wire=article.wire,
    )


def _profile_rows(events: Sequence[str], table: Table) -> Select[Any]:
    """Return the query for those of some members that are told in a table: the events, or the glimpses."""
    told, article = table.c, schema.articles.c
    same = (told.article == MEMBER.article) & (told.position == MEMBER.position)
    columns = (MEMBER.event, told.data, article.id, article.published, article.publisher, article.more)
    query = select(*columns).select_from(schema.members).join(table, same)
    return query.join(schema.articles, article.key == MEMBER.article).where(MEMBER.event.in_(events))


def _traces(key: int, one: Profile) -> Iterator[dict[str, Any]]:
    days = one.last - one.first
    span = 0 if days <= A_FEW_DAYS else 1 if days <= PAST_DAYS else 2
    row = {"family": one.family, "span": span, "first": one.first, "last": one.last, "member": key}
    for country in {ANYBODY, *(one.countries or (NOBODY,))}:
        yield row | {"country": country}
    told = {"span": 0, "first": one.last, "last": one.last, "member": key, "family": RECALLED + one.family}
    telling = told | {"first": one.first, "last": one.first, "family": RECALLING + one.family}
    for again in one.keys:
        yield told | {"country": again}
        if may_recall(one):
            yield telling | {"country": again}


def _asked_again(one: Profile) -> Iterator[dict[str, Any]]:
    """Yield the values of ``AGAIN`` for what may tell an event again, and for what it may tell again."""
    if one.keys:
        later = {"earliest": one.last + SOONEST, "latest": one.last + LATEST}
        yield later | {"family": RECALLING + one.family, "keys": sorted(one.keys)}
    if may_recall(one):
        before = {"earliest": one.first - LATEST, "latest": one.first - SOONEST}
        yield before | {"family": RECALLED + one.family, "keys": sorted(one.keys)}


def _asked(one: Profile) -> dict[str, Any]:
    """Return the values of ``NEAR`` for an event."""
    countries = sorted({NOBODY, *one.countries}) if one.countries else [ANYBODY]
    earliest, latest = one.first - LONGEST_DAYS, one.last + LONGEST_DAYS
    return {"family": one.family, "countries": countries, "earliest": earliest, "latest": latest}


def _near() -> Any:
    """Return the query for the events in incidents that may be compared with one."""
    earliest, latest = bindparam("earliest", type_=Integer), bindparam("latest", type_=Integer)
    parts = []
    for span, begun in ((0, earliest - A_FEW_DAYS), (1, earliest - PAST_DAYS), (2, literal(0))):
        found = select(MEMBER.event).join_from(schema.traces, schema.members)
        parts.append(
            found.where(
                TRACE.family == bindparam("family"),
                TRACE.country.in_(bindparam("countries", expanding=True)),
                TRACE.span == span,
                TRACE.first >= begun,
                TRACE.first <= latest,
                TRACE.last >= earliest,
                MEMBER.incident.is_not(None),
            )
        )
    return union(*parts)


def _again() -> Any:
    """Return the query for the events in incidents that have a key of an event and are of some days."""
    found = select(MEMBER.event).distinct().join_from(schema.traces, schema.members)
    return found.where(
        TRACE.family == bindparam("family"),
        TRACE.country.in_(bindparam("keys", expanding=True)),
        TRACE.span == 0,
        TRACE.first >= bindparam("earliest", type_=Integer),
        TRACE.first <= bindparam("latest", type_=Integer),
        MEMBER.incident.is_not(None),
    )


NEAR, AGAIN = _near(), _again()
