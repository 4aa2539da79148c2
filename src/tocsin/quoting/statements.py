"""Statements: direct quotations and indirect speech with speaker, addressee, channel and their events."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tocsin.coding.parties import PartyReader
from tocsin.language.model import Parsed, Speech
from tocsin.language.words import words
from tocsin.quoting.extents import Extent, clause_extents, is_quotation, quote_extent
from tocsin.quoting.speakers import addressee_of, speaker_of
from tocsin.records import Event, Span, Statement
from tocsin.resolving.channels import channel_of

MIN_WORDS = 3
SLACK = 2
"""Characters by which a clause may reach over a quotation that it is: its marks."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch of the text that a speech says; ``direct`` where it stands in quotation marks."""

    extent: Extent
    direct: bool
    speech: Speech


def statements_of(parsed: Parsed, article: str, events: tuple[Event, ...]) -> tuple[Statement, ...]:
    """Return the statements in text order; each lists the events whose trigger lies inside it."""
    parties = PartyReader(parsed)
    quoted = {speech.quote for speech in parsed.speeches if speech.quote is not None}
    found = [said for speech in parsed.speeches for said in _said(parsed, speech, quoted)]
    direct = {one.speech.quote: one for one in found if one.direct}
    clauses: dict[int, list[_Said]] = {}
    for one in found:
        if not one.direct:
            clauses.setdefault(one.speech.cue, []).append(one)
    made: dict[Extent, _Said] = {}
    for one in found:
        if not (_is_in_clause(one, clauses) if one.direct else _is_quoted(parsed, one, direct)):
            made.setdefault(one.extent, one)
    statements = [_statement(parsed, parties, article, one, events) for one in made.values()]
    return tuple(sorted(statements, key=lambda s: (s.start, s.end)))


def _said(parsed: Parsed, speech: Speech, quoted: Collection[int]) -> list[_Said]:
    """Return what a speech says: its quotation, and the pieces of its clause that are long enough."""
    quotation = quote_extent(parsed, speech)
    found = [] if quotation is None else [_Said(quotation, direct=True, speech=speech)]
    if _is_medium(parsed, speech):
        return found
    clauses = [extent for extent in clause_extents(parsed, speech) if _is_long(parsed, extent)]
    said = [extent for extent in clauses if not is_quotation(parsed, speech, extent, quoted)]
    return found + [_Said(extent, direct=False, speech=speech) for extent in said]


def _is_long(parsed: Parsed, extent: Extent) -> bool:
    return len(parsed.text[slice(*extent)].split()) >= MIN_WORDS


def _is_medium(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether the source behind "according to" is a name that nobody explains, so who reports this."""
    if speech.kind != "source" or speech.speaker is None:
        return False
    token = parsed.tokens[speech.speaker]
    if token.mention is not None:
        return token.mention.entity.kind == "org" and token.mention.entity.sector == "MED"
    return token.pos == "PROPN" and parsed.child(token.i, "appos") is None


def _holds(outer: Extent, inner: Extent) -> bool:
    return outer[0] <= inner[0] + SLACK and inner[1] <= outer[1] + SLACK


def _is_report(parsed: Parsed, one: _Said, quotation: _Said) -> bool:
    """Tell whether a clause inside a quotation is what somebody else said ("They told me to go")."""
    speaker = one.speech.speaker
    inside = quotation.extent[0] <= parsed.tokens[one.speech.cue].start < quotation.extent[1]
    return inside and speaker is not None and parsed.tokens[speaker].text.lower() not in words("first_person")


def _is_quoted(parsed: Parsed, clause: _Said, direct: Mapping[int | None, _Said]) -> bool:
    """Tell whether a clause is a quotation without its marks, or a part of it: no second statement."""
    around = {token.quoted for token in parsed.tokens_between(*clause.extent)}
    quotations = [direct[number] for number in around if number in direct]
    return any(_holds(q.extent, clause.extent) and not _is_report(parsed, clause, q) for q in quotations)


def _is_in_clause(quotation: _Said, clauses: Mapping[int, Sequence[_Said]]) -> bool:
    """Tell whether quoted words are a part of the clause that the same cue reports."""
    start = quotation.extent[0]
    own = clauses.get(quotation.speech.cue, ())
    return any(c.extent[0] < start and _holds(c.extent, quotation.extent) for c in own)


def _statement(
    parsed: Parsed, parties: PartyReader, article: str, said: _Said, events: tuple[Event, ...]
) -> Statement:
    start, end = said.extent
    speech = said.speech
    cue = parsed.tokens[speech.cue]
    return Statement(
        id=hashlib.sha256(f"{article}:{start}:{end}:{said.direct}".encode()).hexdigest()[:16],
        article=article,
        text=parsed.text[start:end],
        start=start,
        end=end,
        direct=said.direct,
        speaker=speaker_of(parsed, parties, speech),
        addressee=addressee_of(parsed, parties, speech),
        channel=channel_of(parsed, speech),
        cue=Span(text=parsed.text[cue.start : cue.end], start=cue.start, end=cue.end),
        events=tuple(e.id for e in events if start <= e.trigger.start < end),
    )
