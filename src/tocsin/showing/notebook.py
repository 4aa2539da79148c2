"""A document as HTML for a notebook: the text with its spans marked, and the events below it.

Its colours and marks are those of the pages, kept to the output by a class.

Everything that comes from the article is escaped; there is no script in it and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import pairwise
from typing import NamedTuple

from tocsin import tables
from tocsin.records import Document, Event
from tocsin.showing import wording
from tocsin.showing.page import mark, marks_sprite, tokens_css

SCOPE = ".tocsin"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTORS = re.compile(r"([^{}]+)\{")


class _Mark(NamedTuple):
    """A stretch of the text to mark, with the class that says what it is."""

    start: int
    end: int
    kind: str


def to_html(document: Document) -> str:
    """Return a self-contained fragment; its classes are all below ``.tocsin``."""
    return (
        f"{opening()}"
        f"<p><strong>{escape(wording.heading(document))}</strong></p>"
        f'<div class="article" dir="auto">{marked_text(document)}</div>'
        f"{_event_table(document)}</div>"
    )


def opening() -> str:
    """Return how every output begins: its element, the style, and the drawing of the marks."""
    return f'<div class="tocsin"><style>{_style()}</style>{marks_sprite()}'


def marked_text(document: Document) -> str:
    """Return the article's text, escaped, with each stretch in one ``mark`` that carries all its classes.

    After a trigger whose event is not simply asserted stands the claim's status.
    """
    text = document.article.text
    marks = sorted(_marks(document))
    claims = {event.trigger.end: event.modality for event in document.events if event.modality != "asserted"}
    edges = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    parts: list[str] = []
    open_marks: list[_Mark] = []
    waiting = iter(marks)
    following = next(waiting, None)
    for start, end in pairwise(edges):
        open_marks = [mark for mark in open_marks if mark.end > start]
        while following is not None and following.start <= start:
            open_marks.append(following)
            following = next(waiting, None)
        parts.append(_stretch(text[start:end], open_marks))
        if end in claims:
            parts.append(_claim_badge(claims[end], claims[end]))
    return "".join(parts)


def _stretch(text: str, marks: list[_Mark]) -> str:
    if not marks:
        return escape(text)
    kinds = " ".join(sorted({mark.kind for mark in marks}))
    return f'<mark class="{kinds}">{escape(text)}</mark>'


def _marks(document: Document) -> Iterator[_Mark]:
    for statement in document.statements:
        yield _Mark(statement.start, statement.end, "statement")
    for event in document.events:
        yield _Mark(event.evidence.start, event.evidence.end, "evidence")
        yield _Mark(event.trigger.start, event.trigger.end, "trigger")
        if event.modality != "asserted":
            yield _Mark(event.trigger.start, event.trigger.end, f"said {event.modality}")
        yield from (_Mark(actor.start, actor.end, "actor") for actor in event.actors)
        yield from (_Mark(actor.start, actor.end, "recipient") for actor in event.recipients)


def _event_table(document: Document) -> str:
    if not document.events:
        return "<p>no events</p>"
    heads = ("who", "what", "whom", "when", "where", "claim", "sure")
    head = "".join(f"<th>{name}</th>" for name in heads)
    return f"<table><tr>{head}</tr>{''.join(map(_event_row, document.events))}</table>"


def _event_row(event: Event) -> str:
    cells = (
        escape(wording.parties(event.actors)),
        f"{mark(event.quad)} {escape(wording.what(event))}",
        escape(wording.parties(event.recipients)),
        escape(wording.when(event)),
        escape(wording.where(event)),
        _claim_badge(event.modality, wording.claim(event)),
        f"{event.confidence:.2f}",
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _claim_badge(modality: str, words: str) -> str:
    return f'<span class="claim {modality}">{escape(words)}</span>'


@cache
def _style() -> str:
    own = tables.table("tocsin.showing", "notebook.css").read_text(encoding="utf-8")
    return _scoped(tokens_css()) + own


def _scoped(style: str) -> str:
    """Return a style that holds below the class of the output alone, and not for the notebook around it."""
    return _SELECTORS.sub(_scoped_selectors, _COMMENT.sub("", style))


def _scoped_selectors(found: re.Match[str]) -> str:
    if found[1].strip().startswith("@"):
        return found[0]
    parts = (part.strip() for part in found[1].split(","))
    return (
        ", ".join(
            part.replace(":root", SCOPE, 1) if part.startswith(":root") else f"{SCOPE} {part}"
            for part in parts
        )
        + " {"
    )
