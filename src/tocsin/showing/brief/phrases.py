"""The sentences of a brief, in parts: a part with an anchor is a figure that leads to its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from tocsin import tables
from tocsin.amounts import noun_for
from tocsin.briefing.lines import Line, Lines
from tocsin.briefing.model import Brief, Dispute, Evidence, Level, Version
from tocsin.records import Record
from tocsin.showing.page import act_name
from tocsin.showing.page.marks import CLAIM_WORDS, WITHDRAWN

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
# In a sentence; a day in the name of a file is no day of it.
_DAY_ALONE = re.compile(rf"(?<![\w./-]){ISO_DAY.pattern}(?![/-]|\.\w)")
FAR = 0.9
_IN_BRACKETS = re.compile(r" \((.*)\)$")  # whose side says that the other one began
PRECISION = {
    "place": "a known place",
    "town": "a town",
    "district": "somewhere in the district",
    "region": "somewhere in the region",
    "country": "only the country is known",
    None: "not in the tables of places",
}
DIRECTIONS = {
    "up": "Conflict is rising",
    "down": "Conflict is falling",
    "same": "Conflict is about level",
    "unknown": "Too few days to say which way it goes",
}
NO_DEALINGS = "No act lies between two parties that can be told apart."
NOTHING_AHEAD = "Nothing is announced or threatened in these reports."
NOTHING_DISPUTED = (
    "No reports contradict one another on numbers, days, doers, or on whether something happened, "
    "and none was withdrawn."
)
NO_DAYS = "No incident has a day in the time of the reports."
NO_STATEMENTS = "No report quotes anybody by name."
ALL_ASSERTED = "Every incident is told by some report as a fact of its own."


class Part(Record, frozen=True):
    """A stretch of a sentence; ``anchor`` names its evidence."""

    text: str
    anchor: str | None = None


def day_words(day: str | None, *, year: bool = False) -> str:
    """Return an ISO day as "3 Nov" or "3 November 2025"; what is no such day as it stands."""
    found = ISO_DAY.match(day or "")
    if found is None or not 1 <= int(found[2]) <= len(MONTHS):
        return day or "no day"
    month = MONTHS[int(found[2]) - 1]
    return f"{int(found[3])} {month} {found[1]}" if year else f"{int(found[3])} {month[:3]}"


def days_between(first: str, last: str) -> int:
    """Return the number of days from one ISO day to another; 0 for the same."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def month_words(day: str) -> str:
    """Return the month of an ISO day: "Nov 25"."""
    return f"{MONTHS[int(day[5:7]) - 1][:3]} {day[2:4]}"


def span_words(first: str | None, last: str | None) -> str:
    """Return the days from first to last."""
    if first is None or last is None or first[:10] == last[:10]:
        return day_words(first or last, year=True)
    return f"{day_words(first, year=first[:4] != last[:4])} to {day_words(last, year=True)}"


def in_words(text: str) -> str:
    """Return a text with its ISO days written out."""
    return _DAY_ALONE.sub(lambda found: day_words(found[0], year=True), text)


def act_of(line: Line) -> str:
    """Return the act of an incident with a capital: "Shooting"."""
    name = act_name(line.type, line.mode)
    return name[:1].upper() + name[1:]


def headline(line: Line) -> str:
    """Return an incident in one line: "Shooting: army → Guyana"."""
    sides = " → ".join(side for side in (_side(line.who), _side(line.whom)) if side)
    return f"{act_of(line)}: {sides}" if sides else act_of(line)


def status_words(line: Line) -> str:
    """Return the claim status of an incident in words, and that others deny it where they do."""
    if line.is_withdrawn:
        return WITHDRAWN
    is_denied = line.is_contested and line.modality not in ("denied", "negated")
    return CLAIM_WORDS[line.modality] + (", denied by others" if is_denied else "")


def sources_words(line: Line) -> list[Part]:
    """Return on how many independent sources and reports an incident rests."""
    return [
        Part(text=str(line.sources), anchor=line.anchor),
        Part(text=f" {noun_for(line.sources, 'independent source')}, "),
        Part(text=str(line.reports), anchor=line.anchor),
        Part(text=f" {noun_for(line.reports, 'report')}"),
    ]


def change_words(brief: Brief) -> list[Part]:
    """Return the one bold line: what has changed."""
    change = brief.change
    if not brief.articles:
        return [Part(text="There are no reports yet.")]
    if change.is_first:
        return [
            Part(text="The first brief: "),
            Part(text=str(brief.incident_count), anchor="evidence"),
            Part(text=f" {noun_for(brief.incident_count, 'incident')} in "),
            Part(text=str(brief.articles), anchor="sources"),
            Part(text=f" {noun_for(brief.articles, 'report')}."),
        ]
    count = change.new.count
    number = Part(text=str(count), anchor="new") if count else Part(text="no")
    new = f" new {noun_for(count, 'incident')} {in_words(change.since)}"
    ahead = [Part(text=f"{DIRECTIONS[change.direction]}: ")] if change.direction != "unknown" else []
    if not ahead and not count:
        number = Part(text="No")
    return [*ahead, number, Part(text=f"{new}.")]


def level_words(level: Level) -> list[Part]:
    """Return where the level stands in its own past, or that this cannot be said yet."""
    if level.band is None:
        return [
            Part(text=f"Too few days for a level: there {'is' if level.earlier == 1 else 'are'} "),
            Part(text=str(level.earlier), anchor="timeline"),
            Part(text=f" earlier {noun_for(level.earlier, 'value')}, and with fewer than "),
            Part(text=str(level.needed), anchor="method-level"),
            Part(text=" a comparison would mislead."),
        ]
    return [Part(text=f"{standing_words(level)}. "), *level_figures(level)]


def level_figures(level: Level) -> list[Part]:
    """Return the figures by which a level that has a band stands in it."""
    assert level.band is not None
    low, high = level.band
    return [
        Part(text=f"{_come_to(level.window)} "),
        Part(text=f"{level.now:g}", anchor="timeline"),
        Part(text="; half of the earlier values lie between "),
        Part(text=f"{low:g}", anchor="timeline"),
        Part(text=" and "),
        Part(text=f"{high:g}", anchor="timeline"),
        Part(text=", and "),
        Part(text=str(level.above), anchor="timeline"),
        Part(text=" of "),
        Part(text=str(level.earlier), anchor="timeline"),
        Part(text=" are lower."),
    ]


def standing_words(level: Level) -> str:
    """Return where a level that has a band stands in it."""
    assert level.band is not None
    low, high = level.band
    if level.now > high:
        far = level.above >= FAR * level.earlier
        return "Far above what is usual in this crisis" if far else "Above what is usual in this crisis"
    if level.now < low:
        return "Below what is usual in this crisis"
    return "Within what is usual in this crisis"


def dispute_words(dispute: Dispute, *, in_short: bool = False) -> tuple[str, list[tuple[str, str]]]:
    """Return the question on which reports differ, and each answer with the words for who gives it.

    ``in_short`` names one of those who give it, in brackets.
    """
    named = dispute.field.replace("_", " ")
    question = questions().get((dispute.field, ""), f"What of the {named}?")
    giver = _giver_in_short if in_short else _giver
    return question, [(_answer(dispute.field, one.value), giver(one)) for one in dispute.versions]


@cache
def questions() -> dict[tuple[str, str], str]:
    """Read questions.tsv: the words for a field and a value, the question where the value is empty."""
    source = tables.table("tocsin.showing.brief", "questions.tsv")
    return {
        (row["field"], row["value"]): row["words"]
        for _, row in tables.rows(source, ("field", "value", "words"))
    }


def _answer(field: str, value: str) -> str:
    """Return a disputed value in words: "in Suriname", "the other side, says that of Guyana"."""
    side = _IN_BRACKETS.search(value)
    bare = _IN_BRACKETS.sub("", value)
    words = questions().get((field, bare)) or in_words(bare)
    return f"{words}, says that of {side[1]}" if side else words


def _giver(version: Version) -> str:
    """Return on whose word a value is, or in which papers it stands; nothing where neither is known."""
    if version.said_by:
        return f", on the word of {', '.join(version.said_by)}"
    return f", in {', '.join(version.told_by)}" if version.told_by else ""


def _giver_in_short(version: Version) -> str:
    names = version.said_by or version.told_by
    if not names:
        return ""
    return f"({'' if version.said_by else 'in '}{names[0]}{' and others' if len(names) > 1 else ''})"


def history_words(evidence: Evidence) -> list[str]:
    """Return the claim status by day in words, where it changed."""
    lines = [line.split(" ") for line in evidence.history]
    if len(lines) < 2:
        return []
    return [
        f"{day_words(parts[0])}: {_claim(parts[-1])}" if len(parts) > 1 else _claim(parts[0])
        for parts in lines
    ]


def left_out_words(lines: Lines) -> str:
    """Return how many incidents of a list are not shown."""
    return f"and {lines.left_out} more" if lines.left_out else ""


def borders_words(policies: Sequence[str]) -> str:
    """Return how disputed places were given a state."""
    if not policies:
        return "No incident is placed in an area that states dispute."
    return (
        f"Places that states dispute were given a state by the policy “{', '.join(policies)}” "
        "(un: whom the United Nations or most states recognise; de-facto: who controls it; none: nobody)."
    )


def _come_to(window: int) -> str:
    """Return how a level of so many days is told, without a figure."""
    if window == 1:
        return "It stands at"
    names = ("two", "three", "four", "five", "six", "seven")
    return f"The last {names[min(window, 7) - 2]} days come to"


def _claim(modality: str) -> str:
    return next((words for name, words in CLAIM_WORDS.items() if name == modality), modality)


def _side(names: Sequence[str]) -> str:
    return ", ".join(names)
