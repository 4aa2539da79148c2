"""The alarm as it stood: reports merged anew on each day, with those published by then and no others.

An incident of then may be a part of one of today, or several of them: it leads to the one that has its first
event. The reports are read as they are today, with what people put right in them; what they joined and split
is left out, and of an article that was changed later the words of today count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from tocsin.briefing.level import SCALE
from tocsin.briefing.withdrawals import withdrawal
from tocsin.records import Document, Incident, Record
from tocsin.serving.escalation import SEED
from tocsin.serving.merged import Picture
from tocsin.serving.periods import moved
from tocsin.serving.site import Site
from tocsin.watching.alerting import Alarm, Day
from tocsin.watching.inputs import Watched, is_doubtful
from tocsin.watching.series import Key
from tocsin.watching.vintages import Vintages, replayed
from tocsin.watching.weighing import Contribution, Weighing, total

AT_ONCE = 10_000
"""Articles times days of publication up to which the days are put together while somebody waits."""
MOST = 150_000
"""And up to which they are put together at all on the page: the command takes its time."""
RECENT = 7
"""Days whose reports say what was new on a day."""
MOST_RECENT = 30
State = Literal["made", "being made", "too large"]


class Known(Record, frozen=True):
    """A day as it was known at its end.

    ``reports`` were out and told of ``incidents``; ``recent`` are those told in the last week, as they stood,
    the latest first, ``withdrawn`` the ids of those that their publisher had taken back. ``level`` is ten
    times the sum of ``counted``, as the crisis shows it; None for a day of which nothing was read.
    """

    day: Day
    level: float | None
    counted: tuple[Contribution, ...]
    reports: int
    incidents: int
    recent: tuple[Incident, ...]
    withdrawn: frozenset[str]


class Replay:
    """All days of a project, or of a dyad in it, each as it was known then.

    The ids of incidents in ``days`` are today's, but for those of ``recent``: ``today`` finds them.
    """

    def __init__(self, picture: Picture, key: Key, alarm: Alarm) -> None:
        self._picture = picture
        self._key = key
        self._event_of: dict[str, str] = {}
        self._taken_back: dict[tuple[str, ...], bool] = {}
        self._weighed: tuple[Watched | None, Weighing | None] = (None, None)
        self._published = {
            name: (document.article.published or "")[:10] for name, document in picture.documents.items()
        }
        self.days: dict[str, Known] = {}
        vintages = Vintages(dated(picture.documents.values()))
        if vintages.days is not None:
            for day in replayed(vintages, key, vintages.days[1], alarm):
                self._remember(day, vintages)

    def today(self, name: str) -> Incident | None:
        """Return the incident of today that one of then has gone into; None where there is none."""
        event = self._event_of.get(name)
        return None if event is None else self._picture.of_event(event)

    def _remember(self, day: Day, vintages: Vintages) -> None:
        for one in vintages.incidents:
            self._event_of.setdefault(one.id, one.events[0])
        name = day.point.day
        withdrawn = frozenset(one.id for one in vintages.incidents if self._is_taken_back(one))
        shown = self._with_ids_of_today(day)
        counted = shown.point.contributions
        if withdrawn:
            left = self._counted(name, vintages.on(name), withdrawn)
            counted = tuple(map(self._with_id_of_today, left))
        self.days[name] = Known(
            day=shown,
            level=max(0.0, round(SCALE * total(counted), 1)) if day.point.read else None,
            counted=counted,
            reports=vintages.reports,
            incidents=len(vintages.incidents),
            recent=tuple(self._recent(name, vintages.incidents)),
            withdrawn=withdrawn,
        )

    def _counted(self, day: str, seen: Watched, withdrawn: frozenset[str]) -> list[Contribution]:
        """Return what the level of a day adds up: no incident that was taken back by then."""
        if self._weighed[0] is not seen:
            acts = [act for act in seen.acts if act.incident not in withdrawn]
            self._weighed = (seen, Weighing(acts, seen.coverage, self._key))
        weighing = self._weighed[1]
        return [] if weighing is None else weighing.on(day)

    def _is_taken_back(self, one: Incident) -> bool:
        """Tell whether a publisher had taken its report of an incident back."""
        if one.events not in self._taken_back:
            told_at: dict[str, list[int]] = {}
            for event, _ in self._picture.reports(one):
                told_at.setdefault(event.article, []).append(event.evidence.start)
            told = [self._picture.documents[name].article for name in one.articles]
            self._taken_back[one.events] = len(told) > 1 and withdrawal(told, told_at) is not None
        return self._taken_back[one.events]

    def _with_id_of_today(self, one: Contribution) -> Contribution:
        return msgspec.structs.replace(one, incident=self._id(one.incident))

    def _with_ids_of_today(self, day: Day) -> Day:
        told = tuple(map(self._with_id_of_today, day.point.contributions))
        return msgspec.structs.replace(
            day,
            point=msgspec.structs.replace(day.point, contributions=told),
            phase=msgspec.structs.replace(day.phase, evidence=self._ids(day.phase.evidence)),
            alerts=tuple(
                msgspec.structs.replace(one, evidence=self._ids(one.evidence)) for one in day.alerts
            ),
        )

    def _ids(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._id, names)))

    def _id(self, name: str) -> str:
        found = self.today(name)
        return name if found is None else found.id

    def _recent(self, day: str, incidents: Iterable[Incident]) -> list[Incident]:
        told = ((max(self._published.get(name, "") for name in one.articles), one) for one in incidents)
        fresh = [(last, one) for last, one in told if last > moved(day, -RECENT)]
        fresh.sort(key=lambda pair: (pair[0], len(pair[1].articles), pair[1].id), reverse=True)
        return [one for _, one in fresh[:MOST_RECENT]]


def replay_of(site: Site, picture: Picture, key: Key) -> tuple[Replay | None, State]:
    """Return the days as they were known, or None and why: they are being made, or would take too long."""
    size = effort(picture.documents)
    if size > MOST:
        return None, "too large"
    name = ("replay", picture.mark, picture.is_whole, key)
    thresholds = site.project.settings.alerts.thresholds

    def make() -> tuple[object, Replay]:
        return name, Replay(picture, key, Alarm(key, thresholds, seed=SEED))

    if size <= AT_ONCE:
        return site.kept(name, make)[1], "made"
    found = site.replays.get(name, make)
    return (found[1], "made") if found is not None and found[0] == name else (None, "being made")


def effort(documents: Mapping[str, Document]) -> int:
    """Return how much there is to merge: articles times the days on which any was published."""
    published = [(one.article.published or "")[:10] for one in dated(documents.values())]
    return len(published) * len(set(published))


def dated(documents: Iterable[Document]) -> list[Document]:
    """Return the documents whose day can be believed: one of the future would add decades of days."""
    today = dt.date.today()
    return [one for one in documents if one.article.published and not is_doubtful(one, today)]
