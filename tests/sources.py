"""What the tests of sources share: pages, and a reader that keeps what was reported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tocsin.errors import InputError
from tocsin.reading import InputWarning, ReadingOptions, read
from tocsin.records import Article

Notice = InputError | InputWarning
SENTENCES = (
    "Norway and Chile agreed on Thursday to meet in Oslo for talks about fishing, a minister said.",
    "The talks begin on Monday, and will be led by the two deputy ministers.",
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Norway and Chile agree to talks | The Example Times</title>
<link rel="canonical" href="https://www.example.org/world/norway-chile">
<meta property="og:site_name" content="The Example Times">
<meta property="og:title" content="Norway and Chile agree to talks">
<meta property="article:published_time" content="2025-05-01T14:30:00+02:00">
<meta property="article:modified_time" content="2025-05-02T08:00:00Z">
<meta property="article:section" content="World"><meta name="author" content="Ada Berg"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies to improve your experience. Accept all or choose.</p></div>
<article><h1>Norway and Chile agree to talks</h1><p class="byline">By Ada Berg</p>
<p>OSLO, May 1 (Reuters) - Norway and Chile agreed on Thursday to meet in Oslo for talks about fishing,
the Norwegian foreign minister said after a call.</p>
<p><strong>Read also:</strong></p><ul><li><a href="/a">Peru expels two diplomats</a></li></ul>
<p>The talks begin on Monday. Chile's delegation will be led by the <b>deputy</b> minister, who
<a href="/x">visited Bergen</a> last year and met fishermen there.</p>
<blockquote><p>"We are glad to talk," the minister told reporters.</p></blockquote>
<h2>Old dispute</h2>
<p>Also read: Peru expels two diplomats</p>
<p>The two countries have been at odds over quotas since 2019, when a trawler was detained off Punta
Arenas.</p><p>Subscribe to our newsletter for daily updates.</p></article>
<aside><h3>Most read</h3><ul><li><a href="/c">Cod prices rise</a></li></ul></aside>
<footer>© 2025 The Example Times</footer></body></html>
"""


def page_of(*parts: str, head: str = "", title: str = "Talks in Oslo") -> str:
    """Return a page of paragraphs; a part that begins with a tag stands as it is."""
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return (
        f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body><main><article><h1>{title}</h1>"
        f"{body}</article></main></body></html>"
    )


def read_all(
    *sources: object,
    published: str | None = None,
    mapping: Mapping[str, str] | None = None,
    options: ReadingOptions | None = None,
) -> tuple[list[Article], list[Notice]]:
    """Read the sources; return the articles and all that was reported."""
    notices: list[Notice] = []
    return list(read(map(str, sources), published, notices.append, mapping, options)), notices


def errors_of(*sources: object, options: ReadingOptions | None = None) -> list[InputError]:
    """Read sources in which there is no article; return the errors."""
    articles, notices = read_all(*sources, options=options)
    assert articles == []
    return [notice for notice in notices if isinstance(notice, InputError)]


def write(path: Path, content: str | bytes) -> Path:
    """Write a file; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path
