"""Which words of an article are names of places, before it is known which places they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tocsin.knowledge.claims import claim_on
from tocsin.knowledge.gazetteer import key_of, places_named
from tocsin.knowledge.places import known_places
from tocsin.knowledge.world import countries
from tocsin.language.entities import Item
from tocsin.language.model import Toponym
from tocsin.language.spotting import Raw
from tocsin.language.words import words

LONGEST = 6
SHORTEST = 2
LARGE = 100_000
VERY_LARGE = 300_000
SURE = 2.0
UNKNOWN = 1.0
SMALL_WORDS = (
    "de",
    "es",
    "of",
    "la",
    "del",
    "do",
    "da",
    "el",
    "al",
    "the",
    "du",
    "des",
    "an",
    "and",
    "kwa",
    "am",
    "und",
    "sur",
    "upon",
)
JOINERS = ("-", "–", "'", "’")
POSSESSIVE = ("'s", "’s")
# Kinds of mentions that may be a place as well as a party.
PLACED = ("country", "capital", "metonym")


def find_toponyms(text: str, raw: list[Raw], items: dict[int, Item]) -> list[Toponym]:
    """Return the names of places in the order of the text; ``items`` are the parties by first token."""
    return _Search(text, raw, items).found()


@lru_cache(maxsize=20_000)
def weight_of(name: str) -> float:
    """Return how surely a name alone is that of a place: 0 where no table has it.

    3 for a country, a region or a place of crises, 2 for a large town, else up to 1.
    """
    if len(name) < SHORTEST:
        return 0.0
    if known_places().named(name) is not None or name in _country_names() or claim_on(name) is not None:
        return 3.0
    found = [place for place in places_named(name) if place.written[0].isupper()]
    if not found:
        return 0.0
    if any(place.kind == "region" and " " in name for place in found):
        return 3.0
    people = max(place.people for place in found)
    if people >= LARGE:
        return 2.6 if people >= VERY_LARGE else 2.0
    return 1.0 if people >= LARGE / 5 or " " in name else 0.6


@lru_cache(maxsize=1)
def _country_names() -> frozenset[str]:
    return frozenset(
        name for country in countries().values() for name in (country.name, *country.names, *country.capitals)
    )


class _Search:
    def __init__(self, text: str, raw: list[Raw], items: dict[int, Item]) -> None:
        self.text = text
        self.raw = raw
        self.items = items
        self.taken = {i for item in items.values() for i in range(item.first, item.last)}
        self.people = {i for item in items.values() for i in self._personal(item)}

    def found(self) -> list[Toponym]:
        """Return the places: first what the context makes sure, then the same names elsewhere."""
        scored = [(self._toponym(first, last), self._score(first, last)) for first, last in self._spans()]
        sure = {key_of(place.text) for place, score in scored if score >= SURE}
        return [
            place for place, score in scored if score >= SURE or (score >= 0.5 and key_of(place.text) in sure)
        ]

    def _personal(self, item: Item) -> Iterator[int]:
        """Yield the tokens of a person's own name in a mention, not those of his country and office."""
        name = item.mention.entity.name if item.mention.kind in ("person", "handle") else None
        parts = set((name or "").replace("-", " ").split())
        return (i for i in range(item.first, item.last) if self.raw[i].text in parts)

    def _toponym(self, first: int, last: int) -> Toponym:
        start, end = self.raw[first].start, self.raw[last - 1].end
        return Toponym(start, end, self.text[start:end])

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Yield the longest known names among capitalised words, none overlapping another."""
        i = 0
        while i < len(self.raw):
            last = (self._longest(i) or self._unknown(i)) if self._may_begin(i) else None
            if last is None:
                i += 1
            else:
                yield i, last
                i = last

    def _may_begin(self, i: int) -> bool:
        token = self.raw[i]
        return token.capital and i not in self.people

    def _longest(self, first: int) -> int | None:
        """Return the end of the longest known name at ``first``."""
        ends = []
        last = first
        while last < len(self.raw) and last - first < LONGEST and self._continues(first, last):
            last += 1
            if self._may_end(first, last):
                ends.append(last)
        for end in reversed(ends):
            name = self.text[self.raw[first].start : self.raw[end - 1].end]
            if name in words("no_name"):
                continue
            if "\n" not in name and weight_of(" ".join(name.split())):
                return end
        return None

    def _unknown(self, first: int) -> int | None:
        """Return the end of a name that no table has and that only its context makes a place."""
        if first in self.taken or not first or self.raw[first].text in words("no_name"):
            return None
        last = first + 1
        while last < len(self.raw) and self.raw[last].capital and self.raw[last].text.isalpha():
            last += 1
        name = self.text[self.raw[first].start : self.raw[last - 1].end]
        if any(i in self.taken for i in range(first, last)) or name.isupper() or last - first > 3:
            return None
        return last if self._placed(first, last) else None

    def _placed(self, first: int, last: int) -> bool:
        """Tell whether the words around an unknown name say that it is a place."""
        if last < len(self.raw) and self.raw[last].text.lower() in words("place kinds"):
            return True
        if last - first > 1 and self.raw[last - 1].text.lower() in words("place kinds"):
            return True
        before = self.raw[first - 1].text.lower()
        if before in ("at", "near", "outside"):
            return True
        return (
            before in ("of", "called", ",")
            and first >= 2
            and self.raw[first - 2].text.lower() in words("place kinds")
        )

    def _may_end(self, first: int, last: int) -> bool:
        """Tell whether a name may end before ``last``: with a word, or with the stop of "D.C."."""
        end = self.raw[last - 1]
        if end.text == ".":
            return "." in self.text[self.raw[first].start : self.raw[last - 2].end]
        return end.capital or (end.text.isalpha() and end.text not in SMALL_WORDS)

    def _continues(self, first: int, i: int) -> bool:
        token, before = self.raw[i], self.raw[i - 1]
        if i == first or token.capital:
            return i not in self.people
        if token.text in JOINERS:
            return not before.space and not token.space
        if token.text in POSSESSIVE:
            return i + 1 < len(self.raw) and self.raw[i + 1].capital
        if before.text in JOINERS and not before.space:
            return token.text.isalpha()
        return token.text in SMALL_WORDS or (token.text == "." and len(before.text) <= 3 and not before.space)

    def _score(self, first: int, last: int) -> float:
        """Return the weight of the name with what stands around it."""
        name = " ".join(self.text[self.raw[first].start : self.raw[last - 1].end].split())
        item = self.items.get(first)
        if item is not None and item.mention.kind in PLACED and item.last == last:
            return 3.0
        score = weight_of(name) or UNKNOWN
        before = self.raw[first - 1] if first else None
        after = self.raw[last] if last < len(self.raw) else None
        return score + self._before(first, before) + self._after(last, after, before)

    def _before(self, first: int, before: Raw | None) -> float:
        if before is None:
            return -0.5
        if before.text in JOINERS and not before.space:
            return -1.5
        word = before.text.lower()
        if word in words("locative"):
            return 1.4
        if word == "of" and first >= 2 and self.raw[first - 2].text.lower() in words("place kinds"):
            return 1.6
        if word in words("toward places"):
            return 1.0
        if before.text == "," and first >= 2 and self.raw[first - 2].capital:
            return 0.9
        if before.capital and before.space and before.text.isalpha() and word not in words("compass"):
            return -1.5 if before.text not in words("no_name") else 0.0
        if before.text in (".", "!", "?", "“", '"'):
            return -0.5
        return 0.0

    def _after(self, last: int, after: Raw | None, before: Raw | None) -> float:
        if after is None:
            return 0.0
        if after.text == "," and last + 1 < len(self.raw) and self.raw[last + 1].capital:
            return 0.9
        if after.text.lower() in words("place kinds"):
            return 1.0
        if after.capital and self.raw[last - 1].space and after.text.isalpha():
            return -2.0
        if last in self.people:
            return -1.0
        return 0.0
