"""Which word of a trigger carries the act: the one that the parser makes its head. The lexicon's examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tocsin.coding.frames import Frame, lexicon
from tocsin.language.model_loading import parser
from training.corpus import Example, LabelledAct, Span

_MARK = re.compile(r"\{([AR]):([^{}]*)\}")
CONTENT = ("VERB", "NOUN", "ADJ", "PROPN", "AUX")


def head_spans(examples: Sequence[Example]) -> list[list[Span]]:
    """Return for each act of each example the characters of the head word of its trigger."""
    docs = parser().pipe([example.text for example in examples], batch_size=128)
    return [[_head(doc, act) for act in example.acts] for example, doc in zip(examples, docs, strict=True)]


def _head(doc: Any, act: LabelledAct) -> Span:
    start, end = act.trigger
    inside = [t for t in doc if t.idx < end and t.idx + len(t) > start]
    within = {t.i for t in inside}
    heads = [t for t in inside if not t.is_punct and (t.head.i not in within or t.head.i == t.i)] or inside
    best = next((t for t in heads if t.pos_ in CONTENT), heads[0])
    return best.idx, best.idx + len(best)


def lexicon_examples() -> list[Example]:
    """Return the examples of the lexicon with the act of their row, where its head word is found."""
    rows: dict[str, list[Frame]] = {}
    for frame in lexicon().frames:
        rows.setdefault(frame.example, []).append(frame)
    made = []
    docs = parser().pipe([_MARK.sub(r"\2", text) for text in rows], batch_size=128)
    for (marked, frames), doc in zip(rows.items(), docs, strict=True):
        heads = {frame.head.split()[-1] for frame in frames}
        trigger = next((t for t in doc if t.lemma_.lower() in heads or t.text.lower() in heads), None)
        if trigger is not None:
            made.append(_example(marked, frames[0], (trigger.idx, trigger.idx + len(trigger))))
    return made


def _example(marked: str, frame: Frame, trigger: Span) -> Example:
    text, at = "", 0
    act = LabelledAct(trigger, frame.type, frame.mode, "asserted")
    parties: dict[str, tuple[int, int, str]] = {}
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        number = str(len(parties) + 1)
        parties[number] = (len(text), len(text) + len(found[2]), "---")
        (act.actors if found[1] == "A" else act.recipients).append(number)
        text += found[2]
        at = found.end()
    return Example(frame.where, "lexicon", text + marked[at:], parties, [act])
