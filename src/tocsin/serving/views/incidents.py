"""Incidents: a list of them, and one with its reports, what they agree on, and the sources behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from tocsin import ontology
from tocsin.records import Article, Document, Event, Incident, Record
from tocsin.serving.answers import View, listed, missing
from tocsin.serving.asked import IncidentQuery, Nothing
from tocsin.serving.routing import view
from tocsin.serving.site import SiteHere
from tocsin.showing import wording
from tocsin.showing.flat import display_name
from tocsin.showing.page import act_name
from tocsin.showing.page.marks import CLAIM_WORDS

router = APIRouter()
NEAR_DAYS, MOST_NEAR = 3, 40
FIELDS = ("who", "whom", "when", "where", "how many", "claim")


class Cell(Record, frozen=True):
    """What one report says in a field; ``agrees`` is None where it says nothing, or where all are silent."""

    value: str
    agrees: bool | None


class Row(Record, frozen=True):
    """One report of an incident: its event, article, and a cell for each field."""

    event: Event
    article: Article
    cells: tuple[Cell, ...]


class Source(Record, frozen=True):
    """Articles that come to one independent source, and the reasons why they do."""

    articles: tuple[str, ...]
    reasons: tuple[str, ...]


@view(router, "/incidents", "incidents.html")
def incidents(site: SiteHere, asked: Annotated[IncidentQuery, Query()]) -> View:
    """Return incidents, the latest first."""
    picture = site.incidents.picture()
    since, until = asked.days()
    every = [one for one in picture.incidents if _is_asked(one, asked, since, until)]
    every.sort(key=lambda one: (one.date.start if one.date else "", len(one.articles)), reverse=True)
    found = every[asked.offset : asked.offset + asked.limit]
    more = asked.offset + len(found) < len(every)
    data = listed(found, asked, more=more, path="/incidents", count=len(every))
    back = {one.id for one in found if picture.withdrawal(one)}
    shown = {"back": back, "asked": asked, "is_newest": picture.is_newest, "types": list(ontology.types())}
    return View(title="Incidents", data=data, shown=shown, settled=picture.is_newest)


@view(router, "/incidents/{name}", "incident.html")
def incident(site: SiteHere, name: str, asked: Annotated[Nothing, Query()]) -> View:
    """Return one incident: its reports in time, what they agree on, its independent sources."""
    picture = site.incidents.picture()
    found = picture.incident(name)
    if found is None:
        raise missing("incident", name)
    reports = picture.reports(found)
    rows = _matrix(reports)
    sources = _sources(found)
    back = picture.withdrawal(found)
    data = {
        "incident": found,
        "withdrawn": back,
        "reports": [{"event": row.event, "article": row.article.id, "title": row.article.title,
                     "publisher": row.article.publisher, "published": row.article.published}
                    for row in rows],
        "sources": sources,
        "parts": [one.id for one in picture.parts(found)],
    }  # fmt: skip
    shown = {
        "rows": rows,
        "fields": FIELDS,
        "articles": {document.article.id: document.article for _, document in reports},
        "parent": picture.incident(found.parent) if found.parent else None,
        "inside": picture.parts(found),
        "near": _near(found, picture.incidents),
        "is_newest": picture.is_newest,
    }
    day = f", {found.date.start}" if found.date else ""
    title = f"{act_name(found.type, found.mode).capitalize()}{day}"
    return View(title=title, data=data, shown=shown, settled=picture.is_newest)


def _near(one: Incident, all_of_them: Iterable[Incident]) -> list[Incident]:
    """Return incidents of the same parties and days, the nearest first: one may belong to it."""
    if one.date is None:
        return []
    day, parties = dt.date.fromisoformat(one.date.start[:10]), _countries(one)
    found = [
        (abs((dt.date.fromisoformat(other.date.start[:10]) - day).days), other)
        for other in all_of_them
        if other.date is not None and other.id != one.id and parties & _countries(other)
    ]
    near = sorted((away for away in found if away[0] <= NEAR_DAYS), key=lambda each: (each[0], each[1].id))
    return [other for _, other in near[:MOST_NEAR]]


def _countries(one: Incident) -> set[str]:
    return {party.country for party in (*one.actors, *one.recipients) if party.country}


def _is_asked(one: Incident, asked: IncidentQuery, since: str | None, until: str | None) -> bool:
    if asked.type is not None and one.type != asked.type.upper().replace("-", "_"):
        return False
    if asked.party is not None and asked.party not in _names((*one.actors, *one.recipients)):
        return False
    if asked.disputed is not None and asked.disputed != _is_disputed(one):
        return False
    if since is None and until is None:
        return True
    return one.date is not None and one.date.end >= (since or "") and one.date.start <= (until or "~")


def _names(parties: Iterable[Any]) -> set[str]:
    return {name for party in parties for name in (party.country, party.code, display_name(party)) if name}


def _is_disputed(one: Incident) -> bool:
    return any(field.kind == "conflict" for field in one.disagreements)


def _matrix(reports: Sequence[tuple[Event, Document]]) -> list[Row]:
    """Return a row for each report; a cell agrees where it says what most say who say anything."""
    said = [_values(event) for event, _ in reports]
    columns = list(zip(*said, strict=True)) if said else []
    usual = [_usual(column) for column in columns]
    return [
        Row(
            event=event,
            article=document.article,
            cells=tuple(
                Cell(value=value, agrees=None if not value else value == most)
                for value, most in zip(values, usual, strict=True)
            ),
        )
        for (event, document), values in zip(reports, said, strict=True)
    ]


def _usual(column: Sequence[str]) -> str:
    spoken = [value for value in column if value]
    return max(spoken, key=lambda value: (spoken.count(value), -spoken.index(value))) if spoken else ""


def _values(event: Event) -> tuple[str, ...]:
    """Return what an event says in each of ``FIELDS``; empty where it says nothing."""
    who, whom = (
        ", ".join(sorted({one.country or wording.shown(display_name(one)) for one in side}))
        for side in (event.actors, event.recipients)
    )
    date = event.date
    when = "" if date is None else (date.start if date.start == date.end else f"{date.start} to {date.end}")
    where = wording.shown(event.place.name) if event.place else ""
    counts = ", ".join(f"{name} {number}" for name, number in (event.magnitude or {}).items())
    return who, whom, when, where, counts, CLAIM_WORDS[event.modality]


def _sources(incident: Incident) -> list[Source]:
    """Return the articles of an incident in groups that come to one source each, in order of publication.

    The reasons of ``Incident.independence`` begin with the two articles that they make one source.
    """
    group: dict[str, set[str]] = {name: {name} for name in incident.articles}
    reasons: dict[str, list[str]] = {}
    for line in incident.independence:
        pair = _pair_of(line, group)
        if pair is None:
            continue
        one, other = pair
        whole = group[one] | group[other]
        for name in whole:
            group[name] = whole
        reasons.setdefault(one, []).append(line[len(f"{one} and {other}: ") :])
    made, seen = [], set[str]()
    for name in incident.articles:
        if name not in seen:
            seen |= group[name]
            together = tuple(one for one in incident.articles if one in group[name])
            why = tuple(dict.fromkeys(reason for one in together for reason in reasons.get(one, [])))
            made.append(Source(articles=together, reasons=why))
    return made


def _pair_of(line: str, known: Iterable[str]) -> tuple[str, str] | None:
    names = set(known)
    head = next((one for one in names if line.startswith(f"{one} and ")), None)
    if head is None:
        return None
    rest = line[len(f"{head} and ") :]
    other = next((one for one in names if rest.startswith(f"{one}: ")), None)
    return None if other is None else (head, other)
