"""The records of an annotated article; ``docs/annotation.md`` says what the fields mean."""

from __future__ import annotations

from tocsin.records import Modality, Record

NO_COUNTRY = "---"
"""The code of a side without a country, or that nobody names."""


class GoldEvent(Record, frozen=True, forbid_unknown_fields=True):
    """One annotated act: every actor × every recipient is a dyad that must be found.

    ``types`` are those accepted, the preferred one first. A code may name alternatives: ``SYR|---``.
    A field that is None or empty is not asked for.
    """

    id: str
    evidence: str
    start: int
    end: int
    types: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    required: bool = True
    mode: str | None = None
    date: str | None = None
    modality: Modality | None = None
    attribution: str | None = None
    actor_names: tuple[str, ...] = ()
    recipient_names: tuple[str, ...] = ()
    place: str | None = None
    symmetric: bool = False
    actors_implicit: bool = False
    recipients_implicit: bool = False
    note: str | None = None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The dyads (actor, recipient)."""
        return tuple((actor, recipient) for actor in self.actors for recipient in self.recipients)

    @property
    def soft(self) -> bool:
        """Whether any one of the dyads is enough, because a side is left to be understood."""
        open_ended = NO_COUNTRY in self.recipients and len(self.recipients) > 1
        return self.actors_implicit or self.recipients_implicit or open_ended


class GoldStatement(Record, frozen=True, forbid_unknown_fields=True):
    """One annotated statement; ``speaker`` is None where nobody is named."""

    id: str
    text: str
    start: int
    end: int
    direct: bool
    speaker: str | None = None
    country: str | None = None
    addressee: str | None = None
    channel: str | None = None
    required: bool = True
    note: str | None = None


class Gold(Record, frozen=True):
    """An annotated article; ``published`` is an ISO date or None."""

    name: str
    text: str
    published: str | None
    events: tuple[GoldEvent, ...]
    statements: tuple[GoldStatement, ...]
