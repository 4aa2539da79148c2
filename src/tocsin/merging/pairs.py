"""How likely two events tell of one incident: features of a pair, weighed by a learnt rule.

The weights stand in ``pairs.tsv`` and are fitted by ``python -m training.incidents``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from tocsin import tables
from tocsin.knowledge import countries
from tocsin.knowledge.globe import distance_km
from tocsin.records import Actor, Event

# Events further apart in time are never compared.
LONGEST_DAYS = 4
# Something past without a day may have happened so many days before it is told.
PAST_DAYS = 60
NEAR_KM = 40.0
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one side: their countries and the names of people and bodies."""

    countries: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of an event: ``first`` and ``last`` days as numbers, ``dated`` by words."""

    event: Event
    article: str
    family: str
    actors: Side
    recipients: Side
    first: int
    last: int
    dated: bool
    words: frozenset[str]


def profile(event: Event, published: str | None) -> Profile:
    """Return what is compared of an event; without any day it counts as of day 0."""
    start, end = _days(event, published)
    return Profile(
        event=event,
        article=event.article,
        family=family_of(event.type),
        actors=_side(event.actors),
        recipients=_side(event.recipients),
        first=start,
        last=end,
        dated=event.date is not None and event.date.text is not None,
        words=frozenset(_WORD.findall(event.evidence.text.lower())),
    )


def comparable(one: Profile, other: Profile) -> bool:
    """Tell whether family, days and countries let two events tell of one incident."""
    if one.family != other.family or apart(one, other) > LONGEST_DAYS:
        return False
    here = one.actors.countries | one.recipients.countries
    there = other.actors.countries | other.recipients.countries
    return not here or not there or bool(here & there)


def score(one: Profile, other: Profile) -> float:
    """Return the log-odds that two comparable events tell of one incident."""
    learnt = weights()
    return sum(learnt.get(name, 0.0) * value for name, value in features(one, other).items())


def features(one: Profile, other: Profile) -> dict[str, float]:
    """Return the features of a pair by name; the order of the two does not matter."""
    found = {
        "one": 1.0,
        **_kinds(one, other),
        **_parties(one, other),
        **_times(one, other),
        **_places(one, other),
    }
    union = one.words | other.words
    found["words"] = len(one.words & other.words) / len(union) if union else 0.0
    found["same words"] = float(one.event.evidence.text == other.event.evidence.text)
    found["one article"] = float(one.article == other.article)
    return found


def apart(one: Profile, other: Profile) -> int:
    """Return how many days lie between two events; 0 where their days overlap."""
    return max(0, one.first - other.last, other.first - one.last)


@cache
def family_of(kind: str) -> str:
    """Return the family of a type: those that reports of one incident may differ by."""
    return _families().get(kind, kind)


@cache
def weights() -> dict[str, float]:
    """Read pairs.tsv: feature -> weight."""
    return tables.weights(tables.table("tocsin.merging", "pairs.tsv"))


@cache
def _families() -> dict[str, str]:
    source = tables.table("tocsin.merging", "families.tsv")
    return {
        kind: row["family"]
        for _, row in tables.rows(source, ("family", "types"))
        for kind in tables.alternatives(row["types"])
    }


def _side(parties: tuple[Actor, ...]) -> Side:
    named = frozenset(
        (party.name or "").lower() for party in parties if party.name and party.name not in _country_names()
    )
    return Side(frozenset(party.country for party in parties if party.country), named)


@cache
def _country_names() -> frozenset[str]:
    return frozenset(country.name for country in countries().values())


def _days(event: Event, published: str | None) -> tuple[int, int]:
    if event.modality == "historical" and published and (event.date is None or event.date.text is None):
        told = date.fromisoformat(published[:10]).toordinal()
        return told - PAST_DAYS, told
    if event.date is not None:
        days = (event.date.start, event.date.end)
    elif published:
        days = (published[:10], published[:10])
    else:
        return 0, 0
    start, end = (date.fromisoformat(day[:10]).toordinal() for day in days)
    return start, max(start, end)


def _kinds(one: Profile, other: Profile) -> dict[str, float]:
    same = one.event.type == other.event.type
    both = one.event.mode is not None and other.event.mode is not None
    status = {one.event.modality, other.event.modality}
    return {
        "same type": float(same),
        "same mode": float(same and both and one.event.mode == other.event.mode),
        "other mode": float(both and one.event.mode != other.event.mode),
        "planned and done": float("planned" in status and len(status) == 2),
        "past and present": float("historical" in status and len(status) == 2),
    }


def _parties(one: Profile, other: Profile) -> dict[str, float]:
    straight = _sides(one.actors, other.actors) + _sides(one.recipients, other.recipients)
    crossed = _sides(one.actors, other.recipients) + _sides(one.recipients, other.actors)
    talks = one.family in ("talks", "accord")
    names = (one.actors.names | one.recipients.names, other.actors.names | other.recipients.names)
    return {
        "parties": max(straight, crossed if talks else 0.0),
        "crossed": float(crossed > straight and not talks),
        "same names": float(bool(names[0] & names[1])),
        "other names": float(bool(names[0]) and bool(names[1]) and not names[0] & names[1]),
    }


def _sides(one: Side, other: Side) -> float:
    """Return how alike two sides are: 1 for the same countries, less where one of them is not known."""
    if not one.countries or not other.countries:
        return 0.4
    return len(one.countries & other.countries) / min(len(one.countries), len(other.countries))


def _times(one: Profile, other: Profile) -> dict[str, float]:
    days = apart(one, other)
    if not (one.last and other.last):
        return {}
    sure = one.dated and other.dated
    if max(one.last - one.first, other.last - other.first) >= PAST_DAYS:
        return {"some day before": float(days == 0), "more days apart": float(days > 1)}
    return {
        "same day, both told": float(sure and days == 0),
        "same day": float(not sure and days == 0),
        "a day apart, both told": float(sure and days == 1),
        "a day apart": float(not sure and days == 1),
        "more days apart": float(days > 1),
    }


def _places(one: Profile, other: Profile) -> dict[str, float]:
    here, there = one.event.place, other.event.place
    if here is None or there is None:
        return {"no place": 1.0, "same place": 0.0, "other place": 0.0}
    near = here.name == there.name
    if not near and None not in (here.latitude, here.longitude, there.latitude, there.longitude):
        points = (
            (here.latitude or 0.0, here.longitude or 0.0),
            (there.latitude or 0.0, there.longitude or 0.0),
        )
        near = distance_km(*points) <= NEAR_KM
        coarse = "country" in (here.precision, there.precision) or "region" in (
            here.precision,
            there.precision,
        )
        if coarse and not near:
            return {"no place": 1.0, "same place": 0.0, "other place": 0.0}
    return {"no place": 0.0, "same place": float(near), "other place": float(not near)}
