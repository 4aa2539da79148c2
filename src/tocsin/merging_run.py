"""One run of ``tocsin incidents``, ``incident``, ``dedup`` or ``readouts``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tocsin.coding_run import Notes, load_coder, text_file
from tocsin.errors import InputError, StoreBusyError, UsageError
from tocsin.merging import CopyFinder, Likeness, compare, of_one_matter
from tocsin.project import Project, open_project
from tocsin.project_merging import Merged, documents_of, merge
from tocsin.reading import read
from tocsin.records import Article, Incident, Record
from tocsin.showing.incidents_view import show_incident, show_incidents, show_likeness, show_points
from tocsin.showing.output import open_output
from tocsin.showing.progress import Form, Told


class Merging(Record, frozen=True):
    """What to merge: files, or a project (None: the one of this folder), and what to show of it."""

    files: tuple[str, ...]
    project: str | None
    published: str | None
    type: str | None = None
    as_json: bool = False
    quiet: bool = False
    progress: Form = "auto"


def incidents(asked: Merging) -> bool:
    """Print the incidents; return whether every source could be read."""
    found, all_read = _of_files(asked) if asked.files else (_of_project(asked), True)
    with open_output(None, as_data=asked.as_json) as stream:
        if asked.as_json:
            for one in found:
                stream.write(json.dumps(one.to_dict(), ensure_ascii=False) + "\n")
        else:
            show_incidents(stream, found)
    return all_read


def incident(asked: Merging, name: str) -> bool:
    """Print one incident, named by the beginning of its id. UsageError where there is none or several."""
    if asked.files:
        merged = _merge(asked)
        found, documents, all_read = _named(merged, name), merged.documents, merged.all_read
    else:
        with open_project(asked.project) as project:
            _bring_up_to_date(project, asked)
            found = project.incident(name)
            documents, all_read = documents_of(project, found), True
    with open_output(None, as_data=asked.as_json) as stream:
        if asked.as_json:
            stream.write(json.dumps(found.to_dict(), ensure_ascii=False) + "\n")
        else:
            show_incident(stream, found, documents)
    return all_read


def dedup(files: Sequence[str], as_json: bool) -> bool:
    """Print which articles copy or quote which others; return whether every file could be read."""
    notes = Notes(sys.stderr, quiet=False, progress=False)
    finder = CopyFinder()
    texts: dict[str, Article] = {}
    pairs: list[tuple[str, str, Likeness]] = []
    for article in read(tuple(files), None, notes.report):
        if article.id in texts:
            continue
        pairs += [(article.id, other, how) for other, how in finder.add(article.id, article.text)]
        texts[article.id] = article
    with open_output(None, as_data=as_json) as stream:
        if as_json:
            for one, other, how in pairs:
                stream.write(json.dumps({"a": one, "b": other, **how.to_dict()}) + "\n")
        else:
            show_likeness(stream, pairs, texts)
    return notes.all_read


def readouts(first: str, second: str, as_json: bool) -> bool:
    """Print two accounts side by side; return whether both could be read, and print nothing otherwise."""
    try:
        accounts = text_file(first), text_file(second)
    except InputError as error:
        sys.stderr.write(f"tocsin: {error}\n")
        return False
    points = compare(*accounts)
    if not of_one_matter(*accounts):
        sys.stderr.write(
            f"tocsin: {first} and {second} share hardly a name: they are no accounts of one call or meeting\n"
        )
    with open_output(None, as_data=as_json) as stream:
        if as_json:
            for point in points:
                stream.write(json.dumps(point.to_dict(), ensure_ascii=False) + "\n")
        else:
            show_points(stream, points, (Path(first).stem, Path(second).stem))
    return True


def _of_files(asked: Merging) -> tuple[list[Incident], bool]:
    merged = _merge(asked)
    found = [one for one in merged.incidents if asked.type is None or one.type == asked.type]
    return found, merged.all_read


def _of_project(asked: Merging) -> list[Incident]:
    with open_project(asked.project) as project:
        _bring_up_to_date(project, asked)
        return list(project.incidents(type=asked.type))


def _bring_up_to_date(project: Project, asked: Merging) -> None:
    """Merge what is not merged yet, and say how far it is; what another process writes, it merges itself."""
    told = Told(sys.stderr, asked.quiet, asked.progress)
    if project.store.read_only:
        return
    try:
        total = project.store.unmerged()
        project.merge(lambda left: told.progress("merge", max(0, total - left), total))
        if total:
            told.progress("merge", total, total)
    except StoreBusyError as error:
        told.say(f"tocsin: {error.where}: {error.reason}: these are the incidents of before")
    told.clear()


def _named(merged: Merged, name: str) -> Incident:
    found = [one for one in merged.incidents if one.id.startswith(name)]
    if len(found) != 1:
        ids = ", ".join(one.id for one in merged.incidents[:5]) or "none"
        raise UsageError(f"{len(found)} incidents begin with {name!r}: there are {ids}")
    return found[0]


def _merge(asked: Merging) -> Merged:
    told = Told(sys.stderr, asked.quiet, asked.progress)
    notes = Notes(sys.stderr, quiet=asked.quiet, progress=False, say=told.say)
    coded = load_coder().pipe(read(asked.files, asked.published, notes.report))
    merged = merge(told.counted("code", coded), told=notes.coded)
    told.clear()
    return Merged(incidents=merged.incidents, documents=merged.documents, all_read=notes.all_read)
