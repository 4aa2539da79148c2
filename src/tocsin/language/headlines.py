"""Headlines that quote: "Kremlin: Gas transit to resume", "Gas transit to resume: Kremlin"."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.language.cueing import speech_words
from tocsin.language.model import Parsed, Sentence, Speech, Token
from tocsin.language.phrases import head_behind

LONGEST_SPEAKER = 6
SHORTEST_NEWS = 3
FINITE = ("VBD", "VBZ", "VBP", "MD")
SPEAKING = ("person", "office", "org", "agency", "metonym", "handle")
MARKS = (":", "—", "–", "-")


def headline_speeches(parsed: Parsed) -> list[Speech]:
    """Return the speech of each sentence of the title that has one; its cue is the colon or dash."""
    found = (_headline(parsed, sentence) for sentence in parsed.sentences if sentence.title)
    return [speech for speech in found if speech is not None]


def _headline(parsed: Parsed, sentence: Sentence) -> Speech | None:
    for i in range(sentence.first + 1, sentence.last - 1):
        token = parsed.tokens[i]
        if token.text not in MARKS or token.quoted is not None:
            continue
        if token.text == ":" and (speaker := _speaker(parsed, sentence.first, i)) is not None:
            return _speech(parsed, i, speaker, i + 1, sentence.last)
        if _stands_free(parsed, i) and (speaker := _speaker(parsed, i + 1, sentence.last)) is not None:
            return _speech(parsed, i, speaker, sentence.first, i)
    return None


def _stands_free(parsed: Parsed, i: int) -> bool:
    """Tell whether a mark is a colon, or a dash with a space on both sides."""
    token = parsed.tokens[i]
    spaced = parsed.tokens[i - 1].end < token.start and token.end < parsed.tokens[i + 1].start
    return token.text == ":" or spaced


def _speaker(parsed: Parsed, first: int, last: int) -> int | None:
    """Return the head of a part of a headline that is no more than the name of somebody who may speak."""
    words = [t for t in parsed.tokens[first:last] if t.text[:1].isalnum()]
    if not words or len(words) > LONGEST_SPEAKER or any(t.quoted is not None for t in words):
        return None
    if any(t.tag in FINITE and t.mention is None for t in words):
        return None
    head = head_behind(parsed, first, last)
    return head if head is not None and _may_speak(parsed.tokens[head]) else None


def _may_speak(token: Token) -> bool:
    if token.mention is not None:
        return token.mention.kind in SPEAKING
    forms = (token.lemma, token.text.lower(), token.text.lower().removesuffix("s"))
    return any(form in roles() or form in speech_words("people") for form in forms)


def _speech(parsed: Parsed, cue: int, speaker: int, first: int, last: int) -> Speech | None:
    """Return the speech of a headline whose news stands from token ``first`` to ``last``."""
    words = [t for t in parsed.tokens[first:last] if t.text[:1].isalnum()]
    quotes = {t.quoted for t in words}
    if len(quotes) == 1 and None not in quotes:
        return Speech(cue, speaker, None, quotes.pop(), "say")
    return Speech(cue, speaker, words[0].i, None, "say") if len(words) >= SHORTEST_NEWS else None
