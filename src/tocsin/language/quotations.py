"""Where quotations begin and end: pairs of quotation marks of any style, one inside the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tocsin.language.spotting import Raw

PAIRS = {"“": "”", "«": "»", "»": "«", "„": "“”", "``": "''", "‹": "›", '"': '"', "‘": "’", "'": "'"}
SINGLE = frozenset(("‘", "'"))
ENDS_SPEECH = frozenset((",", ".", "!", "?", "…", "...", "—", "–", "?!"))
BEHIND = frozenset((",", ".", "!", "?", ";", ":", ")", "”", '"', "''", "»", "—", "–", "-", "--", "..."))
"""What stands behind a closing mark, and never behind a genitive ("the soldiers' boots")."""

Extent = tuple[int, int]


def quotations(raw: Sequence[Raw], breaks: Sequence[int]) -> list[Extent]:
    """Return the quotations as raw tokens (first, last exclusive) inside the marks, the outer one first.

    A double mark that is left open ends with its paragraph; a single one must close, since more often it is
    an apostrophe. ``breaks`` are the characters where paragraphs begin.
    """
    found: list[Extent] = []
    for first, last in _paragraphs(raw, breaks):
        found += _in_paragraph(raw, first, last)
    return sorted((pair for pair in found if pair[0] < pair[1]), key=lambda pair: (pair[0], -pair[1]))


def _paragraphs(raw: Sequence[Raw], breaks: Sequence[int]) -> list[Extent]:
    edges = set(breaks)
    starts = [i for i, token in enumerate(raw) if i and token.start in edges]
    return list(pairwise([0, *starts, len(raw)]))


def _in_paragraph(raw: Sequence[Raw], first: int, last: int) -> list[Extent]:
    found: list[Extent] = []
    opened: list[int] = []
    for i in range(first, last):
        if opened and _closes(raw, opened[-1], i, last):
            found.append((opened.pop() + 1, i))
        elif _opens(raw, i, first, last) and raw[i].text not in [raw[k].text for k in opened]:
            opened.append(i)
        elif opened and raw[opened[0]].text not in SINGLE and _closes(raw, opened[0], i, last):
            found.append((opened[0] + 1, i))
            opened.clear()
    if opened and raw[opened[0]].text not in SINGLE:
        found.append((opened[0] + 1, last))
    return [] if _is_crosshead(raw, found, first, last) else found


def _is_crosshead(raw: Sequence[Raw], found: Sequence[Extent], first: int, last: int) -> bool:
    """Tell whether single marks hold all of a paragraph, and no sentence ends in it: "'Five miles'"."""
    words = [i for i in range(first, last) if raw[i].text.strip()]
    if not words or len(found) != 1 or raw[words[0]].text not in SINGLE:
        return False
    return found[0] == (words[0] + 1, words[-1]) and raw[words[-1] - 1].text not in ENDS_SPEECH


def _opens(raw: Sequence[Raw], i: int, first: int, last: int) -> bool:
    mark = raw[i].text
    if mark not in PAIRS or i + 1 >= last:
        return False
    if mark == "»":
        return not raw[i].space and (i == first or raw[i - 1].space)
    if mark not in SINGLE:
        return mark != '"' or not raw[i].space or i == first or raw[i - 1].space
    free = i == first or raw[i - 1].space or not raw[i - 1].text[-1:].isalnum()
    year = raw[i + 1].text[:1].isdigit()
    return free and not (raw[i].space or year) and _closing_of(raw, i, last) is not None


def _closes(raw: Sequence[Raw], opener: int, i: int, last: int) -> bool:
    if raw[opener].text in SINGLE:
        return i == _closing_of(raw, opener, last)
    return raw[i].text in PAIRS[raw[opener].text]


def _closing_of(raw: Sequence[Raw], opener: int, last: int) -> int | None:
    """Return the token that closes a single mark; an apostrophe behind a plural may be a genitive."""
    doubtful: int | None = None
    for i in range(opener + 2, last):
        if raw[opener].text == raw[i].text == "‘":
            break
        if raw[i].text not in PAIRS[raw[opener].text] or not _is_close(raw, i, last):
            continue
        before, behind = raw[i - 1].text, raw[i + 1].text if i + 1 < last else "."
        if before in ENDS_SPEECH or behind in BEHIND or before[-1:].lower() not in "sxz":
            return i
        doubtful = i
    return doubtful


def _is_close(raw: Sequence[Raw], i: int, last: int) -> bool:
    """Tell whether a mark hangs on the word before it and not on the one behind it."""
    hangs = not raw[i - 1].space or raw[i - 1].text in ENDS_SPEECH
    return hangs and (raw[i].space or i + 1 >= last or not raw[i + 1].text[:1].isalnum())
