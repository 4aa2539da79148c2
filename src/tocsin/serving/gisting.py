"""What the crisis says at once beside its level: what matters, who deals with whom, what is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tocsin.briefing.gist import Doubts, Gist
from tocsin.briefing.lines import Line
from tocsin.briefing.model import Ahead, Evidence
from tocsin.records import Record
from tocsin.showing.brief.phrases import dispute_words

SHOWN = 2
"""Entries of a panel that are seen at once; the others open below them."""


class Entry(Record, frozen=True):
    """An incident of a panel; ``told`` says when it is expected, what is asked, or on whose word it is."""

    line: Line
    told: str


class Panel(Record, frozen=True):
    """A list of doubts with the ``name`` of its place on the page; ``count`` is that of all there are."""

    name: str
    heading: str
    nothing: str
    count: int
    entries: tuple[Entry, ...]

    @property
    def first(self) -> Sequence[Entry]:
        """The entries that are seen at once."""
        return self.entries[:SHOWN]

    @property
    def others(self) -> Sequence[Entry]:
        """The entries that open below them."""
        return self.entries[SHOWN:]

    @property
    def is_cut(self) -> bool:
        """Whether there are more than those of the list."""
        return self.count > len(self.entries)


def panels_of(doubts: Doubts) -> tuple[Panel, ...]:
    """Return what is disputed, what is only alleged or denied, and what is to be watched."""
    return (
        Panel(
            name="disputed",
            heading="Disputed",
            nothing="No reports contradict one another, and none was withdrawn.",
            count=doubts.disputed_count,
            entries=tuple(Entry(line=one.line, told=_asked(one)) for one in doubts.disputed),
        ),
        Panel(
            name="unconfirmed",
            heading="Only alleged, or denied",
            nothing="Every incident is told as a fact by some report.",
            count=doubts.unconfirmed_count,
            entries=tuple(Entry(line=one.line, told=_said_by(one)) for one in doubts.unconfirmed),
        ),
        Panel(
            name="watch",
            heading="To watch",
            nothing="Nothing is announced or threatened.",
            count=doubts.ahead_count,
            entries=tuple(Entry(line=one.line, told=_awaited(one)) for one in doubts.ahead),
        ),
    )


def gist_data(gist: Gist) -> dict[str, Any]:
    """Return the gist as JSON data: the ids of its incidents, and how many there are of each kind."""
    doubts = gist.doubts
    return {
        "important": [incident_of(one.line) for one in gist.important],
        "disputed": {"count": doubts.disputed_count, "items": _ids(doubts.disputed)},
        "unconfirmed": {"count": doubts.unconfirmed_count, "items": _ids(doubts.unconfirmed)},
        "ahead": {"count": doubts.ahead_count, "items": _ids(doubts.ahead)},
        "dyads": [
            {"one": one.one, "other": one.other, "talks": one.talks.count,
             "cooperation": one.cooperation.count, "conflict": one.conflict.count}
            for one in gist.dyads
        ],
    }  # fmt: skip


def incident_of(line: Line) -> str:
    """Return the id of the incident that a line of a brief is of."""
    return line.anchor.removeprefix("i-")


def _ids(found: Sequence[Evidence | Ahead]) -> list[str]:
    return [incident_of(one.line) for one in found]


def _asked(one: Evidence) -> str:
    """Return what reports differ on, with the answers; nothing where it was only taken back."""
    told = [dispute_words(dispute, in_short=True) for dispute in one.disputes if not dispute.is_update]
    return " ".join(
        f"{question} {' or '.join(' '.join(filter(None, answer)) for answer in answers)}."
        for question, answers in told
    )


def _said_by(one: Evidence) -> str:
    return f"on the word of {one.lead.said_by}" if one.lead is not None and one.lead.said_by else ""


def _awaited(one: Ahead) -> str:
    return one.first or ("a threat" if one.is_threat else "no day is given")
