"""What is odd about articles that were read: their dates, and other texts under an address that was seen."""

from __future__ import annotations

from collections import OrderedDict

from tocsin.reading.composing import today
from tocsin.reading.dates import date_warning
from tocsin.reading.given import Given
from tocsin.records import Article

MOST_REMEMBERED = 200_000
"""How many addresses are remembered, so that memory stays small however many articles there are."""


class Checks:
    """Warns about articles of one run; it changes none and leaves none out."""

    def __init__(self) -> None:
        self._texts: OrderedDict[int, int] = OrderedDict()
        self._today = today()

    def check(self, article: Article, given: Given) -> None:
        """Warn about an odd date, and about an address whose text was another one before."""
        name = article.title or article.url or article.id
        said = date_warning(article.published, self._today)
        if said:
            given.warn(f"“{name[:80]}” {said}")
        if article.url and self._is_new_version(article.url, article.text):
            given.warn(f"{article.url} was read before with another text: both are kept, under one id")

    def _is_new_version(self, url: str, text: str) -> bool:
        key, now = hash(url), hash(text)
        before = self._texts.get(key)
        self._texts[key] = now
        self._texts.move_to_end(key)
        if len(self._texts) > MOST_REMEMBERED:
            self._texts.popitem(last=False)
        return before is not None and before != now
