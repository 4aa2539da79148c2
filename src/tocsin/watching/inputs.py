"""What is watched: the acts of incidents and how much was read, as known today or as known on each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tocsin.merging import CopyFinder
from tocsin.reading.dates import date_warning
from tocsin.records import Document, Incident, Record
from tocsin.watching.acts import Act, acts_of
from tocsin.watching.coverage import Coverage


class Watched(Record, frozen=True):
    """Acts in the order of their days, and the coverage by which they are corrected."""

    acts: tuple[Act, ...]
    coverage: Coverage


def is_doubtful(document: Document, today: date) -> bool:
    """Tell whether a date of publication is in the future, or that of a clock that was never set.

    One such report would stretch the days that are watched over decades of which nothing was read: its acts
    count on the days that they name, and it is no reading of a day.
    """
    return date_warning(document.article.published, today) is not None


def watched(incidents: Iterable[Incident], documents: Mapping[str, Document]) -> Watched:
    """Return what incidents and their documents (by the id of their article) give to watch."""
    return seen(incidents, documents, copies_of(documents))


def copies_of(documents: Mapping[str, Document]) -> list[tuple[str, str]]:
    """Return which articles copy which, by their ids (the copy first)."""
    finder = CopyFinder()
    return [
        (name, other)
        for name, document in documents.items()
        for other, how in finder.add(name, document.article.text)
        if how.kind == "copy"
    ]


def seen(
    incidents: Iterable[Incident], documents: Mapping[str, Document], copies: Sequence[tuple[str, str]]
) -> Watched:
    """Return what ``watched`` does where it is known which articles copy which (the copy first)."""
    today = date.today()
    read = [one.article for one in documents.values() if not is_doubtful(one, today)]
    return Watched(
        acts=tuple(acts_of(incidents, documents, copies)),
        coverage=Coverage.of(read, copies),
    )
