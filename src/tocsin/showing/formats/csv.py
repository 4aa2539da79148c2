"""CSV: one event a row, with a header; lists are joined with ``; ``, and null is an empty cell."""

from __future__ import annotations

import csv

from tocsin.errors import UsageError
from tocsin.records import Document
from tocsin.showing.flat import COLUMNS, flat_rows
from tocsin.showing.formats import Output


class Writer:
    """Writes the events of all articles under one header."""

    def __init__(self, output: Output) -> None:
        if output.explain:
            raise UsageError("CSV has no room for explanations: use --format table, jsonl or json")
        self._rows = csv.DictWriter(output.stream, COLUMNS, lineterminator="\n")
        self._rows.writeheader()

    def write(self, document: Document) -> None:
        """Write the article's events."""
        self._rows.writerows(flat_rows(document))

    def finish(self) -> None:
        """Nothing closes CSV."""
