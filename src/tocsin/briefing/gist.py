"""The gist of a crisis: what matters, what is in doubt, what is ahead, who deals with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.briefing.ahead import ahead_of
from tocsin.briefing.dealings import dyads_of
from tocsin.briefing.model import Ahead, Dyad, Evidence
from tocsin.briefing.ranking import by_weight, foremost, main_pair
from tocsin.briefing.register import Register, known
from tocsin.records import Document, Incident, Record

MOST_IMPORTANT = 5
MOST_DISPUTED = 12
MOST_UNCONFIRMED = 12
UNCONFIRMED = frozenset({"alleged", "denied"})
NOT_HAPPENED = frozenset({"planned", "hypothetical", "negated"})


class Doubts(Record, frozen=True):
    """The weightiest of what reports dispute, of what nobody tells as a fact, and of what is ahead.

    The counts are those of all.
    """

    disputed: tuple[Evidence, ...]
    disputed_count: int
    unconfirmed: tuple[Evidence, ...]
    unconfirmed_count: int
    ahead: tuple[Ahead, ...]
    ahead_count: int


class Gist(Record, frozen=True):
    """What stands first in a brief, without what has changed and without the level."""

    important: tuple[Evidence, ...]
    dyads: tuple[Dyad, ...]
    doubts: Doubts


def gist_of(
    incidents: Sequence[Incident], documents: Mapping[str, Document], register: Register, last_day: str | None
) -> Gist:
    """Return the gist of some incidents as of the last day of publication."""
    ranked = ranked_of(incidents, documents, register, last_day)
    return Gist(
        important=important_of(ranked, register),
        doubts=doubts_of(ranked, register, last_day),
        dyads=dyads_of(ranked, register),
    )


def ranked_of(
    incidents: Sequence[Incident], documents: Mapping[str, Document], register: Register, last_day: str | None
) -> list[Incident]:
    """Return incidents, the weightiest first."""
    events = {event.id: event for document in documents.values() for event in document.events}
    return by_weight(
        incidents,
        events,
        last_day,
        lambda one: register.withdrawal(one) is not None,
        main_pair(incidents),
    )


def important_of(ranked: Sequence[Incident], register: Register) -> tuple[Evidence, ...]:
    """Return the weightiest of what may have happened."""
    happened = [one for one in ranked if one.modality not in NOT_HAPPENED]
    return known(map(register.evidence, foremost(happened, MOST_IMPORTANT)))


def doubts_of(ranked: Sequence[Incident], register: Register, last_day: str | None) -> Doubts:
    """Return what is in doubt, and what is ahead."""
    disputed = _disputed(ranked, register)
    unconfirmed = [one for one in ranked if one.modality in UNCONFIRMED]
    ahead, ahead_count = ahead_of(ranked, register, last_day)
    return Doubts(
        disputed=known(map(register.evidence, disputed[:MOST_DISPUTED])),
        disputed_count=len(disputed),
        unconfirmed=known(map(register.evidence, unconfirmed[:MOST_UNCONFIRMED])),
        unconfirmed_count=len(unconfirmed),
        ahead=ahead,
        ahead_count=ahead_count,
    )


def _disputed(ranked: Sequence[Incident], register: Register) -> list[Incident]:
    """Return what reports do not agree on; what was taken back comes first."""
    found = [
        one
        for one in ranked
        if register.withdrawal(one) is not None
        or any(field.kind == "conflict" for field in one.disagreements)
    ]
    return sorted(found, key=lambda one: register.withdrawal(one) is None)
