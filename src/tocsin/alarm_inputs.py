"""What the alarm sees of a project or of files: all of it, or on each day what was published by then."""

from __future__ import annotations

import sys
from datetime import date

from tocsin.amounts import noun_for, number_of
from tocsin.coding_run import Notes, load_coder
from tocsin.project import open_project, settings_of
from tocsin.project_merging import Merged, merge, merge_project
from tocsin.reading import read
from tocsin.records import Document, Record
from tocsin.storing.settings import Settings
from tocsin.watching.inputs import Watched, is_doubtful, watched


class Read(Record, frozen=True):
    """What was read: the acts and coverage, the documents they are of, and whether all could be read.

    ``settings`` are those of the project, None where files were read.
    """

    watched: Watched
    documents: tuple[Document, ...]
    settings: Settings | None
    all_read: bool


def read_all(files: tuple[str, ...], project: str | None, published: str | None) -> Read:
    """Return what files, or a project (None: the one of this folder), give to watch."""
    notes = Notes(sys.stderr, quiet=False, progress=True)
    if files:
        settings = None
        merged = merge(load_coder().pipe(read(files, published, notes.report)), told=notes.coded)
    else:
        settings = settings_of(project)
        with open_project(project) as opened:
            merged = merge_project(opened, notes.coded)
    notes.clear()
    dated = {name: one for name, one in merged.documents.items() if not is_doubtful(one, date.today())}
    if left_out := len(merged.documents) - len(dated):
        sys.stderr.write(f"tocsin: {left_out_note(left_out)}\n")
    return _read(merged, dated, settings, notes.all_read)


def left_out_note(count: int) -> str:
    """Return what is said of reports with such a date."""
    have = noun_for(count, "has", "have")
    return (
        f"{number_of(count, 'article')} {have} a date of publication in the future, or of 1970-01-01, and no "
        "day here: give the right date and add again"
    )


def _read(merged: Merged, dated: dict[str, Document], settings: Settings | None, all_read: bool) -> Read:
    return Read(
        watched=watched(merged.incidents, merged.documents),
        documents=tuple(dated.values()),
        settings=settings,
        all_read=all_read,
    )
