"""Where sentences, paragraphs and quotations begin and end, decided on raw tokens before the parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from tocsin.language.spotting import Raw

TERMINAL = frozenset((".", "!", "?", "…", "...", "....", "?!", "!!", ".."))
CLOSING = frozenset(("”", '"', "’", "'", ")", "]", "''", "»"))
OPENING = frozenset(("“", "‘", '"', "'", "(", "[", "``", "«"))
DATELINE = re.compile(
    r"^[ \t]*(?P<place>[A-Z][\w.'’\-]*(?:[ ,/]+(?:[A-Z(][\w.'’\-]*\)?))*)"
    r"(?:,?[ ]*(?P<date>(?:\d{1,2}\.?[ ]+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:[ ]+\d{1,2})?(?:,?[ ]+\d{4})?))?"
    r"[ ]*(?P<wire>\([A-Z][\w .\-/]{1,30}\))?[ ]*(?P<mark>[:—–]|--|-(?=[ ]))[ ]*(?=[\S])"
)


@dataclass(slots=True)
class Cuts:
    """Raw-token positions: sentence starts, paragraph of each start, quotes, the dateline's end (0 = none)."""

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
    before = text[:newline].rsplit("\n", 1)[-1].rstrip()
    return len(before) > 45


def cut(raw: list[Raw], text: str) -> Cuts:
    """Cut raw tokens into sentences; abbreviations are the tokenizer's business (it keeps their full stop)."""
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
    return Cuts(starts, paragraphs, _quotes(raw, breaks), dateline_end, place, title_end)


def _ends_before(raw: list[Raw], i: int, start: int) -> bool:
    if not raw[i].text.strip():
        return False
    j = i - 1
    if raw[i].text in CLOSING and not (raw[i].text in OPENING and raw[i - 1].space):
        return False
    while j > start and (raw[j].text in CLOSING or not raw[j].text.strip()):
        j -= 1
    if raw[j].text == ";" and not any(t.text in OPENING for t in raw[max(start, j - 60) : j]):
        return True
    ends = raw[j].text in TERMINAL or (
        raw[j].text == "X." and j > start and raw[j - 1].text.lower() in ("on", "via", "to")
    )
    if not ends or not (raw[i - 1].space or "\n" in raw[i - 1].text):
        return False
    follower = raw[i].text
    if follower in OPENING and i + 1 < len(raw):
        follower = raw[i + 1].text
    if (
        j
        and len(raw[j - 1].text) == 1
        and raw[j - 1].text.isupper()
        and raw[j].text == "."
        and not raw[j - 1].space
    ):
        return False
    return (
        follower[:1].isupper()
        or follower[:1].isdigit()
        or follower[:1] in "“‘@#"
        or not follower[:1].isalnum()
    )


def _title_end(text: str, breaks: list[int]) -> int:
    """Return where the title line ends; 0 when the first line is prose."""
    if len(breaks) < 2:
        return 0
    first = text[: breaks[1]].strip()
    return breaks[1] if first and len(first) < 250 and first[-1] not in '.:;,”"' else 0


def _dateline(text: str, breaks: list[int], title_end: int) -> tuple[int, str | None]:
    for start in [0, *[b for b in breaks if b >= title_end]][:3]:
        found = DATELINE.match(text[start : start + 120])
        if not found or (title_end and start < title_end):
            continue
        mark = found["mark"]
        place = found["place"].strip(" ,")
        if mark == ":" and not found["date"]:
            continue
        if not (found["date"] or found["wire"] or place.isupper() or mark in ("—", "–", "--", "-")):
            continue
        if len(place.split()) <= 5:
            return start + found.end(), place
    return 0, None


def _quotes(raw: list[Raw], breaks: list[int]) -> list[tuple[int, int]]:
    """Return (first, last) raw tokens between quotation marks; a quote left open ends with its paragraph."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    straight = False
    edges = set(breaks)
    for i, token in enumerate(raw):
        if opened is not None and token.start in edges:
            if i > opened + 1:
                found.append((opened + 1, i))
            opened = None
        if token.text in ("“", "«", "``") or (token.text == '"' and opened is None):
            opened, straight = i, token.text == '"'
        elif opened is not None and (token.text in ("”", "»", "''") or (straight and token.text == '"')):
            if i > opened + 1:
                found.append((opened + 1, i))
            opened = None
    if opened is not None and opened + 1 < len(raw):
        found.append((opened + 1, len(raw)))
    return found
