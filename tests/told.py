"""A short notation for what a sentence tells, so that a table of cases can be read.

ASSAULT KEN > SOM             actor > recipient, as countries; --- for a side without country, * for any
CONSULT/phone NOR ~ CHL+PER   the two sides in any order; with the mode where the case is about it
ASSAULT|COERCE KEN > SOM denied    several types accepted; with the claim status where the case is about it
A > B; C > D                  these events and no others, in any order; "; ..." at the end allows others
nothing                       no event at all
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pytest
from _pytest.mark import ParameterSet

from tocsin.records import Actor, Document, Event

WANT = re.compile(
    r"(?P<types>[A-Z_|]+)(?:/(?P<mode>[\w-]+))? "
    r"(?P<left>\S+) (?P<way>[>~]) (?P<right>\S+)(?: (?P<status>[a-z]+))?"
)
NOBODY = "---"


def cases(rows: Iterable[tuple[str, str, str]]) -> list[ParameterSet]:
    """Return (id, text, wanted) rows as parameters."""
    return [pytest.param(text, wanted, id=name) for name, text, wanted in rows]


def tells(document: Document, wanted: str) -> None:
    """Assert that a document tells the wanted events and, without an ellipsis, no others."""
    __tracebackhide__ = True
    lines = [line.strip() for line in wanted.split(";")]
    others = lines[-1] == "..."
    lines = [line for line in lines if line not in ("...", "nothing")]
    left = list(document.events)
    missing = []
    for line in lines:
        event = next((one for one in left if fits(one, line)), None)
        if event is None:
            missing.append(line)
        else:
            left.remove(event)
    unexpected = [] if others else left
    if missing or unexpected:
        pytest.fail(report(document, wanted))


def one(document: Document, wanted: str) -> Event:
    """Return the first event that a line of the notation fits."""
    __tracebackhide__ = True
    found = next((event for event in document.events if fits(event, wanted)), None)
    assert found is not None, report(document, wanted)
    return found


def report(document: Document, wanted: str) -> str:
    """Say what a text was to tell and what was found in it."""
    got = "; ".join(in_words(event) for event in document.events) or "nothing"
    return f"\ntext: {document.article.text}\nwant: {wanted}\n got: {got}"


def in_words(event: Event) -> str:
    """Return an event in the notation."""
    mode = f"/{event.mode}" if event.mode else ""
    sides = " > ".join("+".join(_codes(side)) for side in (event.actors, event.recipients))
    return f"{event.type}{mode} {sides} {event.modality}"


def fits(event: Event, line: str) -> bool:
    """Tell whether an event is what a line of the notation says."""
    want = WANT.fullmatch(line)
    assert want is not None, f"not in the notation: {line!r}"
    if event.type not in want["types"].split("|"):
        return False
    if want["mode"] not in (None, event.mode) or want["status"] not in (None, event.modality):
        return False
    if want["way"] == "~":
        both = set(_codes(event.actors)) | set(_codes(event.recipients))
        return both - {NOBODY} == {*want["left"].split("+"), *want["right"].split("+")}
    return _side(event.actors, want["left"]) and _side(event.recipients, want["right"])


def _side(parties: Sequence[Actor], wanted: str) -> bool:
    return wanted == "*" or set(_codes(parties)) == set(wanted.split("+"))


def _codes(parties: Sequence[Actor]) -> list[str]:
    return sorted({party.country or NOBODY for party in parties}) or [NOBODY]
