"""Where sentences, paragraphs and quotations begin and end, decided on raw tokens before the parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from tocsin.language.quotations import quotations
from tocsin.language.spotting import Raw

ENDLESS = 250
"""Tokens after which a sentence is cut wherever it is: nobody writes so, and the parse must stay linear."""
TERMINAL = frozenset((".", "!", "?", "…", "...", "....", "?!", "!!", ".."))
CLOSING = frozenset(("”", '"', "’", "'", ")", "]", "''", "»"))
ASIDE = 60
ABBREVIATION = 5
# Words in capitals before a colon that are no places.
NO_PLACES = frozenset(
    (
        *("UPDATE", "ANALYSIS", "WATCH", "LIVE", "BREAKING", "EXCLUSIVE", "OPINION", "EXPLAINER"),
        *("FACTBOX", "TIMELINE", "NOTE", "VIDEO", "COMMENT", "Q", "A", "PS"),
    )
)
OPENING = frozenset(("“", "‘", '"', "'", "(", "[", "``", "«"))
DATELINE = re.compile(
    r"^[ \t]*(?P<place>[A-Z][\w.'’\-]*(?:[ ,/]+(?:[A-Z(][\w.'’\-]*\)?))*)"
    r"(?:,?[ ]*(?P<date>(?:\d{1,2}\.?[ ]+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r"(?:[ ]+\d{1,2})?(?:,?[ ]+\d{4})?)\.?)?"
    r"[ ]*(?P<wire>\([A-Z][\w .\-/]{1,30}\))?[ ]*(?P<mark>[:—–]|--|-(?=[ ]))[ ]*(?=[\S])"
)


@dataclass(slots=True)
class Cuts:
    """Where a text is cut.

    ``starts`` are raw tokens, ``paragraphs`` the paragraph of each start, ``quotes`` (first, last
    exclusive) raw tokens inside the marks. ``title_end`` and ``dateline_end`` are characters, 0 for none.
    """

    starts: list[int]
    paragraphs: list[int]
    quotes: list[tuple[int, int]]
    dateline_end: int
    dateline_place: str | None
    title_end: int


def paragraph_breaks(text: str) -> list[int]:
    """Return the characters where paragraphs begin; single newlines break unless the text is hard-wrapped."""
    lines = [line for line in text.split("\n") if line.strip()]
    wrapped = "\n\n" in text and len(lines) > 6 and median(len(line) for line in lines) < 100
    breaks = [0]
    for found in re.finditer(r"\n[ \t]*\n\s*|\n", text):
        soft = wrapped and found.group().count("\n") == 1 and _continues(text, found.start())
        if not soft:
            breaks.append(found.end())
    return sorted(set(breaks))


def _continues(text: str, newline: int) -> bool:
    """Tell whether the line before ``newline`` is long enough to have been wrapped there."""
    before = text[:newline].rsplit("\n", 1)[-1].rstrip()
    return len(before) > 45


def cut(raw: list[Raw], text: str) -> Cuts:
    """Cut raw tokens into sentences; an abbreviation keeps its full stop in the tokenizer."""
    breaks = paragraph_breaks(text)
    title_end = _title_end(text, breaks)
    dateline_end, place = _dateline(text, breaks, title_end)
    starts, paragraphs = [0] if raw else [], [0] if raw else []
    paragraph = 0
    for i in range(1, len(raw)):
        while paragraph + 1 < len(breaks) and breaks[paragraph + 1] <= raw[i].start:
            paragraph += 1
        new_paragraph = paragraph != paragraphs[-1] if paragraphs else False
        after_dateline = dateline_end and raw[i].start >= dateline_end > raw[i - 1].start
        if new_paragraph or after_dateline or _ends_before(raw, i, starts[-1]):
            starts.append(i)
            paragraphs.append(paragraph)
    return Cuts(starts, paragraphs, quotations(raw, breaks), dateline_end, place, title_end)


def _ends_before(raw: list[Raw], i: int, start: int) -> bool:
    """Tell whether the sentence that began at ``start`` ends before token ``i``."""
    if not raw[i].text.strip():
        return False
    if i - start >= ENDLESS and raw[i].text[:1].isalpha():
        return True
    if raw[i].text in CLOSING and not (raw[i].text in OPENING and raw[i - 1].space):
        return False
    j = i - 1
    while j > start and (raw[j].text in CLOSING or not raw[j].text.strip()):
        j -= 1
    if raw[j].text == ";" and not any(t.text in OPENING for t in raw[max(start, j - ASIDE) : j]):
        return True
    spaced = raw[i - 1].space or "\n" in raw[i - 1].text
    return spaced and _is_terminal(raw, j, start) and not _is_initial(raw, j) and _may_open(raw, i)


def _is_terminal(raw: list[Raw], j: int, start: int) -> bool:
    """Tell whether token ``j`` ends a sentence; "on X." names the site, and "€35m." a sum: no initials."""
    before = raw[j - 1].text if j > start else ""
    on_x = raw[j].text == "X." and before.lower() in ("on", "via", "to")
    sum_named = raw[j].text in ("m.", "b.") and before[-1:].isdigit() and not raw[j - 1].space
    return raw[j].text in TERMINAL or on_x or sum_named


def _is_initial(raw: list[Raw], j: int) -> bool:
    """Tell whether the full stop at ``j`` belongs to a single capital ("John F. Kennedy")."""
    letter = raw[j - 1].text if j else ""
    return raw[j].text == "." and len(letter) == 1 and letter.isupper() and not raw[j - 1].space


def _may_open(raw: list[Raw], i: int) -> bool:
    """Tell whether a sentence may begin at ``i``: anything but a small letter, behind an opening mark."""
    behind_mark = raw[i].text in OPENING and i + 1 < len(raw)
    first = raw[i + 1 if behind_mark else i].text[:1]
    return first.isupper() or first.isdigit() or not first.isalnum()


def _title_end(text: str, breaks: list[int]) -> int:
    """Return where the title line ends; 0 when the first line is prose."""
    if len(breaks) < 2:
        return 0
    first = text[: breaks[1]].strip()
    return breaks[1] if first and len(first) < 250 and first[-1] not in '.:;,”"' else 0


def _without_stop(place: str) -> str:
    """Return a place without the full stop of "Quito. –"; one of an abbreviation stays."""
    return (
        place[:-1] if place.endswith(".") and "." not in place[:-1] and len(place) > ABBREVIATION else place
    )


def _dateline(text: str, breaks: list[int], title_end: int) -> tuple[int, str | None]:
    """Return (end, place) of "NAIROBI, May 2 (Reuters) -" in the first paragraphs; (0, None) for none."""
    for start in [0, *[b for b in breaks if b >= title_end]][:3]:
        found = DATELINE.match(text[start : start + 120])
        if not found or (title_end and start < title_end):
            continue
        mark = found["mark"]
        place = _without_stop(found["place"].strip(" ,"))
        if mark == ":" and not found["date"] and not (place.isupper() and place not in NO_PLACES):
            continue
        if not (found["date"] or found["wire"] or place.isupper() or mark in ("—", "–", "--", "-")):
            continue
        if len(place.split()) <= 5:
            return start + found.end(), place
    return 0, None
