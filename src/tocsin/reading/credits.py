"""Whose report it is: the news agency that the text credits, and the family that its publisher belongs to.

An agency counts only where credits stand: in the dateline, in the first or last lines, or as the author. Its
abbreviation in the middle of a sentence (*the AP bus*) is none.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

import msgspec

from tocsin import tables
from tocsin.records import Article

DATELINE_CHARACTERS = 160
"""How far into a paragraph a credit in brackets is part of the dateline."""

FIRST_LINES = 5
LAST_LINES = 4
LONGEST_CREDIT_LINE = 120
_MARK = r"[-–—‒―:]"
_OPENERS = r"(?:sources?|credit|via|by|from|(?:with )?inputs? from|copyright|©|\(c\)|agency|agencies)"
_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,60})[)\]]")
_SPLIT = re.compile(r"\s*(?:,|/|;|&|\band\b|\+)\s*")
_BEFORE = re.compile(rf"^\s*(?:{_MARK}+\s*|{_OPENERS}\s*:?\s+(?:\d{{4}}\s+)?)+", re.I)
_AFTER = re.compile(r"(?:\s+(?:news agency|newswire|inputs|agency|report))*\s*[.]?\s*$", re.I)
_INITIALS = re.compile(r"^(?P<name>PTI|ANI|IANS|UNI)(?:\s+[A-Z]{2,4}){1,5}$")
_REUTERS_STAFF = re.compile(r"\(?Reporting by [^()]{3,200}?(?:[Ww]riting|[Ee]diting) by ")
_DATELINE = re.compile(rf"^[\"“]?[^a-z\n]?[^\n]{{0,80}}?[(\[](?P<inside>[^()\[\]\n]{{2,60}})[)\]]\s*{_MARK}")
_DATED = re.compile(
    r"^[A-Z][^\n(]{1,50}?\s[A-Z][a-z]{2,8}\.? \d{1,2} [(\[](?P<inside>[^()\[\]\n]{2,60})[)\]]"
)
_SLASHED = re.compile(
    r"^[^a-z\n]{2,60}?[,/]\s*(?:[A-Z][a-z]+\.? \d{1,2}\s*)?/?(?P<inside>[A-Z][\w-]+)/\s*(?:--|\.)"
)


def completed(article: Article) -> Article:
    """Return the article with its wire credit and its publisher's family, where text or URL show them.

    What a record says itself stays.
    """
    wire = article.wire or wire_of(article.text, article.author)
    family = article.family or family_of(article.publisher, article.url)
    if (wire, family) == (article.wire, article.family):
        return article
    return msgspec.structs.replace(article, wire=wire, family=family)


def wire_of(text: str, author: str | None = None) -> str | None:
    """Return the agencies that the text credits, sorted and joined by a comma and a space; None for none."""
    lines = [line.strip() for line in _edges(text) if line.strip()]
    found = {name for line in lines[: FIRST_LINES + 1] for name in _in_dateline(line)}
    found.update(name for line in (*lines[:FIRST_LINES], *lines[-LAST_LINES:]) for name in _in_credit(line))
    found.update(name for line in lines[-LAST_LINES:] for name in _at_end(line))
    if author:
        found.update(_all_agencies(author[:LONGEST_CREDIT_LINE]))
    return ", ".join(sorted(found)) or None


def family_of(publisher: str | None, url: str | None) -> str | None:
    """Return the family of a publisher, by the host of the URL first and by the publisher's name second."""
    by_host, by_name = _families()
    for host in _hosts(url):
        if host in by_host:
            return by_host[host]
    name = (publisher or "").strip().casefold()
    for host in _hosts(name if "." in name and " " not in name else None):
        if host in by_host:
            return by_host[host]
    return by_name.get(name) or by_name.get(name.removeprefix("the "))


def _edges(text: str) -> list[str]:
    """Return the first and the last lines without cutting a long text into all its lines."""
    if len(text) <= 8_000:
        return text.split("\n")
    return [*text[:4_000].split("\n"), *text[-4_000:].split("\n")[1:]]


def _in_dateline(line: str) -> set[str]:
    head = line[:DATELINE_CHARACTERS]
    found = _DATELINE.match(head) or _DATED.match(head) or _SLASHED.match(head)
    return _all_agencies(found["inside"]) if found else set()


def _in_credit(line: str) -> set[str]:
    """Return the agencies of a line that is nothing but a credit."""
    if len(line) > LONGEST_CREDIT_LINE:
        return set()
    initials = _INITIALS.match(line)
    if initials:
        return _all_agencies(initials["name"])
    return _all_agencies(line)


def _at_end(line: str) -> set[str]:
    """Return the agencies behind the last sentence: ``… on Monday. (PTI)``, ``… on Monday. — AFP``."""
    if _REUTERS_STAFF.search(line):
        return {"Reuters"}
    tail = line[-80:]
    bracket = list(_BRACKETS.finditer(tail))
    if bracket and not tail[bracket[-1].end() :].strip(" ."):
        return _all_agencies(bracket[-1]["inside"])
    parts = re.split(rf"(?<=[.!?”\"'])\s*{_MARK}{{1,2}}\s*", tail)
    return _all_agencies(parts[-1]) if len(parts) > 1 else set()


def _all_agencies(credit: str) -> set[str]:
    """Return the agencies of a credit; none if any part of it is something else."""
    bare = _AFTER.sub("", _BEFORE.sub("", credit.strip().strip("()[]").strip()))
    names = [_agencies().get(_key(part)) for part in _SPLIT.split(bare) if part]
    return {name for name in names if name} if names and all(names) else set()


def _key(name: str) -> str:
    """Abbreviations count in capitals only: *AP*, not *ap*; longer names in any case."""
    bare = name.strip().removeprefix("the ").removeprefix("The ").rstrip(".")
    return bare if len(bare) <= 4 else bare.casefold()


def _hosts(url: str | None) -> list[str]:
    """Return the host of a URL and the domains above it, the longest first."""
    if not url:
        return []
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return []
    parts = host.split(".")
    return [".".join(parts[i:]) for i in range(len(parts) - 1)]


@cache
def _agencies() -> dict[str, str]:
    source = tables.table(__package__, "wires.tsv")
    rows = tables.rows(source, ("agency", "names"))
    return {
        _key(name): row["agency"]
        for _, row in rows
        for name in (row["agency"], *tables.alternatives(row["names"]))
    }


@cache
def _families() -> tuple[dict[str, str], dict[str, str]]:
    by_host: dict[str, str] = {}
    by_name: dict[str, str] = {}
    source = tables.table(__package__, "families.tsv")
    for _, row in tables.rows(source, ("family", "hosts", "names")):
        by_host |= dict.fromkeys(tables.alternatives(row["hosts"]), row["family"])
        names = (row["family"], *tables.alternatives(row["names"]))
        by_name |= {name.casefold().removeprefix("the "): row["family"] for name in names}
    return by_host, by_name
