"""What people have said of events, as the labelled pairs that ``tocsin train`` reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from tocsin.records import Actor, Article, Event
from tocsin.storing.corrections import Correction
from tocsin.storing.sentences import sentence_around

COLUMNS = ("marked_sentence", "label", "event", "article", "what", "who")
NOTHING_HAPPENS = "NONE"
"""The label of a rejected event."""
_MARKS = ("<s>", "</s>", "<t>", "</t>")
Bounds = tuple[int, int]


class Judged(NamedTuple):
    """An event as somebody has said it is, or a rejected one as it was; its article; who said so."""

    event: Event
    article: Article
    correction: Correction

    @property
    def label(self) -> str:
        """What the model should say."""
        return NOTHING_HAPPENS if self.correction.what == "reject" else self.event.type


def write_training_rows(stream: TextIO, judged: Iterable[Judged]) -> tuple[int, int]:
    """Write a row for each event whose sentence names a party; return how many, and how many have none."""
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    written = left_out = 0
    for one in judged:
        marked = marked_sentence(one.event, one.article.text)
        if marked is None:
            left_out += 1
            continue
        said = one.correction
        writer.writerow((marked, one.label, one.event.id, one.article.id, said.what, said.who))
        written += 1
    return written, left_out


def corrected_rows(judged: Iterable[Judged]) -> Iterator[tuple[str | None, str]]:
    """Yield the marked sentence, None where it names no party, and the label of each judged event."""
    return ((marked_sentence(one.event, one.article.text), one.label) for one in judged)


def marked_sentence(event: Event, text: str) -> str | None:
    """Return an event's sentence with its parties marked, on one line; None where it names none of them."""
    evidence = event.evidence
    start, end = sentence_around(text, evidence.start, evidence.end)
    edits: list[tuple[int, bool, int, str]] = []
    for side, opening, closing in ((event.actors, *_MARKS[:2]), (event.recipients, *_MARKS[2:])):
        for first, last in _inside(side, (start, end)):
            # Entered from the end: where two begin or end together, the longer one is outside.
            edits += [(-first, False, last - first, opening), (-last, True, first - last, closing)]
    if not edits:
        return None
    marked = text[:end]
    for at, _, _, mark in sorted(edits):
        marked = f"{marked[:-at]}{mark}{marked[-at:]}" if at else mark + marked
    return " ".join(marked[start:].split())


def _inside(side: Iterable[Actor], sentence: Bounds) -> Iterator[Bounds]:
    for party in side:
        if party.text and sentence[0] <= party.start < party.end <= sentence[1]:
            yield party.start, party.end
