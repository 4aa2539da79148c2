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
from tocsin.merging.again import LATEST, keys_of, likeness, same_verb, told_again
from tocsin.records import Actor, Event, Place

# Events further apart in time are never compared.
LONGEST_DAYS = 4
# Something past without a day may have happened so many days before it is told.
PAST_DAYS = LATEST
NEAR_KM = 40.0
# A degree of latitude is at least so long: what lies further north or south need not be measured.
KM_A_DEGREE = 110.0
# Coordinates of these stand for something large.
COARSE = ("country", "region")
# Numbers up to this say little.
SMALL = 2
# A denial comes so many days after the claim, and mostly names no day.
DENIED_WITHIN = 2
# What is glimpsed without a day of its own has mostly been told before: it may be of so many days before.
BEFORE_TOLD = 1
UNDONE = ("planned", "hypothetical")
# What speaks for one incident where the days do not speak against it.
ALIKE = ("same place", "same trigger")
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one side: their countries and the names of people and bodies."""

    countries: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of an event: ``first`` and ``last`` days as numbers, ``dated`` by words.

    ``countries`` are those of both sides and, where a side is known, that of the place; ``names`` are those
    of both sides, ``point`` is latitude and longitude of the place. ``counts`` are the exact numbers in its
    words, ``keys`` what it may be known again by.
    """

    event: Event
    article: str
    family: str
    actors: Side
    recipients: Side
    first: int
    last: int
    dated: bool
    words: frozenset[str]
    countries: frozenset[str]
    names: frozenset[str]
    point: tuple[float, float] | None
    counts: frozenset[tuple[str, float]]
    keys: frozenset[str]
    faint: bool = False


def profile(event: Event, published: str | None, faint: bool = False) -> Profile:
    """Return what is compared of an event; without any day it counts as of day 0.

    ``faint`` says that it is glimpsed only: it makes no incident of its own.
    """
    start, end = _days(event, published)
    dated = event.date is not None and event.date.text is not None
    if faint and not dated and start and event.modality not in UNDONE:
        start -= BEFORE_TOLD
    actors, recipients = _side(event.actors), _side(event.recipients)
    names, counts = actors.names | recipients.names, _counts(event)
    return Profile(
        event=event,
        article=event.article,
        family=family_of(event.type),
        actors=actors,
        recipients=recipients,
        first=start,
        last=end,
        dated=dated,
        words=frozenset(_WORD.findall(event.evidence.text.lower())),
        countries=_countries(actors.countries | recipients.countries, event.place),
        names=names,
        point=_point(event.place),
        counts=counts,
        keys=keys_of(event, names, counts),
        faint=faint,
    )


def comparable(one: Profile, other: Profile) -> bool:
    """Tell whether family, days, places and countries let two events tell of one incident.

    What happens on another day in another place is another incident.
    """
    here, there = one.countries, other.countries
    if one.family != other.family or (here and there and here.isdisjoint(there)):
        return False
    days = apart(one, other)
    if days > LONGEST_DAYS and not told_again(one, other):
        return False
    return days == 0 or _where(one, other) != "other place"


def score(one: Profile, other: Profile) -> float:
    """Return the log-odds that two comparable events tell of one incident."""
    learnt = weights()
    return sum([learnt.get(name, 0.0) * value for name, value in features(one, other).items()])


def features(one: Profile, other: Profile) -> dict[str, float]:
    """Return the features that a pair has, by name; the order of the two does not matter."""
    found = {"one": 1.0}
    _kinds(one, other, found)
    _parties(one, other, found)
    _times(one, other, found)
    _places(one, other, found)
    words = likeness(one.words, other.words)
    if words:
        found["words"] = words
    if same_verb(one.event, other.event):
        found["same trigger"] = 1.0
    _numbers(one, other, found)
    if _are_told_apart(one, other) and not found.keys().isdisjoint(ALIKE):
        found["alike, told apart"] = 1.0
    if one.event.evidence.text == other.event.evidence.text:
        found["same words"] = 1.0
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
    return {kind: row["family"] for kind, row in _types().items()}


@cache
def _types() -> dict[str, dict[str, str]]:
    """Read families.tsv: type -> its row."""
    source = tables.table("tocsin.merging", "families.tsv")
    return {
        kind: row
        for _, row in tables.rows(source, ("family", "kind", "types"))
        for kind in tables.alternatives(row["types"])
    }


def _kind(name: str) -> str:
    """Return the kind of a type within its family: what is of another kind is mostly another act."""
    row = _types().get(name)
    return name if row is None else row["kind"]


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


def _countries(sides: frozenset[str], place: Place | None) -> frozenset[str]:
    """Return the countries by which an event is compared: of two reports each may name another side."""
    return sides | {place.country} if sides and place is not None and place.country else sides


def _counts(event: Event) -> frozenset[tuple[str, float]]:
    """Return the exact numbers in the words of an event; those told near it may be about another one."""
    words = event.evidence
    return frozenset(
        (one.field, one.low)
        for one in event.details
        if one.low is not None
        and one.low == one.high
        and one.low > SMALL
        and words.start <= one.start < words.end
    )


def _numbers(one: Profile, other: Profile, found: dict[str, float]) -> None:
    if not one.counts or not other.counts:
        return
    if one.counts & other.counts:
        found["same count"] = 1.0
    elif {field for field, _ in one.counts} & {field for field, _ in other.counts}:
        found["other count"] = 1.0


def _point(place: Place | None) -> tuple[float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _are_told_apart(one: Profile, other: Profile) -> bool:
    """Tell whether words give two events another day each.

    A market shelled on Monday and on Tuesday is two incidents, and what makes them alike says little.
    """
    return one.dated and other.dated and apart(one, other) > 0


def _kinds(one: Profile, other: Profile, found: dict[str, float]) -> None:
    here, there = one.event, other.event
    same = here.type == there.type
    if same:
        found["same type"] = 1.0
    elif _kind(here.type) != _kind(there.type):
        found["other kind"] = 1.0
    if here.mode is not None and there.mode is not None:
        if here.mode != there.mode:
            found["other mode"] = 1.0
        elif same:
            found["same mode"] = 1.0
    if here.modality != there.modality:
        if "planned" in (here.modality, there.modality):
            found["planned and done"] = 1.0
        if "historical" in (here.modality, there.modality):
            found["past and present"] = 1.0


def _parties(one: Profile, other: Profile, found: dict[str, float]) -> None:
    actors, recipients = one.actors.countries, one.recipients.countries
    others, their = other.actors.countries, other.recipients.countries
    straight = _sides(actors, others) + _sides(recipients, their)
    crossed = _sides(actors, their) + _sides(recipients, others)
    if one.family in ("talks", "accord"):
        straight = max(straight, crossed)
    elif crossed > straight:
        found["crossed"] = 1.0
    if straight:
        found["parties"] = straight
    if one.names and other.names:
        found["other names" if one.names.isdisjoint(other.names) else "same names"] = 1.0


def _sides(here: frozenset[str], there: frozenset[str]) -> float:
    """Return how alike the countries of two sides are: 1 for the same, less where one side is not known."""
    if not here or not there:
        return 0.4
    if here.isdisjoint(there):
        return 0.0
    return len(here & there) / min(len(here), len(there))


def _times(one: Profile, other: Profile, found: dict[str, float]) -> None:
    if not (one.last and other.last):
        return
    days = apart(one, other)
    if days and (_may_deny(one, other) or _may_deny(other, one)):
        days = 0
    if days > 1:
        found["told again" if told_again(one, other) else "more days apart"] = 1.0
    elif max(one.last - one.first, other.last - other.first) >= PAST_DAYS:
        if days == 0:
            found["some day before"] = 1.0
    else:
        name = "same day" if days == 0 else "a day apart"
        found[f"{name}, both told" if one.dated and other.dated else name] = 1.0


def _may_deny(denial: Profile, claim: Profile) -> bool:
    """Tell whether a denial without a day of its own may be of a claim of the days before it."""
    denied = denial.event.modality == "denied" and claim.event.modality != "denied" and not denial.dated
    return denied and 0 <= denial.first - claim.last <= DENIED_WITHIN


def _places(one: Profile, other: Profile, found: dict[str, float]) -> None:
    found[_where(one, other)] = 1.0


def _where(one: Profile, other: Profile) -> str:
    """Return whether two events are told of one place, of two, or where it cannot be said."""
    here, there = one.event.place, other.event.place
    if here is None or there is None:
        return "no place"
    near = here.name == there.name
    if not near and one.point is not None and other.point is not None:
        far = abs(one.point[0] - other.point[0]) * KM_A_DEGREE > NEAR_KM
        near = not far and distance_km(one.point, other.point) <= NEAR_KM
        if not near and not {here.precision, there.precision}.isdisjoint(COARSE):
            return "no place"
    return "same place" if near else "other place"
