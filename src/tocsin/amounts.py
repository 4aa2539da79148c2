"""Numbers with what they count, as people read them."""

from __future__ import annotations


def number_of(count: int, noun: str, plural: str | None = None) -> str:
    """Return a count with its noun: 1 article, 1,200 articles; ``plural`` where it is more than an s."""
    return f"{count:,} {noun_for(count, noun, plural)}"


def noun_for(count: int, noun: str, plural: str | None = None) -> str:
    """Return the noun as it stands behind a count."""
    return noun if count == 1 else plural or f"{noun}s"
