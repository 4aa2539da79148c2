"""What the reader has to say about an input that it could read, or could not."""

from __future__ import annotations

from collections.abc import Callable

from tocsin.errors import InputError
from tocsin.records import Record


class InputWarning(Record, frozen=True):
    """An input was read, but not as it stands; ``said`` tells what was done to it."""

    source: str
    said: str

    def __str__(self) -> str:
        """Return the line for the user, which names the file."""
        name = "standard input" if self.source == "-" else self.source
        return f"{name}: {self.said}"


Report = Callable[[InputError | InputWarning], None]
"""Called once for each input that could not be read, and for each that was not read as it stands."""
