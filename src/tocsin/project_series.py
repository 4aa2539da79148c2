"""The series of a project: what is wanted, as a person writes it, becomes rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from tocsin import ontology
from tocsin.errors import UsageError
from tocsin.project_merging import merge_project
from tocsin.records import Modality, Record
from tocsin.showing.series_rows import rows_of
from tocsin.storing.days import first_day, last_day
from tocsin.storing.dyads import key_of_dyad
from tocsin.watching.inputs import Watched, watched
from tocsin.watching.series import By, Field, Key, Series, dyads, series, split

if TYPE_CHECKING:
    from tocsin.project import Project

NAMED = 5
"""Dyads that are named where one is asked for that nobody tells of."""


class Wanted(Record, frozen=True):
    """Which series: a dyad as written (None: everything), filters, and by which field they are split."""

    dyad: str | None = None
    by: By = "day"
    split: Field | None = None
    type: str | None = None
    quad: int | None = None
    modality: Modality | None = None
    place: str | None = None

    def key(self) -> Key:
        """Return the key. UsageError for a dyad, type, quad class or claim that is none."""
        kind = self.type and ontology.type_info(self.type.upper()).name
        if self.quad is not None and self.quad not in (1, 2, 3, 4):
            raise UsageError(f"no quad class {self.quad}: there are 1, 2, 3, 4")
        try:
            claim = msgspec.convert(self.modality, Modality | None)
        except msgspec.ValidationError:
            claims = ", ".join(Modality.__args__)  # type: ignore[attr-defined]
            raise UsageError(f"no claim {self.modality!r}: there are {claims}") from None
        base = Key() if self.dyad is None else key_of_dyad(self.dyad)
        return msgspec.structs.replace(base, type=kind, quad=self.quad, modality=claim, place=self.place)


def series_rows(
    project: Project, wanted: Wanted, since: str | None, until: str | None, as_of: str | None
) -> list[dict[str, Any]]:
    """Return the series of a project as rows. UsageError for what makes no sense."""
    merged = merge_project(project)
    return rows_of(series_of(watched(merged.incidents, merged.documents), wanted, since, until, as_of))


def series_of(
    seen: Watched,
    wanted: Wanted,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> list[Series]:
    """Return the series that are wanted; days, months and years bound them.

    UsageError for a dyad or a place that nobody tells of: its counts would say that it was quiet.
    """
    key = wanted.key()
    if wanted.dyad is not None:
        check_seen(key, seen)
    if wanted.place is not None:
        _check_place(wanted.place, seen)
    first, last = since and first_day(since), until and last_day(until)
    known = as_of and last_day(as_of)
    if wanted.split is None:
        return [series(seen.acts, seen.coverage, key, wanted.by, first, last, known)]
    return split(seen.acts, seen.coverage, key, wanted.split, wanted.by, first, last, known)


def check_seen(key: Key, seen: Watched) -> None:
    """Raise a UsageError, which names the dyads that are, for a key of which no act was ever reported."""
    parties = Key(actor=key.actor, recipient=key.recipient, either=key.either)
    if any(parties.takes(act) for act in seen.acts):
        return
    counts = list(dyads(seen.acts).items())[:NAMED]
    found = ", ".join(f"{one}:{other} ({count})" for (one, other), count in counts)
    raise UsageError(f"no act of {parties.name} was ever reported: there are {found or 'none of any dyad'}")


def _check_place(place: str, seen: Watched) -> None:
    if any(Key(place=place).takes(act) for act in seen.acts):
        return
    counts = Counter(name for act in seen.acts for name in (act.place, act.country) if name)
    found = ", ".join(f"{name} ({count})" for name, count in counts.most_common(NAMED))
    raise UsageError(f"no act at {place!r} was ever reported: there are {found or 'none with a place'}")
