"""One run of ``tocsin brief``: reports in, one page, text or document out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tocsin.briefing import Brief, compose
from tocsin.briefing.alarm import Watching
from tocsin.briefing.changes import Since, since_brief, since_day
from tocsin.briefing.forecasts import Held
from tocsin.briefing.level import EscalationValue
from tocsin.coding_run import Notes, load_coder
from tocsin.errors import InputError, UsageError
from tocsin.forecasting.ledger import Ledger, reliable
from tocsin.project import open_project
from tocsin.project_merging import Merged, merge, merge_project
from tocsin.reading import published_date, read
from tocsin.records import Record
from tocsin.showing.brief import brief_docx, brief_html, brief_markdown, brief_pdf, find_browser, memory_of
from tocsin.showing.output import open_output
from tocsin.storing.dyads import key_of_dyad
from tocsin.storing.opening import is_url
from tocsin.storing.settings import FILE, Settings
from tocsin.watching.inputs import copies_of, seen
from tocsin.watching.series import Key
from tocsin.watching.thresholds import Thresholds

FORMATS = ("html", "md", "pdf", "docx")
STANDARD_OUTPUT = "-"
LARGEST = 10_000
"""Articles up to which index and alerts are made: they go through every day of all acts."""


class Asked(Record, frozen=True):
    """What to write: of files, or of a project (None: the one of this folder); ``out`` - is standard output.

    ``since`` is an ISO day, or the file of an earlier brief.
    """

    files: tuple[str, ...]
    project: str | None
    published: str | None
    form: str
    out: str
    since: str | None = None
    title: str | None = None
    quiet: bool = False


def write_brief(asked: Asked) -> bool:
    """Write the brief and name its file; return whether every source could be read.

    UsageError where the file is one of the sources and would be lost.
    """
    if any(Path(asked.out).resolve() == Path(file).resolve() for file in asked.files):
        raise UsageError(f"--out {asked.out} is one of the inputs and would be lost: name another file")
    since = None if asked.since is None else _since(asked.since)
    if asked.form == "pdf":
        find_browser()  # better told now than after all has been read
    notes = Notes(sys.stderr, quiet=asked.quiet, progress=True)
    merged, kept = _merged(asked, notes)
    notes.clear()
    if not merged.documents and not notes.all_read:
        sys.stderr.write("tocsin: nothing could be read, so no brief was written\n")
        return False
    copies = copies_of(merged.documents)
    brief = compose(
        merged.incidents,
        merged.documents,
        title=asked.title,
        since=since,
        measure=EscalationValue(copies),
        watching=_watching(merged, copies, kept),
        held=None if kept is None else _held(kept),
    )
    _write(asked, brief)
    return notes.all_read


def is_project(name: str) -> bool:
    """Tell whether an argument names a project and not reports: a folder with settings, or a server."""
    return is_url(name) or (Path(name) / FILE).is_file()


def _merged(asked: Asked, notes: Notes) -> tuple[Merged, Settings | None]:
    """Return the incidents with their documents, and the settings of the project if they are of one."""
    if asked.files:
        coded = load_coder().pipe(read(asked.files, asked.published, notes.report))
        return merge(coded, told=notes.coded), None
    with open_project(asked.project) as project:
        return merge_project(project, notes.coded), project.settings


def _watching(merged: Merged, copies: Sequence[tuple[str, str]], settings: Settings | None) -> Watching:
    """Return what is watched; of files only the index, since nobody has said whom to watch in them."""
    keys = None
    if settings is not None:
        keys = tuple(map(key_of_dyad, settings.alerts.watch)) or (Key(),)
    if len(merged.documents) > LARGEST:
        why = f"more than {LARGEST:,} articles are too many for a brief: tocsin escalation and tocsin alerts"
        return Watching(seen=None, why=f"{why} take their time", keys=keys)
    found = seen(merged.incidents, merged.documents, copies)
    thresholds = Thresholds() if settings is None else settings.alerts.thresholds
    return Watching(seen=found, keys=keys, thresholds=thresholds)


def _held(settings: Settings) -> Held:
    """Return the ledger of a project; a damaged one is told in the brief, which can be read all the same."""
    verified = None if settings.folder is None else Ledger(Path(settings.folder)).verify()
    entries, why = reliable(verified)
    return Held(entries=entries, why=why)


def _since(given: str) -> Since:
    """Return what to compare with. UsageError where it is neither a file nor a date."""
    path = Path(given)
    if path.is_file():
        try:
            return since_brief(memory_of(path.read_text(encoding="utf-8"), given), path.name)
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(given, f"cannot be read ({error})", "give a brief in HTML, or a date") from None
    try:
        return since_day(published_date(given)[:10])
    except UsageError:
        raise UsageError(
            f"--since {given!r}: give an earlier brief (an HTML file) or a date as 2025-05-01"
        ) from None


def _write(asked: Asked, brief: Brief) -> None:
    if asked.form in ("html", "md"):
        content = (brief_html(brief) if asked.form == "html" else brief_markdown(brief)).encode()
    else:
        content = brief_pdf(brief_html(brief)) if asked.form == "pdf" else brief_docx(brief)
    with open_output(asked.out, as_data=True) as stream:
        stream.buffer.write(content)
    if asked.out != STANDARD_OUTPUT and not asked.quiet:
        print(asked.out)
