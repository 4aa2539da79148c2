"""HTML pages become articles: trafilatura finds the article's text, the page's head says the rest."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from functools import cache
from io import BufferedReader
from typing import Any

from tocsin.reading.boilerplate import heads_other_stories, is_boilerplate, prune
from tocsin.reading.composing import Found, article_of, clean, without_site
from tocsin.reading.decoding import decode
from tocsin.reading.given import Given, whole
from tocsin.reading.kinds import FEED_NAMES
from tocsin.reading.page_facts import PageFacts, facts_of
from tocsin.records import Article

FEWEST_WORDS = 20
"""A page with fewer words in its sentences has no article in it."""

FEWEST_CHARACTERS = 100
SHARE_OF_SENTENCES = 0.4
"""A page with less of its words in paragraphs that end like a sentence is a list of headlines."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")


def read_page(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Read a page, which holds one article. InputError where it holds none, or should be a feed."""
    data = whole(stream, given)
    if given.named(*FEED_NAMES) or (given.media or "").endswith(("rss+xml", "atom+xml")):
        raise given.refused("should be a feed and is an HTML page", "look on the page for the feed's address")
    yield article_of_page(html_text(data, given), given)


def article_of_page(html: str, given: Given) -> Article:
    """Return the article of a page; ``given.url`` is where it was fetched. InputError where it has none."""
    found = page(html, given.url)
    if found is None or not _is_article(found.paragraphs):
        raise given.refused(
            "the page has no article in it (a front page, a notice or a script)",
            "give the page of a report, or save it from the browser once it shows",
        )
    return article_of(found, given)


def page(html: str, url: str | None = None) -> Found | None:
    """Return what is found in a page, boilerplate aside; None where nothing is."""
    tree = _tree(html)
    if tree is None:
        return None
    facts = facts_of(tree, url)
    prune(tree)
    extracted = _extracted(tree)
    if extracted is None or extracted.body is None:
        return None
    title = clean(facts.title or extracted.title or "")
    paragraphs = _without_boilerplate(_blocks(extracted.body))
    return _found(title, paragraphs, facts, extracted)


def html_text(data: bytes, given: Given) -> str:
    """Decode a page: by its mark, by what the server or the page says, else as any text."""
    said = _CHARSET.search(data[:4096])
    for name in (given.charset, said.group(1).decode("ascii") if said else None):
        if name and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            try:
                return data.decode("cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1") else name)
            except (LookupError, UnicodeError):
                continue
    decoded = decode(data, given.source)
    if decoded.said:
        given.warn(decoded.said)
    return decoded.text


def _tree(html: str) -> Any:
    """Parse a page with lxml; None for what is no tree."""
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    from trafilatura import load_html

    return load_html(html)


def _extracted(tree: Any) -> Any:
    """Return trafilatura's document; None where it finds nothing or comes to grief over the page."""
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            tree,
            config=_settings(),
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, AssertionError):
        return None


@cache
def _settings() -> ConfigParser:
    """Return trafilatura's settings, with which a short report is no failure that calls for cruder means."""
    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(FEWEST_CHARACTERS)
    settings["DEFAULT"]["EXTRACTION_TIMEOUT"] = "0"
    return settings


def _found(title: str, paragraphs: tuple[str, ...], facts: PageFacts, extracted: Any) -> Found:
    publisher = facts.site or extracted.sitename
    return Found(
        title=without_site(title, publisher),
        paragraphs=paragraphs,
        published=facts.published or extracted.date,
        updated=facts.updated,
        url=facts.canonical,
        publisher=publisher,
        author=facts.author or extracted.author,
        language=facts.language,
        section=facts.section or ", ".join(extracted.categories or ()) or None,
    )


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) of the paragraphs; kind is trafilatura's name of the element."""
    for element in body:
        if element.tag in ("list", "table", "quote", "div") and len(element):
            inner = "row" if element.tag == "table" else None
            parts = element.iter(inner) if inner else element
            for part in parts:
                yield element.tag, _words(part, " | " if inner else "")
        else:
            for line in _words(element, "").split("\n\n"):
                yield element.tag, line


def _words(element: Any, between: str) -> str:
    """Return the words in an element; a line break in it becomes an empty line."""
    if between:
        return between.join(filter(None, (clean("".join(cell.itertext())) for cell in element)))
    parts = [element.text or ""]
    for child in element.iterdescendants():
        parts.append("\n\n" if child.tag == "lb" else child.text or "")
        parts.append(child.tail or "")
    return "".join(parts)


def _without_boilerplate(blocks: Iterator[tuple[str, str]]) -> tuple[str, ...]:
    kept: list[str] = []
    in_other_stories = False
    for kind, text in blocks:
        line = clean(text)
        if heads_other_stories(line):
            in_other_stories = True
        elif not (in_other_stories and kind == "list"):
            in_other_stories = False
            if not is_boilerplate(line):
                kept.append(line)
    return tuple(kept)


def _is_article(paragraphs: tuple[str, ...]) -> bool:
    words = [(len(line.split()), bool(_SENTENCE_END.search(line))) for line in paragraphs]
    in_sentences = sum(count for count, ends in words if ends)
    return in_sentences >= FEWEST_WORDS and in_sentences >= SHARE_OF_SENTENCES * sum(c for c, _ in words)
