"""The escalation index of the project and of its dyads, made once for each state of the project."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

from tocsin.errors import UsageError
from tocsin.project_series import check_seen
from tocsin.records import Record
from tocsin.serving.merged import Picture
from tocsin.serving.site import Site
from tocsin.storing.dyads import key_of_dyad
from tocsin.watching.alerting import Day, watch_days
from tocsin.watching.series import Key, dyads

MAIN_DYADS = 6
"""Dyads that are listed beside those that the settings watch: those with most incidents."""
SEED = 0
"""The seed of the bands: that of ``tocsin escalation`` where none is given."""
_MAKING = Lock()


class Standing(Record, frozen=True):
    """Where a dyad stands on the last read day; without an index, ``why`` says so and ``value`` is None.

    ``dyad`` is as it is asked for, IND-PAK; None is the whole project.
    """

    dyad: str | None
    scope: str
    day: str
    index: float | None
    value: float | None
    phase: str | None
    why: str | None


def scope_of(dyad: str | None, picture: Picture) -> Key:
    """Return the key of a dyad as it is asked for. UsageError for one of which no act was ever reported."""
    if dyad is None:
        return Key()
    key = key_of_dyad(dyad)
    check_seen(key, picture.watched)
    return key


def index_days(site: Site, picture: Picture, key: Key) -> Mapping[str, Day]:
    """Return what each read day gave, by its date, of the whole time that was read.

    Each day is told from what was reported by then, so a part of them is the same as asked for alone.
    Nothing read gives none.
    """
    if picture.watched.coverage.last is None:
        return {}

    def make() -> dict[str, Day]:
        seen = picture.watched
        thresholds = site.project.settings.alerts.thresholds
        return {
            day.point.day: day for day in watch_days(seen.acts, seen.coverage, key, thresholds, seed=SEED)
        }

    with _MAKING:  # it takes a while, and whoever asks meanwhile asks for the same
        return site.kept(("index", picture.mark, picture.is_whole, key), make)


def main_dyads(site: Site, picture: Picture) -> list[str]:
    """Return the dyads that the settings watch, then those with most incidents, both directions as one."""
    counted: dict[str, int] = {}
    for (one, other), count in dyads(picture.watched.acts).items():
        name = "-".join(sorted((one, other)))
        counted[name] = counted.get(name, 0) + count
    found = sorted(counted, key=lambda name: (-counted[name], name))[:MAIN_DYADS]
    return list(dict.fromkeys((*site.project.settings.alerts.watch, *found)))


def standings(site: Site, picture: Picture) -> list[Standing]:
    """Return where the project and each of its main dyads stand on the last read day."""
    found = []
    for dyad in (None, *main_dyads(site, picture)):
        try:
            key = scope_of(dyad, picture)
        except UsageError:  # a dyad of the settings, of which nothing was told yet
            continue
        days = index_days(site, picture, key)
        if days:
            found.append(_standing(dyad, key, days[max(days)]))
    return found


def _standing(dyad: str | None, key: Key, last: Day) -> Standing:
    point = last.point
    return Standing(
        dyad=dyad,
        scope="the whole project" if dyad is None else key.name,
        day=point.day,
        index=point.index,
        value=None if point.index is None else point.value,
        phase=last.phase.name,
        why=point.why,
    )
