"""The name of somebody whom an act only describes: "freed a Filipina nurse", named further down the report.

Reports tell the act first and the name later. A description means the one person of the report whom the
words beside his name describe so ("Interior Minister Driss Guiga"), of the same country; one of the lead also
the first who is then named with nothing but an age ("Maricel Abarquez, 34, was flown to Kabul").
"""

from __future__ import annotations

import re

from tocsin.coding.parties import Party
from tocsin.knowledge import roles
from tocsin.language.model import Entity, Parsed, Token
from tocsin.language.ranks import written_out
from tocsin.resolving.words import words

SINGULAR = ("NN", "NNP")
BEFORE_NAMES = ("compound", "nmod", "amod", "poss")
MANY = ("conj", "nummod")
LEAD, NEAR = 1, 2
"""Last paragraph of a lead, and how many further on its people are named."""

_AGE = re.compile(r", (?:aged )?[1-9][0-9],")


class Descriptions:
    """Knows by which nouns an article describes the people whom it names."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self._people: dict[int, Entity] = {}
        self._first: dict[int, int] = {}
        self._nouns: dict[int, set[str]] = {}
        for token in parsed.tokens:
            mention = token.mention
            if mention is None or mention.kind != "person" or not mention.entity.name:
                continue
            person = mention.entity
            self._people.setdefault(id(person), person)
            self._first.setdefault(id(person), token.i)
            self._nouns.setdefault(id(person), set()).update(self._nouns_beside(token, person))

    def name_of(self, party: Party) -> str | None:
        """Return the name of the one person whom the words of a party describe; None for none or several."""
        noun = self._described(party)
        if noun is None:
            return None
        *kinds, head = self._words(noun)
        heads = alike(head)
        found = {
            str(person.name)
            for key, person in self._people.items()
            if self._nouns[key] & heads
            and self._nouns[key].issuperset(kinds)
            and (party.country is None or person.country in (None, party.country))
            and (noun.i < self._first[key] or self._points_back(noun))
        }
        if found:
            return found.pop() if len(found) == 1 else None
        return self._named_behind(noun, party.country)

    def _named_behind(self, noun: Token, country: str | None) -> str | None:
        """Return who is named with an age and nothing else, right behind the lead that describes somebody."""
        told = self.parsed.sentence_of(noun.i).paragraph
        if told > LEAD or noun.lemma not in roles():
            return None
        for key, person in self._people.items():
            first = self.parsed.tokens[self._first[key]]
            behind = self.parsed.sentence_of(first.i).paragraph - told
            aged = _AGE.match(self.parsed.text, first.end) is not None
            if first.i > noun.i and behind <= NEAR and aged and self._nouns[key].isdisjoint(roles()):
                own = person.country is None or person.is_lent or person.country == country
                return person.name if own else None
        return None

    def _described(self, party: Party) -> Token | None:
        """Return the noun that describes one person of a party without a name."""
        token, entity = self.parsed.tokens[party.token], party.entity
        if entity is not None and entity.kind == "country" and token.dep in BEFORE_NAMES:
            token = self.parsed.tokens[token.head]  # the country is that of "a Filipina nurse"
        elif entity is not None and entity.kind not in ("office", "echo"):
            return None
        held = token.lemma in words("held")
        whom = self.parsed.child(token.i, "compound", "nmod", "nsubj") if held else None
        if whom is not None:
            token = self.parsed.tokens[whom]  # "took their brigadier hostage"
        if token.tag not in SINGULAR or token.dep == "conj" or not self._words(token):
            return None
        return None if any(self.parsed.tokens[c].dep in MANY for c in token.children) else token

    def _words(self, noun: Token) -> list[str]:
        """Return a noun with the kinds before it: ["interior", "minister"]."""
        before = [self.parsed.tokens[c] for c in noun.children if c < noun.i]
        kinds = [one.lemma for one in before if one.dep == "compound" and one.mention is None]
        own = noun.text.split("’s ")[-1].split("'s ")[-1].lower().split()
        plain = len(own) == 1 and noun.mention is None
        return [*kinds, *own[:-1], noun.lemma if plain else own[-1]] if own else []

    def _nouns_beside(self, token: Token, person: Entity) -> set[str]:
        """Return the words before a name and the nouns in apposition to it."""
        title = self.parsed.text[token.start : token.end].partition((person.name or "").split()[0])[0]
        found = {written_out(word.lower().strip(",.")) for word in title.split()}
        before = self.parsed.tokens[token.i - 1]
        if before.tag == "NN" and before.i < token.i:
            found.update(self._words(before))
        beside = [self.parsed.tokens[child] for child in token.children]
        named = self.parsed.tokens[token.head]
        for other in [*beside, named] if token.dep == "appos" else beside:
            if other.dep == "appos" or other is named or (other.dep in BEFORE_NAMES and other.pos == "NOUN"):
                found.update(self._words(other))
        return found

    def _points_back(self, noun: Token) -> bool:
        children = [self.parsed.tokens[c] for c in noun.children]
        return any(c.dep == "poss" or c.text.lower() in ("the", "that", "this") for c in children)


def alike(noun: str) -> set[str]:
    """Return the nouns that describe the same people: "envoy" and "ambassador"."""
    groups = (set(group.split("=")) for group in words("described alike"))
    return {noun}.union(*(group for group in groups if noun in group))
