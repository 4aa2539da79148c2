"""The words with which something was said, so that what was denied, or not said, never reads as said."""

from __future__ import annotations

import re

from tocsin.records import Statement

SAID = "said"
_WORD_BEFORE = re.compile(r"([\w'’]+)\s+$")
_TURNING = frozenset(
    "not never no neither nor hardly without cannot refused refuses refuse refusing declined declines "
    "decline declining failed fails fail failing denied denies deny denying".split()
)
_HELPING = frozenset(
    "to of did does do has have had having is are was were be been being will would can could may might "
    "should longer yet ever even far short stopped also still once itself himself herself themselves".split()
)


def cue_words(said: Statement, text: str) -> str:
    """Return the cue of a statement with what turns it round before it: *denied*, *did not say*.

    ``text`` is that of the article. Without a cue the words are only *said*.
    """
    if said.cue is None:
        return SAID
    start, end = said.cue.start, said.cue.end
    if text[start:end] != said.cue.text:
        return said.cue.text
    first, is_turned = start, False
    while found := _WORD_BEFORE.search(text, max(0, first - 40), first):
        word = found[1].lower().replace("’", "'")
        turns = word in _TURNING or word.endswith("n't")
        if not turns and word not in _HELPING and not word.endswith("ly"):
            break
        first, is_turned = found.start(), is_turned or turns
    return " ".join(text[first:end].split()) if is_turned else said.cue.text
