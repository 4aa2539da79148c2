"""Merging: events in, incidents out; one article at a time, and the same in any order of arrival."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from tocsin.merging.clusters import average_linkage, components
from tocsin.merging.disagreements import disagreements, history, magnitudes
from tocsin.merging.independence import Report, count_sources
from tocsin.merging.pairs import (
    LONGEST_DAYS,
    PAST_DAYS,
    Profile,
    comparable,
    features,
    profile,
    score,
    weights,
)
from tocsin.merging.parents import parents
from tocsin.records import Actor, Event, Incident, Modality, Place, When

# Pairs below this score do not bring groups of events in touch.
LINK = 0.0
SHOWN_REASONS = 3
# How exactly the coordinates of a place are known, the best first.
FINEST = ("place", "town", "district", "region", "country", None)
STRONGEST: tuple[Modality, ...] = (
    "asserted", "historical", "alleged", "planned", "hypothetical", "negated", "denied",
)  # fmt: skip

Pair = tuple[str, str]


class Merger:
    """Keeps the events of a project, and the incidents that they make.

    Adding an article compares its events with those of the same days and kinds only. ``incidents`` is the
    same whatever the order in which articles came.
    """

    def __init__(self) -> None:
        self._profiles: dict[str, Profile] = {}
        self._reports: dict[str, Report] = {}
        self._links: dict[Pair, float] = {}
        self._copies: dict[str, set[str]] = defaultdict(set)
        self._long: dict[str, list[str]] = defaultdict(list)
        self._blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._joined: set[Pair] = set()
        self._split: set[Pair] = set()

    def add(self, report: Report, events: Iterable[Event], copies: Iterable[str] = ()) -> None:
        """Enter an article with its events; ``copies`` are the articles that it copies or that copy it."""
        self._reports[report.article] = report
        for copy in copies:
            self._copies[report.article].add(copy)
            self._copies[copy].add(report.article)
        for event in events:
            new = profile(event, report.published)
            for other in self._near(new):
                if comparable(new, other):
                    value = score(new, other)
                    if value > LINK:
                        self._links[_pair(event.id, other.event.id)] = value
            self._profiles[event.id] = new
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
        made = [self._incident(group) for group in groups]
        by_event = {event: incident.id for incident in made for event in incident.events}
        above = parents(made, {key: one.event for key, one in self._profiles.items()}, by_event)
        found = [_with_parent(incident, above.get(incident.id)) for incident in made]
        return sorted(found, key=lambda one: (one.date.start if one.date else "", one.id))

    def explain(self, one: str, other: str) -> dict[str, float]:
        """Return what each feature of a pair of events adds to its score. KeyError for an unknown event."""
        learnt = weights()
        values = features(self._profiles[one], self._profiles[other])
        return {name: learnt.get(name, 0.0) * value for name, value in values.items() if value}

    def _near(self, new: Profile) -> Iterable[Profile]:
        """Yield the events of the family whose days may lie close enough, those of a long time always."""
        span = range(new.first - LONGEST_DAYS - PAST_DAYS, new.last + LONGEST_DAYS + 1)
        if len(span) > len(self._blocks):
            days = [day for kind, day in self._blocks if kind == new.family and day in span]
        else:
            days = [day for day in span if (new.family, day) in self._blocks]
        near = (key for day in days for key in self._blocks[new.family, day])
        return (self._profiles[key] for key in (*near, *self._long[new.family]))

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
        events = sorted(
            (self._profiles[key].event for key in group), key=lambda event: (self._day(event), event.id)
        )
        articles = tuple(dict.fromkeys(event.article for event in events))
        copies = [(one, other) for one in articles for other in self._copies.get(one, ()) if one < other]
        counted = count_sources(events, self._reports, copies)
        return Incident(
            id=hashlib.sha256("\n".join(sorted(group)).encode()).hexdigest()[:16],
            type=_commonest([event.type for event in events]) or events[0].type,
            mode=_commonest([event.mode for event in events if event.mode]),
            actors=_parties([event.actors for event in events]),
            recipients=_parties([event.recipients for event in events]),
            date=_date([event.date for event in events if event.date is not None]),
            place=_place([event.place for event in events if event.place is not None]),
            events=tuple(event.id for event in events),
            articles=articles,
            sources=tuple(dict.fromkeys(self._source(article) for article in articles)),
            independent_sources=counted.count,
            independence=counted.why,
            disagreements=disagreements(events, self._reports),
            modality=min((event.modality for event in events), key=STRONGEST.index),
            history=history(events, self._reports),
            magnitude=magnitudes(events),
            why=self._reasons(events),
        )

    def _day(self, event: Event) -> str:
        report = self._reports.get(event.article)
        return (report.published or "") if report is not None else ""

    def _source(self, article: str) -> str:
        report = self._reports[article]
        return report.family or report.publisher or article

    def _reasons(self, events: Sequence[Event]) -> tuple[str, ...]:
        """Return what speaks most for the pairs of an incident, the commonest reasons first."""
        counts: Counter[str] = Counter()
        for one, other in pairwise(events):
            added = self.explain(one.id, other.id)
            counts.update(name for name, value in added.items() if value > 0 and name != "one")
        return tuple(name for name, _ in counts.most_common(SHOWN_REASONS))


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


def _with_parent(incident: Incident, parent: str | None) -> Incident:
    import msgspec

    return incident if parent is None else msgspec.structs.replace(incident, parent=parent)


def _commonest(values: Sequence[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _date(days: Sequence[When]) -> When | None:
    """Return the day that most events give: in words sooner than not, a single day sooner than a year."""
    counts = Counter(day.start for day in days)

    def rank(day: When) -> tuple[bool, int, int, str]:
        first, last = (date.fromisoformat(one[:10]).toordinal() for one in (day.start, day.end))
        return day.text is None, last - first, -counts[day.start], day.start

    return min(days, key=rank) if days else None


def _place(places: Sequence[Place]) -> Place | None:
    """Return the place that most events name; one with coordinates first, and the finest of them."""
    counts = Counter(place.name for place in places)

    def rank(place: Place) -> tuple[int, int, str]:
        return FINEST.index(place.precision), -counts[place.name], place.name

    return min(places, key=rank) if places else None


def _parties(sides: Sequence[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """Return each party once, by its name or country; those that most reports name come first."""
    counts: Counter[str] = Counter()
    first: dict[str, Actor] = {}
    for side in sides:
        for actor in side:
            key = actor.name or actor.country or actor.text
            counts[key] += 1
            first.setdefault(key, actor)
    return tuple(first[key] for key in sorted(counts, key=lambda key: (-counts[key], key)))
