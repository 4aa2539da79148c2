"""Statements: direct quotations and indirect speech with speaker, addressee, channel and their events."""

from __future__ import annotations

import hashlib

from tocsin.coding.parties import PartyReader
from tocsin.language.model import Parsed, Speech
from tocsin.records import Actor, Event, Span, Statement
from tocsin.resolving.actors import resolve_actor
from tocsin.resolving.channels import channel_of

MIN_WORDS = 3


def statements_of(parsed: Parsed, article: str, events: tuple[Event, ...]) -> tuple[Statement, ...]:
    """Return the statements in text order; each lists the events whose trigger lies inside it."""
    parties = PartyReader(parsed)
    made: dict[tuple[int, int], Statement] = {}
    for speech in parsed.speeches:
        for start, end, direct in _spans(parsed, speech):
            if (start, end) not in made and len(parsed.text[start:end].split()) >= MIN_WORDS:
                made[start, end] = _statement(parsed, parties, article, speech, (start, end, direct), events)
    kept = [one for one in made.values() if not _inside_direct(one, made)]
    return tuple(sorted(kept, key=lambda s: (s.start, s.end)))


def _inside_direct(one: Statement, made: dict[tuple[int, int], Statement]) -> bool:
    """Tell whether an indirect clause is the quotation itself, without its marks: no second statement."""
    return not one.direct and any(
        other.direct and other.start <= one.start + 2 and one.end <= other.end + 2 for other in made.values()
    )


def _spans(parsed: Parsed, speech: Speech) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    if speech.quote is not None:
        quote = parsed.quotes[speech.quote]
        found.append((quote.start, quote.end, True))
    if speech.content is not None and (speech.kind != "source" or _is_somebody(parsed, speech)):
        clause = _clause(parsed, speech)
        if clause is not None and not (
            speech.quote is not None and parsed.tokens[speech.content].quoted == speech.quote
        ):
            found.append((*clause, False))
    return found


def _is_somebody(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether the source behind "according to" is a person, office or country, and not a medium."""
    mention = parsed.tokens[speech.speaker].mention if speech.speaker is not None else None
    return mention is not None and mention.entity.kind in ("person", "office", "country", "agency")


def _clause(parsed: Parsed, speech: Speech) -> tuple[int, int] | None:
    """Return the characters of an indirect clause without "that" and the closing full stop."""
    assert speech.content is not None
    tokens = parsed.tokens
    cue = set(parsed.subtree(speech.cue)) if speech.cue in parsed.subtree(speech.content) else {speech.cue}
    inside = [i for i in parsed.subtree(speech.content) if i not in cue]
    sentence = parsed.sentence_of(speech.cue)
    inside = [i for i in inside if sentence.first <= i < sentence.last]
    while inside and (tokens[inside[0]].pos == "PUNCT" or tokens[inside[0]].dep == "mark"):
        inside.pop(0)
    while inside and (tokens[inside[-1]].pos == "PUNCT" or tokens[inside[-1]].pos == "SPACE"):
        inside.pop()
    if not inside:
        return None
    return tokens[inside[0]].start, tokens[inside[-1]].end


def _statement(
    parsed: Parsed,
    parties: PartyReader,
    article: str,
    speech: Speech,
    span: tuple[int, int, bool],
    events: tuple[Event, ...],
) -> Statement:
    start, end, direct = span
    cue = parsed.tokens[speech.cue]
    carried = tuple(e.id for e in events if start <= e.trigger.start < end)
    return Statement(
        id=hashlib.sha256(f"{article}:{start}:{end}:{direct}".encode()).hexdigest()[:16],
        article=article,
        text=parsed.text[start:end],
        start=start,
        end=end,
        direct=direct,
        speaker=_speaker(parsed, parties, speech),
        addressee=_addressee(parsed, parties, speech),
        channel=channel_of(parsed, speech),
        cue=Span(text=parsed.text[cue.start : cue.end], start=cue.start, end=cue.end),
        events=carried,
    )


def _speaker(parsed: Parsed, parties: PartyReader, speech: Speech) -> Actor | None:
    if speech.speaker is None:
        return None
    found = parties.read(speech.speaker)
    if found:
        return resolve_actor(parsed.text, found[0])
    token = parsed.tokens[speech.speaker]
    if token.pos == "PRON":
        return None
    held = parties.inside(speech.speaker)
    start = min(
        [
            token.start,
            *(
                parsed.tokens[c].start
                for c in token.children
                if c < token.i and parsed.tokens[c].dep != "det"
            ),
        ]
    )
    words = parsed.text[start : token.end]
    return Actor(
        text=words, start=start, end=token.end, name=words, country=held[0].country if held else None
    )


def _addressee(parsed: Parsed, parties: PartyReader, speech: Speech) -> Actor | None:
    """Return who is told: the object of "tell", or the party after "to"."""
    for child in parsed.tokens[speech.cue].children:
        other = parsed.tokens[child]
        goal: int | None = None
        if other.dep in ("dobj", "dative", "iobj") and speech.kind == "tell":
            goal = child
        elif other.dep in ("prep", "dative") and other.lemma == "to":
            goal = parsed.child(child, "pobj")
        if goal is not None and (found := parties.read(goal)):
            return resolve_actor(parsed.text, found[0])
    return None
