"""Pieces of HTML, as feeds and mails carry them, become paragraphs; no page is around them."""

from __future__ import annotations

import re
from typing import Any

from tocsin.reading.boilerplate import heads_other_stories, is_boilerplate
from tocsin.reading.composing import clean

DEEPEST = 200
_BLOCKS = frozenset(
    "p div br h1 h2 h3 h4 h5 h6 ul ol li table tr blockquote pre hr section article header dt dd".split()
)
_SKIPPED = frozenset(
    "script style noscript template iframe object svg figure figcaption head title form".split()
)
_TAGGED = re.compile(r"<[A-Za-z!/][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);")


def fragment_paragraphs(content: str) -> tuple[str, ...]:
    """Return the paragraphs of a piece of HTML or of plain text, without calls to subscribe and the like."""
    if not _TAGGED.search(content):
        return tuple(line for line in map(clean, content.splitlines()) if line and not is_boilerplate(line))
    root = _tree(content)
    if root is None:
        return ()
    pieces: list[str] = []
    _collect(root, pieces, 0)
    kept: list[str] = []
    for line in map(clean, "".join(pieces).split("\0")):
        if heads_other_stories(line):
            break
        if line and not is_boilerplate(line):
            kept.append(line)
    return tuple(kept)


def _tree(content: str) -> Any:
    from lxml import etree, html

    try:
        return html.fromstring(f"<div>{content.replace(chr(0), ' ')}</div>")
    except (etree.ParserError, ValueError):
        return None


def _collect(element: Any, pieces: list[str], depth: int) -> None:
    """Gather the words below an element; a NUL stands where a paragraph ends."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag and tag not in _SKIPPED and depth < DEEPEST:
        end = (
            "\0" if tag in _BLOCKS else " | " if tag in ("td", "th") and element.getnext() is not None else ""
        )
        pieces.append("\0" if tag in _BLOCKS else "")
        pieces.append(element.text or "")
        for child in element:
            _collect(child, pieces, depth + 1)
        pieces.append(end)
    pieces.append(element.tail or "")
