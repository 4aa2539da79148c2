"""Acts and days for the tests of watching: what is not said is an ordinary clash of IND and PAK."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tocsin import ontology
from tocsin.records import Modality
from tocsin.watching.acts import Act, Told
from tocsin.watching.coverage import Coverage

FIRST = date(2024, 1, 1)


def day(number: int) -> str:
    """Return a day by its number; day 0 is Monday, 1 January 2024."""
    return (FIRST + timedelta(days=number)).isoformat()


def act(
    name: str,
    on: int,
    kind: str = "ASSAULT",
    mode: str | None = None,
    actor: str = "IND",
    recipient: str | None = "PAK",
    *,
    sources: Mapping[str, int] | None = None,
    modality: Modality = "asserted",
    words: str = "",
    place: str | None = None,
) -> Act:
    """Return an act; ``sources`` says on which day which family reported it (one, on the day itself)."""
    reports = sources or {"Agency": on}
    told = [
        Told(day=day(when), source=who, voice=who, modality=modality, event=f"{name}-{who}")
        for who, when in reports.items()
    ]
    return Act(
        incident=name,
        actor=actor,
        recipient=recipient,
        day=day(on),
        type=kind,
        mode=mode,
        quad=ontology.quad_class(kind),
        intensity=ontology.intensity(kind, mode),
        told=tuple(sorted(told, key=lambda one: (one.day, one.event))),
        place=place,
        words=words,
    )


def coverage(read: Mapping[int, Mapping[str, int]]) -> Coverage:
    """Return the coverage of days by number."""
    return Coverage({day(number): dict(families) for number, families in read.items()})


def daily(days: int, articles: int = 4, families: int = 3) -> Coverage:
    """Return a coverage that is the same on each of some days."""
    return coverage({number: {f"family {at}": articles for at in range(families)} for number in range(days)})
