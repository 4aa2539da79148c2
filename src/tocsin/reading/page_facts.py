"""What a page says about its article in meta tags and JSON-LD: dates with their time, section, language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from tocsin.reading.dates import written_date
from tocsin.records import Record

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publish-date",
    "publish_date",
    "publishdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_SECTION = ("article:section", "section", "parsely-section", "cxenseparse:section")
_SITE = ("og:site_name", "application-name", "dc.publisher")
_TITLE = ("og:title", "twitter:title", "headline")
_ARTICLE_TYPES = ("article", "report", "posting", "liveblog")
MOST_SCRIPT_CHARACTERS = 500_000
DEEPEST = 12


class PageFacts(Record, frozen=True):
    """What the page's head says; None where it says nothing."""

    title: str | None = None
    published: str | None = None
    updated: str | None = None
    section: str | None = None
    site: str | None = None
    author: str | None = None
    language: str | None = None
    canonical: str | None = None


def facts_of(tree: Any, base: str | None) -> PageFacts:
    """Return what the head of the lxml tree says; ``base`` is the address that the page was fetched from."""
    metas = _metas(tree)
    linked = next(_linked_articles(tree), {})
    return PageFacts(
        title=_text(linked.get("headline")) or _first(metas, _TITLE),
        published=written_date(_text(linked.get("datePublished")))
        or _first_date(metas, _PUBLISHED)
        or _time_element(tree),
        updated=written_date(_text(linked.get("dateModified"))) or _first_date(metas, _UPDATED),
        section=_first(metas, _SECTION) or _text(linked.get("articleSection")),
        site=_first(metas, _SITE) or _text(linked.get("publisher")),
        author=_text(linked.get("author")),
        language=_language(tree, linked, metas),
        canonical=_canonical(tree, metas, base),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_articles(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > MOST_SCRIPT_CHARACTERS:
            continue
        try:
            data: object = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(data, 0)


def _articles_in(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for part in data:
            yield from _articles_in(part, depth + 1)
    elif isinstance(data, dict):
        if any(kind in str(data.get("@type", "")).lower() for kind in _ARTICLE_TYPES):
            yield data
        yield from _articles_in(data.get("@graph"), depth + 1)


def _text(value: object, depth: int = 0) -> str | None:
    """Return the words of a JSON-LD value: a string, an object with a name, or several of these."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict) and depth < DEEPEST:
        return _text(value.get("name"), depth + 1)
    if isinstance(value, list) and depth < DEEPEST:
        return ", ".join(filter(None, (_text(part, depth + 1) for part in value[:10]))) or None
    return None


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _first_date(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    dates = (written_date(metas.get(name)) for name in names)
    return next((date for date in dates if date), None)


def _time_element(tree: Any) -> str | None:
    """Return the date of a ``time`` element that is said to be the day of publication."""
    for element in tree.iter("time"):
        said = " ".join(
            (element.get("itemprop") or "", element.get("class") or "", element.get("pubdate") or "")
        )
        if any(word in said.lower() for word in ("publish", "entry-date", "pubdate", "posted")):
            found = written_date(element.get("datetime"))
            if found:
                return found
    return None


def _language(tree: Any, linked: dict[str, Any], metas: dict[str, str]) -> str | None:
    root = next(tree.iter("html"), None)
    said = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        if root is not None
        else None
    )
    said = said or _text(linked.get("inLanguage")) or metas.get("og:locale") or metas.get("content-language")
    return said.strip()[:20] or None if said else None


def _canonical(tree: Any, metas: dict[str, str], base: str | None) -> str | None:
    """Return the page's own address; a home page is nobody's, many sites name it on every page by mistake."""
    links = (
        link.get("href")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    )
    for said in (*links, metas.get("og:url")):
        address = absolute(said, base)
        if address and (urlsplit(address).path.strip("/") or urlsplit(address).query):
            return address
    return base


def absolute(address: str | None, base: str | None) -> str | None:
    """Return an http address without its fragment; None for anything else."""
    if not address:
        return None
    try:
        parts = urlsplit(urljoin(base or "", address.strip()))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
    except ValueError:
        return None
    return parts._replace(fragment="").geturl()
