"""Series: counts and intensities of acts by day, week or month, with missing periods told from quiet ones.

>>> acts = acts_of(merged.incidents, merged.documents)
>>> coverage = Coverage.of(document.article for document in merged.documents.values())
>>> series(acts, coverage, Key(actor="IND", recipient="PAK", quad=4), by="week").values("count")

A value of a missing period is None, never 0. ``as_of`` gives the series as it stood on a day: what was
published later is not in it, which is what a forecast from that day may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from tocsin.errors import UsageError
from tocsin.records import Modality, Record
from tocsin.watching.acts import Act, in_order, matches
from tocsin.watching.coverage import Coverage

By = Literal["day", "week", "month"]
Status = Literal["active", "quiet", "missing"]
Field = Literal["direction", "type", "quad", "modality", "place"]
Measure = Literal["count", "intensity", "corrected", "corrected_intensity"]
PERIODS: tuple[By, ...] = ("day", "week", "month")
FIELDS: tuple[Field, ...] = ("direction", "type", "quad", "modality", "place")
HAPPENED: tuple[Modality, ...] = ("asserted", "alleged")
"""What counts where no modality is asked for: what is told as having happened."""


class Key(Record, frozen=True):
    """Which acts a series counts; None is any.

    ``actor`` and ``recipient`` are codes (a country, or a country with sectors). With ``either`` the two may
    stand on either side. ``modality`` None counts what is asserted or alleged.
    """

    actor: str | None = None
    recipient: str | None = None
    either: bool = False
    type: str | None = None
    quad: int | None = None
    modality: Modality | None = None
    place: str | None = None

    @property
    def name(self) -> str:
        """The key in words: ``IND→PAK``, ``IND–PAK quad 4 asserted``, ``all``."""
        sides = (self.actor or "any", self.recipient or "any")
        between = ("–" if self.either else "→").join(sides) if self.actor or self.recipient else "all"
        quad = f"quad {self.quad}" if self.quad else None
        return " ".join(part for part in (between, self.type, quad, self.modality, self.place) if part)

    def takes(self, act: Act) -> bool:
        """Tell whether an act is one of these, whatever its claim and day."""
        fits = (
            self.type in (None, act.type)
            and self.quad in (None, act.quad)
            and (
                self.place is None
                or self.place.lower() in {(act.place or "").lower(), (act.country or "").lower()}
            )
        )
        return fits and (self._between(act.actor, act.recipient) or self._turned(act))

    def _between(self, actor: str | None, recipient: str | None) -> bool:
        return (self.actor is None or matches(actor, self.actor)) and (
            self.recipient is None or matches(recipient, self.recipient)
        )

    def _turned(self, act: Act) -> bool:
        return self.either and act.recipient is not None and self._between(act.recipient, act.actor)


class Period(Record, frozen=True):
    """One day, week or month; ``start`` and ``end`` are ISO dates, both inclusive.

    ``count`` are incidents and ``intensity`` the sum of their PLOVER scores (below 0 is conflict); both are
    None where ``status`` is ``missing``: nothing was read. ``corrected`` and ``corrected_intensity`` are what
    they would be had it been read as widely as usual (``Coverage.factor``). ``articles`` and ``sources``
    count what was read, without copies, and ``days_read`` on how many days.
    """

    start: str
    end: str
    status: Status
    count: int | None
    intensity: float | None
    corrected: float | None
    corrected_intensity: float | None
    articles: int
    sources: int
    days_read: int


class Series(Record, frozen=True):
    """The periods of one key in their order, without gaps: what was not read is there as missing."""

    key: Key
    by: By
    periods: tuple[Period, ...]

    def values(self, measure: Measure = "count") -> list[float | None]:
        """Return one value a period, None where it is missing."""
        return [getattr(one, measure) for one in self.periods]

    def starts(self) -> list[str]:
        """Return the first day of each period."""
        return [one.start for one in self.periods]


def series(
    acts: Iterable[Act],
    coverage: Coverage,
    key: Key = Key(),  # noqa: B008 - immutable
    by: By = "day",
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> Series:
    """Count the acts of a key by period.

    ``since`` and ``until`` are ISO dates, both inclusive; without them, and with ``as_of``, the first and the
    last day read bound it. A period that is cut by them counts the days inside. An act counts on the day on
    which it happened, once for each incident. UsageError for days that go
    backwards, or where nothing was read.
    """
    first, last = bounds(coverage, since, until, as_of)
    counted: dict[str, dict[str, Act]] = {}
    for act in in_order(acts):
        if first <= act.day <= last and key.takes(act) and _claimed(act, key, as_of):
            counted.setdefault(act.day, {}).setdefault(act.incident, act)
    return Series(
        key=key,
        by=by,
        periods=tuple(_period(days, counted, coverage) for days in _periods(first, last, by)),
    )


def split(
    acts: Sequence[Act],
    coverage: Coverage,
    key: Key,
    field: Field,
    by: By = "day",
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> list[Series]:
    """Return a series of each value that a field has among the acts of a key, in the order of the values.

    ``direction`` of two parties gives both directions; of others, each pair of countries that occurs.
    """
    keys = dict.fromkeys(one for act in acts if key.takes(act) for one in _narrower(act, key, field))
    ordered = sorted(keys, key=lambda one: one.name)
    return [series(acts, coverage, one, by, since, until, as_of) for one in ordered]


def dyads(acts: Iterable[Act]) -> dict[tuple[str, str], int]:
    """Return how many incidents each pair of different countries (actor, recipient) has, the most first."""
    found: dict[tuple[str, str], set[str]] = {}
    for act in acts:
        if act.recipient is not None and act.actor[:3] != act.recipient[:3]:
            found.setdefault((act.actor[:3], act.recipient[:3]), set()).add(act.incident)
    ordered = sorted(found, key=lambda pair: (-len(found[pair]), pair))
    return {pair: len(found[pair]) for pair in ordered}


def bounds(coverage: Coverage, since: str | None, until: str | None, as_of: str | None) -> tuple[str, str]:
    """Return the first and the last day of a series; UsageError where there are none."""
    if coverage.first is None or coverage.last is None:
        raise UsageError("no dated article has been read: add some, or give their date with --published")
    first, last = since or coverage.first, until or coverage.last
    if as_of is not None:
        last = min(last, as_of)
    if last < first:
        read = f"read are {coverage.first} to {coverage.last}"
        if since and until and until < since:
            raise UsageError(f"the days go backwards: {first} is after {last}; {read}")
        asked = f"from {first} on" if since else f"until {last}"
        raise UsageError(f"nothing was read {asked}: {read}")
    return first, last


def days_between(first: str, last: str) -> Iterator[str]:
    """Yield the ISO dates from the first to the last day."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        yield day.isoformat()
        day += timedelta(days=1)


def _claimed(act: Act, key: Key, as_of: str | None) -> bool:
    claim = act.modality(as_of)
    return claim == key.modality if key.modality else claim in HAPPENED


def _periods(first: str, last: str, by: By) -> Iterator[list[str]]:
    """Yield the days of each period; weeks are ISO weeks, from Monday."""
    days: list[str] = []
    for day in days_between(first, last):
        if days and _name(day, by) != _name(days[-1], by):
            yield days
            days = []
        days.append(day)
    yield days


def _name(day: str, by: By) -> tuple[int, ...]:
    if by == "day":
        return (date.fromisoformat(day).toordinal(),)
    if by == "week":
        return date.fromisoformat(day).isocalendar()[:2]
    return int(day[:4]), int(day[5:7])


def _period(days: Sequence[str], counted: dict[str, dict[str, Act]], coverage: Coverage) -> Period:
    read = [day for day in days if coverage.is_read(day)]
    by_day = {day: list(counted[day].values()) for day in days if day in counted}
    count = sum(len(acts) for acts in by_day.values())
    shown = bool(read or count)
    scores = {day: sum(act.intensity or 0.0 for act in acts) for day, acts in by_day.items()}
    factors = {day: coverage.factor(day) for day in by_day}
    return Period(
        start=days[0],
        end=days[-1],
        status="active" if count else "quiet" if read else "missing",
        count=count if shown else None,
        intensity=sum(scores.values()) if shown else None,
        corrected=sum(len(acts) * factors[day] for day, acts in by_day.items()) if shown else None,
        corrected_intensity=sum(score * factors[day] for day, score in scores.items()) if shown else None,
        articles=sum(coverage.articles(day) for day in read),
        sources=len({family for day in read for family in coverage.read[day]}),
        days_read=len(read),
    )


def _narrower(act: Act, key: Key, field: Field) -> Iterator[Key]:
    import msgspec

    if field == "direction":
        if act.recipient is None:
            return
        two = (key.actor or act.actor[:3], key.recipient or act.recipient[:3])
        for actor, recipient in (two, two[::-1]) if key.either else (two,):
            yield msgspec.structs.replace(key, actor=actor, recipient=recipient, either=False)
        return
    if field == "modality":
        values = dict.fromkeys(one.modality for one in act.told)
        yield from (msgspec.structs.replace(key, modality=value) for value in values)
        return
    value = getattr(act, field)
    if value is not None:
        yield msgspec.structs.replace(key, **{field: value})
