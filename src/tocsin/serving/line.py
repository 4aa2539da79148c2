"""The line of the crisis: the level of the brief by day, and the alerts that rang on it."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.briefing.gist import Gist, gist_of
from tocsin.briefing.level import EscalationValue, begin_of, level_of, values_of
from tocsin.briefing.model import Level
from tocsin.briefing.register import Register
from tocsin.errors import UsageError
from tocsin.records import Incident, Record
from tocsin.serving.escalation import index_days, scope_of
from tocsin.serving.merged import Picture, StillMerging
from tocsin.serving.site import Site
from tocsin.watching.alerting import Alert
from tocsin.watching.inputs import Watched
from tocsin.watching.series import Key

UNASKED = 20_000
"""Articles of a project up to which its incidents are put together for this line alone.

Of more it takes minutes and much memory, and is done when somebody asks for what cannot do without.
"""


class Rung(Record, frozen=True):
    """An alert, and the dyad that it is of as it is asked for; None is the whole project."""

    dyad: str | None
    alert: Alert


class Line:
    """What one state of the incidents gives to draw.

    ``alerts`` are those of the project and of the dyads that its settings watch, by their days.
    """

    def __init__(self, site: Site, picture: Picture) -> None:
        self.picture = picture
        self._incidents = site.incidents
        self._indexed = index_days(site, picture, Key())
        self.alerts = _alerts(site, picture)
        register = Register(picture.incidents, picture.documents)
        kept = {one.id for one in picture.incidents if register.withdrawal(one) is None}
        # As the brief does: what its publisher has taken back counts in no level.
        acts = tuple(act for act in picture.watched.acts if act.incident in kept)
        self._values = values_of(Watched(acts=acts, coverage=picture.watched.coverage))
        self._gist = gist_of(picture.incidents, picture.documents, register, picture.watched.coverage.last)

    @property
    def is_newest(self) -> bool:
        """Whether nothing has been written since."""
        return self._incidents.at_hand() is self.picture and self.picture.is_newest

    def level(self, until: str) -> Level:
        """Return the level as the brief tells it, on the last day of publication up to a day."""
        published = [day for day in self.picture.watched.coverage.read if day <= until]
        first = begin_of(self.picture.incidents, published)
        values = {day: value for day, value in self._values.items() if day <= until}
        return level_of(values, published, first, EscalationValue())

    def gist(self, until: str) -> Gist | None:
        """Return what the brief would say first; None for a period that ends before the last read day.

        What is disputed or ahead is told as it is known today, and cannot be told of then.
        """
        last = self.picture.watched.coverage.last
        return self._gist if last is not None and until >= last else None

    def has_index(self, day: str) -> bool:
        """Tell whether a day has an index, and so a page of what it is made of."""
        return day in self._indexed and self._indexed[day].point.index is not None

    def within(self, since: str, until: str) -> list[Rung]:
        """Return the alerts of a period, the latest first."""
        return [one for one in self.alerts if since <= one.alert.day <= until]

    def named(self, rung: Sequence[Rung], most: int) -> dict[str, Incident]:
        """Return the incidents that alerts name, by their ids; of each alert so many."""
        names = {name for one in rung for name in one.alert.evidence[:most]}
        return {name: found for name in names if (found := self.picture.incident(name))}


def line_of(site: Site) -> Line | None:
    """Return the line; None while the incidents of a large project are not put together.

    Of a large project it may be that of a moment ago: ``is_newest`` tells.
    """
    articles = site.counts().articles
    picture = _picture(site, articles)
    if picture is None:
        return None
    mark = ("line", picture.mark, picture.is_whole)
    if site.incidents.makes_at_once(articles):
        return site.kept(mark, lambda: Line(site, picture))
    line: Line | None = site.behind.get(mark, lambda: Line(site, picture))
    return line


def _picture(site: Site, articles: int) -> Picture | None:
    if articles > UNASKED:
        return site.incidents.at_hand()
    try:
        return site.incidents.picture()
    except StillMerging:
        return None


def _alerts(site: Site, picture: Picture) -> tuple[Rung, ...]:
    found = []
    for dyad in (None, *site.project.settings.alerts.watch):
        try:
            key = scope_of(dyad, picture)
        except UsageError:  # a dyad of the settings, of which nothing was told yet
            continue
        for day in index_days(site, picture, key).values():
            found += [Rung(dyad=dyad, alert=alert) for alert in day.alerts]
    return tuple(sorted(found, key=lambda one: (one.alert.day, one.alert.grave), reverse=True))
