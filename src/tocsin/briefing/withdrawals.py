"""Reports that their own publisher has taken back: what they told stands on nobody's word any more.

The words by which media do so are in ``withdrawals.tsv``, one way a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from tocsin import tables
from tocsin.records import Article, Record

NEAR = 500  # characters: a few sentences
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


def is_withdrawal(sentence: str) -> bool:
    """Tell whether a sentence takes a report back."""
    return bool(_pattern().search(sentence))


class Withdrawal(Record, frozen=True):
    """A sentence in which an article takes an earlier one back."""

    article: str
    words: str


def withdrawal(articles: Sequence[Article], told_at: Mapping[str, Sequence[int]]) -> Withdrawal | None:
    """Return how a publisher takes back what it told in another of these articles; None where none does.

    ``articles`` tell of one incident, each at the characters ``told_at``: a sentence takes it back only near
    one of them. A publisher can take back its own reports only, and what others say of it does not count.
    """
    for article in articles:
        own = [one for one in articles if one.id != article.id and _same_publisher(one, article)]
        if not own or (article.published or "") < min(one.published or "" for one in own):
            continue
        for found in _SENTENCE.finditer(article.text):
            near = any(abs(found.start() - at) <= NEAR for at in told_at.get(article.id, ()))
            if near and is_withdrawal(found[0]):
                return Withdrawal(article=article.id, words=found[0].strip())
    return None


def _same_publisher(one: Article, other: Article) -> bool:
    return one.publisher is not None and one.publisher == other.publisher


@cache
def _pattern() -> re.Pattern[str]:
    source = tables.table("tocsin.briefing", "withdrawals.tsv")
    ways = [row["words"] for _, row in tables.rows(source, ("words", "example"))]
    return re.compile("|".join(f"(?:{way})" for way in ways), re.IGNORECASE)
