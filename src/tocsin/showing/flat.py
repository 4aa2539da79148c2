"""Events as flat rows: one row an event, lists joined with ``; ``. What CSV and data frames are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.records import Actor, Document, Event

Cell = str | int | float | None

COLUMNS = (
    *("id", "article", "published", "sentence", "type", "mode", "cameo", "quad", "intensity"),
    *("actors", "actor_countries", "actor_codes", "recipients", "recipient_countries", "recipient_codes"),
    *("date_start", "date_end", "date_basis", "place", "place_country", "latitude", "longitude"),
    *("contexts", "modality", "attribution", "attribution_country", "channel", "hedge", "magnitude"),
    *("trigger", "trigger_start", "trigger_end", "evidence", "evidence_start", "evidence_end", "confidence"),
)


def flat_rows(document: Document) -> Iterator[dict[str, Cell]]:
    """Yield a row for each event, with the cells of ``COLUMNS`` in that order."""
    for event in document.events:
        yield {
            **_what(event, document.article.published),
            **_parties("actor", event.actors),
            **_parties("recipient", event.recipients),
            **_when_and_where(event),
            **_on_whose_word(event),
            **_evidence(event),
        }


def display_name(actor: Actor) -> str:
    """Return the name that the words were resolved to, or the words."""
    return actor.name or actor.text


def _what(event: Event, published: str | None) -> dict[str, Cell]:
    return {
        "id": event.id,
        "article": event.article,
        "published": published,
        "sentence": event.sentence,
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "quad": event.quad,
        "intensity": event.intensity,
    }


def _parties(side: str, parties: tuple[Actor, ...]) -> dict[str, Cell]:
    return {
        f"{side}s": _joined(display_name(party) for party in parties),
        f"{side}_countries": _joined(party.country or "" for party in parties),
        f"{side}_codes": _joined(party.code or "" for party in parties),
    }


def _when_and_where(event: Event) -> dict[str, Cell]:
    date, place = event.date, event.place
    return {
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "date_basis": date.basis if date else None,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
    }


def _on_whose_word(event: Event) -> dict[str, Cell]:
    word = event.attribution
    return {
        "contexts": _joined(event.contexts),
        "modality": event.modality,
        "attribution": word.source if word else None,
        "attribution_country": word.country if word else None,
        "channel": word.channel if word else None,
        "hedge": word.hedge if word else None,
    }


def _evidence(event: Event) -> dict[str, Cell]:
    return {
        "magnitude": _joined(f"{name}={count}" for name, count in (event.magnitude or {}).items()),
        "trigger": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "evidence": event.evidence.text,
        "evidence_start": event.evidence.start,
        "evidence_end": event.evidence.end,
        "confidence": event.confidence,
    }


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
