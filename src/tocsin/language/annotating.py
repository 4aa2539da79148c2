"""Part of speech, tag, label and lemma of each word, by spaCy's rules, asked once for each kind of word.

The rules (its attribute ruler) look at the tag and the label of a word, at the word itself where they name
it, and at the word beside it where they name two ("there is"). So what they say is mostly known from before.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, Protocol, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.tokens import Token as Word

from tocsin.errors import DataError
from tocsin.tables import rows, table

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
# Kinds of words that are remembered; with more of them, all are forgotten.
MOST_KINDS = 100_000
# A word in numbers of spaCy's: itself, its tag, its label.
Kind = tuple[int, ...]


class _Inflected(Protocol):
    """What spaCy's token has and its type does not say."""

    def set_morph(self, features: str, /) -> None:
        """Enter the features of a form."""


class Ruled(NamedTuple):
    """What the ruler says of a word alone, in numbers of spaCy's; ``lemma`` is 0 where it says none.

    ``opens`` and ``closes`` are the numbers of the rules about two words whose first or second it may be.
    """

    pos: int
    tag: int
    dep: int
    morph: str
    lemma: int
    opens: frozenset[int]
    closes: frozenset[int]


class Annotation(NamedTuple):
    """What the rules say of one word, and what they say of it with the word beside it."""

    pos: str
    tag: str
    dep: str
    lemma: str
    opens: frozenset[int]
    closes: frozenset[int]


class Annotator:
    """The rules of a pipeline, with what they said before. DataError for a rule about more than two words."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._ruler = cast(Any, nlp.get_pipe(RULER))
        self._lemmatizer = cast(Any, nlp.get_pipe(LEMMATIZER))
        rules: list[dict[str, Any]] = self._ruler.patterns
        patterns = [pattern for rule in rules for pattern in rule["patterns"]]
        self._named = _Named([condition for pattern in patterns for condition in pattern])
        self._halves = _halves(nlp, [pattern for pattern in patterns if len(pattern) > 1])
        self._ruled: dict[tuple[str, int, int], Ruled] = {}
        self._known: dict[Kind, Annotation] = {}
        self._pairs: dict[tuple[Kind, Kind], list[Annotation]] = {}

    def annotate(self, doc: Doc) -> list[Annotation]:
        """Return what the rules say of each word of a parsed text."""
        kinds: list[Kind] = list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
        alone = [self._known.get(kind) or self._word(kind, doc[i]) for i, kind in enumerate(kinds)]
        found = list(alone)
        last = 0
        for i, (one, other) in enumerate(pairwise(alone)):
            if one.opens and not one.opens.isdisjoint(other.closes):
                if i < last:
                    return [self._annotation(*each) for each in zip(doc, self._rule(list(doc)), strict=True)]
                last = i + 2
                found[i:last] = self._pair((kinds[i], kinds[i + 1]), list(doc[i:last]))
        return found

    def _word(self, kind: Kind, word: Word) -> Annotation:
        """Return what is said of a word of a kind that has not been seen yet."""
        if len(self._known) >= MOST_KINDS:
            self._known.clear()
        key = (self._named.part(word.text), word.tag, word.dep)
        if key not in self._ruled:
            self._ruled[key] = self._rule([word])[0]
        made = self._known[kind] = self._annotation(word, self._ruled[key])
        return made

    def _pair(self, kinds: tuple[Kind, Kind], words: list[Word]) -> list[Annotation]:
        """Return what is said of two words that a rule names together."""
        if kinds not in self._pairs:
            ruled = self._rule(words)
            self._pairs[kinds] = [self._annotation(*each) for each in zip(words, ruled, strict=True)]
        return self._pairs[kinds]

    def _rule(self, words: list[Word]) -> list[Ruled]:
        """Return what the ruler says of words that stand beside each other, by themselves."""
        doc = Doc(self._vocab, words=[word.text for word in words])
        for made, word in zip(doc, words, strict=True):
            made.tag, made.dep = word.tag, word.dep
        sides: list[tuple[set[int], set[int]]] = [(set(), set()) for _ in words]
        for key, at, _ in self._halves(doc, allow_missing=True):
            number, half = divmod(int(self._vocab.strings[key]), 2)
            sides[at][half].add(number)
        return [
            Ruled(
                word.pos, word.tag, word.dep, str(word.morph), word.lemma, frozenset(opens), frozenset(closes)
            )
            for word, (opens, closes) in zip(self._ruler(doc), sides, strict=True)
        ]

    def _annotation(self, word: Word, ruled: Ruled) -> Annotation:
        """Return all that is said of a word; what the lemmatizer looks at is entered at it."""
        word.pos = ruled.pos
        cast(_Inflected, word).set_morph(ruled.morph)
        lemma = self._vocab.strings[ruled.lemma] if ruled.lemma else self._lemmatizer.lemmatize(word)[0]
        pos, tag, dep = word.pos_, self._vocab.strings[ruled.tag], self._vocab.strings[ruled.dep]
        known = _lemmas().get(word.lower_) if pos in ("VERB", "AUX") or tag == "NNS" else None
        return Annotation(pos, tag, dep, known or lemma.lower(), ruled.opens, ruled.closes)


class _Named:
    """The words that rules name."""

    def __init__(self, conditions: list[dict[str, Any]]) -> None:
        self._words: set[str] = set()
        self._patterns: list[re.Pattern[str]] = []
        for condition in conditions:
            wanted = condition.get("LOWER", {})
            if isinstance(wanted, str):
                self._words.add(wanted)
            elif "REGEX" in wanted:
                self._patterns.append(re.compile(wanted["REGEX"]))
            else:
                self._words.update(wanted.get("IN", ()))

    def part(self, word: str) -> str:
        """Return of a word what the rules look at: all of it in small letters, or nothing."""
        lower = word.lower()
        named = lower in self._words or lower.isspace() or any(one.search(lower) for one in self._patterns)
        return lower if named else ""


def _halves(nlp: Language, pairs: list[list[dict[str, Any]]]) -> Matcher:
    """Return what finds the halves of rules about two words: rule 3 has the halves 6 and 7."""
    halves = Matcher(nlp.vocab)
    for number, pair in enumerate(pairs):
        if len(pair) > 2:
            raise DataError(
                f"{nlp.meta['name']}: a rule of the {RULER} is about {len(pair)} words, not 1 or 2"
            )
        for half, condition in enumerate(pair):
            halves.add(str(2 * number + half), [[condition]])
    return halves


@cache
def _lemmas() -> dict[str, str]:
    source = table("tocsin.language", "lemmas.tsv")
    return {row["form"]: row["lemma"] for _, row in rows(source, ("form", "lemma"))}
