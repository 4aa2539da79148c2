"""The shape of a quotation: a name, a verdict of a few words, a clause, a sentence by itself."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.language.cueing import speech_words
from tocsin.language.model import Parsed, Quote, Token
from tocsin.language.phrases import is_mark, is_verb
from tocsin.language.quotations import ENDS_SPEECH

BEFORE_SPEECH = frozenset((",", ":", ".", "!", "?"))
NAME = 4
"""Words of the longest nickname or catchword."""
MAIN = ("ROOT", "ccomp", "parataxis")


def words_of(parsed: Parsed, quote: Quote) -> list[Token]:
    """Return the tokens of a quotation that are words or numbers."""
    return [t for t in parsed.tokens[quote.first : quote.last] if t.text[:1].isalnum()]


def word_before(parsed: Parsed, quote: Quote) -> str:
    """Return the word or sign before the opening mark; "" where there is none."""
    return parsed.tokens[quote.first - 2].text if quote.first >= 2 else ""


def is_clause(words: Sequence[Token]) -> bool:
    """Tell whether words have a main verb."""
    return any(is_verb(t) and t.dep in MAIN for t in words)


def is_alone(parsed: Parsed, quote: Quote) -> bool:
    """Tell whether a sentence begins with the quotation."""
    first = parsed.sentence_of(quote.first).first
    return all(is_mark(t) for t in parsed.tokens[first : quote.first])


def stands_free(parsed: Parsed, quote: Quote) -> bool:
    """Tell whether a quotation is put before the words around it, and not into them."""
    return is_alone(parsed, quote) or word_before(parsed, quote) in BEFORE_SPEECH


def is_whole_sentence(parsed: Parsed, quote: Quote) -> bool:
    """Tell whether the sentence that begins with a quotation holds nothing else."""
    return is_alone(parsed, quote) and parsed.sentence_of(quote.first).last <= quote.last + 1


def is_verdict(parsed: Parsed, quote: Quote) -> bool:
    """Tell whether a few words say what something is called or likened to, and do not stand in a phrase."""
    if quote.first < 2:
        return False
    before = parsed.tokens[quote.first - 2]
    return before.text.lower() == "as" or before.pos not in ("ADP", "DET", "PART", "ADJ")


def is_name(parsed: Parsed, quote: Quote) -> bool:
    """Tell whether a quotation is a title, a nickname, a crosshead, or no word at all."""
    words = words_of(parsed, quote)
    final = next((t for t in reversed(parsed.tokens[quote.first : quote.last]) if not is_mark(t)), None)
    if not words or (final is not None and final.text in ENDS_SPEECH):
        return not words
    if len(words) > 1 and _is_title(words) and not is_alone(parsed, quote):
        return True
    return (len(words) <= NAME and _is_named(parsed, quote)) or _is_paragraph(parsed, quote)


def _is_title(words: Sequence[Token]) -> bool:
    """Tell whether all words have capitals but the small ones ("Winter in Tartu")."""
    small = speech_words("small words")
    return all(t.text[:1].isupper() or t.text.lower() in small or t.mention for t in words)


def _is_named(parsed: Parsed, quote: Quote) -> bool:
    """Tell whether the words before announce a name ("known as", "the so-called")."""
    before = [t.text.lower() for t in parsed.tokens[max(quote.first - 3, 0) : max(quote.first - 1, 0)]]
    naming = speech_words("naming")
    return bool(before) and (before[-1] in naming or " ".join(before) in naming)


def _is_paragraph(parsed: Parsed, quote: Quote) -> bool:
    """Tell whether a quotation is all of its paragraph, as a crosshead is; the title is none."""
    sentence = parsed.sentence_of(quote.first)
    if sentence.title or sentence.first < quote.first - 1 or sentence.last > quote.last + 1:
        return False
    beside = (sentence.index - 1, sentence.index + 1)
    near = [parsed.sentences[k] for k in beside if 0 <= k < len(parsed.sentences)]
    return all(other.paragraph != sentence.paragraph for other in near)
