"""The channel of a statement: a post, a readout, a press conference, a phone call."""

from __future__ import annotations

from functools import cache

from tocsin.language.model import Parsed, Speech
from tocsin.tables import rows, table


@cache
def _channels() -> dict[str, str]:
    columns = ("word", "channel")
    return {
        row["word"]: row["channel"] for _, row in rows(table("tocsin.resolving", "channels.tsv"), columns)
    }


def channel_of(parsed: Parsed, speech: Speech) -> str | None:
    """Return the channel that the words of the cue's clause name; None where they name none."""
    tokens = parsed.tokens
    words = [tokens[speech.cue].lemma]
    if speech.speaker is not None:
        words.insert(0, tokens[speech.speaker].lemma)
    sentence = parsed.sentence_of(speech.cue)
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        if (
            token.quoted is None
            and token.dep == "pobj"
            and tokens[token.head].lemma in ("in", "on", "at", "during", "through", "via", "to")
        ):
            words.append(token.text if token.text in ("X",) else token.lemma)
            words.extend(
                tokens[c].text if tokens[c].text == "X" else tokens[c].lemma
                for c in parsed.subtree(i)
                if c != i
            )
    table_ = _channels()
    for word in words:
        if word in table_:
            return table_[word]
    return None
