"""One run of ``tocsin resolve`` and of ``tocsin quotes``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date

from tocsin.coding_run import Notes, load_coder, text_file
from tocsin.reading import read
from tocsin.showing.output import open_output
from tocsin.showing.resolved_view import show_resolved, show_statements


def resolve_text(text: str, day: str | None, context: str | None, as_json: bool) -> None:
    """Print whom a phrase means. UsageError for a bad date, InputError for an unreadable context."""
    from tocsin.pipeline import actor

    found = actor(
        text, date=day or date.today().isoformat(), context=None if context is None else text_file(context)
    )
    with open_output(None, as_data=as_json) as stream:
        if as_json:
            stream.write(json.dumps(found.to_dict(), ensure_ascii=False) + "\n")
        else:
            show_resolved(stream, found)


def quote_all(files: Sequence[str], published: str | None, as_json: bool) -> bool:
    """Print the statements of all sources; return whether every one of them could be read."""
    with open_output(None, as_data=as_json) as stream:
        notes = Notes(sys.stderr, quiet=False, progress=not stream.isatty())
        for document in load_coder(glimpses=False).pipe(read(tuple(files), published, notes.report)):
            if as_json:
                for statement in document.statements:
                    stream.write(json.dumps(statement.to_dict(), ensure_ascii=False) + "\n")
            else:
                show_statements(stream, document)
            notes.coded(document)
        notes.clear()
    return notes.all_read
