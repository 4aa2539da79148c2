"""A brief as headings, paragraphs and lists: what Markdown and Word documents are written from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from tocsin.briefing.lines import Line, Lines
from tocsin.briefing.model import Ahead, Brief, Dyad, Evidence, Quoted
from tocsin.briefing.prospects import Alarm, Forecasts
from tocsin.records import Record
from tocsin.showing.brief import phrases, prospect_words
from tocsin.showing.brief.phrases import Part
from tocsin.showing.page.markup import clean, safe_href, scrubbed

Kind = Literal["title", "heading", "subheading", "line", "paragraph", "bullet", "quote", "note", "table"]
MOST_DYADS = 8
_SPACES = re.compile(r"\s+")
SIDES = ("talks", "cooperation", "conflict")


class Block(Record, frozen=True):
    """A paragraph of a kind; ``anchor`` names it, ``href`` is an address outside that it is about.

    A table has its head in ``rows`` first, and no parts of its own.
    """

    kind: Kind
    parts: tuple[Part, ...]
    anchor: str | None = None
    href: str | None = None
    rows: tuple[tuple[Part, ...], ...] = ()


def blocks(brief: Brief) -> Iterator[Block]:
    """Yield the brief from the top; texts are cleaned and not escaped for any format."""
    yield _text("title", brief.title)
    if brief.last_day:
        yield _text("note", phrases.span_words(brief.first_day, brief.last_day))
    yield Block(kind="line", parts=tuple(phrases.change_words(brief)))
    if brief.incident_count:
        yield from _screen(brief)
        yield from _details(brief)
        yield from _sources(brief)
        yield _text("heading", "Evidence", "evidence")
        for item in brief.evidence:
            yield from _proof(item)
    else:
        yield from _sources(brief)
    yield from _method(brief)


def plain(parts: tuple[Part, ...]) -> str:
    """Return parts as one text."""
    return "".join(part.text for part in parts)


def _screen(brief: Brief) -> Iterator[Block]:
    change = brief.change
    for line in change.now_denied:
        yield _bullet("Now denied: ", line)
    for one in change.grown:
        yield _bullet(f"{clean(one.kind)}: {one.old} → {one.new}, ", one.line)
    yield _text("heading", "What matters", "matters")
    for item in brief.important:
        yield _bullet("", item.line, dated=True)
        if item.lead:
            yield _quote(item.lead)
    yield _text("heading", "Level", "level")
    yield Block(kind="paragraph", parts=tuple(phrases.level_words(brief.level)))
    yield _text("note", f"It is the {brief.level.name}: {brief.level.about}.", "method-level")
    if brief.alarm:
        yield _told("paragraph", prospect_words.index_line(brief.alarm))
    yield _text("heading", "Who deals with whom", "talks")
    yield from _or_nothing([_dealings(dyad) for dyad in brief.dyads[:MOST_DYADS]], phrases.NO_DEALINGS)
    yield _text("heading", "To watch", "watch")
    yield from _or_nothing([_ahead(one) for one in brief.ahead], phrases.NOTHING_AHEAD)
    yield from _left_out(brief.ahead_count - len(brief.ahead))
    yield _text("heading", "Disputed", "disputed")
    yield from _or_nothing(
        [block for item in brief.disputed for block in (_bullet("", item.line), *_disputes(item))],
        phrases.NOTHING_DISPUTED,
    )
    yield from _left_out(brief.disputed_count - len(brief.disputed))
    yield _text("heading", "Only alleged, or denied", "unconfirmed")
    yield from _or_nothing([_bullet("", item.line) for item in brief.unconfirmed], phrases.ALL_ASSERTED)
    yield from _left_out(brief.unconfirmed_count - len(brief.unconfirmed))


def _or_nothing(found: Sequence[Block], words: str) -> Iterator[Block]:
    """Yield blocks, or the words for there being none."""
    yield from found or (_text("note", words),)


def _dealings(dyad: Dyad) -> Block:
    """Return what two parties do to one another; each figure leads to its incidents."""
    parts = [Part(text=f"{clean(dyad.one)} – {clean(dyad.other)}")]
    for before, name, lines in zip((": ", ", ", ", "), SIDES, _sides_of(dyad), strict=True):
        figure = Part(text=str(lines.count), anchor=lines.anchor if lines.count else None)
        parts += [Part(text=f"{before}{name} "), figure]
    return Block(kind="bullet", parts=tuple(parts))


def _sides_of(dyad: Dyad) -> tuple[Lines, Lines, Lines]:
    return dyad.talks, dyad.cooperation, dyad.conflict


def _details(brief: Brief) -> Iterator[Block]:
    if brief.change.new.count and not brief.change.is_first:
        yield _text("heading", f"New {phrases.in_words(brief.change.since)}", "new")
        yield from _listed(brief.change.new)
    if brief.alarm:
        yield from _alarm(brief.alarm)
    if brief.forecasts:
        yield from _forecasts(brief.forecasts)
    yield _text("heading", "Timeline", "timeline")
    yield from _or_nothing([*_timeline(brief)], phrases.NO_DAYS)
    yield from _network(brief)
    yield from _places(brief)
    yield from _accounts(brief)
    yield _text("heading", "Statements", "statements")
    yield from _or_nothing([*_statements(brief)], phrases.NO_STATEMENTS)


def _alarm(alarm: Alarm) -> Iterator[Block]:
    yield _text("heading", "Escalation index", "index")
    standing = alarm.standing
    if standing is None or standing.index is None:
        yield _told("note", prospect_words.index_line(alarm))
    else:
        yield _told("paragraph", prospect_words.index_words(standing))
        for name, lines in (("What weighs most in it", standing.weighing),
                            ("What the phase rests on", standing.because)):  # fmt: skip
            if lines.shown:
                yield _text("subheading", name, lines.anchor)
                yield from _listed(lines)
    if alarm.alerts is None:
        return
    yield _text("heading", "Open alerts", "alerts")
    for one in alarm.alerts:
        since = phrases.day_words(one.since, year=True)
        yield _text("subheading", f"{one.name}, {one.scope}, since {since}", one.incidents.anchor)
        yield _told("paragraph", prospect_words.alert_words(one))
        yield from _listed(one.incidents)
    if not alarm.alerts:
        how = Part(text=f" tocsin alerts {prospect_words.HOW_ALERTS}")
        yield _told("note", [*prospect_words.no_alert_words(alarm), how])


def _forecasts(found: Forecasts) -> Iterator[Block]:
    yield _text("heading", "Forecasts", "forecasts")
    if found.why:
        how = f"tocsin forecast {prospect_words.HOW_FORECASTS}"
        yield _text("note", f"There are no forecasts to show: {found.why}. {how}")
        return
    yield _told("paragraph", prospect_words.count_words(found))
    for one in found.open:
        yield _text("subheading", one.question, one.incidents.anchor if one.is_first else None)
        yield _told("paragraph", prospect_words.chance_words(one))
        if one.chance is not None:
            if one.reasons:
                yield _told("note", prospect_words.reason_words(one))
            yield _told("note", prospect_words.score_words(one))
        if one.is_first:
            yield from _listed(one.incidents)
    yield _text("heading", "How good they were", "record")
    yield _told("paragraph", prospect_words.record_words(found.record))
    if found.record.reliability:
        head = tuple(Part(text=name) for name in prospect_words.BIN_HEAD)
        rows = (
            tuple(Part(text=cell, anchor="resolved") for cell in prospect_words.bin_words(one))
            for one in found.record.reliability
        )
        yield Block(kind="table", parts=(), rows=(head, *rows))
    else:
        yield _text("note", prospect_words.NO_PICTURE)
    yield _text("heading", "What came of the last", "resolved")
    if not found.came:
        yield _text(
            "note", "None is resolved yet: tocsin ledger resolve does it when their days have passed."
        )
    for of in found.came:
        anchor = of.incidents.anchor
        told = prospect_words.came_words(of)
        yield msgspec.structs.replace(_told("bullet", [Part(text=f"{of.question}: "), *told]), anchor=anchor)
        yield from _listed(of.incidents)


def _timeline(brief: Brief) -> Iterator[Block]:
    for period in brief.periods:
        if period.incidents.count:
            yield _text("subheading", phrases.span_words(period.first, period.last), period.incidents.anchor)
            yield from _listed(period.incidents)


def _network(brief: Brief) -> Iterator[Block]:
    if brief.dyads:
        yield _text("heading", "Who acts on whom", "network")
    for dyad in brief.dyads[:MOST_DYADS]:
        for name, lines in zip(SIDES, _sides_of(dyad), strict=True):
            if lines.count:
                yield _text("subheading", f"{clean(dyad.one)} – {clean(dyad.other)}: {name}", lines.anchor)
                yield from _listed(lines)


def _places(brief: Brief) -> Iterator[Block]:
    if brief.spots:
        yield _text("heading", "Places", "map")
    for spot in brief.spots:
        name = f"{clean(spot.name)} ({phrases.PRECISION[spot.precision]}): {spot.incidents.count}"
        yield _text("subheading", name, spot.incidents.anchor)
        yield from _listed(spot.incidents)
    if brief.ways:
        yield _text("heading", "Movements", "movements")
    for way in brief.ways:
        origin, goal = (
            f"{clean(end.name)} ({phrases.PRECISION[end.precision]})" for end in (way.origin, way.goal)
        )
        yield _text("subheading", f"{origin} to {goal}: {way.incidents.count}", way.incidents.anchor)
        yield from _listed(way.incidents)


def _accounts(brief: Brief) -> Iterator[Block]:
    for pair in brief.accounts:
        yield _text("heading", "Two accounts of one talk", "accounts")
        yield _bullet("", pair.line)
        for point in pair.points:
            yield _text(
                "bullet", f"{point.relation}: “{clean(point.first or '–')}” / “{clean(point.second or '–')}”"
            )


def _statements(brief: Brief) -> Iterator[Block]:
    for speaker in brief.speakers:
        yield _text("subheading", f"{clean(speaker.name)} ({speaker.count})", speaker.anchor)
        for said in speaker.said:
            mark = ("“", "”") if said.direct else (f"{clean(said.cue or 'said')}: ", "")
            where = Part(text=clean(said.article.publisher or said.article.title), anchor=said.article.anchor)
            yield Block(kind="bullet", parts=(Part(text=f"{mark[0]}{clean(said.words)}{mark[1]} – "), where))


def _sources(brief: Brief) -> Iterator[Block]:
    yield _text("heading", "Sources", "sources")
    if not brief.sources:
        yield _text("note", "No report was read.")
    for one in brief.sources:
        yield _text("subheading", f"{clean(one.name)}: {one.count}", one.anchor)
        for ref in one.cited:
            day = phrases.day_words(ref.published[:10], year=True) if ref.published else "no date"
            yield Block(
                kind="bullet",
                parts=(Part(text=f"{clean(ref.title)}, {day}"),),
                anchor=ref.anchor,
                href=safe_href(ref.url),
            )


def _proof(item: Evidence) -> Iterator[Block]:
    yield _text("subheading", clean(phrases.headline(item.line)), item.line.anchor)
    place = f", {clean(item.place)} ({phrases.PRECISION[item.precision]})" if item.place else ""
    day = phrases.day_words(item.line.day, year=True)
    sources = "".join(part.text for part in phrases.sources_words(item.line))
    yield _text("note", f"{phrases.status_words(item.line)}, {day}{place}; {sources}")
    if item.who or item.whom:
        sides = " → ".join(", ".join(side) for side in (item.who, item.whom) if side)
        yield _text("note", f"All parties: {sides}")
    for quoted in item.quoted:
        yield _quote(quoted)
    yield from _disputes(item)


def _disputes(item: Evidence) -> Iterator[Block]:
    if item.withdrawn:
        yield _quote(item.withdrawn)
    for one in item.disputes:
        question, answers = phrases.dispute_words(one)
        head = "Raised" if one.is_update else "Disputed"
        yield _text("note", f"{head}: {question} {' or '.join(map(''.join, answers))}")


def _method(brief: Brief) -> Iterator[Block]:
    yield _text("heading", "Method and limits", "method")
    yield _text(
        "paragraph",
        "A program wrote this from the reports alone, and nobody has checked it. It misses acts and takes "
        "one party for another. Read the words of the evidence before you rely on a line. Silence is no "
        "evidence: what nobody in these reports tells is not here.",
    )
    if brief.alarm or brief.forecasts:
        yield _text("paragraph", prospect_words.METHOD_WORDS, prospect_words.METHOD)
    yield _text("paragraph", phrases.borders_words(brief.borders))


def _ahead(one: Ahead) -> Block:
    when = phrases.day_words(one.first) if one.first else ("threat" if one.is_threat else "no day")
    return _bullet(f"{when}: ", one.line)


def _listed(lines: Lines) -> Iterator[Block]:
    for line in lines.shown:
        yield _bullet("", line, dated=True)
    yield from _left_out(lines.left_out)


def _left_out(count: int) -> Iterator[Block]:
    if count:
        yield _text("bullet", f"and {count} more, without room here")


def _bullet(before: str, line: Line, *, dated: bool = False) -> Block:
    day = f"{phrases.day_words(line.day)}: " if dated else ""
    link = Part(text=clean(phrases.headline(line)), anchor=line.anchor)
    return Block(
        kind="bullet",
        parts=(Part(text=f"{before}{day}"), link, Part(text=f" ({phrases.status_words(line)})")),
    )


def _quote(quoted: Quoted) -> Block:
    words = clean(f"{quoted.before}{quoted.trigger}{quoted.after}")
    day = f", {phrases.day_words(quoted.article.published[:10])}" if quoted.article.published else ""
    source = Part(
        text=clean(quoted.article.publisher or quoted.article.title) + day, anchor=quoted.article.anchor
    )
    return Block(kind="quote", parts=(Part(text=f"“{words}” – "), source))


def _told(kind: Kind, sentence: Sequence[Part]) -> Block:
    """Return a sentence in parts on one line, without controls: what is in it may come from a file."""
    parts = (Part(text=_SPACES.sub(" ", scrubbed(one.text)), anchor=one.anchor) for one in sentence)
    return Block(kind=kind, parts=tuple(parts))


def _text(kind: Kind, text: str, anchor: str | None = None) -> Block:
    return Block(kind=kind, parts=(Part(text=clean(text) if kind != "line" else text),), anchor=anchor)
