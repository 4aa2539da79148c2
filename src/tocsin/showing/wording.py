"""The words in which an event is shown to a person, safe for a terminal whatever the article has in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tocsin.records import Actor, Document, Event
from tocsin.showing.flat import display_name

NOTHING = "–"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


def shown(text: str) -> str:
    """Return a text on one line, without the characters that steer a terminal or hide."""
    return _SPACES.sub(" ", _UNPRINTABLE.sub("", text.replace("\r", " "))).strip()


def printable(text: str) -> str:
    """Return a text with its line breaks, without the characters that steer a terminal or hide."""
    return _UNPRINTABLE.sub("", text.replace("\r", ""))


def heading(document: Document) -> str:
    """Return the line that names an article: title, or id; publisher and date."""
    article = document.article
    parts = (article.title or article.id, article.publisher, article.published)
    return shown(" · ".join(part for part in parts if part))


def what(event: Event) -> str:
    """Return type and mode."""
    return f"{event.type} {event.mode}" if event.mode else event.type


def parties(actors: tuple[Actor, ...]) -> str:
    """Return the names of one side, each with its country."""
    return ", ".join(map(_party, actors)) or NOTHING


def when(event: Event) -> str:
    """Return the day or the range; a day taken from the publication is marked."""
    date = event.date
    if date is None:
        return NOTHING
    days = date.start if date.start == date.end else f"{date.start} to {date.end}"
    return f"{days} (published)" if date.basis == "publication" else days


def where(event: Event) -> str:
    """Return the place of the event."""
    return shown(event.place.name) if event.place else NOTHING


def claim(event: Event) -> str:
    """Return the claim status, and on whose word it is."""
    word = event.attribution
    return f"{event.modality}, by {shown(word.source)}" if word else event.modality


def claims_by_day(history: Sequence[str], words: Mapping[str, str] | None = None) -> str:
    """Return the claims of an incident by day, each once a day: "2025-11-07 alleged and asserted".

    ``history`` is that of the incident; ``words`` say the claims in another way.
    """
    by_day: dict[str, list[str]] = {}
    for line in history:
        day, _, claimed = line.rpartition(" ")
        said = (words or {}).get(claimed, claimed)
        by_day.setdefault(day, [])
        if said not in by_day[day]:
            by_day[day].append(said)
    return ", ".join(f"{day} {' and '.join(said)}".strip() for day, said in by_day.items())


def excerpt(event: Event, longest: int) -> tuple[str, str, str]:
    """Return the evidence up to the trigger, the trigger, and the rest: about ``longest`` characters."""
    evidence, trigger = event.evidence, event.trigger
    if not (evidence.start <= trigger.start and trigger.end <= evidence.end):
        return "", "", _cut_end(shown(evidence.text), longest)
    before = shown(evidence.text[: trigger.start - evidence.start])
    after = shown(evidence.text[trigger.end - evidence.start :])
    room = max(0, longest - len(trigger.text))
    taken_after = max(room // 2, room - len(before))
    after = _cut_end(after, taken_after)
    return _cut_start(before, max(room // 2, room - len(after))), shown(trigger.text), after


def _party(actor: Actor) -> str:
    name = shown(display_name(actor))
    return f"{name} ({actor.country})" if actor.country and actor.country != name else name


def _cut_end(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def _cut_start(text: str, longest: int) -> str:
    return text if len(text) <= longest else "… " + text[len(text) - longest :].split(" ", 1)[-1]
