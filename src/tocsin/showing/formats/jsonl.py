"""JSONL: one event a line, as soon as its article is coded; with ``explain``, its explanation in it."""

from __future__ import annotations

import msgspec

from tocsin.records import Document
from tocsin.showing.formats import Output


class Writer:
    """Writes the events of all articles as one stream; each names its article by id."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, document: Document) -> None:
        """Write the article's events."""
        reasons = {found.event: found for found in document.explanations}
        for event in document.events:
            line = event.to_dict()
            if self._output.explain and event.id in reasons:
                line["explanation"] = reasons[event.id].to_dict()
            self._output.stream.write(msgspec.json.encode(line).decode() + "\n")

    def finish(self) -> None:
        """Nothing closes JSONL."""
