"""A coder that keeps what it leaves out: acts without known sides, told before, or seen faintly only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from tocsin.coding.acts import Act, ActNamer
from tocsin.coding.coded import Coded
from tocsin.coding.coder import NOUN_ROLES, ArticleCoder
from tocsin.coding.sighting import Sighting
from tocsin.language.model import Parsed, Sentence
from tocsin.sensing import Seen, View
from tocsin.tables import alternatives, rows, table

# What the model sees with less than this is not even glimpsed: chosen on one set of annotated incidents.
GLIMPSED_FROM = 0.2


class WideCoder(ArticleCoder):
    """Codes one parsed article as ``ArticleCoder`` does, and has ``faint`` acts behind that."""

    def __init__(self, parsed: Parsed, namer: ActNamer, views: Sequence[View] | None = None) -> None:
        super().__init__(parsed, namer, views)
        self._left = _Left(parsed, self.parties, self.clauses, views) if views is not None else None
        self.sighting = self._left
        self._candidates: list[Coded] = []
        self._is_wide = False

    def code_widely(self) -> tuple[list[Coded], list[Coded]]:
        """Return the acts of the article, as ``code`` does, and the faint ones, each in text order."""
        told = list(self.code())
        self._is_wide = True
        for sentence in self.parsed.sentences:
            self._sentence(sentence)
        kept, words = {id(one) for one in told}, {one.trigger for one in told}
        faint: dict[int, Coded] = {}
        for one in self._candidates:
            if id(one) not in kept and one.trigger not in words:
                faint.setdefault(one.trigger, one)
        return told, sorted(faint.values(), key=lambda one: one.trigger)

    def _sentence(self, sentence: Sentence) -> list[Coded]:
        made = super()._sentence(sentence)
        self._candidates.extend(made)
        return made

    def _acts(self, sentence: Sentence) -> list[Act]:
        """Return the acts of a sentence; behind the coding proper, those that were not looked at there."""
        if not self._is_wide:
            return super()._acts(sentence)
        if self._left is None:
            return []
        left = self._left.out[sentence.index]
        return sorted([*left, *self._mentioned(sentence, left)], key=lambda act: act.trigger)

    def _mentioned(self, sentence: Sentence, left: Sequence[Act]) -> Iterator[Act]:
        """Yield the acts that nouns of a sentence name, where nothing else is told or seen at their words."""
        assert self._left is not None
        told = {one.trigger for one in self._candidates} | {act.trigger for act in left}
        for token in self.parsed.tokens[sentence.first : sentence.last]:
            kind = mentions().get(token.lemma) if token.pos == "NOUN" and token.mention is None else None
            if kind is None or token.i in told or token.dep not in NOUN_ROLES:
                continue
            if self._left.seen(token, sentence) is not None:  # in a very long sentence it read the beginning
                yield self._left.act(token, Seen(kind, 0.0, 0.0), sentence, self._left.view(sentence))


class _Left(Sighting):
    """What the model sees, and in ``out`` by sentence what it sees too faintly, or does not back."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.out: dict[int, list[Act]] = defaultdict(list)

    def backs(self, act: Act, sentence: Sentence) -> bool:
        backed = super().backs(act, sentence)
        if not backed:
            self.out[sentence.index].append(act)
        return backed

    def acts(self, sentence: Sentence, told: list[Act]) -> list[Act]:
        found = super().acts(sentence, told)
        left = self.out[sentence.index]
        left += self.seen_from(GLIMPSED_FROM, sentence, [*told, *found, *left])
        left.sort(key=lambda act: act.trigger)
        return found


@cache
def mentions() -> dict[str, str]:
    """Read mentions.tsv: noun -> type of the act that it names."""
    source = table("tocsin.glimpsing", "mentions.tsv")
    return {
        noun: row["type"] for _, row in rows(source, ("type", "nouns")) for noun in alternatives(row["nouns"])
    }
