"""The measure of events: precision, recall and F1 over dyads, and how often each field is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from tocsin.evaluating.annotation import NO_COUNTRY, GoldEvent
from tocsin.evaluating.fields import FIELDS, Check, check_fields
from tocsin.evaluating.matching import Dyad, Matching, Prediction, match, sentence_window
from tocsin.records import Actor, Event, Record


class Share(Record, frozen=True):
    """How many of ``n`` are right."""

    right: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, to three digits; None of nothing."""
        return round(self.right / self.n, 3) if self.n else None


class MissedRow(Record, frozen=True):
    """A gold row with dyads that no event answers; ``here`` are the events of the same sentence."""

    row: str
    dyads: tuple[str, ...]
    evidence: str
    here: tuple[str, ...]


class WrongEvent(Record, frozen=True):
    """An event with dyads that the annotation does not have; those that it has are not among ``dyads``."""

    dyads: tuple[str, ...]
    evidence: str
    trigger: str


class EventScore(Record, frozen=True):
    """What was measured on one article or several; the shares are of dyads."""

    found: int
    lost: int
    wrong: int
    fields: dict[str, Share]
    missed_rows: tuple[MissedRow, ...] = ()
    wrong_events: tuple[WrongEvent, ...] = ()
    wrong_fields: tuple[Check, ...] = ()

    @property
    def precision(self) -> float:
        """The share of the coder's dyads that are right, the excused ones left out."""
        return round(_ratio(self.found, self.wrong), 3)

    @property
    def recall(self) -> float:
        """The share of the gold dyads that were found."""
        return round(_ratio(self.found, self.lost), 3)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return round(2 * self.found / max(1, 2 * self.found + self.lost + self.wrong), 3)


def score_events(rows: Sequence[GoldEvent], events: Sequence[Event], text: str) -> EventScore:
    """Measure the events of one article against its gold rows."""
    matching = match(rows, events, text)
    checks = [check for row, claim in matching.found for check in check_fields(row, claim.event)]
    return EventScore(
        found=len(matching.found),
        lost=count_lost(matching),
        wrong=len(matching.wrong),
        fields={field: _share(check for check in checks if check.field == field) for field in FIELDS},
        missed_rows=tuple(_missed_rows(matching, events, text)),
        wrong_events=tuple(_wrong_events(matching.wrong)),
        wrong_fields=tuple(check for check in checks if not check.right),
    )


def count_lost(matching: Matching) -> int:
    """Count the missed dyads; of a soft row none where one dyad was found, and one where none was."""
    found = {row.id for row, _ in matching.found}
    hard = sum(not row.soft for row, _ in matching.missed)
    soft = {row.id for row, _ in matching.missed if row.soft}
    return hard + len(soft - found)


def _missed_rows(matching: Matching, events: Sequence[Event], text: str) -> Iterable[MissedRow]:
    window = sentence_window(text)
    found = {row.id for row, _ in matching.found}
    rows = {row.id: row for row, _ in matching.missed if not (row.soft and row.id in found)}
    for row in rows.values():
        low, high = window(row.start, row.end)
        here = (event for event in events if event.evidence.start < high and event.evidence.end > low)
        yield MissedRow(
            row=row.id,
            dyads=tuple(_named(row.types[0], pair) for other, pair in matching.missed if other.id == row.id),
            evidence=row.evidence,
            here=tuple(_outline(event) for event in here),
        )


def _wrong_events(wrong: Sequence[Prediction]) -> Iterable[WrongEvent]:
    """Put the wrong dyads of one event together; they stand side by side."""
    for event, claims in groupby(wrong, key=lambda claim: claim.event):
        yield WrongEvent(
            dyads=tuple(_named(event.type, claim.dyad) for claim in claims),
            evidence=event.evidence.text,
            trigger=event.trigger.text,
        )


def _outline(event: Event) -> str:
    sides = (_side(event.actors), _side(event.recipients))
    return f"{event.type} {'>'.join(sides)} ({event.trigger.text})"


def _side(parties: Sequence[Actor]) -> str:
    return "+".join(party.country or party.text for party in parties) or NO_COUNTRY


def _named(kind: str, dyad: Dyad) -> str:
    return f"{kind} {dyad[0]}>{dyad[1]}"


def _share(checks: Iterable[Check]) -> Share:
    verdicts = [check.right for check in checks]
    return Share(right=sum(verdicts), n=len(verdicts))


def _ratio(good: int, bad: int) -> float:
    return good / (good + bad) if good + bad else 0.0
