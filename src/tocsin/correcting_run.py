"""One run of ``tocsin correct``, ``corrections`` or ``review``: what people put right in a project."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Literal, Protocol, TextIO

from tocsin.amounts import noun_for, number_of
from tocsin.errors import UsageError
from tocsin.project import open_project
from tocsin.project_correcting import Corrector
from tocsin.records import Event
from tocsin.showing.correction_view import (
    KEYS,
    review_data,
    show_corrections,
    show_entered,
    show_to_review,
)
from tocsin.showing.output import open_output
from tocsin.storing.checks import Wanted
from tocsin.storing.corrections import Correction
from tocsin.storing.reviewing import ToReview
from tocsin.storing.training_rows import write_training_rows

Answer = Literal["accepted", "rejected", "changed", "passed", "quit"]


class Answers(Protocol):
    """What a person types: a key, which may be followed by words, and words that are asked for."""

    def key(self, asked: str) -> str | None:
        """Return a key or a line; None at the end."""

    def words(self, asked: str) -> str | None:
        """Return a line; None at the end."""


def change(where: str | None, event: str, wanted: Wanted, who: str | None) -> None:
    """Change fields of an event, and say so."""
    with open_project(where) as project:
        _say(Corrector(project, who).change(event, wanted))


def reject(where: str | None, event: str, who: str | None) -> None:
    """Reject an event, and say so."""
    with open_project(where) as project:
        _say(Corrector(project, who).reject(event))


def add(where: str | None, article: str, evidence: str, wanted: Wanted, who: str | None) -> None:
    """Add an event, and say so."""
    with open_project(where) as project:
        _say(Corrector(project, who).add(article, evidence, wanted))


def pair(where: str | None, what: Literal["join", "split"], one: str, other: str, who: str | None) -> None:
    """Join or split two events, and say so."""
    with open_project(where) as project:
        _say(Corrector(project, who).pair(what, one, other))


def undo(where: str | None, number: int, who: str | None) -> None:
    """Undo a correction, and say so."""
    with open_project(where) as project:
        _say(Corrector(project, who).undo(number))


def list_corrections(where: str | None, as_json: bool) -> None:
    """Print all corrections."""
    with open_project(where) as project, open_output(None, as_data=as_json) as stream:
        found = list(project.store.corrections())
        if not as_json:
            show_corrections(stream, found)
            return
        for one in found:
            stream.write(json.dumps(one.to_dict(), ensure_ascii=False) + "\n")


def training_rows(where: str | None, target: str) -> None:
    """Write what people have said as labelled pairs, and say how many."""
    with open_project(where) as project:
        with open_output(target, as_data=True) as stream:
            written, left_out = write_training_rows(stream, project.store.judged())
        sys.stderr.write(f"{target}: {number_of(written, 'row')}\n")
        if left_out:
            named = noun_for(left_out, "its sentence names", "their sentences name")
            sys.stderr.write(f"tocsin: {number_of(left_out, 'event')} left out: {named} no party\n")


def review(where: str | None, limit: int, as_json: bool, who: str | None, answers: Answers) -> None:
    """Ask about the least certain and most consequential events, or print them as JSON and ask nothing."""
    with open_project(where) as project, open_output(None, as_data=as_json) as stream:
        queue = list(project.store.to_review(limit))
        if as_json:
            for one in queue:
                stream.write(json.dumps(review_data(one), ensure_ascii=False) + "\n")
            return
        done = _reviewed(Corrector(project, who), queue, stream, answers)
        counted = ", ".join(f"{count} {answer}" for answer, count in sorted(done.items()))
        stream.write(
            f"{done.total()} of {number_of(len(queue), 'event')} reviewed{': ' if counted else ''}{counted}\n"
        )


def _reviewed(corrector: Corrector, queue: list[ToReview], stream: TextIO, answers: Answers) -> Counter[str]:
    done: Counter[str] = Counter()
    for number, one in enumerate(queue, start=1):
        show_to_review(stream, one, number, len(queue))
        answer = _answer(corrector, one.event, stream, answers)
        if answer == "quit":
            break
        if answer != "passed":
            done[answer] += 1
    return done


def _answer(corrector: Corrector, event: Event, stream: TextIO, answers: Answers) -> Answer:
    """Ask about one event until there is an answer that can be carried out."""
    while True:
        stream.flush()
        line = answers.key(KEYS)
        if line is None:
            return "quit"
        try:
            found = _carried_out(corrector, event, line.strip(), answers)
        except UsageError as error:
            stream.write(f"{error}\n")
            continue
        if found is not None:
            return found
        stream.write(f"{line.strip()!r} is none of the keys: {KEYS}\n")


def _carried_out(corrector: Corrector, event: Event, line: str, answers: Answers) -> Answer | None:
    """Do what a key says; None for one that says nothing."""
    key, rest = line[:1].lower(), line[1:].strip()
    if rest and key != "t":
        return None
    if key == "a":
        corrector.accept(event.id)
        return "accepted"
    if key == "r":
        corrector.reject(event.id)
        return "rejected"
    if key == "t":
        corrector.change(event.id, _type_in(rest or answers.words("type, and mode if any") or ""))
        return "changed"
    known: dict[str, Answer] = {"n": "passed", "q": "quit"}
    return known.get(key)


def _type_in(words: str) -> Wanted:
    kind, _, mode = words.strip().partition(" ")
    if not kind:
        raise UsageError("no type was given: tocsin ontology lists them")
    return Wanted(type=kind, mode=mode.strip() or None)


def _say(one: Correction) -> None:
    with open_output(None, as_data=False) as stream:
        show_entered(stream, one)
