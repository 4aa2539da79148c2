"""What stands on a page: its links with their words, and the figures that are in none."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class Links(HTMLParser):
    """All links of a page with the text in them, and the numbers that stand in no link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href: str | None = None
        self._text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href, self._text = dict(attrs).get("href"), []

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.found.append((self._href, " ".join("".join(self._text).split())))
            self._href = None

    def handle_data(self, data: str) -> None:
        self._text.append(data)


class Figures(HTMLParser):
    """The numbers of a page that stand in no link, in no words of a text, in no heading and in no chart.

    A day is no figure; a line of class ``lead`` says how many the list below it has.
    """

    WITHIN = frozenset(
        "a q blockquote mark bdi time code label select script title h1 h2 h3 svg button nav".split()
    )
    EMPTY = frozenset(("meta", "link", "input", "br"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.EMPTY:
            self._open.append("a" if dict(attrs).get("class") == "lead" else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self.WITHIN & set(self._open) and re.search(r"\d", re.sub(r"\d{4}-\d\d-\d\d", "", data)):
            self.found.append(" ".join(data.split()))
