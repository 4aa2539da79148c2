"""URLs: our own, built from ids that may hold anything; others', of which only web addresses are links."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_NAME = 80
NOWHERE = "/crisis"
JSON = ".json"


def page(kind: str, name: str | None = None, **asked: Any) -> str:
    """Return the path of a page, as ``page("articles", id, limit=10)``; what is None is left out.

    An id that ends in ``.json`` gets a slash behind it, so that its page is not taken for another one's JSON;
    ``names`` undoes that.
    """
    path = f"/{kind}" if name is None else f"/{kind}/{quote(name, safe='')}{'/' * name.endswith(JSON)}"
    given = {key: value for key, value in asked.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def names(path: str) -> tuple[str, ...]:
    """Return the ids that a part of a path may be, the likelier one first."""
    return (path, path[:-1]) if path.endswith(f"{JSON}/") else (path,)


def outside(url: str | None) -> str | None:
    """Return a URL that may be a link: http or https with a host; None for ``javascript:`` and the like."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\x00-\x20\x7f\\]", url.strip()):
        return None
    return url.strip()


def own_path(asked: str | None) -> str:
    """Return a path of this server to go back to; for anything else the first page."""
    if not asked or not asked.startswith("/") or asked.startswith(("//", "/\\")):
        return NOWHERE
    return NOWHERE if re.search(r"[\x00-\x20\x7f\\]", asked) else asked


def file_name(words: str, ending: str) -> str:
    """Return a name for a download, of letters, digits, dots, dashes and underscores, that hides nothing."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    kept = _UNSAFE.sub("-", plain).strip(".-_")[:LONGEST_NAME]
    return f"{kept or 'tocsin'}.{ending}"
