"""Projects to serve: a small crisis of our own with every claim status, and articles made to be hostile."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, TypeVar

import uvicorn
from fastapi.testclient import TestClient

from tocsin import ontology
from tocsin.forecasting.asking import Forecast, Reason
from tocsin.forecasting.ledger import Ledger
from tocsin.forecasting.outcomes import NO, RESOLUTION, YES, forecast_entry
from tocsin.forecasting.questions import question_of
from tocsin.project import init_project, open_project
from tocsin.records import Actor, Article, Attribution, Document, Event, Place, Span, Statement, When
from tocsin.serving.app import make_app
from tocsin.serving.guard import Door
from tocsin.serving.keys import tokens_of
from tocsin.serving.limits import Limits
from tocsin.storing import CoderVersion, Problem

Where = TypeVar("Where", Path, str)
CODER = CoderVersion(tocsin="0", fingerprint="0", options={})
HERE = "http://127.0.0.1:8765"
LISBON = {"name": "Lisbon", "country": "PRT", "latitude": 38.7, "longitude": -9.1, "precision": "town"}
ALENTEJO = {"name": "Alentejo", "country": "PRT", "latitude": 38.0, "longitude": -8.0, "precision": "region"}
WORDS = (
    "ferry timetable harbour fish nets price fuel morning bridge tram concert rain orange market school "
    "bakery library river festival museum theatre garden window painter football station bicycle island"
).split()
SPAIN = {"name": "Spain", "country": "ESP", "latitude": 40.0, "longitude": -3.7, "precision": "country"}


def article(text: str, name: str, day: str | None = "2025-05-02", **more: Any) -> Article:
    return Article(id=name, text=text, published=day, title=more.pop("title", None), **more)


def event(
    of: Article,
    words: str,
    kind: str,
    sides: tuple[str, str],
    *,
    mode: str | None = None,
    modality: Any = "asserted",
    place: dict[str, Any] | None = None,
    day: str | None = None,
    by: str | None = None,
    confidence: float = 0.9,
    dead: int | None = None,
) -> Event:
    """Make an event of words of an article; sides are "CODE words" of it, with semicolons between parties."""
    start = of.text.index(words)
    span = Span(text=words, start=start, end=start + len(words))
    actors, recipients = (tuple(_parties(of, side)) for side in sides)
    when = day or of.published
    return Event(
        id=f"{of.id}-{start}-{kind.lower()}",
        article=of.id,
        sentence=0,
        type=kind,
        mode=mode,
        cameo=ontology.code_for(kind, mode),
        quad=ontology.quad_class(kind),
        intensity=ontology.intensity(kind, mode),
        actors=actors,
        recipients=recipients,
        date=None if when is None else When(start=when, end=when, text=None, basis="publication"),
        place=None if place is None else Place(text=place["name"], start=0, end=1, **place),
        contexts=(),
        modality=modality,
        attribution=None if by is None else Attribution(source=by),
        trigger=span,
        evidence=span,
        magnitude=None if dead is None else {"dead": dead},
        confidence=confidence,
    )


def _parties(of: Article, side: str) -> Iterable[Actor]:
    for one in filter(None, (part.strip() for part in side.split(";"))):
        code, _, words = one.partition(" ")
        start = max(of.text.find(words), 0)
        known = code if code != "-" else None
        yield Actor(text=words, start=start, end=start + len(words), country=known, code=known)


def crisis() -> list[Document]:
    """Two days of a quarrel that never was: reports, a copy, a denial, a plan, a call told by two sides."""
    wire = article(
        "Spain shelled a ferry off Lisbon, killing two.\n\nPortugal denied that it had seized the crew.",
        "wire-1", "2025-05-01", title="Ferry shelled", publisher="Wire", url="https://example.org/ferry",
    )  # fmt: skip
    copy = article(wire.text, "copy-1", "2025-05-01", title="Ferry shelled, agency says", publisher="Daily")
    other = article(
        "Spain shelled a ferry near Lisbon and one died, Portugal alleged.\n\n"
        "The two foreign ministers spoke by phone and Spain agreed to return the crew on Friday.",
        "other-1", "2025-05-02", title="One dead, says Lisbon", publisher="Herald", language="en",
    )  # fmt: skip
    rival = article(
        "The two foreign ministers spoke by phone. Spain called the claims absurd and offered no return.",
        "rival-1", "2025-05-02", title="Ministers talk", publisher="Gazette",
        url="javascript:alert(1)",
    )  # fmt: skip
    sides = ("ESP Spain", "PRT Portugal")
    shelled: dict[str, Any] = {"kind": "ASSAULT", "mode": "heavy-weapons", "place": LISBON}
    shelled["day"] = "2025-05-01"
    documents = [
        Document(
            article=one,
            events=(
                event(one, "Spain shelled a ferry off Lisbon", sides=sides, dead=2, **shelled),
                event(one, "seized the crew", "COERCE", sides[::-1], mode="seize", modality="denied",
                      by="Portugal", place=SPAIN),
            ),
            statements=(),
        )
        for one in (wire, copy)
    ]  # fmt: skip
    spoke: dict[str, Any] = {"kind": "CONSULT", "mode": "phone", "sides": ("ESP Spain; PRT Portugal", "")}
    documents.append(
        Document(
            article=other,
            events=(
                event(other, "Spain shelled a ferry near Lisbon", sides=sides, dead=1, by="Portugal",
                      modality="alleged", **shelled),
                event(other, "The two foreign ministers spoke by phone", **spoke),
                event(other, "agreed to return the crew", "AGREE", sides, modality="planned",
                      day="2025-05-04", place=ALENTEJO, confidence=0.4),
            ),
            statements=(said(other, "Spain shelled a ferry near Lisbon and one died", "PRT Portugal"),),
        )
    )  # fmt: skip
    documents.append(
        Document(
            article=rival,
            events=(
                event(rival, "The two foreign ministers spoke by phone", **spoke),
                event(rival, "called the claims absurd", "REJECT", sides, confidence=0.5),
            ),
            statements=(said(rival, "the claims absurd", "ESP Spain"),),
        )
    )
    return documents


def long_crisis(days: int = 60, quiet: int = 40) -> list[Document]:
    """Return so many days of reports by two publishers, quiet at first; then Spain shells, Portugal warns.

    The days are those from 2025-03-01 on; nothing is read of the second last.
    """
    return [
        _of_day(number, publisher, shells=number >= quiet and number % 2 == 0, warns=number % 7 == 0)
        for number in range(days)
        if number != days - 2
        for publisher in ("Wire", "Herald")
    ]


def _of_day(number: int, publisher: str, shells: bool, warns: bool) -> Document:
    day = (dt.date(2025, 3, 1) + dt.timedelta(days=number)).isoformat()
    drawn = Random(f"{publisher} {number}").sample(WORDS, 12)
    text = f"{publisher} on Lisbon: {' '.join(drawn)}."
    text += f" Spain shelled harbour {number}." if shells else ""
    text += f" Portugal warned Spain of answer {number}." if warns else ""
    of = article(text, f"{publisher.lower()}-{number}", day, title=f"Day {number}", publisher=publisher)
    events = []
    if shells:
        words = f"Spain shelled harbour {number}"
        place = {**LISBON, "name": f"Harbour {number}", "latitude": 37.0 + number % 20 / 5}
        events.append(
            event(of, words, "ASSAULT", ("ESP Spain", "PRT Lisbon"), mode="heavy-weapons", place=place)
        )
    if warns:
        words = f"Portugal warned Spain of answer {number}"
        events.append(event(of, words, "THREATEN", ("PRT Portugal", "ESP Spain")))
    return Document(article=of, events=tuple(events), statements=())


def fill_ledger(folder: Path, open_ones: int, resolved: int, evidence: tuple[str, ...] = ()) -> None:
    """Write forecasts about Spain and Portugal into the ledger; every third of the resolved came true."""
    rule = question_of("material-conflict", "ESP->PRT", 7)
    made = []
    for number in range(open_ones + resolved):
        origin = dt.date(2025, 3, 1) + dt.timedelta(days=number)
        start, end = (origin + dt.timedelta(days=by) for by in (1, 7))
        one = Forecast(
            question=rule.words, rule=rule, origin=str(origin), start=str(start), end=str(end),
            chance=0.65 if number % 3 == 0 else 0.12, baseline=0.3, expected=0.5, size=2.0,
            reasons=(Reason(inputs="acts of the last days", points=0.04),), digest=f"{number:016x}",
        )  # fmt: skip
        made.append(forecast_entry(one, f"{origin}T09:00:00+00:00", "0.1.0"))
    ledger = Ledger(folder)
    for number, forecast in enumerate(ledger.append(made)[:resolved]):
        came = number % 3 == 0
        ledger.append([{"kind": RESOLUTION, "forecast": forecast["number"], "outcome": YES if came else NO,
                        "count": int(came), "evidence": list(evidence) if came else [], "known": "2025-05-01",
                        "made": "2025-05-01T09:00:00+00:00", "why": ""}])  # fmt: skip


def said(of: Article, words: str, speaker: str, cue: str | None = None, direct: bool = False) -> Statement:
    """Make a statement of words of an article; the speaker is "CODE words" of it."""
    start, told = of.text.index(words), 0 if cue is None else of.text.index(cue)
    return Statement(
        id=f"{of.id}-said-{start}", article=of.id, text=words, start=start, end=start + len(words),
        direct=direct, speaker=next(iter(_parties(of, speaker))), addressee=None, channel="statement",
        cue=None if cue is None else Span(text=cue, start=told, end=told + len(cue)), events=(),
    )  # fmt: skip


def hostile(text: str, number: int, url: str | None = None) -> Document:
    """Return a document in which every field that a text can reach holds the hostile one."""
    body = f"Spain met Portugal. {text}\n\n{text}"
    of = article(body, f"h{number}", "2025-05-01", title=text, publisher=text, author=text, wire=text,
                 url=url or f"https://example.org/{number}", language=text[:20], section=text)  # fmt: skip
    plain = event(of, text, "ASSAULT", ("ESP Spain", "PRT Portugal"), confidence=0.3)
    party = Actor(text=text, start=0, end=1, name=text, role=text)
    place = Place(text=text, start=0, end=1, name=text, latitude=38.0, longitude=-9.0, precision="town")
    made = plain.__struct_fields__
    fields = {name: getattr(plain, name) for name in made} | {
        "actors": (*plain.actors, party),
        "recipients": (*plain.recipients, party),
        "place": place,
        "attribution": Attribution(source=text, channel=text, hedge=text),
        "magnitude": {text[:30]: 3},
        "modality": "alleged",
    }
    said = Statement(
        id=f"h{number}-s", article=of.id, text=text, start=20, end=20 + len(text), direct=True,
        speaker=party, addressee=party, channel=text, cue=Span(text=text, start=0, end=1), events=(),
    )  # fmt: skip
    return Document(article=of, events=(type(plain)(**fields),), statements=(said,))


def make_project(folder: Where, documents: Sequence[Document]) -> Where:
    with init_project(folder) as project:
        for document in documents:
            project.store.save_document(document, CODER)
        if documents:
            project.store.report_problem(
                Problem(source="lost.html", input="lost.html", kind="read", reason="has no article",
                        remedy="give its text", options={})
            )  # fmt: skip
    return folder


def client(folder: Path | str, *, limits: Limits | None = None, door: Door | None = None) -> TestClient:
    """Return a client of the application, as a browser at this machine; enter it, so that it is closed."""
    app = make_app(open_project(folder), limits=limits, door=door)
    return TestClient(app, base_url=HERE, follow_redirects=False, client=("127.0.0.1", 50_000))


def token(project: Path | str) -> str:
    """Make the token of a project."""
    with open_project(project) as opened:
        return tokens_of(opened.settings).make()


@contextmanager
def running(folder: Path, beside: Path | None = None) -> Iterator[str]:
    """Serve a project at a port of this machine, as tocsin serve does; gives the address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        app = make_app(open_project(folder), beside=None if beside is None else open_project(beside))
        config = uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            app.state.site.end_streams()
            server.should_exit = True
            thread.join(timeout=10)
