"""Who is speaking: the indirect clauses with their speakers, and the speaker of each quotation."""

from __future__ import annotations

from tocsin.language.cueing import cues, speech_words, subject_of
from tocsin.language.headlines import headline_speeches
from tocsin.language.model import Entity, Mention, Parsed, Speech
from tocsin.language.quoted import give_speakers
from tocsin.language.saying import Sayings, saying

__all__ = ["assign_speakers", "cues", "subject_of"]

SUBJECTS = ("nsubj", "nsubjpass")
LOOK_BACK = 3


def assign_speakers(parsed: Parsed) -> None:
    """Fill ``parsed.speeches``: one for every cue with content, and one for every real quotation."""
    found = [speech for token in parsed.tokens if (speech := saying(parsed, token)) is not None]
    sayings = Sayings([*found, *headline_speeches(parsed)])
    quoted = give_speakers(parsed, sayings)
    said = [speech for speech in sayings.speeches if speech.content is not None or speech.quote is not None]
    parsed.speeches = [*said, *quoted]
    for speech in parsed.speeches:
        _mention_holder(parsed, speech)


def _mention_holder(parsed: Parsed, speech: Speech) -> None:
    """Enter whom "the head of diplomacy" means as a speaker: the office holder who was the subject before."""
    if speech.speaker is None:
        return
    token = parsed.tokens[speech.speaker]
    definite = any(parsed.tokens[c].text.lower() == "the" for c in token.children)
    if token.mention is None and definite and token.lemma in speech_words("holders"):
        holder = _holder_before(parsed, token.i)
        if holder is not None:
            token.mention = Mention(token.start, token.end, "pronoun", holder)


def _holder_before(parsed: Parsed, i: int) -> Entity | None:
    index = parsed.sentence_of(i).index
    for sentence in reversed(parsed.sentences[max(0, index - LOOK_BACK) : index]):
        for token in parsed.tokens[sentence.first : sentence.last]:
            entity = token.mention.entity if token.mention is not None else None
            person = entity is not None and entity.kind == "person" and entity.office is not None
            if person and token.quoted is None and token.dep in SUBJECTS:
                return entity
    return None
