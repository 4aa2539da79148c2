"""An incident of the events that were brought together: its fields, and what speaks for it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from tocsin.merging.disagreements import disagreements, history, magnitudes
from tocsin.merging.independence import Report, independent_articles
from tocsin.merging.pairs import Profile, comparable, features, score, weights
from tocsin.records import Actor, Event, Incident, Modality, Place, When

SHOWN_REASONS = 3
# From this score of a pair on a denial of the one is one of the other.
SURE = 2.0
# How exactly the coordinates of a place are known, the best first.
FINEST = ("place", "town", "district", "region", "country", None)
STRONGEST: tuple[Modality, ...] = (
    "asserted", "historical", "alleged", "planned", "hypothetical", "negated", "denied",
)  # fmt: skip


def incident_of(
    profiles: Iterable[Profile],
    reports: Mapping[str, Report],
    copies: Sequence[tuple[str, str]],
    named_by: str | None = None,
) -> Incident:
    """Return the incident of some events; ``copies`` are pairs of articles of which one copies the other.

    ``named_by`` is the event from which it has its id, the one published first if None. ``parent`` is None.
    What is glimpsed only are its echoes; where nothing else is, it has no ``events``, and is none to tell of.
    """
    everything = sorted(profiles, key=lambda one: (_day(one.event, reports), one.event.id))
    echoes = [one.event for one in everything if one.faint]
    ordered = [one for one in everything if not one.faint]
    events = [one.event for one in ordered]
    if not events:
        return _none_of(echoes, named_by)
    articles = tuple(dict.fromkeys(event.article for event in events))
    groups, why_one = independent_articles(events, reports, copies)
    source_of = {article: group[0] for group in groups for article in group}
    return Incident(
        id=incident_id(named_by or events[0].id),
        type=_commonest([event.type for event in events]) or events[0].type,
        mode=_commonest([event.mode for event in events if event.mode]),
        actors=_parties([event.actors for event in events]),
        recipients=_parties([event.recipients for event in events]),
        date=_date([event.date for event in events if event.date is not None]),
        place=_place([event.place for event in events if event.place is not None]),
        events=tuple(event.id for event in events),
        articles=articles,
        sources=tuple(dict.fromkeys(_source(article, reports) for article in articles)),
        independent_sources=len(groups),
        independence=why_one,
        disagreements=disagreements(
            [one.event for one in everything], reports, source_of, _surely_one(everything)
        ),
        modality=min((event.modality for event in events), key=STRONGEST.index),
        history=history(events, reports),
        magnitude=magnitudes(events),
        why=_reasons(ordered),
        echoes=tuple(echoes),
    )


def _surely_one(profiles: Iterable[Profile]) -> Callable[[Event, Event], bool]:
    """Return what tells whether two events of an incident by themselves are of one act."""
    known = {one.event.id: one for one in profiles}

    def tell(one: Event, other: Event) -> bool:
        here, there = known[one.id], known[other.id]
        return comparable(here, there) and score(here, there) > SURE

    return tell


def _none_of(echoes: Sequence[Event], named_by: str | None) -> Incident:
    """Return what keeps glimpses together of which nothing is told."""
    return Incident(
        id=incident_id(named_by or echoes[0].id),
        type=echoes[0].type,
        mode=None,
        actors=(),
        recipients=(),
        date=None,
        place=None,
        events=(),
        articles=(),
        sources=(),
        independent_sources=0,
        independence=(),
        disagreements=(),
        modality=echoes[0].modality,
        echoes=tuple(echoes),
    )


def incident_id(event: str) -> str:
    """Return the id of the incident that is named by this event: it is in no other one."""
    return hashlib.sha256(event.encode()).hexdigest()[:16]


def with_parent(incident: Incident, parent: str | None) -> Incident:
    """Return an incident as a part of another one, or of none."""
    return incident if parent is None else msgspec.structs.replace(incident, parent=parent)


def reasons_for(one: Profile, other: Profile) -> dict[str, float]:
    """Return what each feature of a pair of events adds to its score."""
    learnt = weights()
    values = features(one, other)
    return {name: learnt.get(name, 0.0) * value for name, value in values.items() if value}


def _day(event: Event, reports: Mapping[str, Report]) -> str:
    report = reports.get(event.article)
    return (report.published or "") if report is not None else ""


def _source(article: str, reports: Mapping[str, Report]) -> str:
    report = reports[article]
    return report.family or report.publisher or article


def _reasons(ordered: Sequence[Profile]) -> tuple[str, ...]:
    """Return what speaks most for the pairs of an incident, the commonest reasons first."""
    counts: Counter[str] = Counter()
    for one, other in pairwise(ordered):
        counts.update(name for name, value in reasons_for(one, other).items() if value > 0 and name != "one")
    return tuple(name for name, _ in counts.most_common(SHOWN_REASONS))


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
