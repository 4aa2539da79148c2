"""Article -> parsed sentences, mentions of parties, coreference, speech. The only room that imports spaCy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.language.model import Entity, Mention, Parsed, Quote, Sentence, Speech, Token

if TYPE_CHECKING:
    from tocsin.language.reader import Reader

__all__ = ["Entity", "Mention", "Parsed", "Quote", "Reader", "Sentence", "Speech", "Token"]


def __getattr__(name: str) -> Any:
    """Load the reader, and spaCy with it, when it is first asked for: most commands only need the records."""
    if name != "Reader":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tocsin.language.reader import Reader

    return Reader
