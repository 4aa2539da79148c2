"""Phrases that name a place: a town, a part of it, a street, "the capital"."""

from __future__ import annotations

import re

import msgspec

from tocsin.knowledge.claims import Borders
from tocsin.language.model import Located, Parsed, Token
from tocsin.records import Place
from tocsin.resolving.capitals import capital_meant
from tocsin.resolving.located import is_within_a_state, place_of
from tocsin.resolving.words import words

FEATURE = re.compile(
    r" (?:Avenue|Barracks|Bay|Boulevard|Bridge|[Cc]amp|Canal|Crossing|[Dd]am|Hills|Island|[Ll]ake"
    r"|Mountains|Park|[Rr]iver|Road|Square|Strait|Street|Valley)\b"
)


class PlacePhrases:
    """Reads the phrases of one article that name places."""

    def __init__(self, parsed: Parsed, borders: Borders) -> None:
        self.parsed = parsed
        self.borders = borders
        self.tokens = parsed.tokens
        self.located = parsed.places
        self._parts: dict[int, Located] = {}
        for one in self.located:
            for token in parsed.tokens_between(one.toponym.start, one.toponym.end):
                self._parts.setdefault(token.i, one)

    def _hit(self, token: Token) -> Place | None:
        """Return the place that an object is: "to clear Rustaveli Avenue", "guard the Nurek dam"."""
        place = token.lemma.lower() in words("place nouns") or self._is_way(token)
        if token.dep not in ("dobj", "nsubjpass") or token.mention is not None or not place:
            return None
        named = self._proper(token) if self._may_be_place(token) else self._beside_noun(token)
        return named and (self._town_of(token) or named)

    def _of_place(self, token: Token) -> Place | None:
        """Return the place that something hit is of: "the houses of Tula Toli"."""
        goal = self.parsed.child(token.i, "pobj") if token.lemma == "of" else None
        if goal is None or self.tokens[goal].mention is not None:
            return None
        known = self._parts.get(goal)
        if known is not None:
            return self._known(known) if is_within_a_state(known) else None
        named = self._may_be_place(self.tokens[goal]) and self.tokens[token.head].lemma in words("stands")
        return self._proper(self.tokens[goal]) if named else None

    def _place(self, i: int, sure: bool, taken: bool) -> Place | None:
        """Return the place that a preposition's object names; ``sure`` where it is locative."""
        token = self.tokens[i]
        if token.mention is not None:
            return self._state_or_capital(token) if sure and not self._is_side(token, taken) else None
        known = self._parts.get(i)
        if known is not None:
            return self._known(known)
        if token.lemma == "capital" and (named := capital_meant(self.parsed, token)) is not None:
            return named
        if sure and self._may_be_place(token):
            capitals = (c for c in token.children if self.tokens[c].mention is not None)
            inside = next((self._parts[c] for c in capitals if c in self._parts), None)
            return self._known(inside) if inside is not None else self._town_of(token) or self._proper(token)
        if token.lemma in words("place nouns"):
            return self._town_of(token) or self._beside_noun(token)
        return self._part_of(token) if token.lemma in words("parts") else None

    def _town_of(self, token: Token) -> Place | None:
        """Return the known town in which a named spot lies: "at Moyale Barracks in Mzuzu"."""
        for child in token.children:
            if self.tokens[child].dep == "prep" and self.tokens[child].lemma in ("in", "at", "near"):
                goal = self.parsed.child(child, "pobj")
                found = None if goal is None else self._parts.get(goal)
                if found is not None and found.reading is not None and is_within_a_state(found):
                    return self._known(found)
        return None

    def _part_of(self, token: Token) -> Place | None:
        """Return that of which a place is a part: "in the vicinity of Waspam", "in the south of Chad"."""
        of = next((c for c in token.children if self.tokens[c].lemma == "of"), None)
        goal = None if of is None else self.parsed.child(of, "pobj")
        return None if goal is None else self._place(goal, True, False)

    def _is_side(self, token: Token, taken: bool) -> bool:
        return taken and token.mention is not None and token.mention.kind == "country"

    def _state_or_capital(self, token: Token) -> Place | None:
        mention = token.mention
        if mention is None or mention.kind not in ("capital", "country"):
            return None
        known = self._parts.get(token.i)
        if known is not None and mention.kind == "capital":
            return self._known(known)
        name = (mention.entity.name if mention.kind == "country" else None) or token.text
        if known is not None and known.reading is not None:
            place = place_of(known, self.parsed.text, self.borders)
            return msgspec.structs.replace(
                place, text=token.text, start=token.start, end=token.end, name=name
            )
        return Place(
            text=token.text, start=token.start, end=token.end, name=name, country=mention.entity.country
        )

    def _is_way(self, token: Token) -> bool:
        """Tell whether a name begins or ends with what a street or post is called: "Avenida Bolívar"."""
        named = [token, *(self.tokens[c] for c in token.children if self.tokens[c].dep == "compound")]
        return any(one.text.lower() in words("ways") for one in named)

    def _may_be_place(self, token: Token) -> bool:
        proper = token.pos == "PROPN" and token.mention is None and token.text[:1].isupper()
        return proper and token.text.lower() not in words("no place")

    def _beside_noun(self, token: Token) -> Place | None:
        """Return the name beside a place noun: "the town of X", "the X valley"."""
        for child in token.children:
            other = self.tokens[child]
            if other.i in self._parts and (other.mention is None or other.dep == "poss"):
                one = self._parts[other.i]
                return self._known(one) if is_within_a_state(one) else None
            if other.dep in ("compound", "appos", "nmod") and other.pos == "PROPN" and other.mention is None:
                return self._proper(other)
            if other.dep == "prep" and other.lemma == "of":
                inner = next((c for c in other.children if self.tokens[c].dep == "pobj"), None)
                if inner is not None:
                    return self._place(inner, True, False)
        return None

    def _proper(self, token: Token) -> Place:
        """Return a name that is in no table as a place without coordinates."""
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
        return Place(text=text, start=start, end=end, name=text)

    def _known(self, one: Located) -> Place:
        """Return a located name with the noun behind it that is a part of it ("the Maroni River")."""
        found = place_of(one, self.parsed.text, self.borders)
        behind = FEATURE.match(self.parsed.text, found.end)
        if behind is None or found.name != found.text:
            return found
        whole = self.parsed.text[found.start : behind.end()]
        return msgspec.structs.replace(found, text=whole, name=whole, end=behind.end())

    def _modifier(self, i: int) -> Place | None:
        for child in self.tokens[i].children:
            other = self.tokens[child]
            beside = other.dep in ("compound", "nmod", "amod") and other.mention is None
            if other.i in self._parts and beside:
                return self._known(self._parts[other.i])
            if other.dep in ("compound", "nmod") and self._may_be_place(other):
                return self._proper(other)
        return None
