"""What a brief is made of. An ``anchor`` is the name of the place in the brief where the evidence stands."""

from __future__ import annotations

from typing import Literal

from tocsin.briefing.lines import Line, Lines
from tocsin.briefing.prospects import Alarm, Forecasts
from tocsin.records import Modality, Record

Direction = Literal["up", "down", "same", "unknown"]


class ArticleRef(Record, frozen=True):
    """A report as a source; ``published`` is an ISO date or date-time, ``url`` is as hostile as any text."""

    anchor: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None


class Quoted(Record, frozen=True):
    """The words of one report: before the word that tells the act, that word, and what follows."""

    before: str
    trigger: str
    after: str
    article: ArticleRef
    modality: Modality
    said_by: str | None


class Version(Record, frozen=True):
    """One value of a field that is disputed; ``reports`` have it, on the word of ``said_by``.

    ``told_by`` are the publishers that give it on their own word, where nobody is said to.
    """

    value: str
    reports: int
    said_by: tuple[str, ...]
    told_by: tuple[str, ...] = ()


class Dispute(Record, frozen=True):
    """A field on which the reports of an incident differ, or a number that later reports raised."""

    field: str
    is_update: bool
    versions: tuple[Version, ...]


class Evidence(Record, frozen=True):
    """All that the brief says of one incident; ``left_out`` of its reports are not quoted.

    ``who`` and ``whom`` are all of its parties where the line does not name them all, else empty.
    """

    line: Line
    place: str | None
    precision: str | None
    claimed_by: tuple[str, ...]
    quoted: tuple[Quoted, ...]
    left_out: int
    same_source: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    history: tuple[str, ...]
    part_of: Line | None
    withdrawn: Quoted | None = None
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()

    @property
    def denial(self) -> Quoted | None:
        """The words by which it is denied, where others tell it as a fact."""
        other = (one for one in self.quoted[1:] if one.modality in ("denied", "negated"))
        return next(other, None) if self.line.modality not in ("denied", "negated") else None

    @property
    def lead(self) -> Quoted | None:
        """The words that tell the incident best."""
        return self.quoted[0] if self.quoted else None


class LevelDay(Record, frozen=True):
    """The level at the end of an ISO day; None where no report of its days was read."""

    day: str
    value: float | None


class Level(Record, frozen=True):
    """How much conflict there is against the crisis's own past.

    ``band`` holds the middle half of the earlier values, and is None where there are too few: then nothing
    is claimed. ``above`` of ``earlier`` values are lower than ``now``. Each is the sum of ``window`` days.
    """

    name: str
    about: str
    days: tuple[LevelDay, ...]
    now: float
    before: float | None
    window: int
    band: tuple[float, float] | None
    above: int
    earlier: int
    needed: int


class Grown(Record, frozen=True):
    """A number that reports raised: of what, from, to."""

    line: Line
    kind: str
    old: int
    new: int


class Change(Record, frozen=True):
    """What is new; ``since`` says since when in words, ``is_first`` that there is nothing before."""

    since: str
    is_first: bool
    direction: Direction
    new: Lines
    gravest: Line | None
    now_denied: tuple[Line, ...]
    grown: tuple[Grown, ...]
    more_reports: int


class Dyad(Record, frozen=True):
    """Two parties: their talks, and all acts between them by side, in both directions."""

    one: str
    other: str
    anchor: str
    talks: Lines
    cooperation: Lines
    conflict: Lines
    one_acts: int
    other_acts: int


class Party(Record, frozen=True):
    """A party and its incidents."""

    name: str
    incidents: Lines


class Period(Record, frozen=True):
    """The incidents of a day, or of the days ``first`` to ``last``; ``counts`` by quad class 1 to 4."""

    first: str
    last: str
    counts: tuple[int, int, int, int]
    incidents: Lines


class Spot(Record, frozen=True):
    """Incidents at one place; no coordinates where the place is a country or is not known to the tables.

    ``country`` is alpha-3; ``told`` of the incidents happened: they are not planned, denied or withdrawn.
    """

    name: str
    precision: str | None
    latitude: float | None
    longitude: float | None
    quad: int | None
    incidents: Lines
    claimed_by: tuple[str, ...] = ()
    country: str | None = None
    told: int = 0


class WayEnd(Record, frozen=True):
    """Where something came from or went to; coordinates as of ``Spot``."""

    name: str
    precision: str | None
    latitude: float | None
    longitude: float | None


class Way(Record, frozen=True):
    """Incidents in which something moved from one place to another; ``claim`` is the strongest that holds."""

    origin: WayEnd
    goal: WayEnd
    quad: int | None
    claim: Modality
    incidents: Lines


class Mark(Record, frozen=True):
    """A capital, or the middle of a state: to find the way on the map."""

    name: str
    latitude: float
    longitude: float


class Ahead(Record, frozen=True):
    """Something that is announced or threatened, with the first and last day that the reports give for it."""

    line: Line
    first: str | None
    last: str | None
    is_threat: bool
    words: Quoted | None


class Said(Record, frozen=True):
    """A statement: its words, whether they are quoted, the word of saying, to whom, by which channel.

    Words that are not quoted say what they say only with their ``cue``: *denied* turns them round.
    """

    cue: str | None
    words: str
    direct: bool
    addressee: str | None
    channel: str | None
    article: ArticleRef


class Speaker(Record, frozen=True):
    """Somebody with some of what they said, the newest first; ``count`` is all of it."""

    name: str
    country: str | None
    role: str | None
    anchor: str
    count: int
    said: tuple[Said, ...]


class Source(Record, frozen=True):
    """A publisher, or a family of publishers, with the reports of it that the brief cites."""

    name: str
    anchor: str
    count: int
    cited: tuple[ArticleRef, ...]
    alone: int


class SidePoint(Record, frozen=True):
    """One point of two accounts; None where an account does not have it."""

    relation: Literal["both", "only-a", "only-b", "contradictory"]
    first: str | None
    second: str | None


class SideBySide(Record, frozen=True):
    """Two accounts of one talk."""

    line: Line
    first: ArticleRef
    second: ArticleRef
    points: tuple[SidePoint, ...]


class Brief(Record, frozen=True):
    """A whole brief. ``memory`` is what the next one needs to say what has changed.

    ``disputed``, ``unconfirmed`` and ``ahead`` are the weightiest of as many as their counts say.

    ``alarm`` and ``forecasts`` are None where nobody asked for them.
    """

    title: str
    first_day: str | None
    last_day: str | None
    articles: int
    undated: int
    incident_count: int
    source_count: int
    borders: tuple[str, ...]
    change: Change
    level: Level
    important: tuple[Evidence, ...]
    dyads: tuple[Dyad, ...]
    parties: tuple[Party, ...]
    disputed: tuple[Evidence, ...]
    unconfirmed: tuple[Evidence, ...]
    ahead: tuple[Ahead, ...]
    disputed_count: int
    unconfirmed_count: int
    ahead_count: int
    periods: tuple[Period, ...]
    spots: tuple[Spot, ...]
    ways: tuple[Way, ...]
    capitals: tuple[Mark, ...]
    states: tuple[Mark, ...]
    without_place: int
    accounts: tuple[SideBySide, ...]
    speakers: tuple[Speaker, ...]
    other_speakers: int
    sources: tuple[Source, ...]
    other_sources: int
    by_sources: tuple[Lines, Lines, Lines]
    evidence: tuple[Evidence, ...]
    memory: str
    alarm: Alarm | None = None
    forecasts: Forecasts | None = None
