"""RSS, Atom and JSON feeds become articles: one for each entry that has a content or a summary."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from tocsin.errors import InputError
from tocsin.reading.composing import Found, article_of, clean
from tocsin.reading.dates import written_date
from tocsin.reading.fragments import fragment_paragraphs
from tocsin.reading.given import Given, decoded, whole
from tocsin.reading.page_facts import absolute
from tocsin.reading.safe_xml import check_xml
from tocsin.records import Article

_FEED_REMEDY = "give the address of an RSS, Atom or JSON feed"


def read_feed(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Read RSS or Atom. Entries without words are reported, and the others are read."""
    data = whole(stream, given)
    broken = check_xml(data, given)
    feed = _parsed(data, given)
    if not feed.entries:
        reason = f"is a feed that cannot be read ({broken})" if broken else "is a feed without entries"
        raise given.refused(reason, _FEED_REMEDY)
    if broken:
        given.warn(f"is not well-formed ({broken}): read as far as it goes")
    for number, entry in enumerate(feed.entries, start=1):
        yield from _article(_found(entry, feed.feed, given), given.entry("entry", number))


def read_json_feed(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Read a JSON Feed, version 1 or 1.1."""
    try:
        feed: object = json.loads(decoded(whole(stream, given), given))
    except (ValueError, RecursionError) as error:
        raise given.refused(f"is a JSON feed that cannot be read ({error})", _FEED_REMEDY) from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(items, list) or not items:
        raise given.refused("is a feed without entries", _FEED_REMEDY)
    for number, item in enumerate(items, start=1):
        entry = given.entry("entry", number)
        if isinstance(item, dict):
            yield from _article(_found_json(item, feed, given), entry)
        else:
            given.report(entry.refused("the entry is no object", _FEED_REMEDY))


def _article(found: Found, given: Given) -> Iterator[Article]:
    try:
        if not found.paragraphs:
            name = clean(found.title or found.url or "")[:80]
            raise given.refused(
                f"the entry has neither content nor summary{f' ({name})' if name else ''}",
                "read the page that it points to",
            )
        yield article_of(found, given)
    except InputError as error:
        given.report(error)


def _parsed(data: bytes, given: Given) -> Any:
    import feedparser

    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise given.refused(f"is a feed that cannot be read ({error})", _FEED_REMEDY) from None


def _found(entry: Any, feed: Any, given: Given) -> Found:
    published = _date(entry, "published") or _date(entry, "created") or _date(entry, "updated")
    source = entry.get("source") or {}
    return Found(
        title=_title(entry.get("title")),
        paragraphs=_content(entry),
        published=published,
        updated=_date(entry, "updated"),
        url=absolute(entry.get("link"), feed.get("link") or given.url),
        publisher=_title(source.get("title") or feed.get("title")),
        author=entry.get("author"),
        language=entry.get("language") or feed.get("language"),
        section=", ".join(tag["term"] for tag in entry.get("tags", ())[:3] if tag.get("term")) or None,
    )


def _content(entry: Any) -> tuple[str, ...]:
    """Return the longest that the entry has: its full content, else its summary."""
    parts = [part.get("value") or "" for part in entry.get("content", ())] + [entry.get("summary") or ""]
    return max((fragment_paragraphs(part) for part in parts), key=lambda lines: sum(map(len, lines)))


def _date(entry: Any, field: str) -> str | None:
    """Return the date as the feed writes it, with its zone; else as feedparser read it, in UTC."""
    if field not in entry.keys():  # noqa: SIM118 - feedparser answers `in` for fields that are not there
        return None
    said = written_date(entry.get(field))
    if said:
        return said
    read = entry.get(f"{field}_parsed")
    if not read:
        return None
    return written_date("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*read[:6]))


def _title(html: object) -> str | None:
    return " ".join(fragment_paragraphs(html)) or None if isinstance(html, str) else None


def _found_json(item: dict[str, Any], feed: dict[str, Any], given: Given) -> Found:
    authors = item.get("authors") or item.get("author") or feed.get("authors") or ()
    listed = authors if isinstance(authors, list) else [authors]
    names = [author["name"] for author in listed if isinstance(author, dict) and _words(author.get("name"))]
    body = _words(item.get("content_html")) or _words(item.get("content_text")) or _words(item.get("summary"))
    return Found(
        title=_words(item.get("title")),
        paragraphs=fragment_paragraphs(body or ""),
        published=written_date(_words(item.get("date_published"))),
        updated=written_date(_words(item.get("date_modified"))),
        url=absolute(_words(item.get("url")), _words(feed.get("home_page_url")) or given.url),
        publisher=_words(feed.get("title")),
        author=", ".join(names) or None,
        language=_words(item.get("language")) or _words(feed.get("language")),
    )


def _words(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
