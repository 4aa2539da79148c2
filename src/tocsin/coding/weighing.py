"""The relation model beside the namers of acts: what it makes of the two sides of each act."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tocsin.coding.coded import Coded, Weight
from tocsin.coding.parties import Party
from tocsin.language.model import Parsed
from tocsin.relating import carrying_words
from tocsin.sensing.marking import Pair
from tocsin.sensing.relations import NONE, Labels, RelationModel, Sight

AGREED = 0.8


def weighing(
    parsed: Parsed, acts: Sequence[Coded], model: RelationModel, explain: bool = False
) -> Callable[[], None]:
    """Begin to weigh acts that name both sides in their sentence; calling what is returned enters it.

    The model looks at them on other threads until then. Where lexicon and seeing model agree there is nothing
    to decide; the act is weighed only to explain it.
    """
    open_acts = [coded for coded in acts if explain or not _agreed(coded)]
    pairs = [(coded, pair) for coded in open_acts if (pair := pair_of(parsed, coded)) is not None]
    # Acts of one sentence often have the same sides.
    distinct = list(dict.fromkeys(pair for _, pair in pairs))
    sights = model.sights(distinct)
    return lambda: _enter(pairs, dict(zip(distinct, sights, strict=True)), model, explain)


def _enter(
    pairs: Sequence[tuple[Coded, Pair]], sights: dict[Pair, Sight], model: RelationModel, explain: bool
) -> None:
    for coded, pair in pairs:
        weight = weight_of(sights[pair], model.labels, coded.act.type)
        if weight is not None:
            coded.notes.append(weight.said)
        # To be explained makes no event surer than it is.
        coded.weight = None if _agreed(coded) else weight
        if explain:
            words = ", ".join(f"{word} {share:+.2f}" for word, share in carrying_words(pair, model))
            coded.notes.append(f"words that carried it: {words}")


def _agreed(coded: Coded) -> bool:
    seen = coded.seen
    named = "seen" not in coded.act.flags
    return named and seen is not None and seen.type == coded.act.type and seen.probability >= AGREED


def pair_of(parsed: Parsed, coded: Coded) -> Pair | None:
    """Return the sentence of an act with its first actor and first recipient; None where it lacks one."""
    sentence = parsed.sentences[coded.sentence]

    def inside(parties: Sequence[Party]) -> tuple[tuple[int, int], ...]:
        named = (p for p in parties if sentence.start <= p.start and p.end <= sentence.end)
        first = next(named, None)
        return () if first is None else ((first.start - sentence.start, first.end - sentence.start),)

    source, target = inside(coded.actors), inside(coded.recipients)
    if not source or not target or source == target:
        return None
    return Pair(parsed.text[sentence.start : sentence.end], source, target)


def weight_of(sight: Sight, labels: Labels, kind: str) -> Weight | None:
    """Return the weight of an act of a type; None of a model whose labels are not mapped to it."""
    chances: dict[str, float] = {}
    for name, plover, chance in zip(labels.types, labels.plover, sight.types, strict=True):
        known = plover or (NONE if name == NONE else None)
        if known is not None:
            chances[known] = chances.get(known, 0.0) + float(chance)
    if kind not in chances:
        return None
    best = max(chances, key=lambda name: chances[name])
    return Weight(chances[kind], chances.get(NONE, 0.0), best, chances[best])
