"""Every mention of an article before the parse: people and offices first, then countries and bodies."""

from __future__ import annotations

from tocsin.knowledge import NameKind
from tocsin.language.bare_names import read_bare
from tocsin.language.entities import Cast, Item
from tocsin.language.introductions import read_people, read_strangers
from tocsin.language.model import Entity, Mention, MentionKind
from tocsin.language.people import Phrase, skip_possessive, skip_the
from tocsin.language.sentences import Cuts
from tocsin.language.spotting import Raw, Spot, Spots
from tocsin.language.words import words

UNION_REACH = 150
SHOUTED = 0.8
LONG_WORDS = 3
COMPANY = "BUS"
THINGS: dict[NameKind, MentionKind] = {
    "country": "country",
    "adjective": "adjective",
    "people": "people",
    "folk_adjective": "adjective",
    "folk": "people",
    "capital": "capital",
    "metonym": "metonym",
    "org": "org",
    "agency": "agency",
}
MARKS_BEHIND = ("“", '"', "and", "”")


def headline_words(raw: list[Raw], cuts: Cuts) -> frozenset[int]:
    """Return the raw tokens of a Title Case or ALL CAPS headline whose capital says nothing."""
    head = [i for i, token in enumerate(raw) if token.start < cuts.title_end and token.text[:1].isalpha()]
    long_words = [i for i in head if len(raw[i].text) > 3]
    capitals = sum(raw[i].capital for i in long_words)
    if len(long_words) < LONG_WORDS or capitals < SHOUTED * len(long_words):
        return frozenset()
    body = {token.text for token in raw if token.start >= cuts.title_end}
    return frozenset(i for i in head if raw[i].text not in body or raw[i].text.lower() in body)


def find_mentions(
    raw: list[Raw], spots: Spots, cast: Cast, cuts: Cuts, shouted: frozenset[int]
) -> dict[int, Item]:
    """Return the mentions by their first raw token; none overlaps another.

    ``shouted`` are the tokens of ``headline_words``: a headline with any is read after the body, which
    says who its people are.
    """
    marking = _Marking(raw, spots, cast)
    head = 0
    if shouted:
        head = max((i + 1 for i, token in enumerate(raw) if token.start < cuts.title_end), default=0)
    body = read_people(raw, spots, cast, frozenset(), head)
    lowered = frozenset(raw[i].text for i in shouted)
    marking.mark_people([*read_people(raw[:head], spots, cast, lowered), *body])
    marking.mark_strangers(head)
    marking.mark_names()
    return marking.items


class _Marking:
    """The mentions found so far; a raw token belongs to one at the most, the first that asks for it."""

    def __init__(self, raw: list[Raw], spots: Spots, cast: Cast) -> None:
        self.items: dict[int, Item] = {}
        self._raw = raw
        self._spots = spots
        self._cast = cast
        self._covered = [False] * len(raw)

    def mark_people(self, found: list[tuple[Phrase, Entity | None]]) -> None:
        seen: list[tuple[int, Entity]] = []
        for phrase, entity in found:
            owner = entity or self._cast.office(phrase, seen)
            if entity:
                seen.append((phrase.last, entity))
            self._mark(phrase.first, self._end(phrase), "person" if entity else "office", owner)

    def mark_strangers(self, head: int) -> None:
        taken = [covered or i < head for i, covered in enumerate(self._covered)]
        for phrase, entity in read_strangers(self._raw, self._spots, self._cast, taken):
            self._mark(phrase.first, phrase.last, "person", entity)

    def mark_names(self) -> None:
        i = 0
        while i < len(self._raw):
            free = not self._covered[i] and self._raw[i].text.strip()
            i = self._mark_name(i) if free else i + 1

    def _mark(self, first: int, last: int, kind: MentionKind, entity: Entity) -> int:
        """Mark the tokens, unless one of them is taken; return ``last``."""
        if first < last and not any(self._covered[first:last]):
            self._covered[first:last] = [True] * (last - first)
            start, end = self._raw[first].start, self._raw[last - 1].end
            self.items[first] = Item(first, last, Mention(start, end, kind, entity))
        return last

    def _end(self, phrase: Phrase) -> int:
        """Return where the mention ends, which is before a closing comma that does not belong to it."""
        if self._raw[phrase.last - 1].text == "," and self._comma_is_outside(phrase):
            return phrase.last - 1
        return phrase.last

    def _comma_is_outside(self, phrase: Phrase) -> bool:
        """Tell whether a quote, a list or a further verb goes on behind the closing comma."""
        raw = self._raw
        if phrase.last >= len(raw):
            return False
        k = phrase.first - 1
        while k > 0 and raw[k].text.lower() in words("comma_determiners"):
            k -= 1
        inside = k > 0 and raw[k].text.isalpha() and raw[k].text.islower()
        verb = inside and raw[k].text not in words("openers") and raw[phrase.last].text.endswith("ed")
        return verb or raw[phrase.last].text in MARKS_BEHIND

    def _mark_name(self, i: int) -> int:
        """Mark the name at ``i``, a person's or a knowledge name; return the token behind it."""
        bare = read_bare(self._raw, self._spots, self._cast, i)
        spot = next((s for s in self._spots.any(i) if s.name.kind in THINGS), None)
        if bare and (spot is None or spot.last <= bare[0]):
            handle = i > 0 and self._raw[i - 1].text == "@" and not self._covered[i - 1]
            return self._mark(i - 1 if handle else i, bare[0], "person", bare[1])
        if spot is None or any(self._covered[spot.first : spot.last]) or self._is_part_of_a_name(spot):
            return i + 1
        ethnic = self._ethnic_after(spot)
        if ethnic is not None:
            agency = self._spots.longest(ethnic.last, "agency")
            if agency is not None:
                return self._mark(i, agency.last, "agency", self._cast.agency_of(agency, spot.name.country))
            return self._mark(i, ethnic.last, THINGS[ethnic.name.kind], self._cast.thing(spot))
        agency = self._agency_after(spot)
        if agency is not None:
            entity = self._cast.thing(agency)
            if entity.country != spot.name.country:
                entity = self._cast.agency_of(agency, spot.name.country)
            return self._mark(i, agency.last, "agency", entity)
        return self._mark_thing(spot)

    def _mark_thing(self, spot: Spot) -> int:
        """Mark a knowledge name that no agency follows; two words of them need the context."""
        i, name = spot.first, spot.name
        before = self._raw[i - 1].text.lower() if i else "the"
        if name.written == "military" and before not in words("military_owners"):
            return i + 1
        if i > 1 and self._raw[i - 1].text == "-" and self._raw[i - 2].text.lower() in words("wide_prefixes"):
            return i + 1  # "the Pan-American Highway" is no American's
        if i and name.kind == "capital" and (self._is_local_place(spot, before) or self._is_new(i)):
            return i + 1
        if i and name.sector == COMPANY and before in words("determiners"):
            # "the Airbus" is what the company makes.
            return i + 1
        if name.kind == "agency" and (country := self._country_behind(spot.last)) is not None:
            return self._mark(i, country.last, "agency", self._cast.agency_of(spot, country.name.country))
        union = self._union_meant(i) if name.written == "Brussels" else None
        if union is not None:
            return self._mark(i, i + 1, "org", self._cast.thing(union))
        return self._mark(i, spot.last, THINGS[name.kind], self._cast.thing(spot))

    def _country_behind(self, i: int) -> Spot | None:
        """Return the country in "the foreign ministry of Chad"; ``i`` is the token behind the ministry."""
        of = i + 1 < len(self._raw) and self._raw[i].text == "of"
        spot = self._spots.longest(skip_the(self._raw, i + 1), "country") if of else None
        return spot if spot is not None and not any(self._covered[i : spot.last]) else None

    def _is_new(self, i: int) -> bool:
        """Tell whether a capital's name is the second word of another town's ("New Amsterdam")."""
        before = self._raw[i - 1]
        return before.capital and before.space and before.text.lower() in words("town_prefixes")

    def _is_local_place(self, spot: Spot, before: str) -> bool:
        """Tell whether a capital's name is a local place's: "the San Jose pit", Costa Rica never named."""
        raw, country = self._raw, spot.name.country
        thing = spot.last < len(raw) and raw[spot.last].text.isalpha() and raw[spot.last].text.islower()
        named = country in (self._cast.home, *self._cast.stated_countries)
        return before in ("the", "a", "an") and thing and not named

    def _is_part_of_a_name(self, spot: Spot) -> bool:
        """Tell whether an ambiguous word stands before another capital ("Chad Wolf")."""
        following = self._raw[spot.last] if spot.last < len(self._raw) else None
        capital = following is not None and following.capital
        return spot.name.ambiguous and capital and self._raw[spot.last - 1].space

    def _agency_after(self, spot: Spot) -> Spot | None:
        """Return the agency behind its country or body ("Kenya's foreign ministry")."""
        if spot.name.kind not in ("country", "adjective", "org", "capital"):
            return None
        return self._spots.longest(skip_possessive(self._raw, spot.last), "agency")

    def _ethnic_after(self, spot: Spot) -> Spot | None:
        """Return the second of two demonyms side by side: "Bosnian Serb" is a party of Bosnia."""
        if spot.name.kind != "adjective" or not self._raw[spot.last - 1].space:
            return None
        second = self._spots.longest(spot.last, "adjective", "people", "folk_adjective", "folk")
        if second is None or second.name.country == spot.name.country:
            return None
        behind = self._raw[second.last].text.lower() if second.last < len(self._raw) else ""
        return None if behind in words("bilateral") else second

    def _union_meant(self, i: int) -> Spot | None:
        """Return the European Union where "Brussels" stands nearer to it than to any word for Belgium."""
        before = range(i - 1, max(-1, i - UNION_REACH), -1)
        for j in (*before, *range(i + 1, min(len(self._raw), i + UNION_REACH))):
            for spot in self._spots.any(j):
                if spot.name.country == "BEL" and spot.name.written != "Brussels":
                    return None
                if spot.name.country == "EEC" and spot.name.kind == "org":
                    return spot
        return None
