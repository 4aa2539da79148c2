"""What was known on each day: reports are merged anew as they came, and nothing that came later is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.errors import UsageError
from tocsin.merging import Gathering
from tocsin.records import Document, Incident
from tocsin.watching.alerting import Alarm, Day
from tocsin.watching.inputs import Watched, seen
from tocsin.watching.series import Key, days_between
from tocsin.watching.weighing import Weighing


class Vintages:
    """What was known on each day: reports are merged anew whenever some were published, as if it were live.

    What people put right by hand later is left out, as are documents without a date of publication.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        dated = [one for one in documents if one.article.published]
        self._waiting = sorted(dated, key=lambda one: ((one.article.published or "")[:10], one.article.id))
        self._gathered = Gathering()
        self._now: Watched | None = None
        self._incidents: tuple[Incident, ...] = ()
        self._next = 0

    @property
    def days(self) -> tuple[str, str] | None:
        """The days of the first and the last report; None if there is none."""
        if not self._waiting:
            return None
        return _day(self._waiting[0]), _day(self._waiting[-1])

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents as they stood on the day that was asked for last."""
        return self._incidents

    @property
    def reports(self) -> int:
        """How many reports were out on the day that was asked for last."""
        return self._next

    def on(self, day: str) -> Watched:
        """Return what was known on a day; days are asked for in their order."""
        fresh = self._next
        while self._next < len(self._waiting) and _day(self._waiting[self._next]) <= day:
            self._gathered.add(self._waiting[self._next])
            self._next += 1
        if self._now is None or self._next > fresh:
            gathered = self._gathered
            self._incidents = tuple(gathered.merger.incidents())
            self._now = seen(self._incidents, gathered.documents, gathered.copies())
        return self._now


def replayed(vintages: Vintages, key: Key, last: str, alarm: Alarm) -> Iterator[Day]:
    """Yield what each day until ``last`` gave, from the reports that were published by that day."""
    if vintages.days is None:
        raise UsageError("no report has a date of publication: give one with --published")
    weighing: Weighing | None = None
    before = None
    for day in days_between(vintages.days[0], last):
        now = vintages.on(day)
        if weighing is None or now is not before:
            weighing, before = Weighing(now.acts, now.coverage, key), now
        yield alarm.step(day, weighing)


def _day(document: Document) -> str:
    return (document.article.published or "")[:10]
