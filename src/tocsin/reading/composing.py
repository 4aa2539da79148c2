"""One way in which title and paragraphs become the text of an article, for all kinds that are taken apart.

``Article.text`` is decided here, once: the title, an empty line, and the paragraphs with empty lines between
them. Offsets count in it, and nothing moves it after that.
"""

from __future__ import annotations

import datetime as dt
import re

from tocsin.reading.credits import completed
from tocsin.reading.given import Given
from tocsin.reading.plain import MAX_CHARACTERS, article_id, kept_text
from tocsin.records import Article, Record

_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u0001-\u0008\u000e-\u001f\u007f]")
_TITLE_TAIL = re.compile(r"\s+(?:[|–—·»]|-|::)\s+[^|–—·»]{2,40}$")


class Found(Record, frozen=True):
    """What a page, an entry, a mail or a PDF says of its article; dates are ISO or None."""

    title: str | None = None
    paragraphs: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    section: str | None = None


def article_of(found: Found, given: Given) -> Article:
    """Return the article; InputError where it has no paragraph or is too long."""
    title = clean(found.title or "") or None
    paragraphs = [paragraph for paragraph in map(clean, found.paragraphs) if paragraph]
    if title and paragraphs and _same(paragraphs[0], title):
        paragraphs = paragraphs[1:]
    if not paragraphs:
        raise given.refused("has no article in it", "give a page with the text of a report")
    text = kept_text("\n\n".join([title, *paragraphs] if title else paragraphs))
    if len(text) > MAX_CHARACTERS:
        reason = f"has {len(text):,} characters, more than an article has ({MAX_CHARACTERS:,})"
        raise given.refused(reason, "split it into articles")
    article = Article(
        id=article_id(title=title, text=text, url=found.url),
        text=text,
        title=title,
        published=found.published or given.published,
        updated=None if found.updated == found.published else found.updated,
        url=found.url,
        publisher=clean(found.publisher or "") or None,
        language=found.language,
        author=clean(found.author or "") or None,
        section=clean(found.section or "") or None,
    )
    return completed(article)


def clean(text: str) -> str:
    """Return one paragraph with single spaces and without marks that cannot be seen."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def without_site(title: str, site: str | None) -> str:
    """Return a page's title without the name of its site at the end."""
    tail = _TITLE_TAIL.search(title)
    if not tail or not site:
        return title
    name = tail.group().strip(" |–—·»:-").casefold()
    return title[: tail.start()] if name in site.casefold() or site.casefold() in name else title


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Cut plain text at empty lines; lines within a paragraph are joined where they were wrapped."""
    return tuple(part for part in re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n")))


def today() -> dt.date:
    """Return the day of the machine's clock, in UTC."""
    return dt.datetime.now(dt.UTC).date()


def _same(paragraph: str, title: str) -> bool:
    return paragraph.casefold().rstrip(".") == title.casefold().rstrip(".")
