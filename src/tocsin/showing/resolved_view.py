"""A resolved phrase, and the statements of an article, for reading."""

from __future__ import annotations

from typing import TextIO

from tocsin.quoting.saying import cue_words
from tocsin.records import Document, ResolvedActor, Statement
from tocsin.showing.screen import console_for, plain_table


def show_resolved(stream: TextIO, found: ResolvedActor) -> None:
    """Draw whom a phrase means, why, and who else bears the name."""
    console = console_for(stream)
    shown = plain_table()
    shown.expand = False
    shown.add_column("")
    shown.add_column(found.text)
    for name in ("name", "country", "sector", "role", "code", "reason"):
        shown.add_row(name, str(getattr(found, name) or "–"))
    console.print(shown)
    for other in found.alternatives:
        role = f"{other.role}, " if other.role else ""
        console.print(f"or {other.name} ({role}{other.country or '–'}) {other.score:.2f}", markup=False)


def show_statements(stream: TextIO, document: Document) -> None:
    """Draw the statements of an article, each with its speaker and cue."""
    console = console_for(stream)
    console.print(document.article.title or document.article.id, style="bold", markup=False)
    for statement in document.statements:
        console.print(_line(statement, document.article.text), markup=False)
    if not document.statements:
        console.print("no statements")
    console.print()


def _line(statement: Statement, text: str) -> str:
    speaker = statement.speaker
    who = "–" if speaker is None else speaker.name or speaker.text
    country = f" ({speaker.country})" if speaker is not None and speaker.country else ""
    # The cue belongs to reported words: "denied" turns them round.
    kind = "quoted" if statement.direct else f"reported, {cue_words(statement, text)}"
    return f"{who}{country}, {kind}: {' '.join(statement.text.split())}"
