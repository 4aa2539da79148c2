"""How far a statement reaches: the characters of a quotation, and those of a reported clause."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tocsin.language.cueing import cues, speech_words
from tocsin.language.model import Parsed, Speech, Token
from tocsin.language.phrases import is_closing, is_mark, is_verb, name_behind
from tocsin.language.shapes import stands_free

MOSTLY = 0.5
"""Share of a reported clause's words in quotation marks from which the quotation alone is the statement."""
FINITE = ("VBD", "VBZ", "VBP", "MD")
STOPS = (":", ";", "—", "–", ".")
COMMAS = (",", "—", "–", "--", "-")

SHORT_ASIDE = 3
"""Words of saying, with their commas, that may stand inside a statement: "The port, he said, will open"."""

Extent = tuple[int, int]


def quote_extent(parsed: Parsed, speech: Speech) -> Extent | None:
    """Return the characters inside the quotation marks; None for a speech without a quotation."""
    if speech.quote is None:
        return None
    quote = parsed.quotes[speech.quote]
    end = quote.end
    while end > quote.start and parsed.text[end - 1].isspace():
        end -= 1
    return quote.start, end


def clause_extents(parsed: Parsed, speech: Speech) -> list[Extent]:
    """Return the characters of an indirect clause, in two pieces where its cue is put into it.

    Without "that", the words of saying and the full stop.
    """
    if speech.content is None:
        return []
    if parsed.sentence_of(speech.cue).title and not is_verb(parsed.tokens[speech.cue]):
        return _headline(parsed, speech)
    below = set(parsed.subtree(speech.content))
    level = parsed.tokens[speech.cue].quoted
    if speech.content < speech.cue and parsed.tokens[speech.content].quoted != level:
        return []
    if speech.content > speech.cue and speech.cue not in below and not _is_resumed(parsed, speech, below):
        pieces = [_behind(parsed, speech, below)]
    else:
        pieces = _around(parsed, speech, below)
    found = [_characters(parsed, piece) for piece in pieces]
    return _joined(parsed, [extent for extent in found if extent is not None])


def _headline(parsed: Parsed, speech: Speech) -> list[Extent]:
    """Return the part of a headline on the other side of the colon or dash than the speaker."""
    sentence = parsed.sentence_of(speech.cue)
    after = speech.content is not None and speech.content > speech.cue
    inside = range(speech.cue + 1, sentence.last) if after else range(sentence.first, speech.cue)
    found = _characters(parsed, inside)
    return [found] if found is not None else []


def _is_resumed(parsed: Parsed, speech: Speech, below: set[int]) -> bool:
    """Tell whether a clause is taken up again behind its words of saying: "The port, he said, will open"."""
    assert speech.content is not None
    first = parsed.tokens[min(i for i in below if i > speech.cue)]
    subject = parsed.child(speech.content, "nsubj", "nsubjpass", "expl")
    return first.tag in FINITE and subject is None and parsed.tokens[first.i - 1].text == ","


def is_quotation(parsed: Parsed, speech: Speech, extent: Extent, said: Collection[int]) -> bool:
    """Tell whether a clause is mostly a quotation, head and all, that is one of the statements ``said``."""
    assert speech.content is not None
    head = parsed.tokens[speech.content].quoted
    if head is None or head == parsed.tokens[speech.cue].quoted or head not in said:
        return False
    quote = parsed.quotes[head]
    words = len(parsed.text[slice(*extent)].split())
    quoted = len(parsed.text[max(quote.start, extent[0]) : min(quote.end, extent[1])].split())
    return quoted >= MOSTLY * words


def _joined(parsed: Parsed, found: list[Extent]) -> list[Extent]:
    """Join the pieces around a short "he said"."""
    if len(found) == 2 and len(parsed.text[found[0][1] : found[1][0]].split()) <= SHORT_ASIDE:
        return [(found[0][0], found[1][1])]
    return found


def _behind(parsed: Parsed, speech: Speech, below: set[int]) -> list[int]:
    """Return the tokens of a clause behind its cue."""
    sentence = parsed.sentence_of(speech.cue)
    inside = [i for i in sorted(below) if speech.cue < i < sentence.last]
    if not inside:
        return []
    end = _cut_at_next_cue(parsed, inside[0], inside[-1] + 1, speech)
    return list(range(inside[0], end))


def _cut_at_next_cue(parsed: Parsed, first: int, last: int, speech: Speech) -> int:
    """Return where a clause ends before ", adding that ...", which the parser may hang on it."""
    level = parsed.tokens[speech.cue].quoted
    for i in range(first + 1, last):
        token = parsed.tokens[i]
        gerund = token.tag == "VBG" and token.lemma in cues() and token.quoted == level
        if gerund and parsed.tokens[i - 1].text in COMMAS:
            return i - 1
    return last


def _around(parsed: Parsed, speech: Speech, below: set[int]) -> list[list[int]]:
    """Return the tokens before and behind the words of saying that stand in or behind the clause."""
    sentence = parsed.sentence_of(speech.cue)
    first, last = _aside(parsed, speech)
    before = [i for i in below if sentence.first <= i < first]
    if _is_behind_quotation(parsed, first):
        before = []
    level = parsed.tokens[speech.cue].quoted
    start = min(before, default=first)
    stops = [i for i in range(start, first) if parsed.tokens[i].text in (":", ";")]
    start = stops[-1] + 1 if stops else start
    while start > sentence.first and _belongs(parsed, start - 1, level):
        start -= 1
    behind = [i for i in range(last, sentence.last) if parsed.tokens[i].quoted == level]
    goes_on = last < sentence.last and (not before or _goes_on(parsed, speech, last, below))
    return [list(range(start, first)), behind if goes_on else []]


def _is_behind_quotation(parsed: Parsed, i: int) -> bool:
    """Tell whether what stands before token ``i`` is a quotation, and no clause that ends in quoted words."""
    number = parsed.tokens[i - 2].quoted if i >= 2 and is_closing(parsed, parsed.tokens[i - 1]) else None
    return number is not None and stands_free(parsed, parsed.quotes[number])


def _belongs(parsed: Parsed, i: int, level: int | None) -> bool:
    """Tell whether the word before a clause is part of it, which the parser hung elsewhere.

    None is that joins the clause to one before it (", and").
    """
    token = parsed.tokens[i]
    joins = token.pos == "CCONJ" and i > 0 and parsed.tokens[i - 1].text == ","
    return token.quoted == level and not joins and not is_mark(token) and token.text not in STOPS


def _aside(parsed: Parsed, speech: Speech) -> Extent:
    """Return the tokens of the words of saying: from the comma before to the comma behind them."""
    sentence = parsed.sentence_of(speech.cue)
    ends = [i for i in (speech.cue, speech.speaker) if i is not None and sentence.first <= i < sentence.last]
    if speech.kind == "source":
        ends = [i for i in parsed.subtree(speech.cue) if i not in _clause_words(parsed, speech)]
    first, last = min(ends), max(ends) + 1
    while first > sentence.first and not _ends_clause(parsed.tokens[first - 1]):
        first -= 1
    named = name_behind(parsed, max(ends), sentence.last) if speech.kind == "source" else None
    last = named[1] if named is not None else last
    while last < sentence.last and parsed.tokens[last].text not in (*COMMAS, ";", ":"):
        last += 1
    return first, min(last + 1, sentence.last)


def _ends_clause(token: Token) -> bool:
    return token.text in COMMAS or is_mark(token)


def _clause_words(parsed: Parsed, speech: Speech) -> set[int]:
    return {speech.content} if speech.content is not None else set()


def _goes_on(parsed: Parsed, speech: Speech, first: int, below: set[int]) -> bool:
    """Tell whether the clause goes on behind its words of saying."""
    token = parsed.tokens[first]
    if speech.kind == "source":
        return False
    if token.tag in FINITE or (token.pos == "AUX" and token.tag != "VBG"):
        return True
    if token.pos == "CCONJ":
        return _has_no_subject(parsed, first)
    return token.pos not in ("SCONJ", "PART") and token.tag not in ("VBG", "PRP") and first in below


def _has_no_subject(parsed: Parsed, first: int) -> bool:
    """Tell whether "and" brings "will" or "has" without a subject.

    With one, "X said" covers only what stands before; with a plain past it may be what X did next.
    """
    behind = parsed.tokens[first + 1 : parsed.sentence_of(first).last]
    verb = next((t for t in behind if t.tag in FINITE), None)
    return (
        verb is not None
        and verb.pos == "AUX"
        and not any(t.dep.startswith("nsubj") for t in behind if t.i < verb.i)
    )


def _characters(parsed: Parsed, inside: Sequence[int]) -> Extent | None:
    """Return the characters of tokens without "that" and without the marks around them."""
    tokens = [parsed.tokens[i] for i in inside]
    while tokens and (tokens[0].pos in ("PUNCT", "SPACE") or _only_joins(tokens[0])):
        tokens.pop(0)
    while tokens and tokens[-1].pos in ("PUNCT", "SPACE"):
        tokens.pop()
    return (tokens[0].start, tokens[-1].end) if tokens else None


def _only_joins(token: Token) -> bool:
    word = token.text.lower()
    if word == "that":
        return token.dep in ("mark", "dobj") or token.tag == "IN"
    return token.dep == "mark" and word not in speech_words("question words")
