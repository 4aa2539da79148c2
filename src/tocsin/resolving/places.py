"""The place of an act: what "in", "at", "near" of its own clause says, apart from parties."""

from __future__ import annotations

from collections.abc import Callable

from tocsin.coding.coded import Coded
from tocsin.knowledge.cities import city_named
from tocsin.knowledge.places import known_places
from tocsin.language.model import Parsed, Token
from tocsin.records import Place
from tocsin.resolving.words import words

LOCATIVE = frozenset(
    "in at near outside inside around across along off on over within throughout from to".split()
)
SURE = frozenset("in at near outside inside around across along off within throughout".split())
GATHERING = frozenset(("CONSULT", "AGREE", "COOPERATE"))
VIOLENT = frozenset(("ASSAULT", "MOBILIZE", "COERCE", "PROTEST", "CIVIL_IMPACT", "RETREAT"))


class Placing:
    """Places of one article's acts."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.known = known_places()
        self._parts = self._mark_known()
        self._named_countries = frozenset(e.country for e in parsed.entities if e.country)

    def _mark_known(self) -> dict[int, tuple[int, int, str]]:
        """Return for each token inside a gazetteer name of several words its (start, end, name)."""
        parts: dict[int, tuple[int, int, str]] = {}
        for start, end, name in self.known.find(self.parsed.text):
            for token in self.parsed.tokens_between(start, end):
                kept = parts.get(token.i)
                if kept is None or kept[1] - kept[0] < end - start:
                    parts[token.i] = (start, end, name)
        return parts

    def of(self, coded: Coded) -> tuple[Place | None, str]:
        """Return the place of an act and the reason; None where no words of the act's clause give one."""
        own = self._own(coded)
        if own is not None:
            return own, "a locative phrase of the clause"
        above = coded.above
        if above is not None and above is not coded and above.act.type in ("CONSULT", "ASSAULT"):
            return self._own(above), "place of the act above it"
        return None, "no place in the clause"

    def _own(self, coded: Coded) -> Place | None:
        """Return the place that the act's own clause names: the first that a way of naming gives."""
        trigger, goal, kind = coded.trigger, coded.act.clause.object, coded.act.type
        ways: list[Callable[[], Place | None]] = [lambda: self._below(trigger, coded)]
        if coded.act.kind == "light":
            ways.append(lambda: self._below(self.tokens[trigger].head, coded))
        if goal is not None and kind in VIOLENT | GATHERING:
            ways.append(lambda: self._below(goal, coded))
        if coded.act.mode == "visit":
            ways.append(lambda: self._visited(coded))
        if coded.nominal:
            ways.append(lambda: self._modifier(trigger))
        if kind in VIOLENT:
            ways.append(lambda: self._subject_place(coded))
        return next((place for way in ways if (place := way()) is not None), None)

    def _visited(self, coded: Coded) -> Place | None:
        """Return the city that is visited, where the visit names one."""
        goals = [coded.act.clause.object] + [
            goal for word, goal, _ in coded.act.clause.prepositions if word in ("to", "in")
        ]
        for goal in goals:
            if goal is not None and (
                (mention := self.tokens[goal].mention) is None or mention.kind == "capital"
            ):
                place = self._place(goal, True, False)
                if place is not None:
                    return place
        return None

    def _below(self, i: int, coded: Coded, depth: int = 0) -> Place | None:
        taken = {p.token for p in coded.actors} | {p.token for p in coded.recipients}
        for child in self.tokens[i].children:
            other = self.tokens[child]
            if other.dep == "prep" and other.lemma in LOCATIVE:
                for goal in other.children:
                    if self.tokens[goal].dep != "pobj":
                        continue
                    sure = other.lemma in SURE
                    place = self._place(goal, sure, goal in taken)
                    if place is None and sure and depth < 2:
                        place = self._below(goal, coded, depth + 1)
                    if place is not None:
                        return place
            elif other.dep in ("prep", "dobj", "pobj") and depth < 2 and coded.act.type in VIOLENT:
                place = self._below(child, coded, depth + 1)
                if place is not None:
                    return place
        return None

    def _place(self, i: int, sure: bool, taken: bool) -> Place | None:
        """Return the place that a preposition's object names; ``sure`` where it is locative."""
        token = self.tokens[i]
        known = self._parts.get(i)
        if known is not None:
            return self._named(*known)
        if token.mention is not None:
            return self._state_or_capital(token) if sure and not self._is_side(token, taken) else None
        if sure and self._may_be_place(token):
            return self._proper(token)
        return self._beside_noun(token) if token.lemma in words("place nouns") else None

    def _is_side(self, token: Token, taken: bool) -> bool:
        return taken and token.mention is not None and token.mention.kind == "country"

    def _state_or_capital(self, token: Token) -> Place | None:
        mention = token.mention
        if mention is None or mention.kind not in ("capital", "country"):
            return None
        name = (mention.entity.name if mention.kind == "country" else None) or token.text
        country = mention.entity.country
        return Place(text=token.text, start=token.start, end=token.end, name=name, country=country)

    def _may_be_place(self, token: Token) -> bool:
        proper = token.pos == "PROPN" and token.mention is None and token.text[:1].isupper()
        return proper and token.text.lower() not in words("no place")

    def _beside_noun(self, token: Token) -> Place | None:
        """Return the name beside a place noun: "the town of X", "the X valley"."""
        for child in token.children:
            other = self.tokens[child]
            if other.i in self._parts:
                return self._named(*self._parts[other.i])
            if other.dep in ("compound", "appos", "nmod") and other.pos == "PROPN" and other.mention is None:
                return self._proper(other)
            if other.dep == "prep" and other.lemma == "of":
                inner = next((c for c in other.children if self.tokens[c].dep == "pobj"), None)
                if inner is not None:
                    return self._place(inner, True, False)
        return None

    def _proper(self, token: Token) -> Place:
        start, end = token.start, token.end
        for child in token.children:
            other = self.tokens[child]
            if (
                other.dep in ("compound", "amod", "nmod")
                and other.text[:1].isupper()
                and other.mention is None
                and child < token.i
            ):
                start = min(start, other.start)
        text = self.parsed.text[start:end]
        city = city_named(text, self._named_countries)
        if city is None:
            return Place(text=text, start=start, end=end, name=text)
        return Place(
            text=text,
            start=start,
            end=end,
            name=city.name,
            country=city.country,
            latitude=city.latitude,
            longitude=city.longitude,
        )

    def _named(self, start: int, end: int, name: str) -> Place:
        row = self.known.row(name)
        return Place(
            text=self.parsed.text[start:end], start=start, end=end, name=name,
            country=row.country or None, latitude=row.latitude, longitude=row.longitude,
        )  # fmt: skip

    def _modifier(self, i: int) -> Place | None:
        for child in self.tokens[i].children:
            other = self.tokens[child]
            if other.i in self._parts and other.dep in ("compound", "nmod", "amod"):
                return self._named(*self._parts[other.i])
            if other.dep in ("compound", "nmod") and self._may_be_place(other):
                return self._proper(other)
        return None

    def _subject_place(self, coded: Coded) -> Place | None:
        """Return the place that is the subject: a known one, or of a verb of witnessing."""
        subject = coded.act.clause.subject
        for i in [] if subject is None else [subject, *self.tokens[subject].children]:
            if i in self._parts:
                return self._named(*self._parts[i])
        scene = self._witness(coded.trigger)
        if scene is None:
            return None
        if scene in self._parts:
            return self._named(*self._parts[scene])
        return self._proper(self.tokens[scene]) if self._may_be_place(self.tokens[scene]) else None

    def _witness(self, i: int) -> int | None:
        """Return the subject of "the frontier saw new clashes", from the act below that verb."""
        at = self.tokens[i]
        for _ in range(6):
            if at.lemma in words("witness verbs"):
                return self.parsed.child(at.i, "nsubj")
            if at.head == at.i:
                return None
            at = self.tokens[at.head]
        return None
