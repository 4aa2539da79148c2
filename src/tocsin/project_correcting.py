"""Corrections of a project by one person, whether they come from the command or from the page."""

from __future__ import annotations

import getpass
from typing import Literal

from tocsin.errors import UsageError
from tocsin.knowledge.claims import read_borders
from tocsin.project import Project
from tocsin.records import Article
from tocsin.storing.checks import SURE, Wanted, added_event, changed_fields
from tocsin.storing.corrections import Correction

ME = "tocsin correct"


class Corrector:
    """Corrections of one project by one person, each checked and entered as a whole.

    UsageError for an unknown event or article, and for what makes no sense.
    """

    def __init__(self, project: Project, who: str | None = None) -> None:
        self._project = project
        self._store = project.store
        self._borders = read_borders(project.settings.borders)
        self.who = who if who is not None and who.strip() else _user()

    def change(self, event: str, wanted: Wanted) -> Correction:
        """Change fields of an event."""
        with self._store.writing(ME):
            found = self._store.event(event)
            after = changed_fields(found, wanted, self._article(found.article), self._borders)
            return self._store.correct("change", found, after, self.who)

    def accept(self, event: str) -> Correction:
        """Say that an event is right."""
        with self._store.writing(ME):
            return self._store.correct("accept", self._store.event(event), {"confidence": SURE}, self.who)

    def reject(self, event: str) -> Correction:
        """Say that an event is none."""
        with self._store.writing(ME):
            return self._store.correct("reject", self._store.event(event), None, self.who)

    def add(self, article: str, evidence: str, wanted: Wanted) -> Correction:
        """Add an event that the coder has missed."""
        with self._store.writing(ME):
            made = added_event(self._article(article), evidence, wanted, self._borders)
            if any(event.id == made.id for event in self._store.events(article=article)):
                raise UsageError(f"event {made.id} is there already: correct that one")
            return self._store.correct("add", made, made.to_dict(), self.who)

    def pair(self, what: Literal["join", "split"], one: str, other: str) -> Correction:
        """Keep two events in one incident, or apart."""
        with self._store.writing(ME):
            first, second = self._store.event(one), self._store.event(other)
            if first.id == second.id:
                raise UsageError(f"event {first.id} stands here twice: give two events")
            return self._store.correct(what, first, None, self.who, second)

    def undo(self, number: int) -> Correction:
        """Show an event as it was before a correction."""
        return self._store.undo_correction(number, self.who)

    def _article(self, name: str) -> Article:
        found = self._store.article(name)
        if found is None:
            raise UsageError(f"there is no article {name!r}: tocsin query --format jsonl prints the ids")
        return found


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a machine without names of users
        return "unknown"
