"""What the language room hands on: tokens, mentions, entities and sentences, free of spaCy."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

EntityKind = Literal["country", "folk", "person", "office", "org", "agency", "group", "echo"]
MentionKind = Literal[
    "country",
    "adjective",
    "people",
    "capital",
    "metonym",
    "org",
    "agency",
    "office",
    "person",
    "group",
    "handle",
    "pronoun",
]


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something of the article that can act; identity is the object's own.

    ``country`` is an ISO alpha-3 or organisation code; ``why`` says where the facts came from. An ``echo``
    stands for the noun phrase at ``token`` ("they" for "the gunmen"). ``posting`` is the country or body that
    an envoy is sent to, ``phrase`` the words for the office as written.
    """

    kind: EntityKind
    name: str | None = None
    country: str | None = None
    office: str | None = None
    role: str | None = None
    sector: str | None = None
    phrase: str | None = None
    members: tuple[Mention, ...] = ()
    token: int | None = None
    gender: Literal["m", "f"] | None = None
    posting: str | None = None
    former: bool = False
    why: str = ""

    @property
    def is_lent(self) -> bool:
        """Tell whether the country is only that of the report, lent where the words give none."""
        return self.why.startswith("home")

    @property
    def is_guess(self) -> bool:
        """Tell whether the country is unknown or only lent: what the text says later may settle it."""
        return self.country is None or self.is_lent


@dataclass(eq=False, slots=True)
class Mention:
    """Words of the article that name an entity: characters ``start`` to ``end``, exclusive."""

    start: int
    end: int
    kind: MentionKind
    entity: Entity


@dataclass(eq=False, slots=True)
class Token:
    """A unit of the parse; a mention is one token, whatever its length in characters.

    ``head`` and ``children`` are numbers of tokens in the article (a root is its own head), ``quoted`` is
    that of the quotation around it. ``dep``, ``pos`` and ``tag`` are those of spaCy's English models.
    """

    i: int
    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    mention: Mention | None = None
    quoted: int | None = None
    children: list[int] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Sentence:
    """Tokens ``first``..``last`` (exclusive) of the article, characters ``start``..``end``."""

    index: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int
    title: bool = False


@dataclass(eq=False, slots=True)
class Quote:
    """Words between quotation marks: characters ``start``..``end``, tokens ``first``..``last`` exclusive."""

    start: int
    end: int
    first: int
    last: int


@dataclass(eq=False, slots=True)
class Speech:
    """Somebody says something: ``cue`` and ``speaker`` are tokens; the content is a quote or a clause.

    ``content`` is the token that heads an indirect clause, ``quote`` the number of a direct quote; either may
    be None. ``kind`` is that of the cue in ``cues.tsv``.
    """

    cue: int
    speaker: int | None
    content: int | None
    quote: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place: characters ``start`` to ``end``, exclusive."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a place's name; ``kind`` is country, place (of crises), region, district or town."""

    name: str
    kind: str
    country: str | None
    within: str
    latitude: float | None
    longitude: float | None
    people: int = 0


@dataclass(frozen=True, slots=True)
class Located:
    """A toponym with the chosen reading, None where no table has the name, and the reason."""

    toponym: Toponym
    reading: Reading | None
    why: str


@dataclass(eq=False, slots=True, weakref_slot=True)
class Parsed:
    """A parsed article: all tokens in order, sentences, quotes, entities, and where the report was filed.

    ``home`` is a country code, ``dateline`` the characters of the dateline, ``published`` an ISO day.
    """

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    quotes: list[Quote]
    entities: list[Entity]
    published: str | None
    home: str | None = None
    dateline: tuple[int, int] | None = None
    speeches: list[Speech] = field(default_factory=list)
    places: list[Located] = field(default_factory=list)

    def place_at(self, token: Token) -> Located | None:
        """Return the place that a token is a part of the name of."""
        first = bisect_right(self.places, token.start, key=lambda one: one.toponym.end)
        if first < len(self.places) and self.places[first].toponym.start < token.end:
            return self.places[first]
        return None

    def subtree(self, token: int) -> list[int]:
        """Return ``token`` and all below it in the parse, in text order."""
        found, waiting = [], [token]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting.extend(self.tokens[at].children)
        return sorted(found)

    def child(self, token: int, *deps: str) -> int | None:
        """Return the first child of ``token`` with one of ``deps``."""
        return next((c for c in self.tokens[token].children if self.tokens[c].dep in deps), None)

    def first_joint(self, token: int) -> Token:
        """Return the first of the words that "and" joins to one: "stoned" in "stoned cars and looted"."""
        at = self.tokens[token]
        while at.dep == "conj" and at.head != at.i:
            at = self.tokens[at.head]
        return at

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that hold any of the characters ``start`` to ``end``, in text order."""
        first = last = bisect_right(self.tokens, start, key=lambda token: token.end)
        while last < len(self.tokens) and self.tokens[last].start < end:
            last += 1
        return self.tokens[first:last]

    def sentence_of(self, token: int) -> Sentence:
        """Return the sentence that holds token ``token``; IndexError for an article without tokens."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.sentences[middle].first <= token:
                low = middle
            else:
                high = middle - 1
        return self.sentences[low]
