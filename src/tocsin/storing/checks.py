"""What a person asks a correction to be, checked and made into fields of an event.

UsageError says what is wrong with a type, mode, code, claim, day, place or evidence, and what would do.
"""

from __future__ import annotations

import hashlib
import re
from typing import get_args

import msgspec

from tocsin import ontology
from tocsin.errors import UsageError
from tocsin.knowledge.claims import Borders
from tocsin.records import Actor, Article, Event, Modality, Record, Span, When
from tocsin.storing.codes import party_of, place_of
from tocsin.storing.corrections import Fields, differing
from tocsin.storing.days import first_day, last_day
from tocsin.storing.sentences import number_of

NOBODY = "none"
"""What takes a mode, side, day or place away."""
SURE = 1.0
"""The confidence of what a person has said."""


class Wanted(Record, frozen=True):
    """What an event should be; None leaves a field as it is, and ``none`` empties it.

    ``actors`` and ``recipients`` are codes, ``date`` a day, month or year, or two with a slash between.
    """

    type: str | None = None
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    modality: str | None = None
    date: str | None = None
    place: str | None = None

    @property
    def any(self) -> bool:
        """Whether anything is wanted."""
        return any(getattr(self, name) not in (None, ()) for name in self.__struct_fields__)


def changed_fields(event: Event, wanted: Wanted, article: Article, borders: Borders) -> Fields:
    """Return the fields that change. UsageError for what makes no sense, or where nothing would change."""
    after = _with(event, wanted, article, borders)
    if after == event:
        raise UsageError(f"event {event.id} is like that already: nothing to correct")
    after = msgspec.structs.replace(after, confidence=SURE)
    data = after.to_dict()
    return {name: data[name] for name in differing(event, after)}


def added_event(article: Article, evidence: str, wanted: Wanted, borders: Borders) -> Event:
    """Return an event that the coder has missed; its trigger is its evidence.

    It is asserted, on the day of publication, unless something else is wanted.
    """
    span = evidence_in(article, evidence)
    if wanted.type is None:
        raise UsageError("an event to add needs a --type: tocsin ontology lists them")
    if not _given(wanted.actors) and not _given(wanted.recipients):
        raise UsageError("an event to add needs an --actor or a --recipient: a code such as PAK or PAKMIL")
    kind = _type_of(wanted.type)
    number = f"{article.id}:{span.start}:{kind}:{span.end}:added"
    day = article.published[:10] if article.published else None
    bare = Event(
        id=hashlib.sha256(number.encode()).hexdigest()[:16],
        article=article.id,
        sentence=number_of(article.text, span.start),
        type=kind,
        mode=None,
        cameo=ontology.code_for(kind),
        quad=ontology.quad_class(kind),
        intensity=ontology.intensity(kind),
        actors=(),
        recipients=(),
        date=When(start=day, end=day, text=None, basis="publication") if day else None,
        place=None,
        contexts=(),
        modality="asserted",
        attribution=None,
        trigger=span,
        evidence=span,
        magnitude=None,
        confidence=SURE,
    )
    return _with(bare, wanted, article, borders)


def evidence_in(article: Article, words: str) -> Span:
    """Return where the words stand in an article. UsageError where they do not, or more than once."""
    if not words.strip():
        raise UsageError("an event to add needs --evidence: the exact words of the article that tell it")
    found = [one.start() for one in re.finditer(f"(?={re.escape(words)})", article.text)]
    if not found:
        hint = _likely(article.text, words)
        raise UsageError(f"evidence {words!r} is not in article {article.id}: {hint}")
    if len(found) > 1:
        raise UsageError(f"evidence {words!r} is in article {article.id} {len(found)} times: give more words")
    return Span(text=words, start=found[0], end=found[0] + len(words))


def _likely(text: str, words: str) -> str:
    """Say what the article has where only spaces or capitals differ."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(pattern, text, re.IGNORECASE)
    if found is None:
        return "copy the words as they stand there"
    return f"there it is {found[0]!r}"


def _with(event: Event, wanted: Wanted, article: Article, borders: Borders) -> Event:
    after = _with_type(event, wanted)
    start, end = event.evidence.start, event.evidence.end
    if wanted.actors:
        after = msgspec.structs.replace(after, actors=_side(wanted.actors, event, article))
    if wanted.recipients:
        after = msgspec.structs.replace(after, recipients=_side(wanted.recipients, event, article))
    if wanted.modality is not None:
        after = msgspec.structs.replace(after, modality=_modality(wanted.modality))
    if wanted.date is not None:
        after = msgspec.structs.replace(after, date=_when(wanted.date))
    if wanted.place is not None:
        empty = wanted.place.lower() == NOBODY
        place = None if empty else place_of(wanted.place, article.text, (start, end), borders)
        after = msgspec.structs.replace(after, place=place)
    return after


def _with_type(event: Event, wanted: Wanted) -> Event:
    """Return the event with its type and mode, and the code and scores that go with them."""
    kind = event.type if wanted.type is None else _type_of(wanted.type)
    mode = event.mode if event.mode and ontology.is_mode(kind, event.mode) else None
    if wanted.mode is not None:
        mode = None if wanted.mode.lower() == NOBODY else wanted.mode.lower().replace("_", "-")
    if (kind, mode) == (event.type, event.mode):
        return event
    return msgspec.structs.replace(
        event,
        type=kind,
        mode=mode,
        intensity=ontology.intensity(kind, mode),  # refuses a mode that the type does not have
        quad=ontology.quad_class(kind),
        cameo=ontology.code_for(kind, mode),
    )


def _type_of(name: str) -> str:
    return ontology.type_info(name.upper().replace("-", "_")).name


def _given(codes: tuple[str, ...]) -> bool:
    return any(code.lower() != NOBODY for code in codes)


def _side(codes: tuple[str, ...], event: Event, article: Article) -> tuple[Actor, ...]:
    if not _given(codes):
        return ()
    if any(code.lower() == NOBODY for code in codes):
        raise UsageError("none stands alone: give the codes of a side, or none")
    known = (*event.actors, *event.recipients)
    span = (event.evidence.start, event.evidence.end)
    return tuple(party_of(code, article.text, span, known) for code in dict.fromkeys(codes))


def _modality(claim: str) -> Modality:
    for known in get_args(Modality):
        if claim.lower() == known:
            return known  # type: ignore[no-any-return]
    raise UsageError(f"no claim {claim!r}: there are {', '.join(get_args(Modality))}")


def _when(date: str) -> When | None:
    if date.lower() == NOBODY:
        return None
    first, _, last = date.partition("/")
    start, end = first_day(first), last_day(last or first)
    if start > end:
        raise UsageError(f"date {date!r} ends before it begins: exchange the two days")
    return When(start=start, end=end, text=None, basis="stated")
