"""What was only supposed, and later reports tell of: it is nothing to watch any more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tocsin.briefing.naming import parties_of
from tocsin.briefing.register import Register
from tocsin.records import Event, Incident

UNLESS = re.compile(r"\bunless\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?\n]")


def settled(ranked: Sequence[Incident], register: Register) -> frozenset[str]:
    """Return the ids of the supposed incidents that later reports settle.

    Two rules, and no more than the words bear: a later report tells that an act of the same kind has taken
    place between the same parties since; or the act was to follow *unless* such a one came first, and it has
    come. What is announced stays: that two met yesterday settles no meeting of next week. So does what did
    not happen: *has not freed them* may only mean not yet.
    """
    told: dict[tuple[str, str], list[Incident]] = defaultdict(list)
    for one in ranked:
        if one.mode and register.is_told(one):
            told[one.type, one.mode].append(one)
    supposed = [one for one in ranked if one.modality == "hypothetical"]
    over: set[str] = set()
    done: list[Event] = []
    for one in supposed:
        by = any(_settles(other, one, register) for other in told[one.type, one.mode or ""])
        if by:
            over.add(one.id)
            done += register.events(one)
    return frozenset(over | {one.id for one in supposed if _fell_away(one, done, register)})


def _settles(later: Incident, supposed: Incident, register: Register) -> bool:
    """Tell whether an incident is of the same parties, and took place after all that supposes the other."""
    for one, other in ((later.actors, supposed.actors), (later.recipients, supposed.recipients)):
        here, there = set(parties_of(one)), set(parties_of(other))
        if here.isdisjoint(there) and (here or there):
            return False
    day = _last_day(supposed, register)
    return day < _last_day(later, register) and later.date is not None and day <= later.date.end[:10]


def _last_day(incident: Incident, register: Register) -> str:
    days = (register.article(event.article).published for event in register.events(incident))
    return max((day[:10] for day in days if day), default="")


def _fell_away(incident: Incident, done: Sequence[Event], register: Register) -> bool:
    """Tell whether all reports say that an act was to follow unless something came first that has come."""
    events = register.events(incident)
    return bool(events) and all(any(_was_unless(event, one, register) for one in done) for event in events)


def _was_unless(event: Event, condition: Event, register: Register) -> bool:
    """Tell whether a sentence has an act *unless* another one: "will ban rice unless the men are freed"."""
    if (event.article, event.sentence) != (condition.article, condition.sentence) or event.id == condition.id:
        return False
    text = register.article(event.article).text
    if event.trigger.end <= condition.trigger.start:
        return UNLESS.search(text[event.trigger.end : condition.trigger.start]) is not None
    sentence = _SENTENCE_END.split(text[: condition.trigger.start])[-1]
    return UNLESS.match(sentence.lstrip('“" ')) is not None
