"""Plain text becomes an article: what its title is, what its id is, and what is kept of it."""

from __future__ import annotations

import hashlib
import re

from tocsin.reading.credits import completed
from tocsin.reading.dates import published_date
from tocsin.records import Article

MAX_CHARACTERS = 1_000_000
"""The longest text taken as one article: a long novel. The parser's own limit is the same."""

LONGEST_TITLE = 200
LONGEST_WRAPPED_LINE = 120
_ENDS_LIKE_NO_TITLE = (".", "…", ";", ",", ":")
_ENDS_LIKE_A_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_UNSAFE = {0: " "} | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


def article_from_text(text: str, *, published: str | None = None, title: str | None = None) -> Article:
    """Return the article that a plain text is; its title line stays in the text.

    UsageError where ``published`` is no date.
    """
    kept = kept_text(text)
    found = title if title is not None else title_of(kept)
    article = Article(
        id=article_id(title=found, text=kept),
        text=kept,
        title=found,
        published=None if published is None else published_date(published),
    )
    return completed(article)


def kept_text(text: str) -> str:
    """Replace NULs and lone surrogates, one character for one."""
    return text.translate(_UNSAFE) if _needs_care(text) else text


def article_id(*, title: str | None, text: str, url: str | None = None) -> str:
    """Return the first 16 hex digits of the SHA-256 of the url or, without one, of title and text."""
    named = url or f"{title or ''}\n{text}"
    return hashlib.sha256(named.encode("utf-8", errors="replace")).hexdigest()[:16]


def title_of(text: str) -> str | None:
    """Return the first line where it stands alone: short, no sentence's end, and more text after it.

    Without an empty line below it, the next line must look like a paragraph, or the two are one wrapped text.
    """
    first, _, rest = text.lstrip("\ufeff \t\n\r").partition("\n")
    title = first.strip()
    following = rest.lstrip("\n").split("\n", 1)[0].strip()
    if not title or not rest.strip() or len(title) > LONGEST_TITLE:
        return None
    if title.endswith(_ENDS_LIKE_NO_TITLE) or title.startswith("<"):
        return None
    if rest.startswith(("\n", "\r")) or _is_paragraph(following):
        return title
    return None


def _is_paragraph(line: str) -> bool:
    if len(line) > LONGEST_WRAPPED_LINE:
        return True
    return bool(_ENDS_LIKE_A_SENTENCE.search(line)) and not line[:1].islower()


def _needs_care(text: str) -> bool:
    if "\0" in text:
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
