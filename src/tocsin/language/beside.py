"""The cue that stands right beside a quotation, before or behind it, and its speaker."""

from __future__ import annotations

from tocsin.language.cueing import FINITE, cues, speech_words, subject_of
from tocsin.language.model import Parsed, Quote, Speech, Token
from tocsin.language.phrases import head_behind, is_mark, is_verb
from tocsin.language.quotations import ENDS_SPEECH
from tocsin.language.saying import Sayings
from tocsin.language.sentences import TERMINAL

ADJACENT = 2
"""Tokens from a speaker to a verb that is no listed cue ("he then shrugged")."""
BROKEN_OFF = ENDS_SPEECH - {",", "."}
"""Behind one of these in a quotation a new sentence seems to begin: "Why?" Ahmed asked."""
FALSE_ENDS = 3
"""Sentences that may be put together where the cutter took an abbreviation for an end."""


def last_word(parsed: Parsed, quote: Quote) -> str:
    """Return the last word or sign of a quotation that is no quotation mark itself."""
    at = quote.last - 1
    while at > quote.first and is_mark(parsed.tokens[at]):
        at -= 1
    return parsed.tokens[at].text


def is_announced(parsed: Parsed, quote: Quote, cue: Speech | None) -> bool:
    """Tell whether a quotation is the object of a cue before it: "X said: ...", "X said, ..."."""
    at = quote.first - 2
    if at < 0 or cue is None:
        return False
    text = parsed.tokens[at].text
    return text == ":" or at == cue.cue or (text == "," and cue.content is None and at - cue.cue <= 1)


def cue_before(parsed: Parsed, quote: Quote, level: int | None, sayings: Sayings) -> Speech | None:
    """Return the nearest cue before a quotation in its sentence; ``level`` is the quotation around it."""
    first = parsed.sentence_of(quote.first).first
    before = [s for s in sayings.between(first, quote.first) if parsed.tokens[s.cue].quoted == level]
    return next((s for s in reversed(before) if s.kind != "source"), None)


def cue_behind(parsed: Parsed, quote: Quote, level: int | None, sayings: Sayings) -> Speech | None:
    """Return the cue behind a quotation: "...," said X, "...," X said, "...," X, the governor, said.

    Its speaker is entered where the parse has another.
    """
    region = _region(parsed, quote, level)
    found = None if region is None else _inverted(parsed, *region) or _straight(parsed, *region)
    if region is None or found is None:
        return None
    cue, speaker = found
    new_sentence = parsed.sentence_of(region[0]) != parsed.sentence_of(quote.last - 1)
    crossing = new_sentence and last_word(parsed, quote) in BROKEN_OFF
    known = sayings.at(cue)
    if known is None:
        listed = parsed.tokens[cue].lemma in cues()
        return None if crossing and not listed else Speech(cue, speaker, None, None, "say")
    if crossing and known.content is not None:
        return None
    known.speaker = speaker
    return known


def _region(parsed: Parsed, quote: Quote, level: int | None) -> tuple[int, int] | None:
    """Return the tokens behind a quotation, up to the end of the sentence or the next quotation."""
    tokens = parsed.tokens
    first, comma = quote.last, False
    while first < len(tokens) and tokens[first].quoted == level and _closes(tokens[first]):
        comma = comma or tokens[first].text == ","
        first += 1
    final = last_word(parsed, quote)
    if first >= len(tokens) or tokens[first].quoted != level or not (comma or final in ENDS_SPEECH):
        return None
    inside, sentence = parsed.sentence_of(quote.last - 1), parsed.sentence_of(first)
    if inside != sentence and (final == "." or inside.paragraph != sentence.paragraph):
        return None
    last, end = first, _real_end(parsed, first)
    while last < end and tokens[last].quoted == level:
        last += 1
    return first, last


def _closes(token: Token) -> bool:
    return is_mark(token) or token.text == ","


def _real_end(parsed: Parsed, i: int) -> int:
    """Return where a sentence ends that may have been cut at an abbreviation ("said Maj. Gen. X")."""
    sentence = parsed.sentence_of(i)
    for following in parsed.sentences[sentence.index + 1 : sentence.index + FALSE_ENDS]:
        if parsed.tokens[sentence.last - 1].text in TERMINAL or following.paragraph != sentence.paragraph:
            break
        sentence = following
    return sentence.last


def _inverted(parsed: Parsed, first: int, last: int) -> tuple[int, int] | None:
    """Read "said X"; return (cue, speaker)."""
    cue = first
    while cue < last and parsed.tokens[cue].pos == "ADV":
        cue += 1
    if cue >= last or not _may_report(parsed.tokens[cue]):
        return None
    head = head_behind(parsed, cue + 1, last)
    if head is None or parsed.tokens[head].lemma in speech_words("no speakers"):
        return None
    return cue, head


def _straight(parsed: Parsed, first: int, last: int) -> tuple[int, int] | None:
    """Read "X said" and "X, the governor of Goma, said"; return (cue, speaker)."""
    head = head_behind(parsed, first, last)
    if head is None:
        return None
    for token in parsed.tokens[head + 1 : last]:
        if token.dep == "relcl" or not _may_report(token) or not _is_finite(parsed, token):
            continue
        subject = subject_of(parsed, token.i)
        own = subject is not None and first <= subject <= head
        if token.lemma in cues() and (own or _is_aside(parsed, head, token.i)):
            return token.i, head
        return (token.i, head) if token.i - head <= ADJACENT else None
    return None


def _may_report(token: Token) -> bool:
    verbal = is_verb(token) or token.lemma in cues()
    return verbal and token.mention is None and token.lemma not in speech_words("never cues")


def _is_finite(parsed: Parsed, token: Token) -> bool:
    """Tell whether a verb is finite; the tagger takes "put" for a participle and "repeats" for a noun."""
    if token.tag in FINITE:
        return True
    if token.lemma not in cues():
        return False
    if token.tag == "NNS":
        return token.i + 1 < len(parsed.tokens) and parsed.tokens[token.i + 1].text in (".", ",")
    return token.tag in ("VBN", "VB") and parsed.child(token.i, "aux", "auxpass") is None


def _is_aside(parsed: Parsed, head: int, cue: int) -> bool:
    """Tell whether only an apposition or a prepositional phrase stands between a speaker and a cue."""
    between = parsed.tokens[head + 1 : cue]
    return not between or between[-1].text == "," or not any(t.text == "," for t in between)
