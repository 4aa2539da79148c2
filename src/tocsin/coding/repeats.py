"""Telling news from reference: "the attack", "in that talk" point back to what the article has told."""

from __future__ import annotations

from tocsin.coding.coded import Coded
from tocsin.coding.parties import Party
from tocsin.coding.words import words
from tocsin.language.model import Parsed

VIOLENT = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "RETREAT", "CIVIL_IMPACT"))
SUBJECTS = ("nsubj", "nsubjpass", "ROOT")


class Told:
    """What the article has told so far."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.acts: list[Coded] = []

    def is_news(self, coded: Coded) -> bool:
        """Tell whether a candidate tells an act; a nominal one does at its first mention or as a topic."""
        news = not coded.nominal or self._nominal_news(coded)
        if news and coded.status.modality != "negated":
            self.acts.append(coded)
        return news

    def _nominal_news(self, coded: Coded) -> bool:
        """Tell whether a noun is not yet told of these parties; with other parties violence is told anew."""
        token = self.parsed.tokens[coded.trigger]
        related = [c for c in self.acts if c.act.type == coded.act.type and _compatible(c, coded)]
        if coded.act.type in VIOLENT:
            refers = self._definite(coded) or not coded.actors
            return not related if refers else not self._told_exactly(related, coded)
        if token.dep in SUBJECTS and (coded.recipients or len(coded.actors) > 1):
            return not any(c.sentence == coded.sentence for c in related)
        return not related

    def _told_exactly(self, related: list[Coded], coded: Coded) -> bool:
        own = (_countries(coded.actors), _countries(coded.recipients))
        return any((_countries(c.actors), _countries(c.recipients)) == own for c in related)

    def _definite(self, coded: Coded) -> bool:
        """Tell whether a noun points back: with a definite determiner or with none."""
        children = [self.parsed.tokens[c] for c in self.parsed.tokens[coded.trigger].children]
        found = {t.text.lower() for t in children if t.dep in ("det", "poss", "predet")}
        return not found or not found.isdisjoint(words("definite"))


def _countries(parties: list[Party]) -> frozenset[str | None]:
    return frozenset(p.country for p in parties)


def _compatible(one: Coded, other: Coded) -> bool:
    """Tell whether two acts may be the same: no side of one contradicts the other's."""
    sides = _countries([*one.actors, *one.recipients]) - {None}
    others = _countries([*other.actors, *other.recipients]) - {None}
    return not others or not sides or others <= sides or sides <= others
