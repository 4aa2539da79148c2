"""Merging: events in, incidents out; one article at a time, and the same in any order of arrival."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tocsin.merging.again import LATEST, SOONEST, may_recall
from tocsin.merging.building import incident_of, reasons_for, with_parent
from tocsin.merging.clusters import average_linkage, components
from tocsin.merging.independence import Report
from tocsin.merging.pairs import LONGEST_DAYS, PAST_DAYS, Profile, comparable, profile, score
from tocsin.merging.parents import parents
from tocsin.records import Event, Incident

# Pairs below this score do not bring groups of events in touch.
LINK = 0.0

Pair = tuple[str, str]


class Merger:
    """Keeps the events of a project, and the incidents that they make.

    Adding an article compares its events with those of the same days and kinds only. ``incidents`` is the
    same whatever the order in which articles came; an incident has its id from the event published first.
    """

    def __init__(self) -> None:
        self._profiles: dict[str, Profile] = {}
        self._reports: dict[str, Report] = {}
        self._links: dict[Pair, float] = {}
        self._copies: dict[str, set[str]] = defaultdict(set)
        self._long: dict[str, list[str]] = defaultdict(list)
        self._blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._recalled: dict[tuple[str, str, int], list[str]] = defaultdict(list)
        self._recalling: dict[tuple[str, str, int], list[str]] = defaultdict(list)
        self._joined: set[Pair] = set()
        self._split: set[Pair] = set()

    def add(
        self,
        report: Report,
        events: Iterable[Event],
        copies: Iterable[str] = (),
        glimpses: Iterable[Event] = (),
    ) -> None:
        """Enter an article with its events; ``copies`` are the articles that it copies or that copy it.

        What is glimpsed only joins the incidents of events, as their echoes, and makes none of its own.
        """
        self._reports[report.article] = report
        for copy in copies:
            self._copies[report.article].add(copy)
            self._copies[copy].add(report.article)
        for event, faint in [*((one, False) for one in events), *((one, True) for one in glimpses)]:
            new = profile(event, report.published, faint)
            for other in self._near(new):
                if comparable(new, other):
                    value = score(new, other)
                    if value > LINK:
                        self._links[_pair(event.id, other.event.id)] = value
            self._profiles[event.id] = new
            self._keep_keys(new)
            if new.last - new.first > PAST_DAYS:
                self._long[new.family].append(event.id)
            else:
                self._blocks[new.family, new.first].append(event.id)

    def join(self, one: str, other: str) -> None:
        """Keep two events in one incident, whatever their score. KeyError for an unknown event."""
        _ = self._profiles[one], self._profiles[other]
        self._joined.add(_pair(one, other))
        self._split.discard(_pair(one, other))

    def split(self, one: str, other: str) -> None:
        """Keep two events apart, whatever their score."""
        self._split.add(_pair(one, other))
        self._joined.discard(_pair(one, other))

    def incidents(self) -> list[Incident]:
        """Return the incidents in the order of their days."""
        groups = [
            group
            for component in components(self._profiles, [*self._links, *self._joined])
            for group in self._clusters(component)
        ]
        made = [one for one in map(self._incident, groups) if one.events]
        by_event = {event: incident.id for incident in made for event in incident.events}
        above = parents(made, {key: one.event for key, one in self._profiles.items()}, by_event)
        found = [with_parent(incident, above.get(incident.id)) for incident in made]
        return sorted(found, key=lambda one: (one.date.start if one.date else "", one.id))

    def explain(self, one: str, other: str) -> dict[str, float]:
        """Return what each feature of a pair of events adds to its score. KeyError for an unknown event."""
        return reasons_for(self._profiles[one], self._profiles[other])

    def _near(self, new: Profile) -> Iterable[Profile]:
        """Yield the events of the family whose days may lie close enough, those of a long time always."""
        span = range(new.first - LONGEST_DAYS - PAST_DAYS, new.last + LONGEST_DAYS + 1)
        if len(span) > len(self._blocks):
            days = [day for kind, day in self._blocks if kind == new.family and day in span]
        else:
            days = [day for day in span if (new.family, day) in self._blocks]
        near = (key for day in days for key in self._blocks[new.family, day])
        found = dict.fromkeys((*near, *self._long[new.family], *self._again(new)))
        return (self._profiles[key] for key in found)

    def _again(self, new: Profile) -> Iterable[str]:
        """Yield the events that one may tell again, and those that may tell it again."""
        for key in new.keys:
            for day in range(new.last + SOONEST, new.last + LATEST + 1):
                yield from self._recalling.get((new.family, key, day), ())
            if may_recall(new):
                for day in range(new.first - LATEST, new.first - SOONEST + 1):
                    yield from self._recalled.get((new.family, key, day), ())

    def _keep_keys(self, new: Profile) -> None:
        for key in new.keys:
            self._recalled[new.family, key, new.last].append(new.event.id)
            if may_recall(new):
                self._recalling[new.family, key, new.first].append(new.event.id)

    def _clusters(self, component: list[str]) -> list[list[str]]:
        if len(component) == 1:
            return [component]
        joined = frozenset(pair for pair in self._joined if pair[0] in component and pair[1] in component)
        return average_linkage(component, self._score, joined)

    def _score(self, one: str, other: str) -> float | None:
        pair = _pair(one, other)
        if pair in self._split:
            return -math.inf
        linked = self._links.get(pair)
        if linked is not None:
            return linked
        a, b = self._profiles[pair[0]], self._profiles[pair[1]]
        return score(a, b) if comparable(a, b) else None

    def _incident(self, group: Sequence[str]) -> Incident:
        profiles = [self._profiles[key] for key in group]
        articles = sorted({one.article for one in profiles})
        copies = [(one, other) for one in articles for other in self._copies.get(one, ()) if one < other]
        return incident_of(profiles, self._reports, copies)


def merge(
    told: Iterable[tuple[Report, Sequence[Event]]], copies: Mapping[str, Sequence[str]] | None = None
) -> list[Incident]:
    """Merge the events of some articles; ``copies`` names for an article those that it copies."""
    merger = Merger()
    for report, events in told:
        merger.add(report, events, (copies or {}).get(report.article, ()))
    return merger.incidents()


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)
