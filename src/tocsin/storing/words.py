"""Words to look for: the little language of ``words=``, the same on both databases.

All words must be there, in any order; ``"border crossing"`` is a phrase, ``ceasefire*`` the beginning of a
word, ``OR`` stands between alternatives. Case and accents do not count, and words are not stemmed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from tocsin.errors import UsageError

_TERM = re.compile(r'"(?P<phrase>[^"]*)"(?P<all>\*?)|(?P<word>[^\s"]+)')
_ACCENTED = re.compile("([a-z])[\u0300-\u036f]+")
_LONGEST_INDEXED = 500_000
"""Bytes of a text that PostgreSQL indexes: a tsvector holds no more than a megabyte."""


class Term(NamedTuple):
    """Words that follow each other; with ``begins`` the last one may go on."""

    words: tuple[str, ...]
    begins: bool


def parsed(query: str) -> list[list[Term]]:
    """Return the alternatives of a query, each a list of terms; UsageError where nothing is asked for."""
    alternatives: list[list[Term]] = [[]]
    for found in _TERM.finditer(query):
        if found["word"] == "OR":
            alternatives.append([])
            continue
        written = found["phrase"] if found["word"] is None else found["word"]
        begins = bool(found["all"]) if found["word"] is None else written.endswith("*")
        words = tuple(folded(written).split())
        if words:
            alternatives[-1].append(Term(words, begins))
    if not all(alternatives):
        raise UsageError(f'words {query!r}: nothing to look for: write words, "a phrase", begin*, or a OR b')
    return alternatives


def folded(text: str) -> str:
    """Return a text without case, and Latin letters without accents, its words separated by spaces.

    This is what FTS5 does with ``unicode61 remove_diacritics 2``: accents of other scripts make other
    letters.
    """
    plain = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", text.lower()))
    return "".join(char if char.isalnum() else " " for char in unicodedata.normalize("NFC", plain))


def indexed(text: str) -> str:
    """Return what PostgreSQL indexes of a text."""
    plain = folded(text)
    if len(plain) * 4 < _LONGEST_INDEXED:
        return plain
    return plain.encode("utf-8")[:_LONGEST_INDEXED].decode("utf-8", errors="ignore")


def phrase(text: str) -> str | None:
    """Return the query for a text as a phrase; None where it has no words."""
    words = folded(text).split()
    return f'"{" ".join(words)}"' if words else None


def for_fts5(query: str) -> str:
    """Return the query in the language of SQLite's FTS5."""
    return " OR ".join(
        "(" + " AND ".join(f'"{" ".join(term.words)}"{" *" * term.begins}' for term in terms) + ")"
        for terms in parsed(query)
    )


def for_tsquery(query: str) -> str:
    """Return the query in the language of PostgreSQL's ``to_tsquery``."""
    return " | ".join("(" + " & ".join(map(_tsquery_term, terms)) + ")" for terms in parsed(query))


def _tsquery_term(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]
    quoted[-1] += ":*" * term.begins
    return "(" + " <-> ".join(quoted) + ")"
