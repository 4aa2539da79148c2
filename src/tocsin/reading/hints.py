"""What spoils the coding of a text: markup, another language, broken letters, hidden marks."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from tocsin import tables
from tocsin.records import Article

SAMPLE = 20_000
"""How many characters of a text are looked at, so that a long one costs no more than a short one."""

FEWEST_WORDS = 12
"""A text with fewer words than this says too little about its language."""

_TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|li|ul|td|tr|img|script|meta|b|i|em|strong)(?:\s[^<>]*)?/?>", re.I
)
_HTML_HEAD = re.compile(r"\s*(?:<!doctype\s+html|<html\b)", re.I)
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u009c\u009d™œ˜“”¦¢]|Â[\u00a0-\u00bf]")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = ("en", "eng", "english")


def text_warnings(article: Article) -> tuple[str, ...]:
    """Return what will spoil the coding of this article, a line each; empty for clean English.

    The text is coded as it stands all the same: mending it would move the offsets.
    """
    sample = article.text[:SAMPLE]
    found = (_markup(sample), _broken_letters(sample), _hidden_marks(sample), _language(article, sample))
    return tuple(warning for warning in found if warning)


def _markup(sample: str) -> str | None:
    if _HTML_HEAD.match(sample) or len(_TAG.findall(sample)) >= 3:
        return "looks like HTML: coded as plain text, tags and all; save the page's text for a better result"
    return None


def _broken_letters(sample: str) -> str | None:
    found = _MOJIBAKE.findall(sample)
    if len(found) < 2:
        return None
    shown = ", ".join(dict.fromkeys(found[:50]))
    return (
        f"has letters broken by a wrong decoding ({shown[:30]}): names with them may be missed; "
        "get the text again as UTF-8"
    )


def _hidden_marks(sample: str) -> str | None:
    count = len(_HIDDEN.findall(sample.removeprefix("\ufeff")))
    if not count:
        return None
    return f"has {count} invisible marks (text direction, zero width): kept, and counted in the offsets"


def _language(article: Article, sample: str) -> str | None:
    said = (article.language or "").lower().replace("_", "-").split("-")[0]
    if said and said not in _ENGLISH:
        return f"is said to be in {article.language!r}, not English: coded as far as it goes"
    other = other_language(sample)
    return f"seems to be in {other}, not English: coded as far as it goes" if other else None


def other_language(text: str) -> str | None:
    """Return the language that the text's little words are of; None for English or too few words."""
    words = [word.lower() for word in _WORD.findall(text)]
    latin = sum(word[0] < "\u0250" for word in words)
    if words and latin < len(words) / 2 and sum(map(len, words)) >= FEWEST_WORDS:
        return "another script"
    if len(words) < FEWEST_WORDS:
        return None
    told = [(word, times) for word, times in Counter(words).items() if word in _any_little_word()]
    counts = {
        name: sum(times for word, times in told if word in little) for name, little in _little_words().items()
    }
    best = max(counts, key=lambda name: counts[name])
    if best == "English" or counts[best] < 1.5 * counts["English"] or counts[best] < 0.1 * len(words):
        return None
    return best


@cache
def _little_words() -> dict[str, frozenset[str]]:
    source = tables.table(__package__, "function_words.tsv")
    rows = tables.rows(source, ("language", "words"))
    return {row["language"]: frozenset(tables.alternatives(row["words"])) for _, row in rows}


@cache
def _any_little_word() -> frozenset[str]:
    return frozenset().union(*_little_words().values())
