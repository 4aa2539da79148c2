"""Seeded reports of invented incidents: coded articles in which events are told again and again.

The same seed gives the same reports. Nothing in them is true.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from tocsin.records import Actor, Article, Attribution, Document, Event, Modality, Place, Span, When

COUNTRIES = ("KEN", "SOM", "PER", "CHL", None)
TYPES = ("ASSAULT", "ASSAULT", "COERCE", "CONSULT", "AGREE", "ACCUSE", "MOBILIZE")
TOWNS = ("Lodwar", "Kismayo", "Arica", None)
MODALITIES: tuple[Modality, ...] = ("asserted", "asserted", "asserted", "alleged", "denied", "historical")
WORDS = "shells market soldiers border talks envoy truce river bridge convoy rebels harbour clinic".split()
FIRST = date(2024, 5, 1)
Thing = tuple[str, date, tuple[str | None, str | None], str | None, list[str]]


class World:
    """Things that happened, and reports of them."""

    def __init__(self, seed: int, happened: int = 12) -> None:
        self.chance = random.Random(seed)
        self._happened = [self._thing() for _ in range(happened)]
        # What was agreed when the two met is told beside it.
        _, day, _, town, words = self._happened[0]
        self._talks = [(kind, day, ("KEN", "SOM"), town, words) for kind in ("CONSULT", "AGREE")]
        self._texts: list[str] = []

    def document(self, number: int, events: int = 4) -> Document:
        """Return a coded report of some of what happened; a third of the texts are copied from another."""
        chance = self.chance
        if self._texts and chance.random() < 0.35:
            text = f"{chance.choice(self._texts)} {' '.join(chance.choices(WORDS, k=12))}"
        else:
            text = " ".join(f"{chance.choice(WORDS)}{chance.randrange(30)}" for _ in range(60))
        self._texts.append(text)
        published = FIRST + timedelta(days=chance.randrange(14))
        article = Article(
            id=f"r{number}",
            text=text,
            published=published.isoformat(),
            publisher=f"Paper {chance.randrange(5)}",
            family=chance.choice((None, None, "One Group")),
            wire=chance.choice((None, None, None, "Reuters")),
        )
        told = [self.event(article.id, at) for at in range(chance.randint(0, events))]
        if chance.random() < 0.25:
            told += [self.event(article.id, 10 + at, thing) for at, thing in enumerate(self._talks)]
        glimpses = [self.event(article.id, 70 + at) for at in range(chance.choice((0, 0, 1, 2)))]
        return Document(article=article, events=tuple(told), statements=(), glimpses=tuple(glimpses))

    def event(self, article: str, at: int, thing: Thing | None = None) -> Event:
        """Return an event that tells of one of the things, more or less exactly."""
        chance = self.chance
        kind, day, sides, town, words = thing or chance.choice(self._happened)
        day += timedelta(days=chance.choice((0, 0, 0, 1)))
        said = " ".join(chance.sample(words, 4) + chance.choices(WORDS, k=2))
        long = chance.random() < 0.05
        return Event(
            id=f"{article}-{at}",
            article=article,
            sentence=at,
            type=kind,
            mode=chance.choice((None, None, "aerial")),
            cameo=None,
            quad=None,
            intensity=None,
            actors=_side(sides[0]),
            recipients=_side(sides[1]),
            date=When(
                start=day.isoformat(),
                end=(day + timedelta(days=90 if long else 0)).isoformat(),
                text=chance.choice((None, "on Monday")),
                basis="relative",
            ),
            place=Place(text=town, start=0, end=1, name=town) if town else None,
            contexts=(),
            modality=chance.choice(MODALITIES),
            attribution=chance.choice((None, None, Attribution(source="Ana Sol"))),
            trigger=Span(text=said[:3], start=0, end=3),
            evidence=Span(text=said, start=0, end=len(said)),
            magnitude=chance.choice((None, {"dead": chance.randrange(4)})),
            confidence=0.9,
        )

    def _thing(self) -> Thing:
        chance = self.chance
        sides = (chance.choice(COUNTRIES), chance.choice(COUNTRIES))
        day = FIRST + timedelta(days=chance.randrange(12))
        return chance.choice(TYPES), day, sides, chance.choice(TOWNS), chance.sample(WORDS, 6)


def _side(country: str | None) -> tuple[Actor, ...]:
    return (Actor(text="x", start=0, end=1, country=country),) if country else ()
