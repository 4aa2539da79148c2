"""One spelling: the lexicon is written in American English, news in several."""

from __future__ import annotations

from functools import cache

from tocsin.coding.words import words
from tocsin.language.model import Token
from tocsin.tables import rows, table

SHORTEST_ISE = 6


@cache
def us_spelling(lemma: str) -> str:
    """Return the American spelling of a lemma; a lemma that needs no change comes back as it is."""
    if lemma.endswith("ise") and lemma not in words("kept_ise") and len(lemma) >= SHORTEST_ISE:
        return lemma[:-3] + "ize"
    if lemma.endswith("isation"):
        return lemma[:-7] + "ization"
    return _irregular().get(lemma, lemma)


def lemma_of(token: Token) -> str:
    """Return the lemma in the lexicon's spelling."""
    return us_spelling(token.lemma)


@cache
def _irregular() -> dict[str, str]:
    columns = ("british", "american")
    return {
        row["british"]: row["american"] for _, row in rows(table("tocsin.coding", "spelling.tsv"), columns)
    }
