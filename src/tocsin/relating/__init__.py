"""A sentence and two parties -> what the first does to the second, with probabilities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from tocsin import ontology
from tocsin.errors import UsageError
from tocsin.records import Modality, Relation
from tocsin.sensing.marking import Pair, Span, locate
from tocsin.sensing.relations import FOLDER, NO_MODE, NONE, Labels, RelationModel, Sight, relation_model

__all__ = ["carrying_words", "narrowing", "relation", "relation_of", "relations", "relations_of"]

UNREAL = frozenset(("denied", "negated", "planned", "hypothetical"))
COOPERATIVE = (1, 2)
VERBAL = (1, 3)
PARTS = 3
"""What an item has: sentence, source, target."""
_WORD = re.compile(r"\w[\w'’-]*")


def relation(sentence: str, source: str, target: str, *, model: str | Path | None = None) -> Relation:
    """Say what ``source`` does to ``target``; both are words of ``sentence``, taken where they stand first.

    ``model`` is the folder of a model of ``tocsin train``. Raises UsageError for a party that is not in the
    sentence, and DataError for a model that cannot be loaded.
    """
    return relations([(sentence, source, target)], model=model)[0]


def relations(items: Iterable[Sequence[str]], *, model: str | Path | None = None) -> list[Relation]:
    """Say what the source does to the target in each (sentence, source, target), in their order."""
    pairs = [locate(*_three(item)) for item in _several(items)]
    return relations_of(pairs, relation_model(FOLDER if model is None else Path(model)))


def _several(items: object) -> Iterable[object]:
    if isinstance(items, str) or not isinstance(items, Iterable):
        raise UsageError("relations takes many: give a list of (sentence, source, target), or use relation")
    return items


def _three(item: object) -> tuple[str, str, str]:
    if isinstance(item, str) or not isinstance(item, Sequence) or len(item) != PARTS:
        raise UsageError(f"{item!r:.60} is not (sentence, source, target): give the three of each")
    sentence, source, target = item
    return sentence, source, target


def relations_of(pairs: Sequence[Pair], model: RelationModel) -> list[Relation]:
    """Return the relation of each marked pair."""
    return [relation_of(sight, model.labels) for sight in model.sights(pairs)]


def relation_of(sight: Sight, labels: Labels) -> Relation:
    """Return what a model sees in a pair as a record; labels that are no type of PLOVER keep their name."""
    best = int(sight.types.argmax())
    label = labels.types[best]
    known = labels.plover[best] if labels.plover[best] in ontology.types() else None
    nothing = label == NONE
    modality = _modality(sight, labels) if not nothing else None
    mode, cameo = _narrow(sight, labels, known)
    quad = ontology.quad_class(known) if known is not None else None
    return Relation(
        type=None if nothing else label,
        mode=mode,
        cameo=cameo,
        quad=quad,
        side=None if quad is None else "cooperation" if quad in COOPERATIVE else "conflict",
        level=None if quad is None else "verbal" if quad in VERBAL else "material",
        happened=not nothing and modality not in UNREAL,
        modality=modality,
        probability=round(float(sight.types[best]), 4),
        probabilities={
            name: round(float(chance), 4) for name, chance in zip(labels.types, sight.types, strict=True)
        },
        cut=sight.cut,
    )


def _modality(sight: Sight, labels: Labels) -> Modality | None:
    return cast(Modality, labels.statuses[int(sight.statuses.argmax())]) if labels.statuses else None


def carrying_words(pair: Pair, model: RelationModel, most: int = 3) -> list[tuple[str, float]]:
    """Return the words without which the model's answer would be least likely, with what each adds to it.

    Each word outside the parties is left out in turn (occlusion); the share is the loss of probability.
    """
    marked = (*pair.source, *pair.target)
    words = [
        found.span()
        for found in _WORD.finditer(pair.text)
        if not any(found.start() < end and found.end() > start for start, end in marked)
    ]
    whole, *without = model.sights([pair, *(_without(pair, word) for word in words)])
    best = int(whole.types.argmax())
    losses = [float(whole.types[best] - sight.types[best]) for sight in without]
    ranked = sorted(zip(losses, words, strict=True), key=lambda one: (-one[0], one[1]))
    return [(pair.text[start:end], round(loss, 3)) for loss, (start, end) in ranked[:most]]


def _without(pair: Pair, word: Span) -> Pair:
    """Return a pair with one word blanked out, so that no character moves."""
    start, end = word
    return replace(pair, text=f"{pair.text[:start]}{' ' * (end - start)}{pair.text[end:]}")


def narrowing(labels: Labels, kind: str) -> list[int]:
    """Return the places in ``labels.modes`` that fit a type: none, its own modes, and CAMEO codes of it."""
    own, codes = ontology.types()[kind].modes, ontology.cameo_codes()
    return [
        i
        for i, name in enumerate(labels.modes)
        if name == NO_MODE or name in own or (name in codes and codes[name].type == kind)
    ]


def _narrow(sight: Sight, labels: Labels, known: str | None) -> tuple[str | None, str | None]:
    """Return (mode, CAMEO code) of the likeliest way in which an act of a known type is done."""
    if known is None or not labels.modes:
        return None, ontology.code_for(known) if known is not None else None
    best = labels.modes[max(narrowing(labels, known), key=lambda i: float(sight.modes[i]))]
    if best in ontology.cameo_codes():
        return ontology.cameo_codes()[best].mode, best
    mode = None if best == NO_MODE else best
    return mode, ontology.code_for(known, mode)
