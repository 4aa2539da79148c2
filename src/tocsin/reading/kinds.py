"""Which kind of file an input is: its content decides, its name only where the content leaves it open."""

from __future__ import annotations

import re
from typing import Literal

from tocsin.reading.columns import looks_like_table
from tocsin.reading.given import Given

Kind = Literal[
    "text or json",
    "html",
    "feed",
    "json feed",
    "sitemap",
    "warc",
    "table",
    "parquet",
    "mail",
    "mailbox",
    "pdf",
    "gzip",
    "zip",
]
HEAD_BYTES = 16_384
"""How much of an input is looked at."""

FEED_NAMES = (".rss", ".atom", ".rdf", ".xml")
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml")
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_ROOTS: dict[str, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "html": "html",
}
_PROMISED: tuple[tuple[str, str], ...] = (
    (".pdf", "PDF"),
    (".parquet", "Parquet"),
    (".warc", "WARC"),
    (".zip", "ZIP"),
    (".gz", "gzip"),
)
_PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype\s+(?P<type>[\w:]+)[^>\[]*(?:\[.*?\]\s*)?>\s*)*", re.S | re.I
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?P<name>[A-Za-z][\w.-]*)")
_TAG = re.compile(r"<(?:p|div|br|a|h[1-6]|meta|title|body|article|span|table)\b[^<>]*>", re.I)
_ENVELOPE = re.compile(r"From \S.{0,200} \d\d:\d\d.{0,40} \d{4}\s*\n[\w-]+:")
_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*):")
_MAIL_HEADERS = frozenset("date message-id received mime-version return-path delivered-to".split())
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')


def kind_of(head: bytes, given: Given) -> Kind:
    """Return the kind of the input that begins with ``head``.

    InputError where the name promises a kind that only its own bytes can be, and they are not there.
    """
    for start, kind in _MAGIC:
        if head.startswith(start):
            return kind
    for suffix, promised in _PROMISED:
        if given.named(suffix) and head and not _is_text_of_page(head):
            raise given.refused(f"is named {suffix} and is no {promised} file", "check how it was saved")
    text = _as_text(head)
    return _markup(text, given) or _mail(text, given) or _data(text, given) or "text or json"


def _markup(text: str, given: Given) -> Kind | None:
    prolog = _PROLOG.match(text)
    after = text[prolog.end() :] if prolog else text
    root = _ROOT.match(after)
    if prolog and (prolog["type"] or "").lower() == "html":
        return "html"
    known = _ROOTS.get(root["name"].lower()) if root else None
    if known:
        return known
    if root and _is_xml(text, given):
        raise given.refused(
            f"is XML of a kind that is not read: <{root['name']}>", "give a feed, a sitemap or a page"
        )
    page = given.named(*_PAGE_NAMES) or "html" in (given.media or "")
    return "html" if page and _TAG.search(text) else None


def _is_xml(text: str, given: Given) -> bool:
    return text.lstrip("\ufeff \r\n\t").startswith("<?xml") or given.named(*FEED_NAMES)


def _mail(text: str, given: Given) -> Kind | None:
    if _ENVELOPE.match(text) or (given.named(".mbox") and text.startswith("From ")):
        return "mailbox"
    block = re.split(r"\r?\n\r?\n", text.lstrip("\ufeff\r\n"), maxsplit=1)[0]
    lines = [line for line in block.splitlines() if not line.startswith((" ", "\t"))]
    names = {found["name"].lower() for line in lines if (found := _HEADER.match(line))}
    headers = "from" in names and bool(names & _MAIL_HEADERS) and all(map(_HEADER.match, lines))
    return "mail" if headers or (given.named(".eml") and names) else None


def _data(text: str, given: Given) -> Kind | None:
    if text.lstrip("\ufeff \r\n\t").startswith("{") and _JSON_FEED.search(text):
        return "json feed"
    if given.named(".csv", ".tsv", ".tab") or "csv" in (given.media or ""):
        return "table"
    return "table" if looks_like_table(text, given.mapping) else None


def _as_text(head: bytes) -> str:
    """Return the head as text; what cannot be read of it does not matter here."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore")
    if head[1:2] == b"\0" and head[:1] in b"<{":
        return head.decode("utf-16-le", errors="ignore")
    return head.decode("utf-8-sig", errors="replace")


def _is_text_of_page(head: bytes) -> bool:
    return head.lstrip().startswith(b"<")
