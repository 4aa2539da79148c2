"""Whether the fields of an event that was found are right, where the annotation asks for them."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.evaluating.annotation import GoldEvent
from tocsin.records import Event, Record

FIELDS = ("mode", "date", "modality", "attribution", "actor_names", "recipient_names", "place")


class Check(Record, frozen=True):
    """One field of one dyad that was found: what was wanted and what the event has."""

    row: str
    field: str
    want: str
    got: str
    right: bool
    evidence: str


def check_fields(row: GoldEvent, event: Event) -> list[Check]:
    """Check the fields that the row asks for.

    Of a source or a person the last word is compared, of a place the name must hold the wanted one, and
    a person may stand on either side: the two sides of a call are equal.
    """
    verdicts = (
        _check(row, "mode", row.mode, event.mode or "", event.mode == row.mode),
        _check(row, "date", row.date, _day(event), _day(event) == row.date),
        _check(row, "modality", row.modality, event.modality, event.modality == row.modality),
        _check(row, "attribution", row.attribution, _source(event), _is_source(row.attribution, event)),
        _check(row, "actor_names", _list(row.actor_names), _names(event), _names_one(row.actor_names, event)),
        _check(
            row,
            "recipient_names",
            _list(row.recipient_names),
            _names(event),
            _names_one(row.recipient_names, event),
        ),
        _check(row, "place", row.place, _place(event), bool(row.place) and str(row.place) in _place(event)),
    )
    return [verdict for verdict in verdicts if verdict is not None]


def _check(row: GoldEvent, field: str, want: str | None, got: str, right: bool) -> Check | None:
    if not want:
        return None
    return Check(row=row.id, field=field, want=want, got=got, right=right, evidence=row.evidence)


def _day(event: Event) -> str:
    return event.date.start[:10] if event.date else ""


def _source(event: Event) -> str:
    return event.attribution.source if event.attribution else ""


def _place(event: Event) -> str:
    return event.place.name if event.place else ""


def _names(event: Event) -> str:
    return _list(party.name or "" for party in (*event.actors, *event.recipients))


def _list(names: Iterable[str]) -> str:
    return ", ".join(name for name in names if name)


def _is_source(wanted: str | None, event: Event) -> bool:
    return bool(wanted) and _last_word(str(wanted)).lower() in _source(event).lower()


def _names_one(wanted: tuple[str, ...], event: Event) -> bool:
    got = [party.name or "" for party in (*event.actors, *event.recipients)]
    return any(_last_word(name) in there for name in wanted for there in got)


def _last_word(name: str) -> str:
    return name.split()[-1]
