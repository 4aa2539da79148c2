"""Safe pieces of HTML and SVG: hostile text cleaned and escaped, links checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from tocsin import tables

# Controls, and characters that change the direction of what follows. Joiners stay: scripts need them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
# First strong isolate and pop directional isolate: what <bdi> is to HTML, inside SVG.
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
WIDE, NARROW = 760, 358


def scrubbed(text: str) -> str:
    """Return a text without NUL, controls, lone surrogates and marks of direction."""
    return _UNSAFE.sub("", _SURROGATES.sub("\ufffd", text))


def clean(text: str) -> str:
    """Return a text scrubbed and on one line."""
    return _SPACES.sub(" ", scrubbed(text)).strip()


def isolated(text: str) -> Markup:
    """Return a text cleaned, escaped and in ``bdi``, so that its direction stays its own."""
    return Markup("<bdi>{}</bdi>").format(clean(text))


def svg_text(text: str) -> str:
    """Return a text for SVG: cleaned, and isolated by characters, as SVG has no ``bdi``."""
    return f"{_ISOLATE}{clean(text)}{_END_ISOLATE}"


def safe_href(url: str | None) -> str | None:
    """Return a link that may be followed: a fragment, a path of this site, http or https; else None.

    ``javascript:``, ``data:`` and the like, ``//host`` and links with controls or white space give None.
    """
    if not url or _UNSAFE.search(url) or _SPACES.search(url) or "\\" in url:
        return None
    if url.startswith("#") or (url.startswith("/") and not url.startswith("//")):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def element(name: str, *children: object, **attributes: object) -> Markup:
    """Return an element; ``class_`` is class, ``_`` becomes ``-``, None leaves an attribute out.

    Children that are not Markup are escaped. Numbers have one decimal at most.
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(Markup(key.rstrip("_").replace("_", "-")), _short(value))
        for key, value in attributes.items()
        if value is not None
    )
    inner = Markup("").join(escape(child) for child in children)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), written, inner)


def linked(href: str | None, title: str, *children: object, class_: str | None = None) -> Markup:
    """Return SVG children with a title, in a link where there is one to follow."""
    target = safe_href(href)
    inside = (element("title", clean(title)), *children)
    if target is None:
        return element("g", *inside, class_=class_)
    return element("a", *inside, href=target, class_=class_)


def svg(width: float, height: float, title: str, *children: object) -> Markup:
    """Return a chart with its title, which is read out in its place."""
    return element(
        "svg",
        element("title", clean(title)),
        *children,
        class_="chart",
        viewBox=f"0 0 {_short(width)} {_short(height)}",
        role="group",
        aria_label=clean(title),
    )


def both_widths(draw: Callable[[int], Markup]) -> Markup:
    """Draw a chart twice, for wide and for narrow screens; ``tokens.css`` shows the one that fits."""
    return Markup('<div class="chart-wide">{}</div><div class="chart-narrow">{}</div>').format(
        draw(WIDE), draw(NARROW)
    )


def shortened(text: str, longest: int) -> str:
    """Return a cleaned text, cut with an ellipsis where it is longer than ``longest`` characters."""
    whole = clean(text)
    return whole if len(whole) <= longest else whole[: longest - 1].rstrip() + "…"


def two_lines(text: str, longest: int) -> list[str]:
    """Return a text on one or two lines of at most ``longest`` characters, cut at a space where one is."""
    whole = clean(text)
    if len(whole) <= longest:
        return [whole]
    at = whole.rfind(" ", 1, longest + 1)
    cut = at if at > 0 else longest
    return [whole[:cut], shortened(whole[cut:], longest)]


@cache
def tokens_css() -> str:
    """Return the style that every page begins with."""
    return tables.table("tocsin.showing.page", "tokens.css").read_text(encoding="utf-8")


def _short(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return value
