"""The events of a project as merging sees them: candidates are found by day, family of types and party.

Each event leaves a trace for each of its countries, or one for ``NOBODY``, and one for ``ANYBODY``. An event
is looked for under its own countries and ``NOBODY``; one that has none, under ``ANYBODY``. ``span`` is 0 for
events of a few days, 1 for those of up to ``PAST_DAYS``, and 2 for longer ones: so that few traces are passed
that lie too far back. For what may be known again (``merging/again.py``) an event has a trace for each of
its keys, in the place of a country.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, bindparam, insert, select

from tocsin.merging import Report
from tocsin.merging.again import LATEST, SOONEST, may_recall
from tocsin.merging.pairs import LONGEST_DAYS, PAST_DAYS, Profile, profile
from tocsin.storing import rows, schema
from tocsin.storing.chunks import chunks
from tocsin.storing.remembered import Remembered

ANYBODY, NOBODY = "*", "-"
RECALLED, RECALLING = "recalled ", "recalling "
"""Before a family: traces by key of all events, and of those that may tell an earlier one again."""
A_FEW_DAYS = 3
WIDER = 2
"""Questions are asked together while their days are at most so many times those of the first of them."""

TRACE, MEMBER = schema.traces.c, schema.members.c
Trace = tuple[int, int, int]
"""First and last day, and the key of the member."""


class Question(NamedTuple):
    """For which traces an event asks: of a family and span, of any of some countries (or keys), and of days.

    They begin from ``low`` to ``high``, and end on ``earliest`` or later.
    """

    family: str
    span: int
    low: int
    high: int
    earliest: int
    countries: frozenset[str]
    event: str


class Candidates:
    """What ``merging.growing`` and ``merging.scores`` ask, answered by the database."""

    def __init__(self, connection: Connection, remembered: Remembered) -> None:
        self.joined = remembered.joined
        self.scores = remembered.scores
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

    def near(self, events: Sequence[str]) -> Mapping[str, list[str]]:
        """Return for each event the members that it may be compared with."""
        profiles = self.profiles(events)
        found: dict[str, set[int]] = {event: set() for event in events}
        for asked in _together(one for event in events for one in _asked(profiles[event])):
            traces = self._traces(asked)
            for one in asked:
                found[one.event].update(_answered(one, traces))
        names = self._remembered.names_of(self._connection, {key for keys in found.values() for key in keys})
        return {event: [names[key] for key in keys] for event, keys in found.items()}

    def groups_of(self, events: Iterable[str]) -> Mapping[str, int]:
        """Return the key of the incident of each event that has one."""
        asked = list(events)
        owners = self._remembered.owners(self._connection, asked)
        return {event: owner for event in asked if (owner := owners.get(event)) is not None}

    def events_of(self, groups: Iterable[int]) -> Mapping[int, Sequence[str]]:
        """Return the events of incidents, by their keys."""
        asked = list(groups)
        known = self._remembered.groups(self._connection, asked)
        return {key: known[key] for key in asked}

    def _traces(self, asked: Sequence[Question]) -> Mapping[str, list[Trace]]:
        """Return the traces that some questions ask for, and more, by country in the order of their days."""
        found: dict[str, list[Trace]] = defaultdict(list)
        low, high = min(one.low for one in asked), max(one.high for one in asked)
        values = {"family": asked[0].family, "span": asked[0].span, "low": low, "high": high}
        for some in chunks(sorted({country for one in asked for country in one.countries})):
            for country, *trace in self._connection.execute(TRACES, {**values, "countries": some}):
                found[country].append(tuple(trace))
        for traces in found.values():
            traces.sort()
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


def _asked(one: Profile) -> Iterator[Question]:
    """Yield for which traces an event asks: of its days, of what may tell it again, and of what it may."""
    event, countries = one.event.id, one.countries | {NOBODY} if one.countries else frozenset((ANYBODY,))
    earliest, latest = one.first - LONGEST_DAYS, one.last + LONGEST_DAYS
    for span, begun in ((0, earliest - A_FEW_DAYS), (1, earliest - PAST_DAYS), (2, 0)):
        yield Question(one.family, span, begun, latest, earliest, countries, event)
    if one.keys:
        low, high = one.last + SOONEST, one.last + LATEST
        yield Question(RECALLING + one.family, 0, low, high, low, one.keys, event)
    if may_recall(one):
        low, high = one.first - LATEST, one.first - SOONEST
        yield Question(RECALLED + one.family, 0, low, high, low, one.keys, event)


def _together(questions: Iterable[Question]) -> Iterator[list[Question]]:
    """Yield questions that are asked at once: of one family and span, and of days that are not far apart."""
    together: list[Question] = []
    for one in sorted(questions, key=itemgetter(0, 1, 2, 3)):
        if together and not _fits(one, together[0]):
            yield together
            together = []
        together.append(one)
    if together:
        yield together


def _fits(one: Question, first: Question) -> bool:
    same = (one.family, one.span) == (first.family, first.span)
    return same and one.high - first.low <= WIDER * (first.high - first.low)


def _answered(one: Question, traces: Mapping[str, list[Trace]]) -> Iterator[int]:
    """Yield the members whose traces a question asks for."""
    for country in one.countries:
        found = traces.get(country, ())
        begin = bisect_left(found, one.low, key=_first)
        end = bisect_right(found, one.high, lo=begin, key=_first)
        yield from (member for _, last, member in found[begin:end] if last >= one.earliest)


def _traces_of() -> Select[Any]:
    """Return the query for the traces of a family and span, of some countries, that begin on some days."""
    return select(TRACE.country, TRACE.first, TRACE.last, TRACE.member).where(
        TRACE.family == bindparam("family"),
        TRACE.country.in_(bindparam("countries", expanding=True)),
        TRACE.span == bindparam("span"),
        TRACE.first >= bindparam("low"),
        TRACE.first <= bindparam("high"),
    )


TRACES = _traces_of()
_first = itemgetter(0)
