"""Reports that their own publisher has taken back: what they told stands on nobody's word any more.

The words by which media do so are in ``withdrawals.tsv``, one way a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from tocsin import tables
from tocsin.records import Article, Record

NEAR = 500  # characters: a few sentences
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_MEDIUM = (
    r"(?:newspaper|paper|daily|weekly|tabloid|(?:news )?agency|(?:radio |television |TV )?(?:station|channel)"
    r"|broadcaster|radio|website|site|magazine|news service|outlet)"
)
_REPORT = r"\b(?:the|that|this|our) (?:earlier |previous |original )?(?:report|story|article|item)\b"
# Who told it, where a report is told of: a medium, or what stands before a word for telling it.
_TELLER = re.compile(
    rf"\b(?P<medium>\w+(?: [\w-]+)?? {_MEDIUM})\b"
    r"|\b(?P<name>(?:[\w'’.-]{1,40} ){1,4})(?:(?:had|has|have|wrongly|falsely|first) )*"
    r"(?:reported|broadcast|aired)\b",
    re.IGNORECASE,
)
# Somebody else's word for it: what the minister said of the report.
_SAID = re.compile(
    r"\b(?:said|says|saying|told|claimed|insisted|stressed|added|according to|called)\b", re.IGNORECASE
)
_QUOTES = str.maketrans("„“”«»", '"""""')


def is_withdrawal(sentence: str, publisher: str | None = None, before: str = "") -> bool:
    """Tell whether a sentence takes a report of its own publisher back.

    ``before`` is the sentence before it: "That report was false" after "a local radio reported six deaths" is
    about somebody else's report.
    """
    own, anyone = _patterns(publisher)
    if own.search(sentence):
        return True
    if not anyone.search(sentence) or _SAID.search(sentence):
        return False
    itself = re.compile(rf"{_itself(publisher)}|^it (?:was|had been|is)\b", re.IGNORECASE)
    tellers = [found[0].strip() for text in (before, sentence) for found in _TELLER.finditer(text)]
    return all(itself.search(teller) for teller in tellers)


class Withdrawal(Record, frozen=True):
    """A sentence in which an article takes an earlier one back."""

    article: str
    words: str


def withdrawal(articles: Sequence[Article], told_at: Mapping[str, Sequence[int]]) -> Withdrawal | None:
    """Return how a publisher takes back what it told in another of these articles; None where none does.

    ``articles`` tell of one incident, each at the characters ``told_at``: a sentence takes it back only near
    one of them. A publisher can take back its own reports only, and what others say of it does not count, nor
    what it says of the reports of others.
    """
    for article in articles:
        own = [one for one in articles if one.id != article.id and _same_publisher(one, article)]
        if not own or (article.published or "") < min(one.published or "" for one in own):
            continue
        before = ""
        for found in _SENTENCE.finditer(article.text):
            near = any(abs(found.start() - at) <= NEAR for at in told_at.get(article.id, ()))
            if near and is_withdrawal(found[0], article.publisher, before) and not _is_quoted(article, found):
                return Withdrawal(article=article.id, words=found[0].strip())
            before = found[0]
    return None


def _same_publisher(one: Article, other: Article) -> bool:
    return one.publisher is not None and one.publisher == other.publisher


def _is_quoted(article: Article, sentence: re.Match[str]) -> bool:
    """Tell whether a sentence is what somebody is quoted with: a medium does not quote itself."""
    begin = article.text.rfind("\n", 0, sentence.start()) + 1
    before = article.text[begin : sentence.start()].translate(_QUOTES).count('"')
    opening = sentence[0].translate(_QUOTES).lstrip().startswith('"')
    return before % 2 == 1 or opening


def _itself(publisher: str | None) -> str:
    """Return the regular expression of what a medium calls itself."""
    named = rf"|\b{re.escape(publisher.strip())}\b" if publisher and publisher.strip(" .") else ""
    return rf"(?:\b(?:we|(?:this|our)(?: own)?(?: [\w-]+)?? {_MEDIUM})\b{named})"


@lru_cache(maxsize=256)
def _patterns(publisher: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what takes back a report that is the publisher's own by its words, and one that may be."""

    def joined(says: str) -> re.Pattern[str]:
        ways = [words for whose, words in _ways() if whose == says]
        filled = (way.replace("{own}", _itself(publisher)).replace("{report}", _REPORT) for way in ways)
        return re.compile("|".join(f"(?:{way})" for way in filled), re.IGNORECASE)

    return joined("own"), joined("any")


@cache
def _ways() -> tuple[tuple[str, str], ...]:
    source = tables.table("tocsin.briefing", "withdrawals.tsv")
    return tuple((row["says"], row["words"]) for _, row in tables.rows(source, ("words", "says", "example")))
