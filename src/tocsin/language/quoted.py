"""Which quotations somebody says, and who: a cue beside it, one that announces it, or who spoke last."""

from __future__ import annotations

from tocsin.language.beside import cue_before, cue_behind, is_announced, last_word
from tocsin.language.cueing import subject_of
from tocsin.language.model import Parsed, Quote, Speech
from tocsin.language.phrases import head_behind, is_mark, is_verb
from tocsin.language.quotations import ENDS_SPEECH
from tocsin.language.saying import Sayings
from tocsin.language.shapes import (
    is_alone,
    is_clause,
    is_name,
    is_verdict,
    is_whole_sentence,
    stands_free,
    word_before,
    words_of,
)

SCARE_QUOTE = 4
"""Words up to which a quotation inside a sentence may be a catchword and no statement."""
LOOK_BACK = 4
"""Sentences in which the last speaker may still be the one who goes on."""
LABEL = 8
"""Tokens of a speaker before a colon ("Counsel for the defence:"): nobody's title is longer."""


def give_speakers(parsed: Parsed, sayings: Sayings) -> list[Speech]:
    """Return a speech for each quotation that somebody says, in text order.

    A cue of ``sayings`` that has no quotation yet gets its first one entered, and is not returned.
    """
    quoting = _Quoting(parsed, sayings)
    return [made for number in range(len(parsed.quotes)) if (made := quoting.speech(number)) is not None]


def _levels(quotes: list[Quote]) -> list[int | None]:
    """Return the quotation around each quotation, None for none; an outer one comes before its inner ones."""
    found: list[int | None] = []
    open_: list[int] = []
    for number, quote in enumerate(quotes):
        while open_ and quotes[open_[-1]].last <= quote.first:
            open_.pop()
        found.append(open_[-1] if open_ else None)
        open_.append(number)
    return found


class _Quoting:
    """The quotations of one article; ``told`` are the speeches given so far, by the sentence of their cue."""

    def __init__(self, parsed: Parsed, sayings: Sayings) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.sayings = sayings
        self.taken = {s.quote for s in sayings.speeches if s.quote is not None}
        self.told: dict[int, list[Speech]] = {}
        self._around = _levels(parsed.quotes)

    def speech(self, number: int) -> Speech | None:
        """Give a quotation its speech; return it where it is a new one."""
        quote = self.parsed.quotes[number]
        if number in self.taken or is_name(self.parsed, quote):
            return None
        beside = self._beside(number)
        if not self._is_statement(quote, beside):
            return None
        found = beside or self._announcer(quote) or self._governor(quote) or self._last_speaker(quote)
        found = found or self._next_paragraph(number)
        if found is None:
            return None
        self.told.setdefault(self.parsed.sentence_of(found.cue).index, []).append(found)
        if found.quote is None and self.sayings.at(found.cue) is found:
            found.quote = number
            return None
        return Speech(found.cue, found.speaker, None, number, found.kind)

    def _beside(self, number: int) -> Speech | None:
        """Return the speech whose cue stands beside a quotation."""
        quote, level = self.parsed.quotes[number], self._around[number]
        before = cue_before(self.parsed, quote, level, self.sayings)
        if last_word(self.parsed, quote) != "," and is_announced(self.parsed, quote, before):
            return before
        return cue_behind(self.parsed, quote, level, self.sayings) or before

    def _is_statement(self, quote: Quote, beside: Speech | None) -> bool:
        """Tell whether a quotation is more than a few words inside a sentence."""
        words = words_of(self.parsed, quote)
        if len(words) > SCARE_QUOTE or is_clause(words):
            return True
        ends = last_word(self.parsed, quote) in ENDS_SPEECH
        if beside is None:
            return ends and is_whole_sentence(self.parsed, quote) and self._last_speaker(quote) is not None
        if beside.kind == "judge":
            return len(words) > 1 and is_verdict(self.parsed, quote)
        return stands_free(self.parsed, quote) and (ends or beside.cue > quote.last)

    def _announcer(self, quote: Quote) -> Speech | None:
        """Return the speech of the clause or the name before a colon."""
        if word_before(self.parsed, quote) != ":":
            return None
        colon = quote.first - 2
        first = self.parsed.sentence_of(colon).first
        told = [s for s in self.sayings.between(first, colon) if s.speaker is not None]
        if told:
            return told[-1]
        governing = self._subject_between(first, colon)
        if governing is not None:
            return governing
        head = head_behind(self.parsed, first, colon) if colon - first <= LABEL else None
        return None if head is None else Speech(colon, head, None, None, "say")

    def _governor(self, quote: Quote) -> Speech | None:
        """Return the subject of the clause into which a quotation is put ("X waved it away as ...")."""
        return self._subject_between(self.parsed.sentence_of(quote.first).first, quote.first)

    def _subject_between(self, first: int, last: int) -> Speech | None:
        for verb in range(first, last):
            if not is_verb(self.tokens[verb]) or self.tokens[verb].quoted is not None:
                continue
            subject = subject_of(self.parsed, verb)
            if subject is not None and self.tokens[subject].quoted is None:
                return Speech(verb, subject, None, None, "say")
        return None

    def _last_speaker(self, quote: Quote) -> Speech | None:
        """Return who spoke last, for a quotation that stands by itself."""
        if not is_alone(self.parsed, quote):
            return None
        index = self.parsed.sentence_of(quote.first).index
        for sentence in reversed(self.parsed.sentences[max(0, index - LOOK_BACK) : index]):
            said = [s for s in self.sayings.between(sentence.first, sentence.last) if s.content is not None]
            told = [s for s in said + self.told.get(sentence.index, []) if self._is_outside(s)]
            if told:
                return max(told, key=lambda speech: speech.cue)
        return None

    def _is_outside(self, speech: Speech) -> bool:
        return speech.speaker is not None and self.tokens[speech.cue].quoted is None

    def _next_paragraph(self, number: int) -> Speech | None:
        """Return the speech of a quotation that is left open and goes on in the next paragraph."""
        quotes = self.parsed.quotes
        following = number
        while following + 1 < len(quotes) and self._is_left_open(quotes[following]):
            before, following = following, following + 1
            if self._paragraph(quotes[following].first) != self._paragraph(quotes[before].first) + 1:
                return None
            if (beside := self._beside(following)) is not None:
                return beside
        return None

    def _is_left_open(self, quote: Quote) -> bool:
        """Tell whether a quotation ends with its paragraph, without a mark."""
        if quote.last >= len(self.tokens):
            return True
        behind = self.tokens[quote.last]
        return not is_mark(behind) or self._paragraph(behind.i) != self._paragraph(quote.last - 1)

    def _paragraph(self, i: int) -> int:
        return self.parsed.sentence_of(i).paragraph
