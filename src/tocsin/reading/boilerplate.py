"""What stands on a page beside its article: cookie banners, lists of other stories, calls to subscribe."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tocsin import tables

LONGEST = 300
"""A paragraph with more characters is never taken for boilerplate."""

_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "strong")
SHARE_OF_PAGE = 0.3
"""An element with more of the page's text is never cut out."""


def is_boilerplate(paragraph: str) -> bool:
    """Tell whether a paragraph is none of the article's."""
    if len(paragraph) > LONGEST:
        return False
    plain = _plain(paragraph)
    whole = plain.rstrip(" .:…!|")
    if not whole or whole in _words("whole") or whole in _words("list"):
        return True
    return plain.startswith(_starts()) or any(part in plain for part in _words("holds"))


def heads_other_stories(paragraph: str) -> bool:
    """Tell whether a paragraph is the heading of a list of other stories."""
    return len(paragraph) < 60 and _plain(paragraph).rstrip(" .:…!|") in _words("list")


def prune(tree: Any) -> None:
    """Cut elements out of an lxml tree whose id or class says that they are no part of an article.

    An element with much of the page's text stays: ``<div class="story has-newsletter">`` is the story.
    """
    most = SHARE_OF_PAGE * len(tree.text_content())
    for element in tree.xpath(_pruned_elements()):
        if element.getparent() is not None and len(element.text_content()) <= most:
            element.drop_tree()
    for heading in list(tree.iter(*_HEADINGS)):
        following = heading.getnext()
        if following is not None and following.tag in ("ul", "ol") and _heads(heading):
            following.drop_tree()
            heading.drop_tree()


def _heads(element: Any) -> bool:
    return heads_other_stories(element.text_content())


@cache
def _pruned_elements() -> str:
    lower = "translate(concat(@id, ' ', @class), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
    parts = " or ".join(f"contains({lower}, '{word}')" for word in sorted(_words("class")))
    kinds = " or ".join(f"self::{name}" for name in ("div", "section", "aside", "ul", "ol", "p", "form"))
    return f"//*[{kinds}][{parts}]"


def _plain(paragraph: str) -> str:
    return re.sub(r"\s+", " ", paragraph).strip().casefold().replace("’", "'")


@cache
def _starts() -> tuple[str, ...]:
    return tuple(_words("start"))


@cache
def _words(where: str) -> frozenset[str]:
    source = tables.table(__package__, "boilerplate.tsv")
    rows = tables.rows(source, ("where", "words"))
    return frozenset(
        word.casefold()
        for _, row in rows
        if row["where"] == where
        for word in tables.alternatives(row["words"])
    )
