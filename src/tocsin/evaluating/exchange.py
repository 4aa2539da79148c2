"""A consistent exchange of names: the same article, about other countries, people, days and places.

A coder that has learnt an article by heart fails on its exchange. A table (TSV) has the columns ``from``,
``to`` and ``kind``. Rows whose kind is ``code`` (a country's code) or ``day`` (an ISO date) change the
annotation; all other kinds say only what a name is, and change the text and the names in the annotation.
The longest name that fits at a place is exchanged, whole words only, and what was put in is not looked at
again; offsets of the annotation move along, to the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path

from msgspec.structs import replace

from tocsin import tables
from tocsin.errors import DataError
from tocsin.evaluating.annotation import Gold, GoldEvent, GoldStatement
from tocsin.records import Record

KINDS = (
    "agency",
    "capital",
    "code",
    "country",
    "date",
    "day",
    "demonym",
    "office",
    "organisation",
    "person",
    "place",
)
_COLUMNS = ("from", "to", "kind")


class Exchange(Record, frozen=True):
    """What is exchanged for what: names in the text, and codes and days in the annotation."""

    name: str
    names: dict[str, str]
    codes: dict[str, str]
    days: dict[str, str]


class Rewritten(Record, frozen=True):
    """A text after the exchange; ``edges`` are (old start, old end, new start, new end) of each name."""

    text: str
    edges: tuple[tuple[int, int, int, int], ...]

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the old text is now; one that cuts a name takes all of the new name."""
        return self._moved(start, after=False), self._moved(end, after=True)

    def _moved(self, offset: int, *, after: bool) -> int:
        before = bisect_right(self.edges, offset, key=lambda edge: edge[0]) - 1
        if before < 0:
            return offset
        start, end, new_start, new_end = self.edges[before]
        if offset >= end:
            return offset - end + new_end
        if offset == start:
            return new_start
        return new_end if after else new_start


def read_exchange(path: Path) -> Exchange:
    """Read a table; DataError, with its line, for an unknown kind, an empty cell or a name given twice."""
    parts: dict[str, dict[str, str]] = {"names": {}, "codes": {}, "days": {}}
    for line, row in tables.rows(path, _COLUMNS):
        where = f"{path}: line {line}"
        if row["kind"] not in KINDS:
            raise DataError(f"{where}: no kind {row['kind']!r}: the kinds are {', '.join(KINDS)}")
        if not row["from"] or not row["to"]:
            raise DataError(f"{where}: an empty cell: give what is exchanged and what for")
        part = parts[{"code": "codes", "day": "days"}.get(row["kind"], "names")]
        if row["from"] in part:
            raise DataError(f"{where}: {row['from']!r} stands here twice: exchange it for one name")
        part[row["from"]] = row["to"]
    return Exchange(name=path.stem, **parts)


def exchanged(gold: Gold, exchange: Exchange) -> Gold:
    """Return the article and its annotation after the exchange.

    DataError where the words of a row and its place in the text no longer agree, because a row begins or
    ends inside a name.
    """
    rewritten = rewrite(gold.text, exchange)
    return Gold(
        name=f"{gold.name}/{exchange.name}",
        text=rewritten.text,
        published=_day(gold.published, exchange),
        events=tuple(_event(row, exchange, rewritten) for row in gold.events),
        statements=tuple(_statement(row, exchange, rewritten) for row in gold.statements),
    )


def rewrite(text: str, exchange: Exchange) -> Rewritten:
    """Exchange the names of a text in one pass from left to right."""
    parts: list[str] = []
    edges: list[tuple[int, int, int, int]] = []
    done = length = 0
    for found in _pattern(exchange).finditer(text):
        name = exchange.names[found[0]]
        parts += text[done : found.start()], name
        start = length + found.start() - done
        length = start + len(name)
        edges.append((found.start(), found.end(), start, length))
        done = found.end()
    return Rewritten(text="".join(parts) + text[done:], edges=tuple(edges))


def _pattern(exchange: Exchange) -> re.Pattern[str]:
    longest_first = sorted(exchange.names, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _event(row: GoldEvent, exchange: Exchange, rewritten: Rewritten) -> GoldEvent:
    start, end = rewritten.moved(row.start, row.end)
    return replace(
        row,
        evidence=_evidence(row.id, row.evidence, (start, end), exchange, rewritten),
        start=start,
        end=end,
        actors=_codes(row.actors, exchange),
        recipients=_codes(row.recipients, exchange),
        date=_day(row.date, exchange),
        attribution=_name(row.attribution, exchange),
        actor_names=_names(row.actor_names, exchange),
        recipient_names=_names(row.recipient_names, exchange),
        place=_name(row.place, exchange),
    )


def _statement(row: GoldStatement, exchange: Exchange, rewritten: Rewritten) -> GoldStatement:
    start, end = rewritten.moved(row.start, row.end)
    return replace(
        row,
        text=_evidence(row.id, row.text, (start, end), exchange, rewritten),
        start=start,
        end=end,
        speaker=_name(row.speaker, exchange),
        country=exchange.codes.get(row.country, row.country) if row.country else None,
        addressee=_name(row.addressee, exchange),
    )


def _evidence(row: str, words: str, place: tuple[int, int], exchange: Exchange, rewritten: Rewritten) -> str:
    """Return the row's words after the exchange, found again in the new text."""
    start, end = place
    there, expected = rewritten.text[start:end], rewrite(words, exchange).text
    if there != expected:
        raise DataError(f"{exchange.name}: {row}: {there!r} stands where {expected!r} is expected")
    return there


def _codes(codes: tuple[str, ...], exchange: Exchange) -> tuple[str, ...]:
    return tuple("|".join(exchange.codes.get(one, one) for one in code.split("|")) for code in codes)


def _names(names: tuple[str, ...], exchange: Exchange) -> tuple[str, ...]:
    return tuple(rewrite(name, exchange).text for name in names)


def _name(name: str | None, exchange: Exchange) -> str | None:
    return None if name is None else rewrite(name, exchange).text


def _day(day: str | None, exchange: Exchange) -> str | None:
    return None if day is None else exchange.days.get(day, day)
