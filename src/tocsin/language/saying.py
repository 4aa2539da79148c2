"""What a cue reports: its speaker and its indirect clause, from the parse or else off the surface."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from tocsin.language.cueing import kind_of
from tocsin.language.model import Parsed, Speech, Token
from tocsin.language.reported import reported_clause
from tocsin.language.speaking import can_speak, speaker_before, speaker_behind

ONLY_QUOTED = ("judge", "utter")
"""Kinds of cues that report nothing without a quotation."""


class Sayings:
    """The speeches of an article's cues, in text order."""

    def __init__(self, speeches: Iterable[Speech]) -> None:
        self.speeches = sorted(speeches, key=lambda speech: speech.cue)
        self._cues = [speech.cue for speech in self.speeches]

    def between(self, first: int, last: int) -> list[Speech]:
        """Return those whose cue is one of the tokens ``first`` to ``last``, exclusive."""
        return self.speeches[bisect_left(self._cues, first) : bisect_left(self._cues, last)]

    def at(self, cue: int) -> Speech | None:
        """Return the speech of a cue; None where there is none."""
        found = self.between(cue, cue + 1)
        return found[0] if found else None


def saying(parsed: Parsed, token: Token) -> Speech | None:
    """Return the speech of a cue, whose speaker and content may be None; None where the token is no cue."""
    if token.text.lower() == "according":
        return _according_to(parsed, token)
    kind = kind_of(parsed, token)
    if kind is None:
        return None
    behind = speaker_behind(parsed, token, kind)
    speaker = behind if behind is not None else speaker_before(parsed, token)
    if speaker is not None and not can_speak(parsed, token, speaker):
        return None
    content = None
    if kind not in ONLY_QUOTED:
        content = reported_clause(parsed, token, kind, speaker, behind is not None)
    if content is None and parsed.child(token.i, "nsubjpass") is not None:
        return None
    return Speech(token.i, speaker, content, None, kind)


def _according_to(parsed: Parsed, token: Token) -> Speech | None:
    to = parsed.child(token.i, "prep", "pcomp")
    source = parsed.child(to, "pobj") if to is not None else None
    if source is None or token.head == token.i:
        return None
    return Speech(token.i, source, token.head, None, "source")
