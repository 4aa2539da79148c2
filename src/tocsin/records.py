"""The immutable data model: the only things that pass between rooms.

Offsets are characters of ``Article.text``; ``text[start:end]`` equals the span's own text.
The JSON form of every record is what ``to_dict`` returns, with the field names below.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Modality = Literal["asserted", "alleged", "denied", "negated", "planned", "hypothetical", "historical"]
Basis = Literal["stated", "relative", "publication"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: immutable, comparable, and convertible to plain JSON data."""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts, lists, strings and numbers, in field order."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        return data


class Span(Record, frozen=True):
    """A stretch of the article: ``article.text[start:end] == text``."""

    text: str
    start: int
    end: int


class Actor(Record, frozen=True):
    """A party: the words that name it and what they were resolved to.

    ``country`` is ISO 3166-1 alpha-3, or the CAMEO code of an organisation (``UNO``);
    ``code`` is country followed by sectors (``USAGOVMIL``). Unresolved is None, never a guess.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    code: str | None = None
    wikidata: str | None = None


class Alternative(Record, frozen=True):
    """Somebody else whom the words may mean; ``score`` between 0 and 1 orders them and is no probability."""

    name: str
    country: str | None
    role: str | None
    score: float


class ResolvedActor(Record, frozen=True):
    """Whom a phrase means: fields as of ``Actor``, the reason, and who else bears the name."""

    text: str
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    code: str | None = None
    reason: str = ""
    alternatives: tuple[Alternative, ...] = ()


class When(Record, frozen=True):
    """When an event happened: ISO dates, both inclusive; ``text`` is None where no words say it."""

    start: str
    end: str
    text: str | None
    basis: Basis


class Place(Record, frozen=True):
    """Where an event happened, in the words of the article.

    ``country`` is ISO alpha-3 under the policy for disputed places, None where that leaves it open;
    ``claimed_by`` lists the states that hold or claim a disputed place, and ``borders`` names the policy
    then. Degrees are WGS84. ``precision`` says what the
    coordinates stand for: ``country``, ``region`` (its first division), ``district``, ``town``, ``place`` (a
    place of crises: a crossing, a camp, a sea); None without coordinates.
    """

    text: str
    start: int
    end: int
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None
    claimed_by: tuple[str, ...] = ()
    borders: str | None = None


class Attribution(Record, frozen=True):
    """On whose word the article reports an event; None on an event means the reporter's own."""

    source: str
    country: str | None = None
    channel: str | None = None
    hedge: str | None = None


class Detail(Record, frozen=True):
    """What a report says of an event beside who did it: how many, how long, what was hit, was it lawful.

    ``text[start:end]`` of the article are the words. A count lies between ``low`` and ``high``, which is None
    for *at least*; ``low`` is None where nothing is counted. ``of`` says what is (``soldiers``, ``lorry``).
    ``said_by`` is who says so and ``side`` that one's country, both None in the reporter's own words.
    """

    field: str
    value: str
    text: str
    start: int
    end: int
    low: float | None = None
    high: float | None = None
    of: str | None = None
    said_by: str | None = None
    side: str | None = None


class Event(Record, frozen=True):
    """Who did or said what to whom, when, where, on whose word, and how sure.

    ``details`` are what the report says beside, in the words of the event or near them, in text order.
    """

    id: str
    article: str
    sentence: int
    type: str
    mode: str | None
    cameo: str | None
    quad: int | None
    intensity: float | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    date: When | None
    place: Place | None
    contexts: tuple[str, ...]
    modality: Modality
    attribution: Attribution | None
    trigger: Span
    evidence: Span
    magnitude: dict[str, int] | None
    confidence: float
    details: tuple[Detail, ...] = ()


class Claimed(Record, frozen=True):
    """One value that some reports give a field: which events say so, and on whose word."""

    value: str
    events: tuple[str, ...]
    said_by: tuple[str, ...]


class Disagreement(Record, frozen=True):
    """Reports of one incident that do not agree on a field.

    ``kind`` is ``update`` where later reports only raise a number, ``conflict`` otherwise.
    """

    field: str
    kind: Literal["update", "conflict"]
    values: tuple[Claimed, ...]


class Incident(Record, frozen=True):
    """What many events tell of one happening.

    ``events`` and ``articles`` are ids in the order of publication, ``sources`` publisher families;
    ``independent_sources`` counts them without copies, and ``independence`` says how. ``modality`` is the
    strongest
    claim that holds, ``history`` the claims by day. ``parent`` is the incident in which this one took place
    (what was agreed at a meeting). ``why`` says what brought the events together. ``echoes`` are glimpses
    of it: passages that tell of it in words from which alone nothing would be told. They count for no source.
    """

    id: str
    type: str
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    date: When | None
    place: Place | None
    events: tuple[str, ...]
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    independent_sources: int
    independence: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    modality: Modality
    history: tuple[str, ...] = ()
    magnitude: dict[str, tuple[int, int]] | None = None
    parent: str | None = None
    why: tuple[str, ...] = ()
    echoes: tuple[Event, ...] = ()


class Statement(Record, frozen=True):
    """Who said what to whom, through which channel; ``events`` are ids of the events it carries."""

    id: str
    article: str
    text: str
    start: int
    end: int
    direct: bool
    speaker: Actor | None
    addressee: Actor | None
    channel: str | None
    cue: Span | None
    events: tuple[str, ...]


class Article(Record, frozen=True):
    """One news report. ``id`` is a stable hash of the url, or of title and text.

    ``published`` and ``updated`` are ISO dates or date-times. ``author`` is who signed it, ``section`` the
    part of the paper. ``wire`` names the agencies that the text credits, joined by a comma and a space;
    ``family`` is the group or the state that its publisher belongs to. Both are None where nothing says them.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    dateline: str | None = None
    author: str | None = None
    updated: str | None = None
    section: str | None = None
    wire: str | None = None
    family: str | None = None


class Decision(Record, frozen=True):
    """One line of ``--explain``: which room decided what about an event, and why."""

    room: str
    said: str


class Explanation(Record, frozen=True):
    """Everything that led to one event, in the order of the rooms."""

    event: str
    clause: str
    decisions: tuple[Decision, ...]


class Document(Record, frozen=True):
    """A coded article: what ``tocsin.code`` makes of an ``Article``.

    ``glimpses`` are acts that it may tell of, seen too faintly to be told as events: merging knows by them
    where something that other words tell is told again. They are no part of ``to_dict``.
    """

    article: Article
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    explanations: tuple[Explanation, ...] = ()
    warnings: tuple[str, ...] = ()
    glimpses: tuple[Event, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the document without its glimpses as plain dicts, lists, strings and numbers."""
        data = super().to_dict()
        del data["glimpses"]
        return data


class Relation(Record, frozen=True):
    """What the first of two parties does to the second in one sentence.

    ``type`` is None where it does nothing. ``quad`` is PLOVER's quad class, ``side`` and ``level`` its two
    halves; all three are None for a type without one. ``happened`` tells whether the act took place:
    something was done, and it is not denied, negated, planned or hypothetical. ``probability`` is that of
    ``type`` (of doing nothing where it is None), ``probabilities`` those of all types and of NONE.
    ``cut`` tells that the sentence was too long and only the words around the parties were read.
    """

    type: str | None
    mode: str | None
    cameo: str | None
    quad: int | None
    side: Literal["cooperation", "conflict"] | None
    level: Literal["verbal", "material"] | None
    happened: bool
    modality: Modality | None
    probability: float
    probabilities: dict[str, float]
    cut: bool = False
