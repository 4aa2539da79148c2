"""Directed acts: what an incident says that one party did to another, and who had told of it by which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product

from tocsin import ontology
from tocsin.merging.independence import Report, independent_articles, report_of
from tocsin.records import Actor, Document, Event, Incident, Modality, Record
from tocsin.watching.coverage import day_of

WIDEST = 7
"""Days that the time of an incident may span for its first day to be taken as its day."""
STRONGEST: tuple[Modality, ...] = (
    "asserted", "alleged", "planned", "hypothetical", "historical", "negated", "denied",
)  # fmt: skip
"""The claims by how far they speak for something having happened now, the strongest first."""


class Told(Record, frozen=True):
    """One report of an act: the day it was published, by which publisher family, as what claim.

    ``voice`` is the independent source that it belongs to: reports with one voice are copies of each other,
    or of one family, agency or speaker.
    """

    day: str
    source: str
    voice: str
    modality: Modality
    event: str


class Act(Record, frozen=True):
    """What one party did to another in one incident.

    ``actor`` and ``recipient`` are codes that begin with the country (``PAKMIL``); ``recipient`` is None
    where nobody suffers it. ``day`` is the ISO date on which it happened. ``told`` are its reports in
    the order of their days. ``mutual`` marks an act of equals (a meeting without a host), which is there in
    both directions. ``quad`` and ``intensity`` are PLOVER's, None for types that have none. ``words`` are
    those of its reports.
    """

    incident: str
    actor: str
    recipient: str | None
    day: str
    type: str
    mode: str | None
    quad: int | None
    intensity: float | None
    told: tuple[Told, ...]
    place: str | None = None
    country: str | None = None
    mutual: bool = False
    words: str = ""

    @property
    def known(self) -> str:
        """The day of the first report."""
        return self.told[0].day

    def modality(self, day: str | None = None) -> Modality | None:
        """Return the strongest claim of the reports until ``day`` (None: of all); None before them."""
        claims = [one.modality for one in self.told if day is None or one.day <= day]
        return min(claims, key=STRONGEST.index) if claims else None

    def sources(self, day: str | None = None) -> tuple[str, ...]:
        """Return the publisher families that had reported it by ``day``, each once."""
        return tuple(dict.fromkeys(one.source for one in self.told if day is None or one.day <= day))

    def independent(self, day: str | None = None) -> int:
        """Return how many independent sources it had by ``day``: copies are none."""
        return len({one.voice for one in self.told if day is None or one.day <= day})


def acts_of(
    incidents: Iterable[Incident],
    documents: Mapping[str, Document],
    copies: Iterable[tuple[str, str]] = (),
) -> list[Act]:
    """Return the acts of incidents in the order of their days; ``documents`` are by the id of their article.

    ``copies`` are pairs of ids of articles.

    An incident counts once, however many copies report it. Several actors and recipients make an act of each
    pair of different parties; of actors without a recipient each acts with each other. Parties without a
    code, and incidents of which neither day nor publication is known, are left out.
    """
    events = {event.id: (event, document) for document in documents.values() for event in document.events}
    reports = {name: report_of(document.article) for name, document in documents.items()}
    copied: dict[str, list[tuple[str, str]]] = {}
    for one, other in copies:
        copied.setdefault(one, []).append((one, other))
    found: dict[tuple[str, str, str | None], Act] = {}
    for incident in incidents:
        told = _told(
            incident, events, reports, [pair for key in incident.articles for pair in copied.get(key, ())]
        )
        day = _day(incident, told)
        if not told or day is None:
            continue
        words = " ".join(
            dict.fromkeys(events[key][0].evidence.text for key in incident.events if key in events)
        )
        for act in _pairs(incident, day, told, words):
            found.setdefault((act.incident, act.actor, act.recipient), act)
    return sorted(found.values(), key=_order)


def in_order(acts: Iterable[Act]) -> list[Act]:
    """Return acts in the order of their days, each incident once for each pair of parties."""
    kept: dict[tuple[str, str, str | None], Act] = {}
    for act in acts:
        kept.setdefault((act.incident, act.actor, act.recipient), act)
    return sorted(kept.values(), key=_order)


def matches(party: str | None, code: str) -> bool:
    """Tell whether a party is the one that a code names: a country, or a country with sectors."""
    return party is not None and party.startswith(code)


def _order(act: Act) -> tuple[str, str, str, str]:
    return act.day, act.incident, act.actor, act.recipient or ""


def _pairs(incident: Incident, day: str, told: tuple[Told, ...], words: str) -> Iterator[Act]:
    actors, recipients = _codes(incident.actors), _codes(incident.recipients)
    mutual = not recipients and len(actors) > 1
    sides: list[tuple[str, str | None]]
    if mutual:
        sides = [(one, other) for one, other in product(actors, actors) if one != other]
    elif recipients:
        sides = [(one, other) for one, other in product(actors, recipients) if one != other]
    else:
        sides = [(one, None) for one in actors]
    for actor, recipient in sides:
        yield Act(
            incident=incident.id,
            actor=actor,
            recipient=recipient,
            day=day,
            type=incident.type,
            mode=incident.mode,
            quad=ontology.quad_class(incident.type),
            intensity=_intensity(incident),
            told=told,
            place=incident.place.name if incident.place else None,
            country=incident.place.country if incident.place else None,
            mutual=mutual,
            words=words,
        )


def _intensity(incident: Incident) -> float | None:
    mode = incident.mode if incident.mode and ontology.is_mode(incident.type, incident.mode) else None
    return ontology.intensity(incident.type, mode)


def _codes(parties: Iterable[Actor]) -> list[str]:
    return list(dict.fromkeys(code for one in parties if (code := one.code or one.country)))


def _told(
    incident: Incident,
    events: Mapping[str, tuple[Event, Document]],
    reports: Mapping[str, Report],
    copies: Iterable[tuple[str, str]],
) -> tuple[Told, ...]:
    """Return the reports of an incident; one without a date of publication counts from the incident's day."""
    stated = incident.date.start[:10] if incident.date else None
    here = [events[key][0] for key in incident.events if key in events]
    groups, _ = independent_articles(here, reports, copies)
    voices = {article: group[0] for group in groups for article in group}
    found = []
    for key in incident.events:
        if key not in events:
            continue
        event, document = events[key]
        article = document.article
        day = day_of(article.published) or stated
        if day:
            source = article.family or article.publisher or article.id
            voice = voices[article.id]
            found.append(Told(day=day, source=source, voice=voice, modality=event.modality, event=key))
    return tuple(sorted(found, key=lambda one: (one.day, one.event)))


def _day(incident: Incident, told: tuple[Told, ...]) -> str | None:
    """Return the day of an incident: that of its first report where the text gives none or a long time.

    What is told as done cannot lie after the report that tells it.
    """
    if not told:
        return None
    first = told[0].day
    if incident.date is None:
        return first
    start, end = incident.date.start[:10], incident.date.end[:10]
    if (date.fromisoformat(end) - date.fromisoformat(start)).days > WIDEST:
        return min(max(start, first), end)
    if incident.modality in ("asserted", "alleged"):
        return min(start, first)
    return start
