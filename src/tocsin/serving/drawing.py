"""Templates, and the words and marks in which they show what comes from texts.

Everything is escaped by the templates. What a text may hide (NUL, characters that turn the direction of
writing or take no room) is shown as what it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from tocsin import ontology
from tocsin.amounts import noun_for
from tocsin.records import Actor, Event, Incident
from tocsin.serving import links
from tocsin.serving.gisting import incident_of
from tocsin.showing import wording
from tocsin.showing.brief.phrases import act_of
from tocsin.showing.flat import display_name
from tocsin.showing.page import act_name, claim_tag, mark, marks_sprite, quad_words
from tocsin.showing.page.marks import CLAIM_WORDS

VIEWS = (
    ("/crisis", "Crisis"),
    ("/alarm", "Alarm"),
    ("/compare", "Compare"),
    ("/forecasts", "Forecasts"),
    ("/incidents", "Incidents"),
    ("/network", "Network"),
    ("/map", "Map"),
    ("/statements", "Statements"),
    ("/readouts", "Readouts"),
    ("/events", "Events"),
    ("/articles", "Articles"),
    ("/sources", "Sources"),
    ("/problems", "Problems"),
    ("/review", "Review"),
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
DAY = 10
LONGEST_WORDS = 320


def draw(template: str, shown: dict[str, Any]) -> bytes:
    """Return a page."""
    page = _environment().get_template(template).render(**shown)
    return page.encode("utf-8", "replace")


def visible(text: object) -> Markup:
    """Return a text escaped, with what hides in it as a small mark that names it."""
    parts: list[str] = []
    at = 0
    whole = str(text)
    for found in _HIDDEN.finditer(whole):
        parts.append(str(escape(whole[at : found.start()])))
        code = f"U+{ord(found[0]):04X}"
        parts.append(f'<span class="hidden-character" title="{code}">{code}</span>')
        at = found.end()
    parts.append(str(escape(whole[at:])))
    return Markup("".join(parts))


def plain(text: object) -> str:
    """Return a text on one line without what hides in it, for titles and attributes."""
    return wording.shown(str(text)).encode("utf-8", "replace").decode()


def party_url(party: Actor, side: str = "actor") -> str:
    """Return the page of the events in which a party is on a side."""
    return links.page("events", **{side: party.country or display_name(party)})


def event_url(event: Event) -> str:
    """Return where the words of an event stand: its article, at the act."""
    return f"{links.page('articles', event.article)}#{anchor(event.id)}"


def anchor(event: str) -> str:
    """Return the id of an event's element on a page."""
    return "act-" + re.sub(r"[^A-Za-z0-9_-]", lambda found: f"_{ord(found[0]):x}_", event)


def percent(share: float) -> str:
    """Return a share as a percentage."""
    return f"{share:.0%}"


def number(count: float) -> str:
    """Return a number with commas."""
    return f"{count:,}"


def signed(count: int) -> str:
    """Return a difference with its sign."""
    return "±0" if not count else f"{count:+,}".replace("-", "−")


def sides(one: Event | Incident) -> str:
    """Return who did what to whom, in words."""
    who, whom = wording.parties(one.actors), wording.parties(one.recipients)
    return f"{who} → {act_name(one.type, one.mode)} → {whom}"


def disputed_fields(one: Incident) -> str:
    """Return the fields on which reports conflict."""
    return ", ".join(sorted({field.field for field in one.disagreements if field.kind == "conflict"}))


def words_of(event: Event) -> str:
    """Return the evidence of an event; of a long one what stands around its trigger."""
    text = event.evidence.text
    if len(text) <= LONGEST_WORDS:
        return text
    around = " ".join(part for part in wording.excerpt(event, LONGEST_WORDS) if part)
    return around if len(around) <= 2 * LONGEST_WORDS else around[:LONGEST_WORDS] + " …"


def claim_tags(one: Incident, is_withdrawn: bool = False) -> Markup:
    """Return the claim that holds, and beside it that some deny what others say has happened.

    What its publisher has taken back is no claim any more.
    """
    if is_withdrawn:
        return claim_tag(one.modality, is_withdrawn=True)
    tags = [claim_tag(one.modality)]
    disputed = any(field.field == "claim" and field.kind == "conflict" for field in one.disagreements)
    if disputed and one.modality != "denied":
        tags.append(claim_tag("denied"))
    return Markup(" ").join(tags)


def moved(last: Any, before: Any) -> list[tuple[int, str]]:
    """Return of which quad classes a day has more or fewer acts than the day before, in words."""
    moves = {quad: last.counts[quad] - before.counts[quad] for quad in (4, 3, 2, 1)}
    return [
        (
            quad,
            f"{abs(by):,} {'more' if by > 0 else 'fewer'} {noun_for(abs(by), 'act')} of {quad_words(quad)}",
        )
        for quad, by in moves.items()
        if by
    ]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("tocsin.serving"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "visible": visible,
        "plain": plain,
        "anchor": anchor,
        "pair": lambda name: (name, name),
        "percent": percent,
        "number": number,
        "noun": noun_for,
        "day": lambda text: (text or "")[:DAY],
    }
    made.globals |= {
        "page": links.page,
        "outside": links.outside,
        "party_url": party_url,
        "event_url": event_url,
        "anchor": anchor,
        "wording": wording,
        "words_of": words_of,
        "display_name": display_name,
        "sides_of": sides,
        "signed": signed,
        "disputed_fields": disputed_fields,
        "incident_of": incident_of,
        "moved": moved,
        "act_name": act_name,
        "act_of": act_of,
        "claim_tag": claim_tag,
        "claim_tags": claim_tags,
        "claim_names": CLAIM_WORDS,
        "claim_words": CLAIM_WORDS.__getitem__,
        "mark": mark,
        "marks_sprite": marks_sprite,
        "quad_of": ontology.quad_class,
        "quad_words": quad_words,
        "CLAIMS": list(CLAIM_WORDS.items()),
        "QUAD_CHOICES": [(quad, quad_words(quad)) for quad in (1, 2, 3, 4)],
        "VIEWS": VIEWS,
    }
    return made
