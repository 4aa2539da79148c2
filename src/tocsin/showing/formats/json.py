"""JSON: one list of documents: article (with the text that the spans slice), events and statements."""

from __future__ import annotations

import msgspec

from tocsin.records import Document
from tocsin.showing.formats import Output


class Writer:
    """Writes a list, one document a line; explanations only where they are wanted."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._before = "[\n"

    def write(self, document: Document) -> None:
        """Write one document of the list."""
        data = document.to_dict()
        if not self._output.explain:
            del data["explanations"]
        self._output.stream.write(self._before + msgspec.json.encode(data).decode())
        self._before = ",\n"

    def finish(self) -> None:
        """Close the list; an empty one is ``[]``."""
        self._output.stream.write("[]\n" if self._before == "[\n" else "\n]\n")
